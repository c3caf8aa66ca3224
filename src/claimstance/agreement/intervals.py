"""Values with bootstrap intervals over documents."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from claimstance.agreement.coefficients import Rows

Formula: TypeAlias = Callable[[Rows], NDArray[np.float64]]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value, its interval and what it rests on."""

    value: float | None
    """None where it is not defined; ``reason`` says why."""
    low: float | None = None
    """Lower end of the 95 % interval; None for a single document."""
    high: float | None = None
    count: int = 0
    """What was compared: answers, characters or marks."""
    reason: str | None = None
    """Why there is no value."""


class Bootstrap:
    """Draws documents with replacement, the same draws for every coefficient.

    Args:
        documents: How many documents there are; their order must not depend on the input's.
        draws: How many samples; 0 for no intervals.
        seed: Makes the draws repeatable.
    """

    def __init__(self, documents: int, *, draws: int = 1000, seed: int = 0) -> None:
        rng = np.random.default_rng(seed)
        enough = documents >= 2 and draws > 0
        shares = np.full(max(documents, 1), 1 / max(documents, 1))
        self.weights: Rows = (
            rng.multinomial(documents, shares, size=draws).astype(np.float64)
            if enough
            else np.zeros((0, max(documents, 1)))
        )

    def estimate(self, rows: Rows, formula: Formula) -> Estimate:
        """Return the coefficient of all documents with its percentile interval.

        Args:
            rows: Documents by statistics; the first statistic is what was compared.
            formula: From sums of rows to the coefficient.
        """
        total = rows.sum(axis=0)
        value = float(formula(total[None, :])[0])
        count = round(float(total[0]))
        if np.isnan(value):
            reason = "nobody marked anything" if count else "nothing to compare"
            return Estimate(None, count=count, reason=reason)
        if not len(self.weights):
            return Estimate(value, count=count)
        drawn = formula(self.weights @ rows)
        drawn = drawn[~np.isnan(drawn)]
        if len(drawn) < len(self.weights) / 2:
            return Estimate(value, count=count)
        low, high = np.percentile(drawn, [2.5, 97.5])
        return Estimate(value, float(low), float(high), count)
