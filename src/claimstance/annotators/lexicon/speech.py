"""Frames with a verb: "X said …", "… , X said", "…, said X", "it was said that …"."""

from claimstance.annotators.lexicon.contents import content_after
from claimstance.annotators.lexicon.frames import QUOTES, Frame, Range, Scene, shortest
from claimstance.annotators.lexicon.sources import by_phrase
from claimstance.grammar.nounphrases import governing_subject, phrase_after, phrase_before

_PERFECT = frozenset(
    ("had", "have", "has", "hasn't", "haven't", "hadn't", "ha", "han", "había", "habían", "he")
)
_RELATIVES = frozenset(("who", "which", "quien", "quienes", "que"))
_CLITICS = frozenset(("se", "lo", "le", "les", "me", "nos"))
_IMPERSONAL = frozenset(("it", "has", "had", "been", "also", "se"))
_AS = frozenset(("as", "como", "according"))


class FrameFinder:
    """Looks for the reporting frames of one sentence."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.tokens = scene.tokens
        self.words = scene.tokens.words
        self.grammar = scene.grammar

    def find(self) -> list[Frame]:
        """Return the frames, those that say most first, so that inner ones come last."""
        found: list[Frame] = []
        at = 0
        while at < self.scene.end:
            frame = self._frame_at(at)
            if frame is not None:
                found.append(frame)
                at = max(at, frame.cue[1] - 1)
            at += 1
        return sorted(found, key=lambda frame: (-frame.size, frame.cue))

    def _frame_at(self, at: int) -> Frame | None:
        reporting, classes = self.grammar.reporting, self.grammar.classes
        if reporting is not None and self.words[at] not in reporting:
            return None
        if phrase := classes["cue phrase"].match(self.words, at):
            return by_phrase(self.scene, at, at + phrase[0])
        for name in ("cue", "weak cue"):
            if verb := classes[name].match(self.words, at):
                if self.scene.in_quote(at) or (at and self.tokens.is_capital(at)):
                    return None
                return self._by_verb(at, at + verb[0], weak=name == "weak cue")
        return None

    def _by_verb(self, at: int, after: int, *, weak: bool) -> Frame | None:
        before = self.words[at - 1] if at else ""
        if self._is_no_report(at, before):
            return None
        if before in self.grammar.be and before not in _PERFECT:
            return self._impersonal(at, after)
        if not weak and (inverted := self._inverted(at, after)):
            return inverted
        holder = self._speaker(at)
        if holder is None:
            return None
        whole, holder = holder, shortest(self.scene, holder)
        own: tuple[Range, ...] = (holder, (at, after))
        if whole[1] <= at and not any(self.tokens.is_word(i) for i in range(whole[1], at)):
            own = ((holder[0], after),)
        if as_frame := self._as(at, after, holder):
            return as_frame
        content = content_after(self.scene, after, weak=weak, cue=at)
        if content is not None:
            adverbs = all(self._fills(i) for i in range(whole[1], at))
            first = holder[0] if adverbs and holder[1] <= at else at
            words = ((first, content[0]),) if first <= at else own
            if first == at and holder[0] < at and self._opens(holder[0]):
                words = (holder, (at, content[0]))
            return Frame((at, after), holder, (content,), words)
        far = at - whole[1] > 6
        return None if far else self._final(at, after, holder, weak=weak)

    def _is_no_report(self, at: int, before: str) -> bool:
        """Tell nouns ("the claim"), attributes ("alleged crimes") and infinitives from reports."""
        grammar = self.grammar
        if before in _CLITICS:
            return False
        if before in grammar.words("modal") or before in grammar.determiners:
            return True
        if before in grammar.prepositions and before != "as":
            return True
        word = self.words[at]
        if grammar.language == "en" and word in grammar.noun_like and word[-1] not in "sd":
            plural = before.endswith("s") or before in grammar.pronouns
            return not (plural or grammar.is_adverb(before))
        return False

    def _fills(self, at: int) -> bool:
        """Tell whether the word may stand between a speaker and the verb."""
        word = self.words[at]
        return (
            self.grammar.is_adverb(word)
            or word in self.grammar.auxiliaries
            or word in _CLITICS
            or not self.tokens.is_word(at)
        )

    def _opens(self, at: int) -> bool:
        """Tell whether nothing but conjunctions stands before ``at``."""
        return all(
            not self.tokens.is_word(i) or self.words[i] in self.grammar.coordinators
            for i in range(at)
        )

    # ---- the speaker ----

    def _speaker(self, at: int) -> Range | None:
        """Return who speaks, found before the verb at ``at``."""
        words = self.words
        if self.grammar.language == "en" and words[at].endswith("ing"):
            found = governing_subject(self.tokens, at - 1, self.grammar) if at else None
            return None if found is None or self.scene.in_quote(found[0]) else found
        end = at
        while end > 0 and self.tokens.is_word(end - 1) and self._fills(end - 1):
            end -= 1
        if end > 0 and words[end - 1] in _RELATIVES:
            end -= 1
        if end == 0:
            return None
        if words[end - 1] in (",", ")"):
            return self._before_aside(end - 1)
        return phrase_before(self.tokens, end, min(self._floor(end), end), self.grammar)

    def _floor(self, end: int) -> int:
        """Return the end of the last quotation before ``end``, which no holder reaches into."""
        stops = (stop for first, stop in self.scene.quoted if stop < end and stop - first > 2)
        return max(stops, default=0)

    def _before_aside(self, sign: int) -> Range | None:
        """Read "Ken Walsh, a spokesman for the company, said"."""
        opening = "(" if self.words[sign] == ")" else ","
        found: Range | None = None
        for _ in range(4):
            start = sign
            while start > 0 and self.words[start - 1] != opening:
                start -= 1
            if start < 2 or sign - start > 24 or self.scene.in_quote(start - 2):
                break
            found = phrase_before(self.tokens, start - 1, 0, self.grammar)
            if found is None or not self._describes(found[0]):
                return found
            sign, opening = start - 1, ","
        return found or phrase_before(self.tokens, sign, self._floor(sign), self.grammar)

    def _describes(self, at: int) -> bool:
        """Tell whether ``at`` opens a description behind a comma, not a name."""
        behind = at > 0 and self.words[at - 1] == ","
        return behind and not self.tokens.is_capital(at)

    # ---- other orders ----

    def _impersonal(self, at: int, after: int) -> Frame | None:
        """Read "it was indicated that …"."""
        if self.scene.word(after) != self.scene.that:
            return None
        start = at - 1
        while start > 0 and self.words[start - 1] in _IMPERSONAL:
            start -= 1
        if self.words[start] != "it" and self.grammar.language == "en":
            return None
        content = (after + 1, self.scene.end)
        return Frame((at, after), None, (content,), ((start, after + 1),))

    def _as(self, at: int, after: int, holder: Range) -> Frame | None:
        """Read "As the ministry noted on Monday, taxes fell"."""
        if holder[0] == 0 or self.words[holder[0] - 1] not in _AS or holder[1] > at:
            return None
        stop = after
        while stop < self.scene.end and self.tokens.is_word(stop) and stop - after < 8:
            stop += 1
        if self.scene.word(stop) != "," or self.scene.has_finite(after, stop):
            return None
        content = (self.tokens.skip_signs(stop, self.scene.end), self.scene.end)
        return Frame((at, after), holder, (content,), ((holder[0] - 1, content[0]),))

    def _inverted(self, at: int, after: int) -> Frame | None:
        """Read "…, said X"."""
        if at == 0 or not (self.words[at - 1] in QUOTES or self.words[at - 1] in (",", ";", "-")):
            return None
        content_end = self.scene.before_signs(at)
        holder = phrase_after(self.tokens, after, self.scene.end, self.grammar)
        if content_end == 0 or holder is None:
            return None
        if self.words[holder[0]] in (self.scene.that, "to"):
            return None
        if self.scene.has_finite(holder[1], min(holder[1] + 1, self.scene.end)):
            return None
        if not (self.scene.in_quote(content_end - 1) or self._names_person(holder)):
            return None
        return self._with_rest((at, after), holder, (0, content_end), (at, holder[1]))

    def _names_person(self, holder: Range) -> bool:
        """Tell whether ``holder`` has a capital or is a pronoun."""
        return any(self.tokens.is_capital(i) for i in range(*holder)) or (
            self.words[holder[0]] in self.grammar.subjects
        )

    def _final(self, at: int, after: int, holder: Range, *, weak: bool) -> Frame | None:
        """Read "…, X said" at the end or in the middle of the sentence."""
        if holder[1] > at or at - holder[1] > 16:
            return None
        sign = self.scene.last_sign(holder[0])
        if sign is None or sign < 1:
            return None
        content = (0, self.scene.before_signs(sign + 1))
        if content[1] == 0 or (weak and not self.scene.in_quote(content[1] - 1)):
            return None
        first = sign + 1 if at - holder[1] <= 6 else holder[0]
        if self.scene.word(after) == "," and not self.scene.quoted:
            behind = (self.tokens.skip_signs(after, self.scene.end), self.scene.end)
            return Frame((at, after), holder, (content, behind), ((first, after),))
        return self._with_rest((at, after), holder, content, (first, after))

    def _with_rest(self, cue: Range, holder: Range, content: Range, words: Range) -> Frame:
        """Add a quotation that goes on behind the frame."""
        stop = words[1]
        behind = [
            (first, min(end, self.scene.end)) for first, end in self.scene.quoted if first >= stop
        ]
        pieces = [piece for piece in (content, *behind) if piece[0] < piece[1]]
        end = behind[0][0] if behind else self._circumstance_end(stop)
        return Frame(cue, holder, tuple(pieces), ((words[0], end),))

    def _circumstance_end(self, at: int) -> int:
        """Return where words that only tell when and where it was said come to an end."""
        for stop in range(at, self.scene.end):
            if self.words[stop] in (",", ";") and self.scene.has_finite(stop, self.scene.end):
                return stop
        return at if self.scene.has_finite(at, self.scene.end) else self.scene.end
