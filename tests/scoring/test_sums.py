from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimstance.scoring.sums import Sums, estimate, kappa, ratio

COUNTS = st.integers(0, 20)


@given(st.lists(st.lists(COUNTS, min_size=3, max_size=3), min_size=3, max_size=3))
def test_kappa_is_that_of_its_definition(table):
    n = sum(map(sum, table))
    value = kappa(np.array([table], dtype=float))[0]
    if n == 0:
        assert np.isnan(value)
        return
    observed = sum(table[i][i] for i in range(3)) / n
    chance = sum(sum(table[i]) * sum(row[i] for row in table) for i in range(3)) / n**2
    expected = 1.0 if chance == 1 else (observed - chance) / (1 - chance)
    assert value == pytest.approx(expected, abs=1e-9)


def test_a_sample_draws_as_many_documents_as_there_are():
    tallies = [Counter({("n",): 1, ("x",): i}) for i in range(7)]
    sums = Sums(tallies, draws=250, seed=5)
    assert sums.of("n").tolist() == [7.0] * 251
    assert sums.of("x")[0] == 21
    assert len(set(sums.of("x").tolist())) > 10
    assert sums.of("unknown").tolist() == [0.0] * 251


def test_an_interval_needs_most_samples_to_have_a_value():
    rare = np.array([0.5, *[np.nan] * 60, *[0.4] * 40])
    assert estimate(rare).low is None
    assert estimate(rare).value == 0.5
    assert estimate(np.array([np.nan, 1.0])).value is None


def test_nothing_over_nothing_is_undefined():
    assert np.isnan(ratio(np.array([0.0]), np.array([0.0]))[0])
