"""Rates and shares with 95 % intervals in which the article is the unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

import numpy as np

_Z = NormalDist().inv_cdf(0.975)
ENOUGH = 5
"""Articles that an interval needs: what two or three have in common by chance looks certain."""
_CELLS = 10_000_000
"""Articles times draws at most, which bounds the memory of a bootstrap to some 80 MB."""


@dataclass(frozen=True, slots=True)
class Rate:
    """A value with its interval; no interval where there are too few articles for one."""

    value: float
    low: float | None = None
    high: float | None = None


def percentage(successes: int, trials: int) -> Rate:
    """Return the percentage of independent trials with the score interval of Wilson (1927)."""
    if trials < 1:
        raise ValueError(f"{trials} trials given, expected at least 1")
    p = successes / trials
    middle = p + _Z**2 / (2 * trials)
    reach = _Z * sqrt(p * (1 - p) / trials + _Z**2 / (4 * trials**2))
    scale = 1 + _Z**2 / trials
    low, high = (middle - reach) / scale, (middle + reach) / scale
    return Rate(100 * p, 100 * max(0.0, min(low, p)), 100 * min(1.0, max(high, p)))


def rate(counts: Sequence[tuple[int, int]], *, per: int = 1, seed: int = 0) -> Rate | None:
    """Return a ratio of sums with the percentile interval from drawing articles.

    Sentences of one article are alike, so that articles are drawn and not sentences.

    Args:
        counts: For each article what was found and out of how many, such as (3, 40).
        per: The value is for so many, such as 100 sentences.
        seed: Makes the draws repeatable.

    Returns:
        None if there was nothing to find it in.
    """
    rows = np.asarray(counts, dtype=np.float64).reshape(-1, 2)
    found, among = rows.sum(axis=0)
    if not among:
        return None
    value = per * float(found / among)
    if len(rows) < ENOUGH:
        return Rate(value)
    draws = max(200, min(1000, _CELLS // len(rows)))
    rng = np.random.default_rng(seed)
    sums = np.zeros((draws, 2))
    for number in range(draws):
        sums[number] = (
            np.bincount(rng.integers(len(rows), size=len(rows)), minlength=len(rows)) @ rows
        )
    sums = sums[sums[:, 1] > 0]
    low, high = np.percentile(per * sums[:, 0] / sums[:, 1], [2.5, 97.5])
    return Rate(value, float(low), float(high))
