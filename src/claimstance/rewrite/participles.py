"""Participle clauses as main clauses: "approving the plan" is "the council approved the plan"."""

from claimstance.core.marks import ClaimKind
from claimstance.rewrite.draft import Draft
from claimstance.rewrite.dropped import DroppedSubject
from claimstance.rewrite.subjects import Subject, antecedent, is_past, is_plural
from claimstance.rewrite.verbs import base_of, past_of, present_of

_ADVERBIAL = frozenset(("after", "before", "while", "since", "when", "once", "until"))
_ACCUSED = frozenset(
    ("accused", "charged", "convicted", "guilty", "suspected", "acquitted", "blamed", "criticized")
)
_OPEN_CONTENT = frozenset(("meaning", "making", "letting", "hoping", "showing", "proving"))
_EFFECTS = frozenset(
    ("allowing", "forcing", "making", "leaving", "enabling", "prompting", "letting", "giving")
)
_NO_PARTICIPLE = frozenset(("according", "including", "regarding", "owing"))


class ParticipleClause:
    """The participle clause that a draft begins with."""

    def __init__(self, draft: Draft, kind: ClaimKind | None, subjects: DroppedSubject) -> None:
        self.draft = draft
        self.tokens = draft.tokens
        self.words = draft.words
        self.grammar = draft.grammar
        self.kind = kind
        self.subjects = subjects

    def subject(self, at: int, verb: int) -> Subject | None:
        """Make finite verbs of the participle at ``verb`` and those joined to it.

        Args:
            at: Where the clause begins, with an adverb perhaps.
            verb: The participle.

        Returns:
            Its subject; None, with nothing changed, where that is not clear.
        """
        if self.words[verb] in _NO_PARTICIPLE or self._is_gerund(verb) or self._goes_on(verb):
            return None
        subject = self._find(at)
        if subject is None or self._is_doubtful(subject, verb):
            return None
        self.draft.replaced[verb] = self._finite(verb, subject)
        for other in self.draft.positions:
            joined = other > verb + 1 and self.words[other - 1] in ("and", "or", "but")
            if joined and self.grammar.is_participle(self.tokens, other) and self._acts(other):
                self.draft.replaced[other] = self._finite(other, subject)
        if at != verb and self.tokens.is_capital(at):
            self.draft.replaced[at] = self.words[at]
        return subject

    def _goes_on(self, verb: int) -> bool:
        """Tell whether the main clause stands behind a comma in the claim."""
        last = self.draft.last + 1
        for sign in range(verb + 1, last):
            if self.words[sign] != "," or sign not in self.draft.inside:
                continue
            finite = self.grammar.first_finite(self.tokens, sign + 1, last)
            if finite is not None and not any(self._subordinates(i) for i in range(sign, finite)):
                return True
        return False

    def _subordinates(self, at: int) -> bool:
        word, grammar = self.words[at], self.grammar
        known = word in grammar.relatives or word in grammar.subordinators
        known = known or word in grammar.coordinators or word == "that"
        return known or grammar.is_participle(self.tokens, at)

    def _is_doubtful(self, subject: Subject, verb: int) -> bool:
        """Tell whether the subject may be the object: "Lee won, allowing him to stay"."""
        if self.words[verb] in _EFFECTS and self.draft.word(verb + 1) in ("him", "her", "them"):
            return True
        name = " ".join(self.words[subject.first : subject.end])
        claim = " ".join(self.words[at] for at in self.draft.positions)
        return name not in self.grammar.pronouns and f" {name} " in f" {claim} "

    def _acts(self, at: int) -> bool:
        """Tell "and closing the pool" from "and operating campuses"."""
        behind = self.draft.word(at + 1)
        noun = behind[:1].isalpha() and behind not in self.grammar.function
        return not noun or self.tokens.is_capital(at + 1)

    def _is_gerund(self, verb: int) -> bool:
        """Tell whether the participle opens the subject of a verb: "losing it would hurt"."""
        word = self.words[verb]
        finite = self.grammar.first_finite(self.tokens, verb + 1, self.draft.last + 1)
        pointing = self.draft.word(verb + 1) in ("that", "this", "it")
        if finite == verb + (2 if pointing else 1):
            return True  # "reporting is …", "avoiding that is …"
        reports = self.grammar.reporting is not None and word in self.grammar.reporting
        if reports or word in _OPEN_CONTENT:
            return False
        if finite is None:
            return False
        return not any(
            not self.words[at][0].isalnum()
            or self.words[at] in self.grammar.relatives
            or self.words[at] in self.grammar.subordinators
            or self.words[at] in self.grammar.subjects
            or self.words[at] in ("that", "what", "how", "and", "but")
            for at in range(verb + 1, finite)
        )

    def _find(self, at: int) -> Subject | None:
        before = self.draft.word(at - 1)
        if before in self.grammar.prepositions and before not in _ADVERBIAL:
            accused = before in ("of", "for", "with") and self.draft.word(at - 2) in _ACCUSED
            if not accused:
                return None
        named = self._named_in_front(at)
        if named is not None:
            return named
        return self.subjects.find(at)

    def _named_in_front(self, at: int) -> Subject | None:
        """Return the subject that the clause interrupts: "Lee, hoping to win, spent it"."""
        if self.draft.word(at - 1) != "," or self.grammar.has_finite(self.tokens, 0, at):
            return None
        found = antecedent(self.tokens, at, self.grammar)
        verb = self.grammar.first_finite(self.tokens, self.draft.last + 1, len(self.tokens))
        if found is None or verb is None or found[0] > 3:
            return None
        return Subject(*found, is_past(self.tokens, verb))

    def _finite(self, at: int, subject: Subject) -> str:
        """Return the participle at ``at`` in the tense of the clause it depends on."""
        plural = is_plural(self.tokens, subject)
        if self.words[at] == "being":
            return be(subject, plural=plural)
        base = base_of(self.words[at])
        if self.kind is ClaimKind.FORECAST:
            return f"will {base}"
        if subject.past:
            return past_of(base)
        return present_of(base, plural=plural)


def be(subject: Subject, *, plural: bool) -> str:
    """Return the form of "be" that a subject needs."""
    if subject.past:
        return "were" if plural else "was"
    return "are" if plural else "is"
