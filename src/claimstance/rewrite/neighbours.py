"""What the words around an evaluation are, as far as closed classes and endings tell."""

from claimstance.rewrite.draft import Draft
from claimstance.rewrite.modifiers import (
    ADJECTIVE,
    ADJECTIVES,
    ADVERBIALS,
    ADVERBS,
    DENYING,
    JOINING,
    NO_NOUNS,
    NO_PLURALS,
    NOUN_ENDINGS,
)
from claimstance.rewrite.verbs import irregular_pasts


class Neighbours:
    """Questions about the words of a draft."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.words = draft.words
        self.grammar = draft.grammar

    def _is_part_of_name(self, first: int, end: int) -> bool:
        """Tell whether capitals go on before or behind: "Clean" in "the Clean Power Plan"."""
        tokens = self.draft.tokens
        if not all(tokens.is_capital(at) for at in range(first, end)) or first == 0:
            return False
        return any(
            0 <= at < len(tokens)
            and tokens.is_word(at)
            and tokens.is_capital(at)
            and self.words[at] not in self.grammar.function
            for at in (first - 1, end)
        )

    def _is_bare_noun(self, word: str) -> bool:
        plural = word.endswith("s") and not word.endswith(NO_PLURALS)
        noun = plural or word.endswith(NOUN_ENDINGS)
        return noun and "-" not in word and self.draft.english

    def _is_plain_adverb(self, at: int) -> bool:
        word = self.words[at]
        known = word in ADVERBS or word.endswith("ly")
        return known and self._is_modifier(at) and word not in DENYING

    def _is_adjective(self, at: int) -> bool:
        word = self.words[at]
        return word in ADJECTIVES or (len(word) > 5 and word.endswith(ADJECTIVE[:6]))

    def _is_adverbial(self, first: int, end: int) -> bool:
        if self.words[first:end] in ADVERBIALS:
            return True
        return all(self._is_modifier(at) or self.words[at] in JOINING for at in range(first, end))

    def _clause_follows(self, end: int) -> bool:
        """Tell whether a subject with its verb follows, without a sign between."""
        tokens = self.draft.tokens
        if end >= len(tokens) or not tokens.is_capital(end):
            return False
        verb = self.grammar.first_finite(tokens, end, min(end + 6, len(tokens)))
        return verb is not None and all(tokens.is_word(at) for at in range(end, verb))

    def _word_before(self, first: int) -> str:
        """Return the word before ``first`` that is left and is no adverb."""
        at = first - 1
        while at >= 0 and (
            at in self.draft.struck
            or self._is_modifier(at)
            or (self.words[at] == "," and self._is_modifier(at - 1))  # "very, very"
        ):
            at -= 1
        return self.draft.word(at)

    def _is_modifier(self, at: int) -> bool:
        word = self.words[at]
        if word.endswith(("self", "selves")):
            return False
        return self.grammar.is_adverb(word) or word in ADVERBS

    def _noun_follows(self, at: int) -> bool:
        """Tell whether the next word that is left is no function word and no verb."""
        inside, struck = self.draft.inside, self.draft.struck
        while at in struck or (at + 1 in struck and self.draft.word(at) in JOINING):
            at += 1
        word = self.draft.word(at)
        if not word or (at - 1 in inside and at not in inside):
            return False
        if not word[0].isalnum() or word in self.grammar.function:
            return False
        if word in self.grammar.temporals or word in NO_NOUNS:
            return False
        if word in irregular_pasts() and self.draft.word(at + 1) in self.grammar.determiners:
            return False  # "the stance left her cold"
        return word in self.grammar.noun_like or not self.grammar.is_finite(
            self.draft.tokens, at, max(0, at - 1)
        )
