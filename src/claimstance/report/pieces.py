"""A sentence cut at every edge of every mark, so that nested and crossing marks can be shown.

Each piece carries all marks that cover it; renderers style pieces and never nest.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from claimstance.core.annotation import Annotation
from claimstance.core.marks import Claim, Evaluation, Holder
from claimstance.core.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A role that a piece plays for a mark."""

    mark: str
    """Id of the claim or evaluation."""
    role: str
    """``holder``, ``cue`` or ``target``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text that the same marks cover from end to end."""

    span: Span
    claims: tuple[tuple[Claim, int], ...] = ()
    """Claims with their lanes, the outermost in lane 0."""
    evaluations: tuple[Evaluation, ...] = ()
    links: tuple[Link, ...] = ()
    starts: tuple[str, ...] = ()
    """Ids of the marks that begin here."""

    @property
    def marks(self) -> tuple[str, ...]:
        """Ids of the claims and evaluations that cover the piece."""
        return (*(claim.id for claim, _ in self.claims), *(e.id for e in self.evaluations))

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles that the piece plays, each once, in alphabetical order."""
        return tuple(sorted({link.role for link in self.links}))

    @property
    def classes(self) -> tuple[str, ...]:
        """The piece's classes in the style sheet, each once."""
        found = [f"l{min(lane, 2)}" for _, lane in self.claims]
        for evaluation in self.evaluations:
            found += ["ev", evaluation.polarity or "neutral", f"st{evaluation.strength or 1}"]
        return tuple(dict.fromkeys([*found, *self.roles]))


def cut(annotation: Annotation, sentence: Span) -> tuple[Piece, ...]:
    """Cut one sentence into pieces, in text order, without gaps."""
    claims = annotation.claims_in(sentence)
    evaluations = annotation.evaluations_in(sentence)
    marks: tuple[Claim | Evaluation, ...] = (*claims, *evaluations)
    lanes = assign_lanes(claims)
    links = _links(claims, evaluations)
    spans = [
        *(span for claim in claims for span in claim.spans),
        *(evaluation.span for evaluation in evaluations),
        *(span for span, _ in links),
    ]
    edges = {sentence.start, sentence.end}
    for span in spans:
        edges |= {edge for edge in (span.start, span.end) if sentence.start < edge < sentence.end}
    ordered = sorted(edges)
    pieces = []
    for start, end in pairwise(ordered):
        span = Span(start, end)
        pieces.append(
            Piece(
                span=span,
                claims=tuple(
                    (claim, lanes[claim.id])
                    for claim in claims
                    if any(fragment.overlaps(span) for fragment in claim.spans)
                ),
                evaluations=tuple(e for e in evaluations if e.span.overlaps(span)),
                links=tuple(link for place, link in links if place.overlaps(span)),
                starts=tuple(mark.id for mark in marks if mark.span.start == start),
            )
        )
    return tuple(pieces)


def assign_lanes(claims: Sequence[Claim]) -> dict[str, int]:
    """Give each claim the lowest lane that no overlapping longer claim uses."""
    lanes: dict[str, int] = {}
    placed: list[Claim] = []
    for claim in sorted(claims, key=lambda c: (-len(c.span), c.span)):
        taken = {lanes[other.id] for other in placed if other.span.overlaps(claim.span)}
        lanes[claim.id] = next(lane for lane in range(len(claims)) if lane not in taken)
        placed.append(claim)
    return lanes


def _links(claims: Sequence[Claim], evaluations: Sequence[Evaluation]) -> list[tuple[Span, Link]]:
    roles: list[tuple[str, str, Holder | None]] = []
    for claim in claims:
        roles += [(claim.id, "holder", claim.holder), (claim.id, "cue", claim.cue)]
    for evaluation in evaluations:
        roles += [
            (evaluation.id, "holder", evaluation.holder),
            (evaluation.id, "target", evaluation.target),
        ]
    return [
        (span, Link(mark=mark, role=role)) for mark, role, span in roles if isinstance(span, Span)
    ]
