"""The wording of one claim while it is being edited."""

from collections.abc import Iterable, Sequence

from claimstance.core.span import Span
from claimstance.grammar.classes import Grammar
from claimstance.grammar.tokens import Tokens
from claimstance.rewrite.verbs import expanded


class Draft:
    """Tokens of a sentence, those of the claim, and what is struck or replaced."""

    def __init__(self, tokens: Tokens, spans: Sequence[Span], grammar: Grammar) -> None:
        self.tokens = tokens
        self.words = tokens.words
        self.grammar = grammar
        self.english = grammar.language == "en"
        self.positions = [at for span in spans for at in self.range_of(span)]
        """The claim's tokens."""
        self.inside = frozenset(self.positions)
        self.replaced: dict[int, str] = {}
        self.struck: set[int] = set()

    def range_of(self, span: Span) -> range:
        """Return the tokens that share a character with ``span``."""
        return self.tokens.range_of(span)

    def word(self, at: int) -> str:
        """Return the word at ``at``, or nothing outside the sentence."""
        return self.words[at] if 0 <= at < len(self.words) else ""

    @property
    def last(self) -> int:
        """Return the position of the claim's last token."""
        return self.positions[-1]

    def strike(self, positions: Iterable[int]) -> None:
        """Leave out tokens."""
        self.struck.update(positions)

    def join(self, positions: Iterable[int]) -> str:
        """Return the words at ``positions`` as they are now, contractions written out."""
        pieces: list[str] = []
        last: int | None = None
        for at in positions:
            if at in self.struck:
                continue
            pieces.append((self._space(last, at) if last is not None else "") + self.written(at))
            last = at
        return "".join(pieces)

    def written(self, at: int) -> str:
        """Return the word at ``at`` as it is now, a contraction written out."""
        word = self.replaced.get(at)
        if word is not None:
            return word
        raw = self.tokens.raw(at)
        return expanded(raw, self.word(at + 1)) if self.english else raw

    def _space(self, last: int, at: int) -> str:
        if self.tokens.starts[at] > self.tokens.ends[last]:
            return " " if at == last + 1 or self.words[at] not in _TIGHT else ""
        return " " if at != last + 1 and self.words[at] not in _TIGHT else ""


_TIGHT = frozenset(",.;:")
