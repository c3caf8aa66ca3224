"""Sums of counts over documents and over bootstrap samples of documents."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from claimstance.scoring.tally import Tally

Numbers: TypeAlias = NDArray[np.float64]
"""One number for all documents together, then one for each bootstrap sample."""
_BLOCK = 100


@dataclass(frozen=True, slots=True)
class Estimate:
    """A score with its 95 % interval."""

    value: float | None
    """None where it is undefined: nothing was there to score."""
    low: float | None = None
    """None without a bootstrap, of a single document, or where most samples have no value."""
    high: float | None = None


class Sums:
    """Counts summed over all documents and over samples of documents drawn with replacement.

    Args:
        tallies: One for each document; their order must not depend on the input's.
        draws: How many samples; 0 for no intervals.
        seed: Makes the draws repeatable.
    """

    def __init__(self, tallies: Sequence[Tally], *, draws: int = 0, seed: int = 0) -> None:
        self.keys = sorted({key for tally in tallies for key in tally})
        self._column = {key: number for number, key in enumerate(self.keys)}
        counts = np.zeros((len(tallies), len(self.keys)))
        for row, tally in enumerate(tallies):
            for key, number in tally.items():
                counts[row, self._column[key]] = number
        blocks = [counts.sum(axis=0, keepdims=True)]
        if len(tallies) > 1:
            blocks += _samples(counts, draws, seed)
        self._sums = np.concatenate(blocks)

    def of(self, *key: str) -> Numbers:
        """Return the sums of one count; zeros where nothing was counted."""
        column = self._column.get(key)
        return np.zeros(len(self._sums)) if column is None else self._sums[:, column]

    def confusion(self, layer: str, name: str) -> tuple[tuple[str, ...], Numbers]:
        """Return the categories and the sums of pairs: samples, gold, predicted."""
        keys = [key for key in self.keys if key[:3] == ("pairs", layer, name)]
        categories = tuple(sorted({value for key in keys for value in key[3:]}))
        counts = np.zeros((len(self._sums), len(categories), len(categories)))
        for key in keys:
            counts[:, categories.index(key[3]), categories.index(key[4])] = self.of(*key)
        return categories, counts


def _samples(counts: Numbers, draws: int, seed: int) -> list[Numbers]:
    rng = np.random.default_rng(seed)
    documents = len(counts)
    shares = np.full(documents, 1 / documents)
    sizes = [min(_BLOCK, draws - start) for start in range(0, draws, _BLOCK)]
    return [rng.multinomial(documents, shares, size=size) @ counts for size in sizes]


def ratio(part: Numbers, whole: Numbers) -> Numbers:
    """Return ``part / whole``, not a number where ``whole`` is 0."""
    found = np.full(len(whole), np.nan)
    np.divide(part, whole, out=found, where=whole > 0)
    return found


def kappa(confusion: Numbers) -> Numbers:
    """Return Cohen's kappa (Cohen 1960) of gold and prediction.

    1 where both are of one and the same category throughout.

    Args:
        confusion: Samples, gold, predicted.
    """
    total = confusion.sum(axis=(1, 2))
    observed = ratio(np.trace(confusion, axis1=1, axis2=2), total)
    by_chance = ratio((confusion.sum(axis=1) * confusion.sum(axis=2)).sum(axis=1), total**2)
    unanimous = by_chance > 1 - 1e-12
    spread = np.where(unanimous, 1.0, 1 - by_chance)
    return np.where(unanimous, 1.0, (observed - by_chance) / spread)


def estimate(numbers: Numbers) -> Estimate:
    """Return the value of all documents and the percentile interval of the samples."""
    value, drawn = numbers[0], numbers[1:]
    if np.isnan(value):
        return Estimate(None)
    defined = drawn[~np.isnan(drawn)]
    if not len(drawn) or len(defined) < len(drawn) / 2:
        return Estimate(float(value))
    low, high = np.percentile(defined, [2.5, 97.5])
    return Estimate(float(value), float(low), float(high))
