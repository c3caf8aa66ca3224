"""Completes the head of a claim: pronouns resolved, dropped subjects and verbs filled in."""

from collections.abc import Sequence

from claimstance.core.marks import Claim
from claimstance.rewrite.draft import Draft
from claimstance.rewrite.dropped import DroppedSubject
from claimstance.rewrite.participles import ParticipleClause, be
from claimstance.rewrite.pronouns import Pronoun, is_pronoun
from claimstance.rewrite.relatives import RelativeClause
from claimstance.rewrite.subjects import (
    Subject,
    antecedent,
    is_plural,
)
from claimstance.rewrite.verbs import past_participles

_OPENERS = frozenset(
    ("and", "but", "or", "yet", "because", "since", "so", "y", "e", "o", "pero", "porque", "pues")
)
_OPENING_PAIRS = frozenset((("ya", "que"), ("puesto", "que"), ("even", "though")))


class Completion:
    """Finds what has to stand in front of a claim's words."""

    def __init__(self, draft: Draft, claim: Claim, others: Sequence[Claim]) -> None:
        self.draft = draft
        self.words = draft.words
        self.tokens = draft.tokens
        self.grammar = draft.grammar
        self.claim = claim
        self.subjects = DroppedSubject(draft, claim, others)

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
            if pair == ("because", "of"):
                return at
            if self._joins(at):
                self.draft.strike((at,))
                continue
            if not self.tokens.is_word(at) or self.words[at] in _OPENERS:
                self.draft.strike((at,))
            elif pair in _OPENING_PAIRS:
                self.draft.strike((at, at + 1))
            elif self.words[at : at + 3] == ("debido", "a", "que"):
                self.draft.strike((at, at + 1, at + 2))
            else:
                return at
        return None

    def _joins(self, at: int) -> bool:
        """Tell whether a conjunction stands before the only clause: "as he left the room"."""
        if self.words[at] not in ("as", "while", "although", "though", "whereas"):
            return False
        behind = self.draft.word(at + 1)
        subject = behind in self.grammar.subjects or behind in self.grammar.determiners
        verb = self.grammar.first_finite(self.tokens, at + 1, self.draft.last + 1)
        return subject and verb is not None and not self._has_main_clause()

    def _before(self, at: int) -> str:
        """Return the subject to put in front, after striking or changing the head."""
        word = self.words[at]
        if word in self.grammar.relatives or (word == "that" and self.draft.english):
            return RelativeClause(self.draft, at).subject()
        if is_pronoun(word):
            return Pronoun(self.draft, self.claim, self.subjects).named(at)
        if not self.draft.english or word == "there" or "'" in word:
            return ""
        return self._dropped(at)

    def _dropped(self, at: int) -> str:
        """Return the subject of a head without one."""
        verb = at
        while verb + 1 < len(self.words) and self.grammar.is_adverb(self.words[verb]):
            verb += 1
        if self._opens_sentence(at) and self._is_surely_participle(at):
            return self._passive(at) if not self._has_main_clause() else ""
        if self._is_reduced(at, verb):
            found = antecedent(self.tokens, at, self.grammar)
            loose = found and self.draft.word(found[0] - 1) in self.grammar.prepositions
            return self._with_be(Subject(*found)) if found and not loose else ""
        if self._opens_with_noun(verb) or not self.grammar.is_finite(self.tokens, verb, verb):
            return self._without_verb(at, verb)
        if self.draft.word(verb + 1) == "by" and self._is_surely_participle(verb):
            return self._passive(at)
        if self._is_inverted(verb) or self.words[verb : verb + 2] == ("thanks", "to"):
            return ""
        subject = self.subjects.find(at)
        if subject is None or not self.subjects.agrees(subject, verb):
            return ""
        return self._phrase(subject)

    def _is_past_participle(self, at: int) -> bool:
        word = self.words[at]
        return word in past_participles() or (word.endswith("ed") and len(word) > 4)

    def _is_surely_participle(self, at: int) -> bool:
        word = self.words[at]
        known = word not in self.grammar.noun_like and word not in _BASES
        return known and self._is_past_participle(at)

    def _is_reduced(self, at: int, verb: int) -> bool:
        """Tell whether a noun right before shows a participle: "a plan [called the Deal]"."""
        before = self.draft.word(at - 1)
        if before == "," and self.words[verb] in _NAMING:
            return True
        main = self.grammar.has_finite(self.tokens, 0, at) or self.grammar.has_finite(
            self.tokens, self.draft.last + 1, len(self.tokens)
        )
        noun = before[:1].isalpha() and before not in self.grammar.function and main
        return noun and not self.grammar.is_adverb(before) and self._is_surely_participle(verb)

    def _opens_sentence(self, at: int) -> bool:
        return self.tokens.is_capital(at) and self.tokens.skip_signs(0, at) == at

    def _has_main_clause(self) -> bool:
        """Tell whether the claim goes on with a clause of its own behind a comma."""
        signs = [at for at in self.draft.positions if self.words[at] == ","]
        last = self.draft.last + 1
        return any(self.grammar.has_finite(self.tokens, sign + 1, last) for sign in signs)

    def _passive(self, at: int) -> str:
        """Complete a past participle: "armed with sticks" is "they were armed with sticks"."""
        behind = self.draft.word(at + 1)
        objects = ("the", "a", "an", "tens", "hundreds", "him", "her", "them", "it", "us")
        if behind in objects or behind[:1].isdigit():
            return ""
        found = antecedent(self.tokens, at, self.grammar)
        subject = Subject(*found) if found else self.subjects.find(at)
        if subject is not None and self.tokens.is_capital(at):
            self.draft.replaced[at] = self.words[at]
        return self._with_be(subject)

    def _is_inverted(self, verb: int) -> bool:
        """Tell whether the subject stands behind the verb: "should they win …"."""
        behind = self.draft.word(verb + 1)
        return self.words[verb] in self.grammar.auxiliaries and (
            behind in self.grammar.subjects
            and behind not in ("that", "this", "those", "both", "all")
        )

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
            clause = ParticipleClause(self.draft, self.claim.kind, self.subjects)
            return self._phrase(clause.subject(at, verb))
        if word in ("a", "an") and (relative := self._restriction(at)):
            return self._described(at, relative)
        if self.grammar.has_finite(self.tokens, verb + 1, self.draft.last + 1):
            return ""
        self._accusation()
        if self._is_past_participle(verb):
            return self._passive(at)
        if word in _APPOSED and self.draft.word(at - 1) in _BEFORE_NAME:
            found = self._apposed_to(at)
            fits = found is not None and self._can_be_apposed(at, found)
            return self._with_be(Subject(*found, past=False)) if found and fits else ""
        return ""

    def _apposed_to(self, at: int) -> tuple[int, int] | None:
        """Return what an apposition is about: the person of "the death of Lee, 26, a clerk"."""
        found = antecedent(self.tokens, at, self.grammar)
        if found is not None and found[1] - found[0] == 1 and self.words[found[0]][0].isdigit():
            found = antecedent(self.tokens, found[0], self.grammar)
        if found is None:
            return None
        for of in range(found[0] + 1, found[1] - 1):
            if self.words[of] == "of" and self.words[of - 1] in _HAPPENINGS:
                return (of + 1, found[1]) if self.tokens.is_capital(of + 1) else found
        return found

    def _can_be_apposed(self, at: int, found: tuple[int, int]) -> bool:
        """Tell "Lee, the mayor" and "a port, one of two" from members of a list."""
        if self.words[at] == "one":
            return self.draft.word(at + 1) == "of"
        return self.words[at] != "the" or self.tokens.is_capital(found[1] - 1)

    def _restriction(self, at: int) -> int | None:
        """Return the relative pronoun before the first verb of "a senator who opposed it"."""
        verb = self.grammar.first_finite(self.tokens, at, self.draft.last + 1)
        for position in range(at, verb or at):
            if self.words[position] in ("who", "that", "which", "whose"):
                loose = self.words[position - 1] in self.grammar.prepositions
                return None if loose else position  # "to that used by guards"
        return None

    def _described(self, at: int, relative: int) -> str:
        """Read ", a senator who opposed it" of a person, ", a process that will last" else."""
        if self.words[relative] in ("who", "whose"):
            found = self._apposed_to(at)
            return self._with_be(Subject(*found, past=False)) if found else ""
        if self.draft.word(relative + 1) and self.grammar.is_finite(
            self.tokens, relative + 1, relative
        ):
            self.draft.replaced[at] = "the"
            self.draft.strike((relative,))
        return ""

    def _accusation(self) -> None:
        """Make "Democrats of trying to win" a clause: "Democrats are trying to win"."""
        place = self.draft.range_of(self.claim.cue) if self.claim.cue else range(0)
        before = (
            *self.words[place.start : place.stop],
            self.draft.word(self.draft.positions[0] - 1),
        )
        if not any(word.startswith(_ACCUSING) for word in before):
            return
        for at in self.draft.positions[1:-1]:
            word = self.words[at]
            if word in ("of", "for") and self.grammar.is_participle(self.tokens, at + 1):
                accused = Subject(self.draft.positions[0], at, past=False)
                self.draft.replaced[at] = self._be(accused)
                return
            if word in self.grammar.prepositions:
                return

    # ---- subjects ----

    def _with_be(self, subject: Subject | None) -> str:
        return f"{self._phrase(subject)} {self._be(subject)}" if subject else ""

    def _be(self, subject: Subject) -> str:
        return be(subject, plural=is_plural(self.tokens, subject))

    def _phrase(self, subject: Subject | None) -> str:
        return self.draft.join(range(subject.first, subject.end)) if subject else ""


_ACCUSING = (
    *("accus", "blam", "charg", "critici", "condemn", "suspect", "convict", "denounc", "fault"),
    *("indict", "arrest", "sue", "suing", "attack", "slam", "praise", "thank"),
)
_BASES = frozenset(
    ("read", "put", "cut", "set", "hit", "let", "cost", "hurt", "run", "come", "given")
)
_NAMING = frozenset(("called", "named", "dubbed", "titled", "nicknamed", "known"))
_HAPPENINGS = frozenset(
    ("killing", "death", "murder", "shooting", "arrest", "trial", "family", "home", "wife", "loss")
)
_APPOSED = frozenset(("a", "an", "the", "one", "both", "another"))
_BEFORE_NAME = frozenset(",(—–-")
