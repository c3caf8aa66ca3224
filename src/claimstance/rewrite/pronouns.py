"""Pronouns in front of a claim: "he", "his" and "I" named where it is clear who that is."""

from claimstance.core.marks import Claim
from claimstance.core.span import Span
from claimstance.rewrite.draft import Draft
from claimstance.rewrite.dropped import DroppedSubject
from claimstance.rewrite.subjects import Subject, is_plural, subject_before
from claimstance.rewrite.verbs import irregular_pasts, present_of

_THIRD = frozenset(("he", "she", "it", "they", "él", "ella", "ellos", "ellas"))
_SINGLE_PERSON = frozenset(("he", "she", "él", "ella"))
_RESOLVED = frozenset(("he", "she", "they"))
_FIRST = frozenset(("i", "i'm", "i've", "i'll"))
_POSSESSIVES = frozenset(("his", "her", "their"))
_MINE = frozenset(
    ("i", "my", "me", "mine", "myself", "i'm", "i've", "i'll", "i'd", "we", "our", "us", "we're")
)
_OF_THIRD = {
    **{"am": "is", "have": "has", "do": "does", "don't": "does not", "haven't": "has not"},
    **{"was": "was", "wasn't": "was not"},
}


def is_pronoun(word: str) -> bool:
    """Tell whether a claim's first word may be named by another."""
    known = word in _THIRD or word in _POSSESSIVES or word in _FIRST
    return known or word.partition("'")[0] in _RESOLVED


class Pronoun:
    """The pronoun that a claim begins with."""

    def __init__(self, draft: Draft, claim: Claim, subjects: DroppedSubject) -> None:
        self.draft = draft
        self.words = draft.words
        self.tokens = draft.tokens
        self.grammar = draft.grammar
        self.claim = claim
        self.subjects = subjects

    def named(self, at: int) -> str:
        """Strike the pronoun at ``at`` and return what to put in front; nothing if it stays."""
        word = self.words[at]
        if word in _POSSESSIVES:
            return self._possessive(at)
        return self._first_person(at) if word in _FIRST else self._pronoun(at)

    def _pronoun(self, at: int) -> str:
        """Name the speaker, or the subject before, in place of "he" or "she"."""
        word, _, contracted = self.words[at].partition("'")
        name = self._speaker(plural=False) if word in _SINGLE_PERSON else None
        if name is None:
            subject = self._named_before(at, word) if word in _RESOLVED else None
            name = self.draft.join(range(subject.first, subject.end)) if subject else None
        if name is None:
            return ""
        auxiliary = self.draft.written(at).partition(" ")[2] if contracted else ""
        if contracted and not auxiliary:
            return ""
        self.draft.strike((at,))
        return f"{name} {auxiliary}".strip()

    def _speaker(self, *, plural: bool) -> str | None:
        """Return the holder's name, if it names one or several and stands outside the claim."""
        holder = self.claim.holder
        if not isinstance(holder, Span) or holder.overlaps(self.claim.span):
            return None
        name = holder.of(self.tokens.text)
        if not name[0].isalpha() or name.lower() in self.grammar.pronouns:
            return None
        place = self.draft.range_of(holder)
        if not place or is_plural(self.tokens, Subject(place.start, place.stop)) != plural:
            return None
        return None if name.lower().startswith(("a ", "an ", "un ", "una ")) else name

    def _possessive(self, at: int) -> str:
        """Name the speaker in place of "his", "her" or "their" in front of the claim."""
        plural = self.words[at] == "their"
        name = self._speaker(plural=plural) if self.draft.english else None
        if name is None:
            return ""
        self.draft.strike((at,))
        return f"{name}'" if name.endswith("s") else f"{name}'s"

    def _named_before(self, at: int, word: str) -> Subject | None:
        """Return the subject before that agrees with the pronoun at ``at`` and is no pronoun."""
        speaker = self.subjects.speaker(at) if word in _SINGLE_PERSON else None
        before = subject_before(self.tokens, at, self.subjects.starts, self.grammar)
        for subject in (speaker, before):
            if subject is not None and self._can_be(subject, word):
                return subject
        return None

    def _can_be(self, subject: Subject, pronoun: str) -> bool:
        if self.words[subject.first] in self.grammar.pronouns:
            return False
        if is_plural(self.tokens, subject) != (pronoun == "they"):
            return False
        named = any(
            self.tokens.is_capital(at) and self.words[at] not in self.grammar.function
            for at in range(subject.first, subject.end)
        )
        return named or pronoun == "they"

    def _first_person(self, at: int) -> str:
        """Name the speaker in place of "I", unless "my" and "me" would be left behind."""
        words = [self.words[i] for i in self.draft.positions if i > at]
        if not self.draft.english or not _MINE.isdisjoint(words):
            return ""
        name = self._speaker(plural=False)
        if name is None:
            return ""
        verb = at + 1
        while verb < self.draft.last and self.grammar.is_adverb(self.words[verb]):
            verb += 1
        third = self._third_person(at, verb)
        if third is None:
            return ""
        self.draft.strike((at,))
        return f"{name} {third}".strip() if self.words[at] != "i" else name

    def _third_person(self, at: int, verb: int) -> str | None:
        """Put the verb of "I" into the third person; return what the pronoun itself contains."""
        if self.words[at] != "i":
            return {"i'm": "is", "i've": "has", "i'll": "will"}.get(self.words[at])
        word = self.words[verb]
        if word in _OF_THIRD:
            self.draft.replaced[verb] = _OF_THIRD[word]
        elif word in self.grammar.auxiliaries or word.endswith("ed") or word in irregular_pasts():
            pass
        elif self.draft.word(verb).isalpha() and verb in self.draft.inside:
            self.draft.replaced[verb] = present_of(word, plural=False)
        return ""
