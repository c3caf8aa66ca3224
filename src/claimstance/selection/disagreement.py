"""How much annotators (models, or humans) differ on a document, over all layers."""

from collections.abc import Sequence
from itertools import combinations

from claimstance.core.annotation import Annotation
from claimstance.core.layers import MARKED, Layer, LayerMark, layer_marks
from claimstance.core.matching import match

SAME = 0.5
"""Jaccard index from which on two marks are about the same thing."""


def disagreement(annotations: Sequence[Annotation]) -> float | None:
    """Return how much the annotators of one document differ, 0 to 1, None for fewer than two.

    One minus the mean, over pairs of annotators and layers that either marked, of the share of
    their decisions that are alike: marks matched one-to-one, a match counting by the part of its
    attributes and links that are the same.
    """
    shares = [
        share
        for left, right in combinations(annotations, 2)
        for layer in (Layer.SENTENCES, *MARKED)
        if (share := _alike(left, right, layer)) is not None
    ]
    return round(1 - sum(shares) / len(shares), 4) if shares else None


def _alike(left: Annotation, right: Annotation, layer: Layer) -> float | None:
    ours, theirs = layer_marks(left, layer), layer_marks(right, layer)
    if not ours and not theirs:
        return None
    pairs = match([m.extent for m in ours], [m.extent for m in theirs], at_least=SAME)
    same = sum(_same(ours[pair.left], theirs[pair.right]) for pair in pairs)
    return 2 * same / (len(ours) + len(theirs))


def _same(one: LayerMark, other: LayerMark) -> float:
    answers = list(zip(one.attributes(), other.attributes(), strict=True))
    answers += [(str(a), str(b)) for a, b in zip(one.links(), other.links(), strict=True)]
    return sum(a == b for a, b in answers) / len(answers) if answers else 1.0
