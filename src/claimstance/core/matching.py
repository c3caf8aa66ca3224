"""Which marks of one side are the same as which of the other: one-to-one, in any input order.

A mark's extent is a tuple of fragments in text order (one for everything but a claim interrupted
by its reporting frame). Overlap is measured in characters.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from claimstance.core.span import Span

Extent: TypeAlias = tuple[Span, ...]

HALF = 0.5
"""Jaccard index from which two extents count as the same at half overlap."""


@dataclass(frozen=True, slots=True, order=True)
class Match:
    """Positions of two marks that were matched, and their overlap."""

    left: int
    right: int
    overlap: float
    """Shared characters over characters in either (Jaccard index), above 0, at most 1."""


def size(extent: Extent) -> int:
    """Return the number of characters of ``extent``."""
    return sum(len(span) for span in extent)


def shared(left: Extent, right: Extent) -> int:
    """Return the number of characters that the two extents share."""
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in left for b in right)


def jaccard(left: Extent, right: Extent) -> float:
    """Return shared characters over characters in either extent; 0 if they only touch."""
    common = shared(left, right)
    return common / (size(left) + size(right) - common) if common else 0.0


def match(
    left: Sequence[Extent], right: Sequence[Extent], *, at_least: float = 0.0
) -> tuple[Match, ...]:
    """Match extents one-to-one, the most overlapping pairs first.

    Pairs are taken in order of falling Jaccard index, ties by position in the text, so that the
    pairs found do not depend on the order of the input (identical extents are interchangeable).

    Args:
        left: Extents of one side.
        right: Extents of the other side.
        at_least: Smallest Jaccard index of a pair; pairs that share no character never match.

    Returns:
        Matches in the order of ``left``.
    """
    pairs = sorted(
        (-overlap, a, b, i, j)
        for i, a in enumerate(left)
        for j, b in enumerate(right)
        if (overlap := jaccard(a, b)) > 0 and overlap >= at_least
    )
    used_left: set[int] = set()
    used_right: set[int] = set()
    found = []
    for negative, _, _, i, j in pairs:
        if i not in used_left and j not in used_right:
            used_left.add(i)
            used_right.add(j)
            found.append(Match(i, j, -negative))
    return tuple(sorted(found))
