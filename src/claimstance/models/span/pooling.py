"""Spans of one layer chosen by what overlapping candidates say together.

A network that is sure of a mark but not of its edges spreads its probability over spans that differ
by a word or two, so that each of them stays below any threshold. Here every candidate is credited
with the probabilities of all candidates that overlap it by at least half (Jaccard index of their
characters): the expected number of true marks that it would match at half overlap. The best is
taken, what supported it is used up, and so on while the credit is worth it (minimum Bayes risk
decoding, greedily).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from claimstance.core.matching import HALF
from claimstance.models.span.encoding import TokenPair

MOST = 60
"""Candidates of a sentence and layer that are looked at, the most probable first."""


def pool(
    pairs: Sequence[TokenPair],
    logits: Sequence[float],
    offsets: Sequence[tuple[int, int]],
    *,
    least: float,
    exactness: float = 0.2,
    nested: bool = True,
) -> list[tuple[int, float]]:
    """Choose spans.

    Args:
        pairs: Candidates, most probable first; both ends inclusive.
        logits: Of their probabilities.
        offsets: Characters of each token of the sentence, in which overlap is measured.
        least: Smallest pooled probability of a span that is taken, above 0.
        exactness: Weight of a candidate's own probability when candidates with the same support
            compete; 0 looks at half overlap alone.
        nested: Whether one span may lie inside another; they never cross.

    Returns:
        Positions in ``pairs`` with their pooled probability, at most 1, best first.
    """
    if not pairs:
        return []
    own = 1 / (1 + np.exp(-np.asarray(logits[:MOST], dtype=np.float64)))
    near, crossing = _neighbours(pairs[:MOST], offsets, nested=nested)
    left, free = own.copy(), np.ones(len(own), dtype=bool)
    chosen: list[tuple[int, float]] = []
    while True:
        pooled = near @ left
        worth = np.where(free & (pooled >= least), pooled + exactness * own, -1.0)
        best = int(worth.argmax())
        if worth[best] < 0:
            return chosen
        chosen.append((best, min(1.0, float(pooled[best]))))
        left = np.where(near[best] > 0, 0.0, left)
        free &= ~crossing[best]


def _neighbours(
    pairs: Sequence[TokenPair], offsets: Sequence[tuple[int, int]], *, nested: bool
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return which candidates overlap each other by half, and which rule each other out."""
    start = np.array([offsets[first][0] for first, _ in pairs], dtype=np.float64)
    end = np.array([offsets[last][1] for _, last in pairs], dtype=np.float64)
    shared = np.minimum(end[:, None], end) - np.maximum(start[:, None], start)
    shared = np.maximum(shared, 0)
    length = end - start
    near = shared >= HALF * (length[:, None] + length - shared)
    crossing = shared > 0
    if nested:
        crossing &= near | (shared < np.minimum(length[:, None], length))
    return near.astype(np.float64), crossing
