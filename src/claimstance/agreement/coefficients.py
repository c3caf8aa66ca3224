"""Chance-corrected agreement on categories: Krippendorff's alpha, Cohen's and Fleiss' kappa.

Each coefficient comes in two steps. First come statistics that add up over documents, one row for
each document. Then comes a formula from a sum of rows to the coefficient, for many sums at once. A
bootstrap over documents is then a matrix product.

Where nobody could have disagreed (all answers fall into one category) the coefficient is 1; where
there is nothing to compare it is not a number.
"""

from itertools import combinations
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from claimstance.agreement.answers import MISSING, Answers

Rows: TypeAlias = NDArray[np.float64]
"""Documents (or other sums of statistics) by statistics."""


def alpha_rows(answers: Answers) -> Rows:
    """Return the statistics of `alpha`: pairable values, agreeing ones, squares, totals.

    Every item with two or more answers counts; agreement of an item with m answers is the number of
    agreeing ordered pairs over m - 1 (Krippendorff 2011, Computing Krippendorff's
    Alpha-Reliability, the coincidence matrix).
    """
    codes = answers.codes
    given = (codes != MISSING).sum(axis=1)
    paired = given >= 2
    agreeing = np.zeros(len(codes))
    for i, j in combinations(range(codes.shape[1]), 2):
        agreeing += 2.0 * ((codes[:, i] == codes[:, j]) & (codes[:, i] != MISSING))
    agreeing[paired] /= given[paired] - 1
    values = np.where(paired[:, None], codes, MISSING)
    return np.column_stack(
        [
            _per_document(answers, np.where(paired, given, 0)),
            _per_document(answers, np.where(paired, agreeing, 0.0)),
            _private_products(answers, values, values),
            _totals(answers, values),
        ]
    )


def alpha(sums: Rows) -> NDArray[np.float64]:
    """Return Krippendorff's alpha for nominal data from sums of `alpha_rows`."""
    n, agreeing = sums[..., 0], sums[..., 1]
    squares = sums[..., 2] + (sums[..., 3:] ** 2).sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return _corrected(n - agreeing, (n**2 - squares) / (n - 1), n)


def percent(sums: Rows) -> NDArray[np.float64]:
    """Return the share of agreeing pairs from sums of `alpha_rows`."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(sums[..., 1] / sums[..., 0])


def cohen_rows(answers: Answers) -> Rows:
    """Return the statistics of `cohen` for exactly two annotators."""
    left, right = answers.codes[:, 0], answers.codes[:, 1]
    both = (left != MISSING) & (right != MISSING)
    first = np.where(both, left, MISSING)[:, None]
    second = np.where(both, right, MISSING)[:, None]
    return np.column_stack(
        [
            _per_document(answers, both),
            _per_document(answers, both & (left == right)),
            _private_products(answers, first, second),
            _totals(answers, first),
            _totals(answers, second),
        ]
    )


def cohen(sums: Rows) -> NDArray[np.float64]:
    """Return Cohen's kappa from sums of `cohen_rows` (Cohen 1960)."""
    n, agreeing, private = sums[..., 0], sums[..., 1], sums[..., 2]
    width = (sums.shape[-1] - 3) // 2
    by_chance = private + (sums[..., 3 : 3 + width] * sums[..., 3 + width :]).sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return _corrected(n - agreeing, n - by_chance / n, n)


def fleiss_rows(answers: Answers) -> Rows:
    """Return the statistics of `fleiss`; items that an annotator left out do not count."""
    codes = answers.codes
    full = (codes != MISSING).all(axis=1)
    agreeing = np.zeros(len(codes))
    pairs = list(combinations(range(codes.shape[1]), 2))
    for i, j in pairs:
        agreeing += (codes[:, i] == codes[:, j]) / len(pairs)
    values = np.where(full[:, None], codes, MISSING)
    return np.column_stack(
        [
            _per_document(answers, full),
            _per_document(answers, np.where(full, agreeing, 0.0)),
            _private_products(answers, values, values),
            _totals(answers, values),
            _per_document(answers, full * codes.shape[1]),
        ]
    )


def fleiss(sums: Rows) -> NDArray[np.float64]:
    """Return Fleiss' kappa from sums of `fleiss_rows` (Fleiss 1971)."""
    n, agreeing, ratings = sums[..., 0], sums[..., 1], sums[..., -1]
    squares = sums[..., 2] + (sums[..., 3:-1] ** 2).sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return _corrected(n - agreeing, n * (1 - squares / ratings**2), n)


def linked_rows(answers: Answers) -> Rows:
    """Count the private answers (links to words) of two annotators.

    Returns:
        How many both gave in all, and twice the ones that are the same, as an F1 needs them.
    """
    left, right = answers.codes[:, 0], answers.codes[:, 1]
    width = len(answers.categories)
    given = (left >= width).astype(np.int64) + (right >= width)
    same = (left >= width) & (left == right)
    return np.column_stack([_per_document(answers, given), 2 * _per_document(answers, same)])


def _corrected(
    observed: NDArray[np.float64], expected: NDArray[np.float64], n: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return 1 - observed over expected disagreement, with the limits that the module names."""
    unanimous = (n > 0) & (np.abs(observed) < 1e-9)
    usable = (n > 0) & (expected > 1e-9)
    value = np.where(usable, 1 - observed / np.where(usable, expected, 1.0), np.nan)
    return np.where(unanimous, 1.0, value)


def _per_document(answers: Answers, values: NDArray[np.generic]) -> NDArray[np.float64]:
    weights = values.astype(np.float64)
    found = np.bincount(answers.documents, weights=weights, minlength=answers.size)
    return found.astype(np.float64)


def _totals(answers: Answers, values: NDArray[np.int64]) -> Rows:
    """Return how often each category was given, documents by categories."""
    width = len(answers.categories)
    shared = (values >= 0) & (values < width)
    documents = np.broadcast_to(answers.documents[:, None], values.shape)[shared]
    flat = np.bincount(documents * width + values[shared], minlength=answers.size * width)
    return flat.reshape(answers.size, width).astype(np.float64)


def _private_products(
    answers: Answers, left: NDArray[np.int64], right: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return, for each document, the products of the two counts of each private code, summed."""
    width = len(answers.categories)
    highest = int(answers.codes.max(initial=-1)) + 1
    counts = []
    owner = np.zeros(max(highest, 1), dtype=np.int64)
    for values in (left, right):
        private = values >= width
        documents = np.broadcast_to(answers.documents[:, None], values.shape)[private]
        owner[values[private]] = documents
        counts.append(np.bincount(values[private], minlength=max(highest, 1)))
    products = (counts[0] * counts[1]).astype(np.float64)
    found = np.bincount(owner, weights=products, minlength=answers.size)
    return found.astype(np.float64)
