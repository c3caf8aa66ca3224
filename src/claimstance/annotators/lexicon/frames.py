"""Reporting frames: who says it, the word that says so, and what is said."""

from dataclasses import dataclass

from claimstance.grammar.classes import Grammar
from claimstance.grammar.tokens import Tokens

Range = tuple[int, int]
"""Half-open, counts the sentence's tokens."""
QUOTES = frozenset("“”«»\"„'")


@dataclass(frozen=True, slots=True)
class Frame:
    """A reporting frame."""

    cue: Range
    holder: Range | None
    """None where somebody is reported whom the sentence does not name."""
    contents: tuple[Range, ...]
    """What is said, in one or more pieces."""
    words: tuple[Range, ...]
    """The frame's own words, which are left out of every claim."""

    @property
    def size(self) -> int:
        """Return how many tokens are said."""
        return sum(end - first for first, end in self.contents)


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence with its quotations, as the search for frames sees it."""

    tokens: Tokens
    quoted: tuple[Range, ...]
    grammar: Grammar
    end: int
    """After the last word."""

    @classmethod
    def of(cls, tokens: Tokens, quoted: tuple[Range, ...], grammar: Grammar) -> "Scene":
        """Build the scene of a sentence."""
        end = len(tokens)
        while end and not tokens.is_word(end - 1):
            end -= 1
        return cls(tokens, quoted, grammar, end)

    @property
    def that(self) -> str:
        """Return the conjunction that opens reported content."""
        return "that" if self.grammar.language == "en" else "que"

    def in_quote(self, at: int) -> bool:
        """Tell whether token ``at`` is quoted."""
        return any(first <= at < end for first, end in self.quoted)

    def has_finite(self, first: int, end: int) -> bool:
        """Tell whether a finite verb stands in the tokens ``first`` to ``end - 1``."""
        return self.grammar.has_finite(self.tokens, first, end)

    def word(self, at: int) -> str:
        """Return the word at ``at``, or nothing outside the sentence."""
        return self.tokens.words[at] if 0 <= at < self.end else ""

    def before_signs(self, at: int) -> int:
        """Return where the words before ``at`` end, signs skipped."""
        while at > 0 and not self.tokens.is_word(at - 1):
            at -= 1
        return at

    def last_sign(self, at: int) -> int | None:
        """Return the comma or quotation mark before ``at`` with no finite verb between."""
        for sign in range(at - 1, -1, -1):
            word = self.tokens.words[sign]
            if word in QUOTES or word in (",", ";", "—", "–"):
                return None if self.has_finite(sign + 1, at) else sign
        return None


def shortest(scene: Scene, holder: Range) -> Range:
    """Return the holder without "on Monday", "by the commission", "in London" behind it."""
    for at in range(holder[0] + 1, holder[1] - 1):
        if scene.tokens.words[at] in _LOOSE:
            return holder[0], at
    return holder


_LOOSE = frozenset(("on", "by", "in", "from", "with", "at"))
