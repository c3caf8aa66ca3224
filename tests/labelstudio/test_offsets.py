import pytest

from claimstance.core.span import Span
from claimstance.errors import SpanError
from claimstance.labelstudio.offsets import locate

TEXT = "😀 Taxes fell. 😀 Taxes\r\nrose again."


def value(start, end, text=None):
    return {"start": start, "end": end} | ({} if text is None else {"text": text})


@pytest.mark.parametrize(
    ("given", "expected", "repair"),
    [
        (value(2, 7, "Taxes"), Span(2, 7), None),
        (value(2, 7), Span(2, 7), None),
        (value(16, 27, "Taxes\\nrose"), Span(16, 27), None),
        (value(16, 27, "Taxes\\n\\nrose"), Span(16, 27), None),
        (value(2, 14, "Taxes fell"), Span(2, 12), "found by its words"),
        (value(9, 14, "fell."), Span(8, 13), "UTF-16"),
        (value(8, 14, "fell."), Span(8, 13), "UTF-16"),
        (value(0, 3, "again"), Span(28, 33), "found by its words"),
    ],
)
def test_offsets_are_read_as_they_were_meant(given, expected, repair):
    located = locate(given, TEXT)
    assert located.span == expected
    assert (located.repair is None) if repair is None else (repair in str(located.repair))


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (value(0, 5, "Taxes"), "2 places"),
        (value(0, 5, "Tariffs"), "not in the text"),
        (value(5, 2), "inside the text"),
        (value(-4, 3), "inside the text"),
        (value(0, 99), "inside the text"),
        (value(None, 3), "whole numbers"),
    ],
)
def test_offsets_that_could_mean_anything_are_refused(given, reason):
    with pytest.raises(SpanError, match=reason):
        locate(given, TEXT)
