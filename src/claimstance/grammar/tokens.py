"""Words and signs of one sentence, as the rules look at them."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from claimstance.core.span import Span

_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*%?|\w+(?:[-’'.]\w+)*|[^\w\s]")
OPENING = frozenset("“«‹„")
CLOSING = frozenset("”»›")
STOPS = frozenset(".!?…")


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens of a stretch of a document; positions are the document's characters."""

    text: str
    """The document's text."""
    words: tuple[str, ...]
    """Lower case, with straight apostrophes."""
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.words)

    def raw(self, at: int) -> str:
        """Return token ``at`` as it is written."""
        return self.text[self.starts[at] : self.ends[at]]

    def span(self, first: int, end: int) -> Span:
        """Return the characters of the tokens ``first`` to ``end - 1``."""
        return Span(self.starts[first], self.ends[end - 1])

    def range_of(self, span: Span) -> range:
        """Return the tokens that share a character with ``span``."""
        first = bisect_right(self.ends, span.start)
        return range(first, max(first, bisect_left(self.starts, span.end)))

    def is_word(self, at: int) -> bool:
        """Tell whether token ``at`` has a letter or digit in front."""
        return self.words[at][0].isalnum()

    def is_capital(self, at: int) -> bool:
        """Tell whether token ``at`` starts with a capital letter."""
        return self.text[self.starts[at]].isupper()

    def skip_signs(self, at: int, end: int) -> int:
        """Return the first position from ``at`` on that is a word, or ``end``."""
        while at < end and not self.is_word(at):
            at += 1
        return at


def tokenize(text: str, span: Span) -> Tokens:
    """Return the tokens of ``text`` within ``span``."""
    found = [match.span() for match in _TOKEN.finditer(text, span.start, span.end)]
    words = tuple(text[start:end].lower().replace("’", "'") for start, end in found)
    return Tokens(text, words, tuple(s for s, _ in found), tuple(e for _, e in found))
