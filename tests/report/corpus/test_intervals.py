import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimstance.report.corpus.intervals import percentage, rate


def test_wilson_as_published():
    # Newcombe 1998, table I: 81 of 263, score method without continuity correction
    found = percentage(81, 263)
    assert (round(found.low, 2), round(found.high, 2)) == (25.53, 36.62)
    nothing = percentage(0, 20)
    assert nothing.low == 0
    assert round(nothing.high, 2) == 16.11


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_percentage_lies_in_its_interval(counts):
    found = percentage(*counts)
    assert 0 <= found.low <= found.value <= found.high <= 100


def test_no_trials_are_refused():
    with pytest.raises(ValueError, match="0 trials"):
        percentage(0, 0)


def test_a_rate_counts_sentences_not_articles():
    assert rate([(1, 10), (1, 90)], per=100).value == 2


def test_few_articles_have_no_interval():
    found = rate([(1, 10)] * 4)
    assert found.value == 0.1
    assert found.low is None


def test_equal_articles_leave_no_doubt_and_unequal_ones_do():
    equal = rate([(2, 10)] * 6)
    assert equal.low == equal.high == equal.value
    unequal = rate([(0, 10), (0, 10), (0, 10), (9, 10), (9, 10), (9, 10)])
    assert unequal.low < 0.3
    assert unequal.high > 0.6


def test_nothing_to_count_has_no_rate():
    assert rate([(0, 0)]) is None
    assert rate([]) is None
