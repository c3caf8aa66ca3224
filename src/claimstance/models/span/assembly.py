"""Marks in tokens as claims and evaluations of a document."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

from claimstance.core.annotation import Annotation
from claimstance.core.document import Document
from claimstance.core.marks import Claim, Evaluation, Holder, Sentence, Voice
from claimstance.core.span import Span
from claimstance.grammar.classes import load_grammar
from claimstance.grammar.lists import LANGUAGES
from claimstance.grammar.tokens import Tokens, tokenize
from claimstance.models.span.decoding import Found, Mark
from claimstance.models.span.encoding import TokenPair
from claimstance.models.span.layout import KINDS, POLARITIES, STRENGTHS, TYPES, WORTH
from claimstance.models.span.refining import Refiner
from claimstance.rewrite.neutral import neutral_wording

Offsets: TypeAlias = Sequence[tuple[int, int]]
_BEHIND = 2000
"""Characters behind a sentence's last mark that are still looked at."""


class Assembler:
    """Numbers and assembles the marks of one document, sentence by sentence."""

    def __init__(self, text: str, language: str) -> None:
        self.text = text
        self.grammar = load_grammar(language if language in LANGUAGES else "en")
        self.sentences: list[Sentence] = []
        self.claims: list[Claim] = []
        self.evaluations: list[Evaluation] = []

    def add(self, span: Span, found: Found, offsets: Offsets) -> None:
        """Add what was found in the sentence at ``span``; ``offsets`` are relative to it."""
        self.sentences.append(Sentence(len(self.sentences), span, found.subjectivity, found.score))
        places = _Places(self.text, offsets, span.start)
        marks = [mark for mark in found.marks if mark.layer == "evaluation"]
        here = [places.evaluation(mark, "e0") for mark in marks]
        claims = [mark for mark in found.marks if mark.layer == "claim"]
        found_claims = [places.claim(fragments, "c0") for fragments in _fragments(claims)]
        if not here and not found_claims:
            return
        tokens = self._tokens(span, [*here, *found_claims])
        if self.grammar.language == "en":
            refiner = Refiner(tokens, self.grammar)
            found_claims = refiner.claims(found_claims)
            here = refiner.evaluations(here)
        here = [
            replace(evaluation, id=f"e{number}")
            for number, evaluation in enumerate(here, len(self.evaluations) + 1)
        ]
        self.evaluations += here
        self.claims += [
            replace(
                claim,
                id=f"c{number}",
                neutral=neutral_wording(tokens, claim, here, found_claims, self.grammar),
            )
            for number, claim in enumerate(found_claims, len(self.claims) + 1)
        ]

    def _tokens(self, span: Span, marks: Sequence[Claim | Evaluation]) -> Tokens:
        """Tokenise the sentence up to somewhat behind its last mark."""
        last = max(mark.span.end for mark in marks)
        return tokenize(self.text, Span(span.start, max(last, min(span.end, last + _BEHIND))))

    def annotation(self, document: Document, annotator: str) -> Annotation:
        """Return everything that was added, without stances."""
        return Annotation(
            document=document,
            annotator=annotator,
            sentences=tuple(self.sentences),
            claims=tuple(self.claims),
            evaluations=tuple(self.evaluations),
        )


_PAIRS = {"“": "”", "«": "»", "‘": "’", "(": ")", "[": "]"}


def whole_quotes(span: Span, text: str) -> Span:
    """Return ``span`` with the other half of a quotation mark or bracket that stands at its edge.

    The network often leaves out the closing mark next to its last word.
    """
    words = span.of(text)
    before, after = text[span.start - 1 : span.start], text[span.end : span.end + 1]
    for opening, closing in _PAIRS.items():
        if after == closing and words.count(opening) > words.count(closing):
            return Span(span.start, span.end + 1)
        if before == opening and words.count(closing) > words.count(opening):
            return Span(span.start - 1, span.end)
    if after == before == '"' or words.count('"') % 2 == 0:
        return span
    if after == '"':
        return Span(span.start, span.end + 1)
    return Span(span.start - 1, span.end) if before == '"' else span


class _Places:
    """Turns the tokens of one sentence into characters of the document."""

    def __init__(self, text: str, offsets: Offsets, start: int) -> None:
        self.text = text
        self.offsets = offsets
        self.start = start

    def span(self, tokens: TokenPair) -> Span:
        first, last = tokens
        span = Span(self.offsets[first][0], self.offsets[last][1]).shift(self.start)
        return whole_quotes(span, self.text)

    def holder(self, mark: Mark) -> Holder:
        value = mark.links["holder"]
        if isinstance(value, tuple):
            return self.span(value)
        return value or Voice.AUTHOR

    def optional(self, value: TokenPair | Voice | None) -> Span | None:
        return self.span(value) if isinstance(value, tuple) else None

    def evaluation(self, mark: Mark, id_: str) -> Evaluation:
        return Evaluation(
            id=id_,
            span=self.span(mark.tokens),
            type=TYPES[mark.attributes["type"][0]],
            polarity=POLARITIES[mark.attributes["polarity"][0]],
            strength=STRENGTHS[mark.attributes["strength"][0]],
            holder=self.holder(mark),
            target=self.optional(mark.links["target"]),
            score=mark.score,
        )

    def claim(self, fragments: Sequence[Mark], id_: str) -> Claim:
        main = max(fragments, key=lambda mark: mark.tokens[1] - mark.tokens[0])
        worth, probability = main.attributes["worth"]
        return Claim(
            id=id_,
            spans=tuple(self.span(mark.tokens) for mark in fragments),
            holder=self.holder(main),
            cue=self.optional(main.links["cue"]),
            kind=KINDS[main.attributes["kind"][0]],
            worth=WORTH[worth],
            worth_score=probability if WORTH[worth] else 1 - probability,
            score=min(mark.score for mark in fragments),
        )


def _fragments(claims: Sequence[Mark]) -> list[list[Mark]]:
    """Join claims that their own reporting frame interrupts: same holder and cue, both between."""
    groups: list[list[Mark]] = []
    for mark in claims:
        before = groups[-1][-1] if groups else None
        if before and _interrupted(before, mark):
            groups[-1].append(mark)
        else:
            groups.append([mark])
    return groups


def _interrupted(left: Mark, right: Mark) -> bool:
    holder, cue = left.links["holder"], left.links["cue"]
    if holder != right.links["holder"] or cue != right.links["cue"]:
        return False
    if not isinstance(holder, tuple) or not isinstance(cue, tuple):
        return False
    frame = (min(holder[0], cue[0]), max(holder[1], cue[1]))
    gap = right.tokens[0] - left.tokens[1] - 1
    inside = left.tokens[1] < frame[0] and frame[1] < right.tokens[0]
    return inside and gap <= frame[1] - frame[0] + 1 + _MARKS_AROUND_FRAME


_MARKS_AROUND_FRAME = 5
"""Commas and quotation marks, in tokens, that may stand around an interrupting frame."""
