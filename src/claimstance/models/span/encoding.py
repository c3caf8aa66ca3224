"""A sentence and its marks as tokens and targets.

Offsets are characters of the sentence, half-open; token positions are those of the encoder's
input, special tokens included, and both ends of a token pair are inclusive.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from claimstance.core.annotation import Annotation
from claimstance.core.marks import Claim, Evaluation, Holder, Sentence, Voice
from claimstance.core.span import Span
from claimstance.models.span.layout import (
    KINDS,
    LAYERS,
    LINKS,
    POLARITIES,
    STRENGTHS,
    SUBJECTIVITY,
    TYPES,
    WORTH,
)

TokenPair: TypeAlias = tuple[int, int]
"""First and last token of a span, both inclusive."""
MISSING = -1
"""Target of an attribute that is not labelled."""


@dataclass(frozen=True, slots=True)
class TargetLink:
    """What a mark should be linked to."""

    kind: int
    """Position in `layout.LINKS`."""
    mark: TokenPair
    role: TokenPair | Voice | None


@dataclass(frozen=True, slots=True)
class Targets:
    """What the network should find in one sentence; empty where it is not labelled."""

    spans: tuple[tuple[int, TokenPair], ...] = ()
    """Layers (positions in `layout.LAYERS`) with spans."""
    links: tuple[TargetLink, ...] = ()
    attributes: dict[str, tuple[tuple[TokenPair, tuple[int, ...]], ...]] = field(
        default_factory=dict
    )
    """Per layer, marks with their values' positions, or `MISSING`."""
    has_marks: bool = False
    """Whether the sentence's marks are labelled at all."""
    beliefs: tuple[tuple[int, TokenPair, float], ...] | None = None
    """How probable teachers hold spans of each layer to be, all others being 0; None where the
    spans are simply known."""
    subjectivity: int = MISSING
    rating: float = float(MISSING)
    """How subjective, 0 to 1."""


def token_pair(offsets: Sequence[tuple[int, int]], span: Span) -> TokenPair | None:
    """Return the first and last token that share a character with ``span``, or None.

    Args:
        offsets: Characters of each token; (0, 0) for special tokens.
        span: Characters of the sentence.
    """
    inside = [
        position
        for position, (start, end) in enumerate(offsets)
        if start < end and start < span.end and span.start < end
    ]
    return (inside[0], inside[-1]) if inside else None


def encode_targets(
    annotation: Annotation, sentence: Sentence, offsets: Sequence[tuple[int, int]]
) -> Targets:
    """Return what the network should find in ``sentence``.

    Marks that lie beyond the last token (of a sentence that was cut) are left out. Each fragment of
    a claim is a span with the claim's links and attributes.
    """
    start = sentence.span.start

    def place(span: Span | None) -> TokenPair | None:
        if span is None or span.start < start:
            return None
        return token_pair(offsets, span.shift(-start))

    def place_holder(holder: Holder) -> TokenPair | Voice:
        return (place(holder) or Voice.OTHER) if isinstance(holder, Span) else holder

    spans: dict[tuple[int, TokenPair], None] = {}
    links: list[TargetLink] = []
    attributes: dict[str, list[tuple[TokenPair, tuple[int, ...]]]] = {"claim": [], "evaluation": []}
    marks: list[tuple[int, TokenPair, Claim | Evaluation]] = []
    for claim in annotation.claims_in(sentence.span):
        marks += [(0, pair, claim) for span in claim.spans if (pair := place(span))]
    for evaluation in annotation.evaluations_in(sentence.span):
        if pair := place(evaluation.span):
            marks.append((1, pair, evaluation))
    for layer, pair, mark in marks:
        spans[layer, pair] = None
        role = mark.cue if isinstance(mark, Claim) else mark.target
        holder, other = place_holder(mark.holder), place(role)
        for offset, value in enumerate((holder, other)):
            link = 2 * layer + offset
            links.append(TargetLink(link, pair, value))
            if isinstance(value, tuple):
                spans[LAYERS.index(LINKS[link].role), value] = None
        attributes[LAYERS[layer]].append((pair, _values(mark)))
    return Targets(
        spans=tuple(spans),
        links=tuple(links),
        attributes={name: tuple(values) for name, values in attributes.items()},
        has_marks=True,
        subjectivity=_position(SUBJECTIVITY, sentence.subjectivity),
    )


def _values(mark: Claim | Evaluation) -> tuple[int, ...]:
    if isinstance(mark, Claim):
        return _position(KINDS, mark.kind), _position(WORTH, mark.worth)
    return (
        _position(TYPES, mark.type),
        _position(POLARITIES, mark.polarity),
        _position(STRENGTHS, mark.strength),
    )


def _position(values: Sequence[object], value: object) -> int:
    return MISSING if value is None else values.index(value)
