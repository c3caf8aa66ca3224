import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimstance.core.span import Span, cover, trim
from claimstance.errors import SpanError

spans = st.tuples(st.integers(0, 40), st.integers(1, 20)).map(lambda p: Span(p[0], p[0] + p[1]))


def characters(span: Span) -> set[int]:
    return set(range(span.start, span.end))


@given(spans, spans)
def test_overlap_is_a_shared_character(left, right):
    assert left.overlaps(right) == bool(characters(left) & characters(right))
    assert left.overlaps(right) == right.overlaps(left)


@given(spans, spans)
def test_contains_is_subset(left, right):
    assert left.contains(right) == (characters(right) <= characters(left))


def test_touching_is_not_overlapping():
    assert not Span(0, 2).overlaps(Span(2, 4))


@given(st.lists(spans, min_size=1))
def test_cover_is_the_smallest_span_around_all(given_spans):
    covering = cover(given_spans)
    assert all(covering.contains(span) for span in given_spans)
    assert covering.start in {span.start for span in given_spans}
    assert covering.end in {span.end for span in given_spans}


@given(spans, st.integers(0, 30))
def test_shift_moves_both_ends(span, offset):
    assert len(span.shift(offset)) == len(span)
    assert span.shift(offset).shift(-offset) == span


@given(st.text(alphabet=" \n\tab😀", min_size=1, max_size=30), st.data())
def test_trim_removes_white_space_at_the_edges_only(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    trimmed = trim(Span(start, end), text)
    if trimmed is None:
        assert text[start:end].isspace()
    else:
        assert trimmed.of(text) == text[start:end].strip()


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 2), (-1, 2)])
def test_refuses_empty_and_backward_ranges(start, end):
    with pytest.raises(SpanError, match=rf"\[{start}, {end}\].*expected 0 <= start < end"):
        Span(start, end)


def test_cover_of_nothing_is_refused():
    with pytest.raises(SpanError, match="at least one"):
        cover([])
