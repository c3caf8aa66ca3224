"""Completes the head of a claim: pronouns resolved, dropped subjects and verbs filled in."""

from collections.abc import Sequence

from claimstance.core.marks import Claim, ClaimKind
from claimstance.core.span import Span
from claimstance.rewrite.draft import Draft
from claimstance.rewrite.subjects import (
    Subject,
    antecedent,
    is_plural,
    subject_after,
    subject_before,
)
from claimstance.rewrite.verbs import base_of, past_of, past_participles, present_of

_THIRD = frozenset(("he", "she", "it", "they", "él", "ella", "ellos", "ellas"))
_SINGLE_PERSON = frozenset(("he", "she", "él", "ella"))
_RESOLVED = frozenset(("he", "she", "they"))
_OPENERS = frozenset(
    ("and", "but", "or", "yet", "because", "since", "so", "y", "e", "o", "pero", "porque", "pues")
)
_OPENING_PAIRS = frozenset((("ya", "que"), ("puesto", "que"), ("even", "though")))


class Completion:
    """Finds what has to stand in front of a claim's words."""

    def __init__(self, draft: Draft, claim: Claim, starts: Sequence[int]) -> None:
        self.draft = draft
        self.words = draft.words
        self.tokens = draft.tokens
        self.grammar = draft.grammar
        self.claim = claim
        self.starts = starts
        """Where the sentence's claims begin."""

    def text(self) -> str:
        """Return the claim's words with its head completed."""
        at = self._head()
        prefix = self._before(at) if at is not None else ""
        words = self.draft.join(self.draft.positions)
        return f"{prefix} {words}" if prefix else words

    def _head(self) -> int | None:
        """Return the first word that is left; strike conjunctions before it."""
        for at in self.draft.positions:
            if at in self.draft.struck:
                continue
            pair = self.words[at : at + 2]
            if not self.tokens.is_word(at) or self.words[at] in _OPENERS:
                self.draft.strike((at,))
            elif pair in _OPENING_PAIRS:
                self.draft.strike((at, at + 1))
            elif self.words[at : at + 3] == ("debido", "a", "que"):
                self.draft.strike((at, at + 1, at + 2))
            else:
                return at
        return None

    def _before(self, at: int) -> str:
        """Return the subject to put in front, after striking or changing the head."""
        word = self.words[at]
        if word in self.grammar.relatives or (word == "that" and self.draft.english):
            return self._relative(at)
        if word in _THIRD:
            return self._pronoun(at)
        if not self.draft.english or word == "there" or "'" in word:
            return ""
        verb = at
        while verb + 1 < len(self.words) and self.grammar.is_adverb(self.words[verb]):
            verb += 1
        if self._opens_with_noun(verb):
            return self._without_verb(at, verb)
        if self.grammar.is_finite(self.tokens, verb, verb):
            return self._phrase(self._subject(at))
        return self._without_verb(at, verb)

    def _opens_with_noun(self, at: int) -> bool:
        behind = self.draft.word(at + 1)
        return (
            self.words[at] in self.grammar.noun_like
            and behind != ""
            and behind not in self.grammar.function
        )

    # ---- heads that are no finite verb ----

    def _without_verb(self, at: int, verb: int) -> str:
        word = self.words[verb]
        if self.grammar.is_participle(self.tokens, verb) or word == "being":
            return self._participle(at, verb)
        if word in ("a", "an") and (relative := self._restriction(at)):
            return self._described(at, relative)
        if self.grammar.has_finite(self.tokens, verb + 1, self.draft.last + 1):
            return ""
        self._accusation()
        if word in past_participles() or (word.endswith("ed") and len(word) > 4):
            found = antecedent(self.tokens, at, self.grammar)
            return self._with_be(Subject(*found) if found else self._subject(at))
        if word in ("a", "an", "the", "one", "both") and self.draft.word(at - 1) in _BEFORE_NAME:
            found = antecedent(self.tokens, at, self.grammar)
            return self._with_be(Subject(*found, past=False)) if found else ""
        return ""

    def _participle(self, at: int, verb: int) -> str:
        """Make finite verbs of a participle and those joined to it; return their subject."""
        subject = self._subject(at)
        if subject is None:
            return ""
        self.draft.replaced[verb] = self._finite(verb, subject)
        for other in self.draft.positions:
            joined = other > verb + 1 and self.words[other - 1] in ("and", "or", "but")
            if joined and self.grammar.is_participle(self.tokens, other):
                self.draft.replaced[other] = self._finite(other, subject)
        return self._phrase(subject)

    def _finite(self, at: int, subject: Subject) -> str:
        """Return the participle at ``at`` in the tense of the clause it depends on."""
        if self.words[at] == "being":
            return self._be(subject)
        base = base_of(self.words[at])
        if self.claim.kind is ClaimKind.FORECAST:
            return f"will {base}"
        if subject.past:
            return past_of(base)
        return present_of(base, plural=is_plural(self.tokens, subject))

    def _restriction(self, at: int) -> int | None:
        """Return the relative pronoun before the first verb of "a senator who opposed it"."""
        verb = self.grammar.first_finite(self.tokens, at, self.draft.last + 1)
        for position in range(at, verb or at):
            if self.words[position] in ("who", "that", "which"):
                return position
        return None

    def _described(self, at: int, relative: int) -> str:
        """Read ", a senator who opposed it" of a person, ", a process that will last" else."""
        if self.words[relative] == "who":
            found = antecedent(self.tokens, at, self.grammar)
            return self._with_be(Subject(*found, past=False)) if found else ""
        if self.draft.word(relative + 1) and self.grammar.is_finite(
            self.tokens, relative + 1, relative
        ):
            self.draft.replaced[at] = "the"
            self.draft.strike((relative,))
        return ""

    def _accusation(self) -> None:
        """Make "Democrats of trying to win" a clause: "Democrats are trying to win"."""
        for at in self.draft.positions[1:-1]:
            word = self.words[at]
            if word in ("of", "for") and self.grammar.is_participle(self.tokens, at + 1):
                accused = Subject(self.draft.positions[0], at, past=False)
                self.draft.replaced[at] = self._be(accused)
                return
            if word in self.grammar.prepositions:
                return

    # ---- pronouns ----

    def _relative(self, at: int) -> str:
        """Put the antecedent in place of the relative pronoun."""
        word = self.words[at]
        if word in ("where", "when", "donde", "cuando"):
            self.draft.strike((at,))
            return ""
        found = antecedent(self.tokens, at, self.grammar)
        if found is None:
            if word not in ("who", "quien", "quienes"):
                self.draft.replaced[at] = "this" if self.draft.english else "esto"
            return ""
        phrase = self._phrase(Subject(*found))
        if phrase.startswith(("a ", "an ")):
            phrase = f"the {phrase.partition(' ')[2]}"
        self.draft.strike((at,))
        return f"{phrase}'s" if word == "whose" else phrase

    def _pronoun(self, at: int) -> str:
        """Name the speaker, or the subject before, in place of "he" or "she"."""
        holder, word = self.claim.holder, self.words[at]
        if isinstance(holder, Span) and word in _SINGLE_PERSON:
            name = holder.of(self.tokens.text)
            outside = not holder.overlaps(self.claim.span)
            if outside and name[0].isalpha() and name.lower() not in self.grammar.pronouns:
                self.draft.strike((at,))
                return name
        subject = self._named_before(at) if word in _RESOLVED else None
        if subject is None:
            return ""
        self.draft.strike((at,))
        return self._phrase(subject)

    def _named_before(self, at: int) -> Subject | None:
        """Return the subject before that agrees with the pronoun at ``at`` and is no pronoun."""
        subject = subject_before(self.tokens, at, self.starts, self.grammar)
        if subject is None or self.words[subject.first] in self.grammar.pronouns:
            return None
        word = self.words[at]
        if is_plural(self.tokens, subject) != (word == "they"):
            return None
        name = any(self.tokens.is_capital(i) for i in range(subject.first, subject.end))
        return subject if name or word == "they" else None

    # ---- subjects ----

    def _subject(self, at: int) -> Subject | None:
        found = subject_before(self.tokens, at, self.starts, self.grammar)
        if found is None and self.draft.last + 1 < len(self.tokens):
            return subject_after(self.tokens, self.draft.last + 1, self.grammar)
        return found

    def _with_be(self, subject: Subject | None) -> str:
        return f"{self._phrase(subject)} {self._be(subject)}" if subject else ""

    def _be(self, subject: Subject) -> str:
        plural = is_plural(self.tokens, subject)
        if subject.past:
            return "were" if plural else "was"
        return "are" if plural else "is"

    def _phrase(self, subject: Subject | None) -> str:
        return self.draft.join(range(subject.first, subject.end)) if subject else ""


_BEFORE_NAME = frozenset(",(—–-")
