"""The marks of the scheme: sentences, claims, evaluations, stances."""

from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import TypeAlias

from claimstance.core.span import Span, cover
from claimstance.errors import SpanError


class Voice(StrEnum):
    """A holder that no words of the sentence name."""

    AUTHOR = "author"
    """The article's own voice."""
    OTHER = "other"
    """Somebody else whom the sentence does not name."""


Holder: TypeAlias = Span | Voice


class ClaimKind(StrEnum):
    """What a claim asserts."""

    EVENT = "event"
    STATE = "state"
    QUANTITY = "quantity"
    CAUSE = "cause"
    FORECAST = "forecast"


class EvaluationType(StrEnum):
    """How an evaluation judges, colours or pushes."""

    JUDGEMENT = "judgement"
    INTENSITY = "intensity"
    LOADED = "loaded"
    EMOTIVE = "emotive"
    STANCE = "stance"


class Polarity(StrEnum):
    """Towards the target, as meant."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    NEUTRAL = "neutral"


class Subjectivity(StrEnum):
    """Whether a sentence serves to express its author's opinion."""

    SUBJECTIVE = "SUBJ"
    OBJECTIVE = "OBJ"


class SentenceKind(StrEnum):
    """Which marks a sentence holds."""

    FACTUAL = "factual"
    EVALUATIVE = "evaluative"
    MIXED = "mixed"
    NEITHER = "neither"


class Attitude(StrEnum):
    """The value of a stance."""

    FAVOR = "favor"
    AGAINST = "against"
    NONE = "none"


def _check_score(what: str, score: float | None) -> None:
    if score is not None and not 0 <= score <= 1:
        raise SpanError(f"{what}: score {score} given, expected a probability between 0 and 1")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Index and span of one sentence of a document."""

    index: int
    """Position among the document's sentences, from 0."""
    span: Span
    subjectivity: Subjectivity | None = None
    score: float | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        _check_score(f"sentence {self.index}", self.score)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """The words that assert something that evidence could show to be true or false.

    Raises:
        SpanError: If there is no fragment, fragments overlap, or a score is no probability.
    """

    id: str
    spans: tuple[Span, ...]
    """One or more fragments in the order of the text."""
    holder: Holder = Voice.AUTHOR
    cue: Span | None = None
    kind: ClaimKind | None = None
    worth: bool | None = None
    """Would a fact-checker check it?"""
    worth_score: float | None = field(default=None, compare=False)
    neutral: str | None = None
    """The claim as one plain sentence."""
    score: float | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        ordered = tuple(sorted(self.spans))
        if not ordered:
            raise SpanError(f"claim {self.id!r}: no span given, expected one or more fragments")
        for left, right in pairwise(ordered):
            if left.end > right.start:
                raise SpanError(
                    f"claim {self.id!r}: fragments [{left.start}, {left.end}] and "
                    f"[{right.start}, {right.end}] overlap; join them into one"
                )
        object.__setattr__(self, "spans", ordered)
        _check_score(f"claim {self.id!r}", self.score)
        _check_score(f"claim {self.id!r} (worth)", self.worth_score)

    @property
    def span(self) -> Span:
        """The smallest span that covers all fragments."""
        return cover(self.spans)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """The shortest words that make a sentence judge, colour or push.

    Raises:
        SpanError: If the strength is not 1 to 3, or the score is no probability.
    """

    id: str
    span: Span
    type: EvaluationType | None = None
    polarity: Polarity | None = None
    strength: int | None = None
    """1 faint, 2 clear, 3 strong."""
    holder: Holder = Voice.AUTHOR
    target: Span | None = None
    score: float | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        if self.strength not in (None, 1, 2, 3):
            raise SpanError(
                f"evaluation {self.id!r}: strength {self.strength!r} given, expected 1, 2 or 3"
            )
        _check_score(f"evaluation {self.id!r}", self.score)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """A holder's attitude towards a target, derived from that holder's evaluations of it."""

    holder: Holder
    target: str
    """The target's name: its longest or first full mention."""
    targets: tuple[Span, ...]
    """All mentions of the target that an evaluation points to."""
    stance: Attitude
    score: float | None = field(default=None, compare=False)
    evidence: tuple[str, ...] = ()
    """Ids of the evaluations that it was derived from."""

    def __post_init__(self) -> None:
        _check_score(f"stance towards {self.target!r}", self.score)
