"""A range of characters, the only coordinate system of the package."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from claimstance.errors import SpanError


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A non-empty half-open range of characters: ``text[start:end]``.

    Spans order by start, then end. Two spans that only touch do not overlap.

    Raises:
        SpanError: If not ``0 <= start < end``.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise SpanError(
                f"span [{self.start}, {self.end}]: expected 0 <= start < end "
                "(characters, half-open); drop the mark or correct its offsets"
            )

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """Return the characters of ``text`` that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Self) -> bool:
        """Tell whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Self) -> bool:
        """Tell whether every character of ``other`` is in this span."""
        return self.start <= other.start and other.end <= self.end

    def shift(self, offset: int) -> "Span":
        """Return the span moved by ``offset`` characters."""
        return Span(self.start + offset, self.end + offset)


def cover(spans: Iterable[Span]) -> Span:
    """Return the smallest span that contains all of ``spans``.

    Raises:
        SpanError: If there are none.
    """
    found = tuple(spans)
    if not found:
        raise SpanError("cover of no spans: expected at least one")
    return Span(min(s.start for s in found), max(s.end for s in found))


def trim(span: Span, text: str) -> Span | None:
    """Return ``span`` without white space at its edges, or None if nothing else is in it."""
    covered = span.of(text)
    start = span.start + len(covered) - len(covered.lstrip())
    end = span.start + len(covered.rstrip())
    return Span(start, end) if start < end else None
