"""Leaves out of a claim the claims inside it that a sign sets apart."""

from collections.abc import Sequence, Set

from claimstance.core.marks import Claim
from claimstance.rewrite.draft import Draft
from claimstance.rewrite.verbs import irregular_pasts

_ASIDE = frozenset((",", "(", ")", "—", "–", "-"))
_POINTING = frozenset(("those", "these", "his", "her", "its", "their", "this"))


class Asides:
    """Strikes inner claims where what is left stays whole."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.words = draft.words
        self.grammar = draft.grammar

    def leave_out(self, other: Claim) -> None:
        """Strike a claim inside this one that a sign sets apart: a relative clause, a bracket."""
        draft = self.draft
        found = [at for span in other.spans for at in draft.range_of(span) if at in draft.inside]
        if not found or len(found) == len(draft.positions):
            return
        before, behind = found[0] - 1, found[-1] + 1
        if before not in draft.inside or self.words[before] not in _ASIDE:
            return
        going = set(range(before, behind))
        if draft.word(behind) in _ASIDE:
            going.add(behind)
        if self._survives(going) and self._is_aside(found):
            draft.strike(going)

    def _survives(self, going: Set[int]) -> bool:
        """Tell whether what is left has a verb and no open end: no "if they get rid of it"."""
        left = [
            at for at in self.draft.positions if at not in going and at not in self.draft.struck
        ]
        if not left or self.words[left[0]] in self.grammar.conditionals:
            return False
        return any(map(self._may_be_verb, left)) or not any(map(self._may_be_verb, going))

    def _may_be_verb(self, at: int) -> bool:
        word, grammar = self.words[at], self.grammar
        if not self.draft.english:
            return grammar.is_finite(self.draft.tokens, at, self.draft.positions[0])
        if word in grammar.noun_like:
            return grammar.is_finite(self.draft.tokens, at, self.draft.positions[0])
        verb = word in grammar.auxiliaries or word in grammar.verbs or word.endswith("ed")
        verb = verb or word in irregular_pasts()
        return verb and self.draft.word(at - 1) not in (*grammar.determiners, "to")

    def _is_aside(self, found: Sequence[int]) -> bool:
        """Tell a relative clause or an apposition from a main clause or an object.

        "if they win, rents will fall", "or take back, those goods".
        """
        first, grammar = found[0], self.grammar
        word = self.words[first]
        if not self.draft.english or self.words[first - 1] != ",":
            return True
        if word.partition("'")[0] in grammar.subjects and word != "that":
            return False
        if grammar.is_participle(self.draft.tokens, first) and self._is_listed(first):
            return False
        verb = grammar.first_finite(self.draft.tokens, first, found[-1] + 1)
        if verb == first or word in irregular_pasts():
            return word.endswith("ed")
        if verb is None:
            return word not in _POINTING
        return any(self._subordinates(at) for at in range(first, verb))

    def _is_listed(self, first: int) -> bool:
        """Tell whether participles behind a preposition go on: "of taking, selling and …"."""
        return any(
            self.grammar.is_participle(self.draft.tokens, at)
            and self.draft.word(at - 1) in self.grammar.prepositions
            for at in self.draft.positions
            if at < first
        )

    def _subordinates(self, at: int) -> bool:
        word, grammar = self.words[at], self.grammar
        known = word in grammar.relatives or word in grammar.subjects or word.endswith("ed")
        return known or grammar.is_participle(self.draft.tokens, at)


def inner_claims(claim: Claim, others: Sequence[Claim]) -> list[Claim]:
    """Return those of ``others`` that lie inside one of the claim's fragments."""
    return [
        other
        for other in others
        if other.spans != claim.spans and any(span.contains(other.span) for span in claim.spans)
    ]
