"""Repairs of marks by closed classes of words, where those know better than the network.

Each rule says what the scheme or the corpus says of such marks; ``docs/model.md`` has what each is
worth. They are for English, and leave alone what they are not sure of.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from claimstance.core.marks import Claim, Evaluation, Holder, Voice
from claimstance.core.span import Span
from claimstance.grammar.classes import Grammar
from claimstance.grammar.tokens import Tokens
from claimstance.models.span.camps import camp_evaluations

_ADVICE = frozenset(("should", "must", "ought", "shouldn't", "mustn't"))
_ASKING = ("insist", "suggest", "demand", "urg", "recommend", "propos", "ask")
"""Beginnings of the verbs behind which "be" is what somebody wants: "insisted that it be paid"."""
_WHOLE = 0.85
"""Share of a claim that two or more claims inside it cover where it only repeats them."""
_OPENING, _CLOSING = frozenset('“«‘"'), frozenset('”»’"')
_FAR = 8
"""Tokens between a mark and the quotation marks around it."""


class Refiner:
    """Repairs the marks of one sentence."""

    def __init__(self, tokens: Tokens, grammar: Grammar) -> None:
        self.tokens = tokens
        self.words = tokens.words
        self.grammar = grammar

    def claims(self, claims: Iterable[Claim]) -> list[Claim]:
        """Return the claims that assert something, with whole holders and no cue of their own."""
        kept = [
            self._with_roles(claim)
            for claim in claims
            if not (self._is_fragment(claim) or self._commands(claim) or self._advises(claim))
        ]
        return [claim for claim in kept if not self._repeats(claim, kept)]

    def evaluations(self, evaluations: Iterable[Evaluation]) -> list[Evaluation]:
        """Return the evaluations that are no names, with whole holders, and names of camps."""
        kept = [evaluation for evaluation in evaluations if not self._is_name(evaluation)]
        kept += camp_evaluations(self.tokens, self.grammar, kept)
        return [self._with_holder(e) for e in sorted(kept, key=lambda e: e.span)]

    # ---- claims ----

    def _repeats(self, claim: Claim, claims: Sequence[Claim]) -> bool:
        """Tell whether a claim says nothing beyond the claims inside it."""
        return (
            _is_sum(claim, claims)
            or self._is_framed(claim, claims)
            or self._is_adjunct(claim, claims)
        )

    def _is_fragment(self, claim: Claim) -> bool:
        """Tell whether a claim has no verb and next to no content: "which", "Celebration"."""
        found = [at for span in claim.spans for at in self.tokens.range_of(span)]
        content = [at for at in found if self._is_content(at)]
        if not found or any(self._may_be_verb(at) for at in found):
            return False
        if not content:
            return True
        before, first = self._word(found[0] - 1), self.words[found[0]]
        apposed = first in self.grammar.words("article") and not before[:1].isalnum()
        numbers = any(self.words[at][0].isdigit() for at in content)
        return len(content) == 1 and not (apposed or numbers or "to" in (before, first))

    def _is_framed(self, claim: Claim, claims: Sequence[Claim]) -> bool:
        """Tell whether a claim is another with its reporting frame: "he said that it rained"."""
        if claim.holder is not Voice.AUTHOR or len(claim.spans) > 1:
            return False
        for other in claims:
            framed = isinstance(other.holder, Span) and claim.span.contains(other.holder)
            if not framed or other.cue is None or not claim.span.contains(other.cue):
                continue
            between = self.tokens.text[other.cue.end : other.span.start].strip().lower()
            if between == "that" and claim.span.end - 1 <= other.span.end <= claim.span.end:
                return True
        return False

    def _is_adjunct(self, claim: Claim, claims: Sequence[Claim]) -> bool:
        """Tell whether only an inner claim asserts anything: "After a meeting, held by night"."""
        found = self.tokens.range_of(claim.span)
        if not found or self.words[found.start] not in self.grammar.prepositions:
            return False
        if self.grammar.has_finite(self.tokens, found.start, found.stop):
            return False
        return any(c is not claim and claim.span.contains(c.span) for c in claims)

    def _may_be_verb(self, at: int) -> bool:
        word = self.words[at]
        known = word in self.grammar.auxiliaries or word in self.grammar.verbs
        return known or "'" in word or word.endswith(("ed", "ing"))

    def _commands(self, claim: Claim) -> bool:
        """Tell whether a sentence asks its readers to do something: "Sign up for our letter"."""
        found = self.tokens.range_of(claim.span)
        if claim.holder is not Voice.AUTHOR or not found:
            return False
        opens = found.start == self.tokens.skip_signs(0, found.start)
        if not opens or self.words[found.start] not in self.grammar.words("imperative"):
            return False
        return not self.grammar.has_finite(self.tokens, found.start + 1, found.stop)

    def _advises(self, claim: Claim) -> bool:
        """Tell whether somebody is reported to say what should be done: no claim in the scheme."""
        if claim.holder is Voice.AUTHOR:
            return False
        found = self.tokens.range_of(claim.span)
        cue = claim.cue.of(self.tokens.text).lower() if claim.cue is not None else ""
        if cue.startswith(_ASKING) and any(self._is_wish(at) for at in found[1:]):
            return True
        for at in found:
            if self.words[at] in _ADVICE:
                return self._word(at + 1) != "have"
            if self.grammar.is_finite(self.tokens, at, found.start):
                return False
        return False

    def _is_wish(self, at: int) -> bool:
        """Tell whether "be" stands without an auxiliary: "that the fine be paid"."""
        before, grammar = self._word(at - 1), self.grammar
        helped = before in grammar.words("modal") or before in grammar.auxiliaries
        return self.words[at] == "be" and not helped and not grammar.is_adverb(before)

    def _with_roles(self, claim: Claim) -> Claim:
        holder = self._whole(claim.holder)
        if not self._is_part(claim):
            return claim if holder is claim.holder else replace(claim, holder=holder)
        return replace(claim, holder=Voice.AUTHOR if holder is Voice.OTHER else holder, cue=None)

    def _is_part(self, claim: Claim) -> bool:
        """Tell whether the cue belongs to the claim: "prices are expected to rise"."""
        if claim.cue is None or not any(span.contains(claim.cue) for span in claim.spans):
            return False
        found = self.tokens.range_of(claim.cue)
        return self._word(found.stop) == "to" and self._word(found.start - 1) in self.grammar.be

    # ---- evaluations ----

    def _with_holder(self, evaluation: Evaluation) -> Evaluation:
        holder = self._whole(evaluation.holder)
        return evaluation if holder is evaluation.holder else replace(evaluation, holder=holder)

    def _is_name(self, evaluation: Evaluation) -> bool:
        """Tell whether capitals within the sentence make the words a name."""
        tokens = self.tokens
        found = tokens.range_of(evaluation.span)
        before = self._word(found.start - 1)
        opens = found.start == tokens.skip_signs(0, found.start) or before in (":", ".", "?", "!")
        if opens or self._is_quoted(evaluation.span):
            return False
        words = [at for at in found if tokens.is_word(at)]
        return bool(words) and all(
            tokens.is_capital(at) and not tokens.raw(at).isupper() for at in words
        )

    def _is_quoted(self, span: Span) -> bool:
        """Tell whether quotation marks stand before and behind, not far away."""
        found = self.tokens.range_of(span)
        before = self.words[max(0, found.start - _FAR) : found.start]
        behind = self.words[found.stop : found.stop + _FAR]
        return not _OPENING.isdisjoint(before) and not _CLOSING.isdisjoint(behind)

    # ---- holders ----

    def _whole(self, holder: Holder) -> Holder:
        """Return a holder without a leading verb or a trailing participle, its name complete."""
        if not isinstance(holder, Span):
            return holder
        found = self.tokens.range_of(holder)
        if not found:
            return holder
        first = self._without_verb(found.start, found.stop)
        end = self._before_participle(first, found.stop)
        while self._goes_on(end):
            end += 1
        return holder if found == range(first, end) else self.tokens.span(first, end)

    def _without_verb(self, first: int, end: int) -> int:
        """Skip the verb of "intoned Ann Lee"."""
        word, reporting = self.words[first], self.grammar.reporting or frozenset()
        if self.tokens.is_capital(first) or not (word.endswith("ed") or word in reporting):
            return first
        names = (at for at in range(first + 1, min(first + 3, end)) if self.tokens.is_capital(at))
        return next(names, first)

    def _before_participle(self, first: int, end: int) -> int:
        """Cut "the judge overseeing a case" to "the judge"."""
        grammar, words = self.grammar, self.words
        for at in range(first + 1, end - 1):
            noun = words[at - 1][0].isalpha() and words[at - 1] not in grammar.function
            behind = words[at + 1] in grammar.determiners or words[at + 1] in grammar.prepositions
            if noun and behind and grammar.is_participle(self.tokens, at):
                return at
        return end

    def _goes_on(self, end: int) -> bool:
        """Tell whether a name is cut: "Theresa" in "Theresa May said"."""
        tokens, grammar = self.tokens, self.grammar
        if not 0 < end < len(tokens) or tokens.starts[end] - tokens.ends[end - 1] != 1:
            return False
        if not (tokens.is_capital(end - 1) and tokens.is_capital(end)):
            return False
        word = self.words[end]
        if word in grammar.function or word in grammar.verbs or word in grammar.temporals:
            return word == "may" and not tokens.raw(end - 1).isupper()
        return not tokens.raw(end - 1).isupper()

    # ---- tokens ----

    def _word(self, at: int) -> str:
        return self.words[at] if 0 <= at < len(self.words) else ""

    def _is_content(self, at: int) -> bool:
        return self.words[at][0].isalnum() and self.words[at] not in self.grammar.function


def _is_sum(claim: Claim, claims: Sequence[Claim]) -> bool:
    """Tell whether a claim only joins claims inside it: "it rained and they left"."""
    inside = sorted(
        (other.span for other in claims if other is not claim and claim.span.contains(other.span)),
        key=lambda span: (span.start, -span.end),
    )
    parts: list[Span] = []
    for span in inside:
        if not parts or span.start >= parts[-1].end:
            parts.append(span)
    covered = sum(part.end - part.start for part in parts)
    return len(parts) > 1 and covered >= _WHOLE * (claim.span.end - claim.span.start)
