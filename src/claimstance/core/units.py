"""Marks of several annotators brought together: which of them are about the same thing.

A unit holds at most one mark of each annotator. Pairs of marks that share characters are joined in
order of falling overlap, so that units depend neither on the order of the annotators nor on that
of their marks.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from claimstance.core.layers import LayerMark
from claimstance.core.matching import Extent, jaccard
from claimstance.core.span import Span, cover


@dataclass(frozen=True, slots=True)
class Unit:
    """Marks of several annotators about one thing."""

    marks: Mapping[str, LayerMark]
    """Annotator to mark, annotators in alphabetical order; those without a mark are absent."""

    @property
    def span(self) -> Span:
        """The smallest span that covers all the marks."""
        return cover(span for mark in self.marks.values() for span in mark.extent)

    @property
    def extents(self) -> tuple[Extent, ...]:
        """The different extents, in text order."""
        return tuple(sorted({mark.extent for mark in self.marks.values()}))


def align(marks: Mapping[str, Sequence[LayerMark]]) -> tuple[Unit, ...]:
    """Bring together the marks of one layer and document.

    Args:
        marks: Each annotator's marks, as `claimstance.core.layers.layer_marks` returns them.

    Returns:
        Units in text order; every mark is in exactly one.
    """
    units = [unit for group in overlapping(marks) for unit in _units(group)]
    return tuple(sorted(units, key=_place))


def overlapping(
    marks: Mapping[str, Sequence[LayerMark]],
) -> Iterator[list[tuple[str, LayerMark]]]:
    """Yield groups of marks whose covering spans hang together, in text order.

    Marks of different groups share no character, so that whatever matches them may look at one
    group at a time.
    """
    flat = [(name, mark) for name in sorted(marks) for mark in marks[name]]
    flat.sort(key=lambda item: item[1].start)
    group: list[tuple[str, LayerMark]] = []
    end = 0
    for name, mark in flat:
        if group and mark.start >= end:
            yield group
            group = []
        group.append((name, mark))
        end = max(end, mark.extent[-1].end)
    if group:
        yield group


def _units(group: list[tuple[str, LayerMark]]) -> Iterator[Unit]:
    names = [name for name, _ in group]
    if len(set(names)) == 1:
        yield from (Unit({name: mark}) for name, mark in group)
        return
    if len(set(names)) == len(group) and all(len(mark.extent) == 1 for _, mark in group):
        yield Unit(dict(sorted(group, key=lambda item: item[0])))
        return
    members: dict[int, list[int]] = {index: [index] for index in range(len(group))}
    home = list(range(len(group)))
    for i, j in _pairs(group):
        one, other = home[i], home[j]
        if one == other:
            continue
        held = {names[k] for k in members[one]}
        if held.isdisjoint(names[k] for k in members[other]):
            for k in members[other]:
                home[k] = one
            members[one] += members.pop(other)
    for indices in members.values():
        found = sorted((names[k], k) for k in indices)
        yield Unit({name: group[k][1] for name, k in found})


def _pairs(group: list[tuple[str, LayerMark]]) -> list[tuple[int, int]]:
    """Return pairs of different annotators that share characters, the most alike first."""
    ranked = []
    said = [(*mark.attributes(), *mark.links()) for _, mark in group]
    for i, j in combinations(range(len(group)), 2):
        (left, a), (right, b) = group[i], group[j]
        if left == right or not (overlap := jaccard(a.extent, b.extent)):
            continue
        different = sum(x != y for x, y in zip(said[i], said[j], strict=True))
        ranked.append((-overlap, different, *sorted([(a.extent, left), (b.extent, right)]), i, j))
    return [(entry[-2], entry[-1]) for entry in sorted(ranked)]  # type: ignore[misc]


def _place(unit: Unit) -> tuple[Span, tuple[Extent, ...], tuple[str, ...]]:
    return unit.span, unit.extents, tuple(unit.marks)
