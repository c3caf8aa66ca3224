"""The subject that a claim has dropped: looked for in the claims and frames before it."""

from collections.abc import Sequence

from claimstance.core.marks import Claim, Voice
from claimstance.core.span import Span
from claimstance.rewrite.draft import Draft
from claimstance.rewrite.subjects import Subject, is_past, is_plural, subject_after, subject_before
from claimstance.rewrite.verbs import irregular_pasts

_SINGULAR = frozenset(("is", "was", "has", "does", "isn't", "wasn't", "hasn't", "doesn't"))
_PLURAL = frozenset(("are", "were", "have", "do", "aren't", "weren't", "haven't", "don't"))


class DroppedSubject:
    """Looks for the subject of a claim without one."""

    def __init__(self, draft: Draft, claim: Claim, others: Sequence[Claim]) -> None:
        self.draft = draft
        self.tokens = draft.tokens
        self.grammar = draft.grammar
        self.claim = claim
        self.others = [other for other in others if other is not claim]
        places = [draft.range_of(other.span) for other in others]
        self.starts = sorted(place.start for place in places if place)
        """Where the sentence's claims begin."""

    def find(self, at: int) -> Subject | None:
        """Return the subject that the words at ``at`` take over, if it is clear which one."""
        if (framing := self.speaker(at)) is not None:
            return framing
        if self._continues_relative(at):
            return None
        found = subject_before(self.tokens, at, self.starts, self.grammar)
        if found is not None or self.grammar.has_finite(self.tokens, 0, at):
            return found
        behind = self.draft.last + 1
        if behind < len(self.tokens):
            return subject_after(self.tokens, behind, self.grammar)
        return None

    def _continues_relative(self, at: int) -> bool:
        """Tell whether "and" may go on with a relative clause: "fires that killed three and …"."""
        if self.draft.word(at - 1) not in ("and", "or"):
            return False
        for verb in range(at - 2, 0, -1):
            if self.grammar.is_finite(self.tokens, verb, 0):
                opener = self.draft.words[verb - 1]
                return opener in ("that", "who", "which") and verb - 1 not in self.starts
        return False

    def speaker(self, at: int) -> Subject | None:
        """Return who spoke, for what the teller adds: "Lee said it failed and left the room"."""
        if self.claim.holder is not Voice.AUTHOR:
            return None
        before = [other for other in self.others if other.span.start < self.claim.span.start]
        nearest = max(before, key=lambda other: other.span.start, default=None)
        if nearest is None or nearest.cue is None or nearest.span.overlaps(self.claim.span):
            return None
        holder, cue = nearest.holder, nearest.cue
        if not isinstance(holder, Span) or not holder.end <= cue.start < self.claim.span.start:
            return None
        place, verb = self.draft.range_of(holder), self.draft.range_of(cue)
        if not place or not verb or place.stop > at:
            return None
        return Subject(place.start, place.stop, is_past(self.tokens, verb.start))

    def agrees(self, subject: Subject, verb: int) -> bool:
        """Tell whether the finite verb at ``verb`` can have this subject."""
        word = self.draft.words[verb]
        if not self._owns(subject):
            return False
        first = self.draft.words[subject.first]
        plural = is_plural(self.tokens, subject)
        if first == "you" and word not in self.grammar.auxiliaries:
            return word.endswith("ed")  # "if you want to go fast, go alone"
        if first in ("i", "you", "we", "they", "who"):
            return word not in ("is", "has", "does")
        if word in self.grammar.auxiliaries:
            return word not in (_SINGULAR if plural else _PLURAL)
        if word.endswith("ed") or word in irregular_pasts():
            return True
        third = word.endswith("s") and not word.endswith("ss")
        return third != plural

    def _owns(self, subject: Subject) -> bool:
        """Tell whether the first possessive of the claim fits: no "he turned their noses up"."""
        for at in self.draft.positions:
            if self.draft.words[at] in ("their", "his", "her"):
                plural = is_plural(self.tokens, subject)
                return plural == (self.draft.words[at] == "their")
        return True
