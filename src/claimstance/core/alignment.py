"""Between characters and tokens.

Token ranges are half-open too: tokens ``first`` to ``last - 1``.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from claimstance.core.span import Span
from claimstance.errors import SpanError


@dataclass(frozen=True, slots=True)
class Alignment:
    """Tokens of a text as spans of its characters, in order and without overlap.

    Raises:
        SpanError: If tokens overlap or are out of order.
    """

    tokens: tuple[Span, ...]

    def __post_init__(self) -> None:
        for left, right in pairwise(self.tokens):
            if left.end > right.start:
                raise SpanError(
                    f"tokens [{left.start}, {left.end}] and [{right.start}, {right.end}]: "
                    "expected tokens in text order without overlap"
                )

    @classmethod
    def from_offsets(cls, offsets: Sequence[tuple[int, int]]) -> "Alignment":
        """Build from (start, end) pairs."""
        return cls(tuple(Span(start, end) for start, end in offsets))

    def encode(self, span: Span) -> range | None:
        """Return the tokens that share a character with ``span``, or None if there are none."""
        first = bisect_right(self.tokens, span.start, key=lambda token: token.end)
        last = bisect_left(self.tokens, span.end, key=lambda token: token.start)
        return range(first, last) if first < last else None

    def decode(self, tokens: range) -> Span:
        """Return the characters from the first to the last of ``tokens``.

        Raises:
            SpanError: If the range is empty or leaves the text.
        """
        if not 0 <= tokens.start < tokens.stop <= len(self.tokens):
            raise SpanError(
                f"tokens {tokens.start} to {tokens.stop} given, expected a non-empty range "
                f"within 0 to {len(self.tokens)}"
            )
        return Span(self.tokens[tokens.start].start, self.tokens[tokens.stop - 1].end)

    def is_exact(self, span: Span) -> bool:
        """Tell whether ``span`` starts and ends at token edges, as round trips need."""
        tokens = self.encode(span)
        return tokens is not None and self.decode(tokens) == span
