import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimstance.core.alignment import Alignment
from claimstance.core.span import Span
from claimstance.errors import SpanError


@st.composite
def alignments(draw):
    at, tokens = 0, []
    for gap, length in draw(st.lists(st.tuples(st.integers(0, 2), st.integers(1, 4)), min_size=1)):
        tokens.append((at + gap, at + gap + length))
        at += gap + length
    return Alignment.from_offsets(tokens)


@given(alignments(), st.data())
def test_token_ranges_survive_the_way_to_characters_and_back(alignment, data):
    first = data.draw(st.integers(0, len(alignment.tokens) - 1))
    last = data.draw(st.integers(first + 1, len(alignment.tokens)))
    span = alignment.decode(range(first, last))
    assert alignment.encode(span) == range(first, last)
    assert alignment.is_exact(span)


@given(alignments(), st.integers(0, 30), st.integers(1, 10))
def test_encode_finds_exactly_the_tokens_that_overlap(alignment, start, length):
    span = Span(start, start + length)
    expected = [i for i, token in enumerate(alignment.tokens) if token.overlaps(span)]
    found = alignment.encode(span)
    assert list(found or []) == expected


def test_a_span_inside_a_token_is_not_exact():
    alignment = Alignment.from_offsets([(0, 5), (6, 9)])
    assert alignment.encode(Span(1, 3)) == range(0, 1)
    assert not alignment.is_exact(Span(1, 3))


def test_white_space_between_tokens_encodes_to_none():
    assert Alignment.from_offsets([(0, 2), (3, 5)]).encode(Span(2, 3)) is None


def test_overlapping_tokens_are_refused():
    with pytest.raises(SpanError, match=r"\[0, 3\] and \[2, 4\]"):
        Alignment.from_offsets([(0, 3), (2, 4)])


@pytest.mark.parametrize("tokens", [range(0, 0), range(1, 3), range(-1, 1)])
def test_decoding_outside_the_text_is_refused(tokens):
    with pytest.raises(SpanError, match="non-empty range within 0 to 2"):
        Alignment.from_offsets([(0, 1), (1, 2)]).decode(tokens)
