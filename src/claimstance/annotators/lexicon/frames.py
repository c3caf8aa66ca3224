"""Reporting frames: who says it, the word that says so, and what is said."""

from dataclasses import dataclass

from claimstance.grammar.classes import Grammar
from claimstance.grammar.nounphrases import phrase_after, phrase_before, subject_of
from claimstance.grammar.tokens import Tokens

Range = tuple[int, int]
_QUOTES = frozenset("“”«»\"„'")
_THAT = {"en": "that", "es": "que"}
_WHO = frozenset(("who", "which", "quien", "quienes"))


@dataclass(frozen=True, slots=True)
class Frame:
    """A reporting frame; ranges are half-open and count tokens."""

    cue: Range
    holder: Range | None
    """None where somebody is reported whom the sentence does not name."""
    contents: tuple[Range, ...]
    """What is said, in one or two pieces."""
    words: Range
    """The frame itself, which is left out of every claim."""


class FrameFinder:
    """Looks for frames in one sentence."""

    def __init__(self, tokens: Tokens, quoted: tuple[Range, ...], grammar: Grammar) -> None:
        self.tokens = tokens
        self.words = tokens.words
        self.quoted = quoted
        self.grammar = grammar
        self.that = _THAT[grammar.language]
        self.end = len(tokens)
        while self.end and not tokens.is_word(self.end - 1):
            self.end -= 1

    def find(self) -> list[Frame]:
        """Return the frames in the order of their cues."""
        found: list[Frame] = []
        grammar = self.grammar
        at = 0
        while at < self.end:
            frame = None
            if phrase := grammar.classes["cue phrase"].match(self.words, at):
                frame = self.by_phrase(at, at + phrase[0])
            elif not self.in_quote(at):
                for name, weak in (("cue", False), ("weak cue", True)):
                    if match := grammar.classes[name].match(self.words, at):
                        frame = self.by_verb(at, at + match[0], weak=weak)
                        break
            if frame is None:
                at += 1
            else:
                found.append(frame)
                at = max(frame.words[1], at + 1)
        return found

    def in_quote(self, at: int) -> bool:
        """Tell whether token ``at`` is quoted."""
        return any(first <= at < end for first, end in self.quoted)

    # ---- "according to X" ----

    def by_phrase(self, at: int, after: int) -> Frame | None:
        holder = phrase_after(self.tokens, after, self.end, self.grammar)
        if holder is None or not self.names_a_source(holder):
            return None
        stop = self.after_apposition(holder[1])
        before: Range = (0, self.before_sign(at))
        behind: Range = (self.tokens.skip_signs(stop, self.end), self.end)
        pieces = tuple(piece for piece in (before, behind) if piece[0] < piece[1])
        return Frame((at, after), holder, pieces, (at, stop)) if pieces else None

    def names_a_source(self, holder: Range) -> bool:
        word = self.words[holder[0]]
        return not (word[0].isdigit() or word in ("which", "whether", "how", "lo"))

    def after_apposition(self, at: int) -> int:
        """Return where the frame ends if words up to the next sign still belong to it."""
        stop = at
        while stop < self.end and self.tokens.is_word(stop) and stop - at < 12:
            stop += 1
        if stop == self.end or self.words[stop] in ",;:":
            if not self.grammar.has_finite(self.tokens, at, stop):
                return stop
        return at

    def before_sign(self, at: int) -> int:
        while at > 0 and not self.tokens.is_word(at - 1):
            at -= 1
        return at

    # ---- "X said …", "… , X said", "…, said X" ----

    def by_verb(self, at: int, after: int, *, weak: bool) -> Frame | None:
        words = self.words
        before = words[at - 1] if at else ""
        if before in ("to", "a") or before in self.grammar.determiners:
            return None
        if before in self.grammar.be and before not in ("had", "have", "has", "había", "ha", "han"):
            return self.impersonal(at, after)
        if not weak and (inverted := self.inverted(at, after)):
            return inverted
        holder = self.speaker(at, participle=words[at].endswith("ing") or before == "")
        if holder is None:
            return None
        content = self.content_after(after, weak=weak, cue=at)
        start = min(holder[0], at)
        if content is not None:
            frame_start = holder[0] if holder[1] <= at and at - holder[1] < 4 else at
            return Frame((at, after), holder, (content,), (frame_start, content[0]))
        return self.final(at, after, holder, start) if not weak or self.quoted else None

    def impersonal(self, at: int, after: int) -> Frame | None:
        """Read "it was indicated that …"."""
        words = self.words
        if after < self.end and words[after] == self.that:
            start = at - 1
            while start > 0 and words[start - 1] in ("it", "has", "had", "been", "se", "also"):
                start -= 1
            if words[start] == "it" or self.grammar.language == "es":
                return Frame((at, after), None, ((after + 1, self.end),), (start, after + 1))
        return None

    def inverted(self, at: int, after: int) -> Frame | None:
        """Read "…, said X"."""
        if at == 0 or not (self.words[at - 1] in _QUOTES or self.words[at - 1] in ",;"):
            return None
        content_end = self.before_sign(at)
        if content_end == 0 or after >= self.end:
            return None
        holder = phrase_after(self.tokens, after, self.end, self.grammar)
        if holder is None or self.words[holder[0]] in (self.that, "to"):
            return None
        if self.grammar.has_finite(self.tokens, holder[1], min(holder[1] + 1, self.end)):
            return None
        if not (self.in_quote(content_end - 1) or self.names_person(holder)):
            return None
        return self.with_rest((at, after), holder, (0, content_end), (at, holder[1]))

    def names_person(self, holder: Range) -> bool:
        """Tell whether ``holder`` has a capital or is a pronoun."""
        return any(self.tokens.is_capital(i) for i in range(*holder)) or (
            self.words[holder[0]] in self.grammar.subjects
        )

    def with_rest(self, cue: Range, holder: Range, content: Range, words: Range) -> Frame:
        """Add a quotation that goes on behind the frame."""
        stop = words[1]
        behind = [quote for quote in self.quoted if quote[0] >= stop and quote[1] > quote[0]]
        pieces = [content] + [(first, min(end, self.end)) for first, end in behind]
        pieces = [piece for piece in pieces if piece[0] < piece[1]]
        frame_end = behind[0][0] if behind else self.frame_end(stop)
        return Frame(cue, holder, tuple(pieces), (words[0], frame_end))

    def frame_end(self, at: int) -> int:
        """Return where words that only tell when and where it was said come to an end."""
        for stop in range(at, self.end):
            if self.words[stop] in ",;" and self.grammar.has_finite(self.tokens, stop, self.end):
                return stop
        return at if self.grammar.has_finite(self.tokens, at, self.end) else self.end

    def speaker(self, at: int, *, participle: bool) -> Range | None:
        """Return who speaks, found before the verb at ``at``."""
        tokens, grammar, words = self.tokens, self.grammar, self.words
        end = at
        while end > 0 and (
            grammar.is_adverb(words[end - 1])
            or words[end - 1] in grammar.auxiliaries
            or words[end - 1] in ("se", "lo", "le", "les")
        ):
            end -= 1
        if participle and grammar.language == "en":
            return subject_of(tokens, 0, at, grammar)
        if end == 0:
            return None
        floor = self.floor(end)
        if words[end - 1] in _WHO or words[end - 1] == "que":
            end -= 1
        if end > 0 and words[end - 1] == ",":
            return self.before_apposition(end - 1)
        return phrase_before(tokens, end, min(floor, end), grammar)

    def floor(self, end: int) -> int:
        """Return the end of the last quotation before ``end``, which no holder reaches into."""
        return max(
            (stop for first, stop in self.quoted if stop < end and stop - first > 2), default=0
        )

    def before_apposition(self, comma: int) -> Range | None:
        """Read "Ken Walsh, a spokesman for the company, said"."""
        start = comma
        while start > 0 and self.words[start - 1] != ",":
            start -= 1
        if start > 1 and comma - start < 14:
            return phrase_before(self.tokens, start - 1, 0, self.grammar)
        return phrase_before(self.tokens, comma, 0, self.grammar)

    def content_after(self, at: int, *, weak: bool, cue: int) -> Range | None:
        """Return what is said if it follows the verb."""
        grammar, words = self.grammar, self.words
        start = self.skip_circumstance(at, cue)
        if start >= self.end:
            return None
        if words[start] == self.that:
            return (start + 1, self.end) if start + 1 < self.end else None
        content = self.tokens.skip_signs(start, self.end)
        if content > start and content < self.end and self.in_quote(content):
            return content, self.end
        if grammar.language == "es" or words[start] in ",;:":
            return (content, self.end) if words[start] == ":" and content < self.end else None
        if words[start] in grammar.prepositions or words[start] in ("to", "how", "whether"):
            return None
        subject = (
            words[start] in grammar.subjects
            or words[start] in grammar.determiners
            or self.tokens.is_capital(start)
            or words[start].endswith("s")
        )
        verb = grammar.first_finite(self.tokens, start, self.end)
        if (
            not subject
            or verb is None
            or ((weak or words[cue] in grammar.noun_like) and verb - start > 6)
        ):
            return None
        return (start, self.end) if verb > start else None

    def skip_circumstance(self, at: int, cue: int) -> int:
        """Skip whom it was told, when and where: "told reporters Thursday in a statement"."""
        grammar, words = self.grammar, self.words
        if grammar.classes["tell verb"].match(words, cue):
            stop = at
            while (
                stop < min(self.end, at + 7)
                and words[stop] != self.that
                and self.tokens.is_word(stop)
            ):
                stop += 1
            if stop < self.end and (words[stop] == self.that or words[stop] in ',:“"«'):
                return stop
            heard = phrase_after(self.tokens, at, min(at + 3, self.end), grammar)
            return (
                heard[1] if heard and words[at] not in grammar.subjects else min(at + 1, self.end)
            )
        stop = at
        while stop < min(self.end, at + 12):
            if words[stop] == self.that or words[stop] in ',:“"«':
                break
            stop += 1
        if stop < self.end and stop > at and not grammar.has_finite(self.tokens, at, stop):
            if words[stop] == self.that or (
                words[stop] != "," and self.in_quote(min(stop + 1, self.end - 1))
            ):
                return stop
        while at < self.end and (words[at] in grammar.temporals or words[at] == "on"):
            at += 1
        return at

    def final(self, at: int, after: int, holder: Range, start: int) -> Frame | None:
        """Read "…, X said" at the end or in the middle of the sentence."""
        if holder[1] > at or at - holder[1] > 6:
            return None
        sign = holder[0] - 1
        if sign < 1 or not (self.words[sign] in _QUOTES or self.words[sign] in ",;—–"):
            return None
        content_end = self.before_sign(holder[0])
        if content_end == 0:
            return None
        if after < self.end and self.words[after] == "," and not self.quoted:
            behind = self.tokens.skip_signs(after, self.end)
            pieces = ((0, content_end), (behind, self.end))
            return Frame((at, after), holder, pieces, (holder[0], after))
        return self.with_rest((at, after), holder, (0, content_end), (start, after))
