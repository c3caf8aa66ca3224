"""Unitizing alpha against its definition, pair by pair of characters."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimstance.agreement.spans import (
    Continuum,
    character_row,
    f1,
    matching_rows,
    unitizing_alpha,
    unitizing_row,
)
from claimstance.core.layers import Layer, LayerMark
from claimstance.core.span import Span

LENGTH = 20


def alpha(annotators, length=LENGTH):
    row = unitizing_row([Continuum.of([(s,) for s in spans], length) for spans in annotators])
    return float(unitizing_alpha(row[None, :])[0])


def by_definition(annotators, length=LENGTH):
    """Count all pairs of characters, as the definition reads."""
    cells = []  # annotator, position, value, unit (None for a character of a gap)
    for who, spans in enumerate(annotators):
        edges = sorted({0, length, *(s.start for s in spans), *(s.end for s in spans)})
        for at in range(length):
            depth = min(3, sum(s.start <= at < s.end for s in spans))
            unit = (who, max(e for e in edges if e <= at)) if depth else (who, "gap", at)
            cells.append((who, at, depth, unit))
    observed = [a[2] != b[2] for a, b in product(cells, cells) if a[1] == b[1] and a[0] != b[0]]
    expected = [a[2] != b[2] for a, b in product(cells, cells) if a[3] != b[3]]
    if not any(observed):
        return 1.0
    return 1 - np.mean(observed) / np.mean(expected)


spans = st.tuples(st.integers(0, LENGTH - 1), st.integers(1, 6)).map(
    lambda pair: Span(pair[0], min(LENGTH, pair[0] + pair[1]))
)


@given(st.lists(st.lists(spans, max_size=4), min_size=2, max_size=3))
def test_unitizing_alpha_is_its_definition(annotators):
    if any(annotators):
        assert alpha(annotators) == pytest.approx(by_definition(annotators))


def test_unitizing_alpha_by_hand():
    # Ten characters; one marks [0, 4), the other [0, 2). Coinciding length 20, disagreeing 4.
    # Values: 6 marked, 14 not; units pair 16 + 4 with themselves, gaps 6 + 8.
    # Expected: (400 - 36 - 196) / (20 - 34 / 20) = 168 / 18.3.
    assert alpha([[Span(0, 4)], [Span(0, 2)]], 10) == pytest.approx(1 - 4 / (168 / 18.3))


def test_nobody_marking_anything_is_no_agreement():
    assert np.isnan(alpha([[], []]))


def test_nested_marks_are_told_from_plain_ones():
    nested, plain = [Span(0, 10), Span(3, 6)], [Span(0, 10)]
    assert alpha([nested, nested]) == 1.0
    assert alpha([nested, plain]) < 1.0


def matching_row(left, right):
    return matching_rows({"human:1": left, "human:2": right})["human:1", "human:2"]


def marks(*extents):
    return tuple(LayerMark(Layer.CLAIMS, tuple(Span(*s) for s in extent)) for extent in extents)


def test_exact_half_and_character_f1():
    left, right = marks([(0, 10)], [(12, 16)]), marks([(0, 10)], [(14, 19)])
    row = matching_row(left, right)
    assert list(row) == [4, 2, 2]
    right = marks([(0, 10)], [(13, 16)])
    assert list(matching_row(left, right)) == [4, 2, 4]
    rows = character_row(
        Continuum.of([m.extent for m in left], LENGTH),
        Continuum.of([m.extent for m in right], LENGTH),
    )
    assert f1(rows[None, :])[0] == pytest.approx(2 * 13 / (14 + 13))


def test_a_fragmented_claim_is_one_mark():
    left, right = marks([(0, 4), (8, 12)]), marks([(0, 4), (8, 12)])
    assert list(matching_row(left, right)) == [2, 2, 2]
    assert list(matching_row(left, marks([(0, 12)]))) == [2, 0, 2]
