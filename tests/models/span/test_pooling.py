from hypothesis import given
from hypothesis import strategies as st

from claimstance.models.span.pooling import pool

WORDS = [(0, 4), (5, 9), (10, 14), (15, 19), (20, 24), (25, 29)]
"""Six words of four letters."""


def chosen(pairs, logits, **options):
    return [pairs[n] for n, _ in pool(pairs, logits, WORDS, **{"least": 0.3} | options)]


def test_spans_that_differ_by_a_word_are_one_mark_together():
    pairs, logits = [(0, 3), (0, 4), (1, 4)], [-1.0, -1.2, -1.4]
    assert chosen(pairs, logits) == [(0, 3)]
    assert chosen(pairs[:1], logits[:1]) == []


def test_what_supports_two_candidates_alike_is_decided_by_their_own_probability():
    pairs, logits = [(0, 2), (0, 3)], [2.0, 0.0]
    [(position, probability)] = pool(pairs, logits, WORDS, least=0.3)
    assert pairs[position] == (0, 2)
    assert probability == 1.0


def test_half_overlap_alone_takes_the_middle_of_a_cluster():
    pairs, logits = [(0, 1), (0, 2), (0, 4)], [0.2, 0.1, 0.0]
    assert chosen(pairs, logits, exactness=0.0) == [(0, 2)]


def test_spans_nest_but_do_not_cross():
    assert chosen([(0, 5), (1, 1)], [3.0, 2.0]) == [(0, 5), (1, 1)]
    assert chosen([(0, 5), (1, 1)], [3.0, 2.0], nested=False) == [(0, 5)]
    assert chosen([(0, 3), (3, 5)], [3.0, 2.0]) == [(0, 3)]


def test_touching_is_not_overlapping():
    assert chosen([(0, 2), (3, 5)], [3.0, 2.0], nested=False) == [(0, 2), (3, 5)]


def test_nothing_comes_of_nothing():
    assert pool([], [], WORDS, least=0.3) == []


spans = st.tuples(st.integers(0, 5), st.integers(0, 5)).map(lambda p: (min(p), max(p)))


@given(
    st.lists(st.tuples(spans, st.floats(-5, 5)), unique_by=lambda c: c[0], max_size=15),
    st.floats(0, 1),
    st.floats(0, 1),
)
def test_no_two_chosen_spans_cross_or_repeat_each_other(candidates, least, exactness):
    candidates.sort(key=lambda c: -c[1])
    pairs, logits = [c[0] for c in candidates], [c[1] for c in candidates]
    found = pool(pairs, logits, WORDS, least=least, exactness=exactness)
    taken = [pairs[n] for n, _ in found]
    assert all(0 < probability <= 1 for _, probability in found)
    for number, (first, last) in enumerate(taken):
        for other_first, other_last in taken[:number]:
            apart = last < other_first or other_last < first
            inside = first <= other_first and other_last <= last
            around = other_first <= first and last <= other_last
            assert apart or ((inside or around) and (first, last) != (other_first, other_last))
