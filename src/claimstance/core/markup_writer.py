r"""Annotations as inline markup: the inverse of `claimstance.core.markup.parse`.

Every mark gets a bracket of its own and says its links outright wherever leaving them out could
mean something else. What the markup has no words for is left out: scores, stances, and what is
known about the document beyond its text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimstance.core.annotation import Annotation
from claimstance.core.marks import Claim, Evaluation, Holder, Voice
from claimstance.core.span import Span
from claimstance.errors import SpanError

_SPECIAL = re.compile(r"[\[\]\\]")
_QUOTED = re.compile(r'["\\]')
_SENTENCE, _CLAIM, _EVALUATION, _ROLE = range(4)


@dataclass(frozen=True, slots=True)
class _Bracket:
    span: Span
    rank: int
    """Of brackets around the same words, the lower one is outside."""
    words: str
    """What stands in the parentheses."""


def render(annotation: Annotation) -> str:
    """Write an annotation as inline markup.

    Reading it back gives the same marks in text order, claims named ``c1``, ``c2`` … and
    evaluations ``e1``, ``e2`` ….

    Raises:
        SpanError: If two marks cross, which brackets cannot show.
    """
    return _write(annotation.document.text, tuple(_Writer(annotation).brackets()))


class _Writer:
    """Finds the brackets of an annotation."""

    def __init__(self, annotation: Annotation) -> None:
        self.annotation = annotation
        self.roles: dict[Span, set[str]] = {}
        for claim in annotation.claims:
            self.role("holder", claim.holder)
            self.role("cue", claim.cue)
        for evaluation in annotation.evaluations:
            self.role("holder", evaluation.holder)
            self.role("target", evaluation.target)
        self.ids = {span: f"r{number}" for number, span in enumerate(sorted(self.roles), 1)}

    def role(self, name: str, link: Holder | None) -> None:
        if isinstance(link, Span):
            self.roles.setdefault(link, set()).add(name)

    def brackets(self) -> Iterator[_Bracket]:
        for sentence in self.annotation.sentences:
            words = _joined("sentence", sentence.subjectivity)
            yield _Bracket(sentence.span, _SENTENCE, words)
        # Equal spans are read from the inside out, so that the last of them stands outside.
        for number, claim in reversed(list(enumerate(self.annotation.claims, 1))):
            yield from self.claim(f"c{number}", claim)
        for evaluation in reversed(self.annotation.evaluations):
            yield _Bracket(evaluation.span, _EVALUATION, self.evaluation(evaluation))
        for span, names in self.roles.items():
            yield _Bracket(span, _ROLE, _joined(*sorted(names), f"#{self.ids[span]}"))

    def claim(self, id_: str, claim: Claim) -> Iterator[_Bracket]:
        worth = None if claim.worth is None else ("unworthy", "worthy")[claim.worth]
        cue = None
        if claim.cue is not None or claim.holder is not Voice.AUTHOR:
            cue = self.link("cue", claim.cue)
        neutral = None
        if claim.neutral is not None:
            quoted = _QUOTED.sub(r"\\\g<0>", claim.neutral)
            neutral = f'neutral="{quoted}"'
        name = f"#{id_}" if len(claim.spans) > 1 else None
        holder = self.link("holder", claim.holder)
        first, *others = claim.spans
        words = _joined("claim", name, claim.kind, worth, holder, cue, neutral)
        yield _Bracket(first, _CLAIM, words)
        for span in others:
            yield _Bracket(span, _CLAIM, _joined("claim", name))

    def evaluation(self, evaluation: Evaluation) -> str:
        strength = None if evaluation.strength is None else str(evaluation.strength)
        holder = None
        if evaluation.holder is not Voice.AUTHOR or self.annotation.claims:
            holder = self.link("holder", evaluation.holder, always=True)
        target = self.link("target", evaluation.target)
        values = (evaluation.type, evaluation.polarity, strength)
        return _joined("evaluation", *values, holder, target)

    def link(self, role: str, link: Holder | None, *, always: bool = False) -> str | None:
        """Return ``role=…``, or None where no mark could be taken for the one left out."""
        if isinstance(link, Span):
            return f"{role}={self.ids[link]}"
        if link is Voice.OTHER:
            return f"{role}=other"
        candidates = any(role in names for names in self.roles.values())
        value = "none" if link is None else link.value
        return f"{role}={value}" if candidates or always else None


def _joined(*words: str | None) -> str:
    return " ".join(str(word) for word in words if word is not None)


def _write(text: str, brackets: Sequence[_Bracket]) -> str:
    ordered = sorted(brackets, key=lambda b: (b.span.start, -b.span.end, b.rank))
    written: list[str] = []
    stack: list[_Bracket] = []
    at = 0
    for bracket in ordered:
        at = _close(stack, bracket.span.start, written, text, at)
        if stack and bracket.span.end > stack[-1].span.end:
            raise _crossing(stack[-1], bracket, text)
        written += [_escaped(text[at : bracket.span.start]), "["]
        at = bracket.span.start
        stack.append(bracket)
    at = _close(stack, len(text), written, text, at)
    return "".join([*written, _escaped(text[at:])])


def _close(stack: list[_Bracket], limit: int, written: list[str], text: str, at: int) -> int:
    """Close the brackets that end up to ``limit``; return how much of the text is written."""
    while stack and stack[-1].span.end <= limit:
        bracket = stack.pop()
        written += [_escaped(text[at : bracket.span.end]), f"]({bracket.words})"]
        at = bracket.span.end
    return at


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)


def _crossing(one: _Bracket, other: _Bracket, text: str) -> SpanError:
    shown = [
        f"{b.words.partition(' ')[0]} {b.span.of(text)!r} [{b.span.start}, {b.span.end}]"
        for b in (one, other)
    ]
    return SpanError(
        f"{shown[0]} and {shown[1]} cross each other; inline markup shows nested marks only, "
        "write JSON lines instead"
    )
