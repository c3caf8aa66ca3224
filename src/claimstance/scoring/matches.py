"""Marks of one layer and document, predicted and gold, matched one-to-one."""

from collections.abc import Iterator
from dataclasses import dataclass

from claimstance.core.layers import Layer, LayerMark, layer_marks
from claimstance.core.matching import HALF, match
from claimstance.core.units import overlapping
from claimstance.scoring.pairs import Pair

CRITERIA = {"exact": 1.0, "half": HALF, "any": 0.0}
"""Smallest Jaccard index for each way of matching whole marks; for ``any`` one character does."""


@dataclass(frozen=True, slots=True)
class Group:
    """Marks of both sides that hang together by shared characters."""

    predicted: tuple[LayerMark, ...]
    gold: tuple[LayerMark, ...]

    def matches(self, at_least: float) -> tuple[tuple[LayerMark, LayerMark], ...]:
        """Return the matched marks, predicted first."""
        left = [mark.extent for mark in self.predicted]
        right = [mark.extent for mark in self.gold]
        found = match(left, right, at_least=at_least)
        return tuple((self.predicted[m.left], self.gold[m.right]) for m in found)

    def characters(self) -> tuple[int, int, int]:
        """Return how many characters are marked on both sides, predicted, and in gold."""
        left, right = _characters(self.predicted), _characters(self.gold)
        return len(left & right), len(left), len(right)


def groups(pair: Pair, layer: Layer) -> Iterator[Group]:
    """Yield the marks of ``layer`` in groups that share no character with one another."""
    sides = {
        "gold": layer_marks(pair.gold, layer),
        "predicted": layer_marks(pair.predicted, layer),
    }
    for group in overlapping(sides):
        yield Group(
            tuple(mark for side, mark in group if side == "predicted"),
            tuple(mark for side, mark in group if side == "gold"),
        )


def _characters(marks: tuple[LayerMark, ...]) -> set[int]:
    return {i for mark in marks for span in mark.extent for i in range(span.start, span.end)}
