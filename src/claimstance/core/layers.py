"""The layers of an annotation: what is marked, where, with which attributes and links.

Agreement, adjudication and scoring look at annotations layer by layer. Holders, cues and targets
are layers of their own: each stretch of words in the role counts once, however many marks link
to it.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from claimstance.core.annotation import Annotation
from claimstance.core.marks import Claim, Evaluation, Holder, Sentence, Voice
from claimstance.core.matching import Extent
from claimstance.core.span import Span


class Layer(StrEnum):
    """What can be marked."""

    SENTENCES = "sentences"
    CLAIMS = "claims"
    EVALUATIONS = "evaluations"
    HOLDERS = "holders"
    CUES = "cues"
    TARGETS = "targets"


MARKED = (Layer.CLAIMS, Layer.EVALUATIONS, Layer.HOLDERS, Layer.CUES, Layer.TARGETS)
"""The layers that annotators mark; sentences are given to them."""

ATTRIBUTES: dict[Layer, tuple[str, ...]] = {
    Layer.SENTENCES: ("subjectivity",),
    Layer.CLAIMS: ("kind", "worth"),
    Layer.EVALUATIONS: ("type", "polarity", "strength"),
}
"""Attributes with a closed set of values; ``neutral`` is free text and not among them."""

LINKS: dict[Layer, tuple[str, ...]] = {
    Layer.CLAIMS: ("holder", "cue"),
    Layer.EVALUATIONS: ("holder", "target"),
}
"""Links from a mark to a role."""

ROLE: dict[str, Layer] = {"holder": Layer.HOLDERS, "cue": Layer.CUES, "target": Layer.TARGETS}
"""The layer that each link leads to."""

Mark: TypeAlias = Sentence | Claim | Evaluation
Link: TypeAlias = Holder | None


@dataclass(frozen=True, slots=True)
class LayerMark:
    """One mark of a layer: where it is and, unless it is a role, what it says."""

    layer: Layer
    extent: Extent
    mark: Mark | None = None
    """The sentence, claim or evaluation; None for a role."""

    @property
    def start(self) -> int:
        """The first character, which decides the sentence that the mark belongs to."""
        return self.extent[0].start

    def attribute(self, name: str) -> str | None:
        """Return an attribute as a word (``worth`` as yes or no), None where it is not given."""
        value = getattr(self.mark, name)
        if value is None:
            return None
        return ("no", "yes")[value] if isinstance(value, bool) else str(value)

    def link(self, name: str) -> Link:
        """Return what a link leads to: words, a voice, or None."""
        target: Link = getattr(self.mark, name)
        return target

    def attributes(self) -> tuple[str | None, ...]:
        """Return the attributes in the order of `ATTRIBUTES`."""
        return tuple(self.attribute(name) for name in ATTRIBUTES.get(self.layer, ()))

    def links(self) -> tuple[Link, ...]:
        """Return the links in the order of `LINKS`."""
        return tuple(self.link(name) for name in LINKS.get(self.layer, ()))


def layer_marks(annotation: Annotation, layer: Layer) -> tuple[LayerMark, ...]:
    """Return the marks of ``layer`` in an order that depends on the marks alone.

    Sorted by extent, marks with one extent by their attributes and links.
    """
    match layer:
        case Layer.SENTENCES:
            found = [LayerMark(layer, (s.span,), s) for s in annotation.sentences]
        case Layer.CLAIMS:
            found = [LayerMark(layer, c.spans, c) for c in annotation.claims]
        case Layer.EVALUATIONS:
            found = [LayerMark(layer, (e.span,), e) for e in annotation.evaluations]
        case _:
            found = [LayerMark(layer, (span,)) for span in _roles(annotation, layer)]
    distinct = len({mark.extent for mark in found}) == len(found)
    return tuple(sorted(found, key=(lambda mark: mark.extent) if distinct else _order))


def _roles(annotation: Annotation, layer: Layer) -> set[Span]:
    claims, evaluations = annotation.claims, annotation.evaluations
    links: dict[Layer, tuple[Link, ...]] = {
        Layer.HOLDERS: (*(c.holder for c in claims), *(e.holder for e in evaluations)),
        Layer.CUES: tuple(c.cue for c in claims),
        Layer.TARGETS: tuple(e.target for e in evaluations),
    }
    return {link for link in links[layer] if isinstance(link, Span)}


def _order(mark: LayerMark) -> tuple[Extent, str]:
    return mark.extent, "" if mark.mark is None else repr((mark.attributes(), mark.links()))


def link_label(link: Link) -> str:
    """Return ``author``, ``other``, ``none`` or ``words``, whatever the words are."""
    if isinstance(link, Voice):
        return link.value
    return "none" if link is None else "words"
