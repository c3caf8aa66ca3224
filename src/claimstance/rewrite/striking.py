"""Strikes evaluative words from a draft, or puts plain ones in their place."""

from collections.abc import Sequence

from claimstance.core.marks import Claim, Evaluation, EvaluationType
from claimstance.rewrite.draft import Draft
from claimstance.rewrite.plain import plain_words

_ADVERBS = frozenset(
    (
        *("very", "only", "just", "even", "quite", "rather", "so", "too", "still", "ever"),
        *("always", "never", "almost", "indeed", "far", "much", "of", "course", "fact", "muy"),
        *("tan", "sólo", "solo", "incluso", "apenas", "más", "aún", "hecho", "duda", "supuesto"),
    )
)
_SPANISH_ADJECTIVE = (
    *("o", "a", "os", "as", "e", "es", "al", "ales", "il", "ivo", "ante", "ente", "ble", "or"),
)
_JOINING = frozenset((",", "and", "or", "but", "yet", "y", "e", "o", "pero"))
_ASIDE = frozenset((",", "(", ")", "—", "–", "-"))


class Striker:
    """Makes a draft plain, one evaluation after the other."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.words = draft.words
        self.grammar = draft.grammar
        self.plain = plain_words(draft.grammar.language)

    def neutralise(self, evaluation: Evaluation) -> None:
        """Replace the evaluation by a plain word, or strike it where the clause survives that.

        A main verb or noun without a plain word in the lists stays.
        """
        found = self.draft.range_of(evaluation.span)
        if not found:
            return
        first, end = found.start, found.stop
        ending = self._ending(evaluation, end - 1)
        phrase = " ".join(self.words[first:end])
        plain = self.plain.get(phrase.removesuffix(ending.replace("’", "'")) if ending else phrase)
        if plain is None and end - first > 1:
            plain = self.plain.get(" ".join(w for w in self.words[first:end] if w[0].isalnum()))
        if plain and self._is_attributive(first, end):
            plain = ""
        if plain:
            self.draft.replaced[first] = plain + ending
            self.draft.strike(range(first + 1, end))
        elif ending:
            return
        elif plain == "" or self._can_go(evaluation, first, end):
            self.draft.strike(range(first, end))
            self._close_gap(first, end)
        elif end - first > 1:
            self._strike_parts(evaluation, first, end)

    def _is_attributive(self, first: int, end: int) -> bool:
        """Tell whether a participle stands before its noun ("the botched sale")."""
        participle = end - first == 1 and self.words[first].endswith(("ed", "ing"))
        before = self.draft.word(first - 1)
        return participle and before in self.grammar.determiners and self._noun_follows(end)

    def _ending(self, evaluation: Evaluation, last: int) -> str:
        """Return the possessive that the evaluation's last word has outside the mark."""
        tokens = self.draft.tokens
        behind = tokens.text[evaluation.span.end : tokens.ends[last]]
        return behind if behind in ("'s", "’s", "'", "’") else ""

    def _strike_parts(self, evaluation: Evaluation, first: int, end: int) -> None:
        """Strike what can go of a longer evaluation and keep its verb or noun."""
        for at in range(first, end):
            if plain := self.plain.get(self.words[at]):
                self.draft.replaced[at] = plain
            elif at + 1 < end and (
                self._is_modifier(at)
                or (
                    self.words[at] not in self.grammar.function
                    and self._can_go(evaluation, at, at + 1)
                )
            ):
                self.draft.strike((at,))

    def _can_go(self, evaluation: Evaluation, first: int, end: int) -> bool:
        """Tell whether the words are modifiers: adverbs, or adjectives with their noun."""
        grammar = self.grammar
        last, before = self.words[end - 1], self.draft.word(first - 1)
        if all(self._is_modifier(at) for at in range(first, end)):
            return before not in grammar.copulas or self._noun_follows(end)
        if last in grammar.auxiliaries or last == "to":
            return False
        if self.words[first] in grammar.prepositions:
            adjunct = before not in grammar.copulas and not self._noun_follows(end)
            return end - first > 1 and last not in grammar.function and adjunct
        if not self._noun_follows(end):
            return self._is_spanish_adjective(first, end)
        if self._is_verb_like(end - 1, evaluation):
            return (
                before in grammar.determiners
                or before.endswith("'s")
                or (before in grammar.prepositions and before != "to")
            )
        return True

    def _is_modifier(self, at: int) -> bool:
        return self.grammar.is_adverb(self.words[at]) or self.words[at] in _ADVERBS

    def _noun_follows(self, at: int) -> bool:
        """Tell whether the next word that is left is no function word and no verb."""
        inside, struck = self.draft.inside, self.draft.struck
        while at in struck or (at + 1 in struck and self.draft.word(at) in _JOINING):
            at += 1
        word = self.draft.word(at)
        if not word or (at - 1 in inside and at not in inside):
            return False
        if not word[0].isalnum() or word in self.grammar.function:
            return False
        return word in self.grammar.noun_like or not self.grammar.is_finite(
            self.draft.tokens, at, max(0, at - 1)
        )

    def _is_verb_like(self, at: int, evaluation: Evaluation) -> bool:
        word = self.words[at]
        first = self.draft.positions[0] if self.draft.positions else -1
        if evaluation.type is not EvaluationType.EMOTIVE and at == first:
            return False
        ending = ("ed", "ing", "s") if self.draft.english else ("ó", "aron", "ieron")
        if word.endswith(ending) and not word.endswith(("ous", "ss", "less")):
            return True
        return self.draft.english and word in self.grammar.verbs

    def _is_spanish_adjective(self, first: int, end: int) -> bool:
        """Tell whether an adjective stands behind its noun: "modelo polémico"."""
        if self.draft.english or self.grammar.is_finite(self.draft.tokens, end - 1, first):
            return False
        before = self.draft.word(first - 1)
        noun = before[:1].isalnum() and before not in self.grammar.function
        return (
            noun
            and before not in self.grammar.copulas
            and self.words[end - 1].endswith(_SPANISH_ADJECTIVE)
        )

    def _close_gap(self, first: int, end: int) -> None:
        """Strike a conjunction or comma that joined the struck words to others."""
        before = self.draft.word(first - 1)
        if all(self._is_modifier(at) for at in range(first, end)) and before == ",":
            if self.draft.word(end) == ",":  # an aside such as ", of course,"
                self.draft.strike((first - 1, end))
            return
        if self.draft.word(end) in _JOINING and end + 1 in self.draft.struck:
            self.draft.strike((end,))
        opens = before in self.grammar.determiners or before == ","
        if opens and self.draft.word(end) in _JOINING:
            self.draft.strike((end,))

    def leave_out(self, other: Claim) -> None:
        """Strike a claim inside this one that a sign sets apart: a relative clause, a bracket."""
        draft = self.draft
        found = [at for span in other.spans for at in draft.range_of(span) if at in draft.inside]
        if not found or len(found) == len(draft.positions):
            return
        before, behind = found[0] - 1, found[-1] + 1
        if before not in draft.inside or self.words[before] not in _ASIDE:
            return
        draft.strike(range(before, behind))
        if draft.word(behind) in _ASIDE:
            draft.strike((behind,))


def inner_claims(claim: Claim, others: Sequence[Claim]) -> list[Claim]:
    """Return those of ``others`` that lie inside one of the claim's fragments."""
    return [
        other
        for other in others
        if other.spans != claim.spans and any(span.contains(other.span) for span in claim.spans)
    ]
