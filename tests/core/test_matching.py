from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimstance.core.matching import jaccard, match, shared, size
from claimstance.core.span import Span


@st.composite
def extents(draw):
    cuts = sorted(draw(st.sets(st.integers(0, 30), min_size=2, max_size=6)))
    pieces = [Span(a, b) for a, b in pairwise(cuts)]
    return tuple(pieces[::2])


def characters(extent):
    return {i for span in extent for i in range(span.start, span.end)}


@given(extents(), extents())
def test_overlap_equals_that_of_character_sets(left, right):
    a, b = characters(left), characters(right)
    assert size(left) == len(a)
    assert shared(left, right) == len(a & b)
    assert jaccard(left, right) == pytest.approx(len(a & b) / len(a | b))


@given(st.lists(extents()), st.lists(extents()), st.sampled_from([0.0, 0.5, 1.0]))
def test_matching_is_one_to_one_and_above_the_threshold(left, right, at_least):
    matches = match(left, right, at_least=at_least)
    assert len({m.left for m in matches}) == len(matches) == len({m.right for m in matches})
    assert all(m.overlap >= at_least and m.overlap > 0 for m in matches)
    assert all(m.overlap == jaccard(left[m.left], right[m.right]) for m in matches)


@given(st.lists(extents()), st.lists(extents()), st.randoms())
def test_matched_pairs_do_not_depend_on_input_order(left, right, random):
    expected = sorted((left[m.left], right[m.right]) for m in match(left, right))
    shuffled_left, shuffled_right = list(left), list(right)
    random.shuffle(shuffled_left)
    random.shuffle(shuffled_right)
    found = match(shuffled_left, shuffled_right)
    assert sorted((shuffled_left[m.left], shuffled_right[m.right]) for m in found) == expected


@given(st.lists(extents(), unique=True))
def test_everything_matches_itself(marks):
    assert all(marks[m.left] == marks[m.right] for m in match(marks, marks, at_least=1.0))
    assert len(match(marks, marks, at_least=1.0)) == len(marks)


def test_the_most_overlapping_pair_wins_over_the_first():
    left = [(Span(0, 4),)]
    right = [(Span(2, 10),), (Span(0, 5),)]
    assert [(m.left, m.right) for m in match(left, right)] == [(0, 1)]


def test_touching_marks_never_match():
    assert match([(Span(0, 2),)], [(Span(2, 4),)]) == ()
