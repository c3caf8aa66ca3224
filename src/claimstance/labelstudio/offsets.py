r"""Label Studio's offsets and texts against ours: the only place where UTF-16 is counted.

New selections count code points, as we do; a dragged edge may count UTF-16 units after an emoji,
as may projects of older versions. ``value.text`` has a backslash and an ``n`` for line breaks.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from claimstance.core.span import Span
from claimstance.errors import SpanError

_ESCAPED = re.compile(r"\\n|[\r\n]")
_BREAK = re.compile(r"[\r\n]")
_SPACE = re.compile(r"\s+")

_LONGEST_WORD = 40
_IDEOGRAPHS = 0x2E80


@dataclass(frozen=True, slots=True)
class Located:
    """Where a region is, and how that was found out if its offsets did not say so."""

    span: Span
    repair: str | None = None


def locate(value: Mapping[str, Any], text: str) -> Located:
    """Return where the region with this ``value`` is in ``text`` (characters, half-open).

    The offsets are tried as code points, then as UTF-16 units at either edge, then the region's
    own words are looked for.

    Raises:
        SpanError: If the offsets do not fit and the words are missing, or stand in several places.
    """
    start, end, words = value.get("start"), value.get("end"), value.get("text")
    if not isinstance(start, int) or not isinstance(end, int):
        raise SpanError(f"offsets {start!r} to {end!r} given, expected whole numbers")
    if isinstance(words, str) and words.strip():
        return _by_words(start, end, words, text)
    if 0 <= start < end <= len(text):
        return Located(Span(start, end))
    raise SpanError(
        f"offsets {start} to {end} given, expected some inside the text of {len(text)} characters"
    )


def whole_words(span: Span, text: str) -> Span:
    """Return ``span`` with words that a hand has cut through made whole.

    Label Studio's own granularity of words cannot end a mark after ``3%``, so the interface lets
    hands mark characters, and what they cut is mended here. Scripts without spaces are left alone.
    """
    start, end = span.start, span.end
    while start > 0 and _is_inside(text, start) and span.start - start < _LONGEST_WORD:
        start -= 1
    while end < len(text) and _is_inside(text, end) and end - span.end < _LONGEST_WORD:
        end += 1
    return Span(start, end)


def _is_inside(text: str, edge: int) -> bool:
    """Tell whether an edge lies between two letters or digits of a script with spaces."""
    around = text[edge - 1 : edge + 1]
    return around.isalnum() and all(ord(character) < _IDEOGRAPHS for character in around)


def _by_words(start: int, end: int, words: str, text: str) -> Located:
    readings = [(start, end), *_utf16_readings(start, end, text)]
    for form in (_escaped, _plain):  # spaces at the edges may be missing from the words
        for number, (first, last) in enumerate(readings):
            fits = 0 <= first < last <= len(text)
            if fits and form(text[first:last]) == form(words):
                repair = "offsets counted UTF-16 units" if number else None
                return Located(Span(first, last), repair)
    places = [found.span() for found in _pattern(words).finditer(text)]
    if len(places) == 1:
        return Located(Span(*places[0]), f"offsets were wrong, found by its words {words!r}")
    where = "are not in the text" if not places else f"stand in {len(places)} places"
    raise SpanError(
        f"offsets {start} to {end} do not hold the words {words!r}, which {where}; mark it again"
    )


def _utf16_readings(start: int, end: int, text: str) -> list[tuple[int, int]]:
    units = [0, *accumulate(2 if ord(character) > 0xFFFF else 1 for character in text)]
    decode = {unit: index for index, unit in enumerate(units)}
    first, last = decode.get(start, -1), decode.get(end, -1)
    return [(first, last), (start, last), (first, end)]


def _escaped(words: str) -> str:
    return _BREAK.sub(r"\\n", words)


def _plain(words: str) -> str:
    return _SPACE.sub(" ", _ESCAPED.sub(" ", words)).strip()


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(map(re.escape, _plain(words).split(" "))))
