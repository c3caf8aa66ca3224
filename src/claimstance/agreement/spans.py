"""Agreement on where marks are: Krippendorff's unitizing alpha and pairwise F1."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

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


def matching_row(left: Sequence[LayerMark], right: Sequence[LayerMark]) -> NDArray[np.float64]:
    """Match the marks of two annotators in one document, one-to-one.

    Returns:
        How many marks both have in all, twice the pairs with the same characters, and twice the
        pairs with at least half of the characters of either in both.
    """
    exact, half = 0, 0
    for group in overlapping({"left": left, "right": right}):
        ours = [mark.extent for name, mark in group if name == "left"]
        theirs = [mark.extent for name, mark in group if name == "right"]
        if ours and theirs:
            exact += (Counter(ours) & Counter(theirs)).total()
            same = ours == theirs and len(ours) == 1
            half += 1 if same else len(match(ours, theirs, at_least=0.5))
    return np.array([len(left) + len(right), 2.0 * exact, 2.0 * half])


def character_row(left: Continuum, right: Continuum) -> NDArray[np.float64]:
    """Return how many characters two annotators marked in all, and twice how many both marked."""
    ours, theirs = left.depth > 0, right.depth > 0
    return np.array([ours.sum() + theirs.sum(), 2.0 * (ours & theirs).sum()])


def f1(sums: Rows) -> NDArray[np.float64]:
    """Return F1 from sums of `matching_row` or `character_row`.

    Which side counts as gold makes no difference.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(sums[..., 1] / sums[..., 0])
