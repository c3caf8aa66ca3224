"""Agreement on where marks are: Krippendorff's unitizing alpha and pairwise F1."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from claimstance.agreement.coefficients import Rows
from claimstance.core.layers import LayerMark
from claimstance.core.matching import Extent, match
from claimstance.core.units import overlapping

DEPTHS = 4
"""Nesting levels told apart; deeper ones count as the last."""


@dataclass(frozen=True, slots=True)
class Continuum:
    """One annotator's marks laid over the characters of a text."""

    depth: NDArray[np.int64]
    """For each character, how many marks cover it."""
    itself: float
    """Squared lengths of units plus lengths of gaps: what never pairs by chance."""

    @classmethod
    def of(cls, extents: Sequence[Extent], length: int) -> "Continuum":
        """Lay marks over a text of ``length`` characters.

        Units are stretches of one depth between two ends of marks, so that marks that only touch
        stay two units and nested ones are told from plain ones.
        """
        change = np.zeros(length + 1, dtype=np.int64)
        edges = {0, length}
        for extent in extents:
            for span in extent:
                change[span.start] += 1
                change[span.end] -= 1
                edges |= {span.start, span.end}
        depth = np.minimum(change[:length].cumsum(), DEPTHS - 1)
        starts = np.array(sorted(edges))
        sizes = np.diff(starts)
        gaps = depth[starts[:-1]] == 0
        return cls(depth, float(sizes[gaps].sum() + (sizes[~gaps] ** 2).sum()))


def unitizing_row(continua: Sequence[Continuum]) -> NDArray[np.float64]:
    """Return the statistics of `unitizing_alpha` for one document.

    Every character has as its value the number of marks that cover it; gaps have the value 0.

    Returns:
        Coinciding length of all pairs of annotators, its agreeing part, what never pairs by
        chance, and the length of each value. Zeros for fewer than two annotators.
    """
    row = np.zeros(3 + DEPTHS)
    if len(continua) < 2:
        return row
    depth = np.stack([continuum.depth for continuum in continua])
    counts = np.stack([(depth == value).sum(axis=0) for value in range(DEPTHS)])
    row[0] = depth.size
    row[1] = (counts * (counts - 1)).sum() / (len(continua) - 1)
    row[2] = sum(continuum.itself for continuum in continua)
    row[3:] = counts.sum(axis=1)
    return row


def unitizing_alpha(sums: Rows) -> NDArray[np.float64]:
    """Return Krippendorff's alpha for unitizing from sums of `unitizing_row`.

    Krippendorff, Mathet, Bouvry & Widlöcher (2016), On the reliability of unitizing textual
    continua: further developments, Quality & Quantity 50; Krippendorff (2019), Content Analysis,
    equations 32 to 34. Expected disagreement pairs every stretch with every other by chance, but
    no unit with itself, nor a character of a gap with itself.
    """
    total, agreeing, itself = sums[..., 0], sums[..., 1], sums[..., 2]
    squares = (sums[..., 3:] ** 2).sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = (total**2 - squares) / (total - itself / total)
        value = 1 - (total - agreeing) / expected
    marked = (total > 0) & (sums[..., 4:].sum(axis=-1) > 0)
    value = np.where(np.abs(total - agreeing) < 1e-9, 1.0, value)
    return np.where(marked, value, np.nan)


def matching_rows(
    marks: Mapping[str, Sequence[LayerMark]],
) -> dict[tuple[str, str], NDArray[np.float64]]:
    """Match the marks of every two annotators in one document, one-to-one.

    Returns:
        For each pair in alphabetical order: how many marks both have in all, twice the pairs with
        the same characters, and twice the pairs with at least half of the characters of either in
        both.
    """
    pairs = list(combinations(sorted(marks), 2))
    rows = {pair: [len(marks[pair[0]]) + len(marks[pair[1]]), 0, 0] for pair in pairs}
    for group in overlapping(marks):
        extents: dict[str, list[Extent]] = {}
        for name, mark in group:
            extents.setdefault(name, []).append(mark.extent)
        for pair in combinations(sorted(extents), 2):
            exact, half = _matched(extents[pair[0]], extents[pair[1]])
            rows[pair][1] += 2 * exact
            rows[pair][2] += 2 * half
    return {pair: np.array(row, dtype=np.float64) for pair, row in rows.items()}


def _matched(left: list[Extent], right: list[Extent]) -> tuple[int, int]:
    if left == right and len(left) == 1:
        return 1, 1
    exact = (Counter(left) & Counter(right)).total()
    return exact, len(match(left, right, at_least=0.5))


def character_row(left: Continuum, right: Continuum) -> NDArray[np.float64]:
    """Return how many characters two annotators marked in all, and twice how many both marked."""
    ours, theirs = left.depth > 0, right.depth > 0
    return np.array([ours.sum() + theirs.sum(), 2.0 * (ours & theirs).sum()])


def f1(sums: Rows) -> NDArray[np.float64]:
    """Return F1 from sums of `matching_rows` or `character_row`.

    Which side counts as gold makes no difference.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(sums[..., 1] / sums[..., 0])
