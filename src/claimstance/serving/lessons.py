"""Which annotations a model may learn from: adjudicated ones, or those that annotators agree on."""

from collections.abc import Iterable, Sequence

from claimstance.core.annotation import Annotation
from claimstance.core.layers import Layer
from claimstance.labelstudio.tasks import PROVENANCE
from claimstance.scoring.report import score

AGREED = 0.8
"""Mean F1 with the other annotators from which on an annotation counts as agreed."""
LAYERS = (Layer.CLAIMS, Layer.EVALUATIONS)
HELD_OUT = 5
"""One document in this many is never learnt from; which one depends on its id alone."""


def lessons(annotations: Iterable[Annotation]) -> list[Annotation]:
    """Return one annotation for each document that can be learnt from.

    The one marked as ground truth in Label Studio; else, where several annotators agree, the one
    that agrees most with the others. What a single annotator said alone is left out.
    """
    groups: dict[str, list[Annotation]] = {}
    for annotation in annotations:
        groups.setdefault(annotation.document.id, []).append(annotation)
    found = (_adjudicated(group) or _agreed(group) for group in groups.values())
    return [annotation for annotation in found if annotation is not None]


def split(annotations: Iterable[Annotation]) -> tuple[list[Annotation], list[Annotation]]:
    """Return what to learn from and what is held out, the same at every call."""
    learnt: list[Annotation] = []
    held_out: list[Annotation] = []
    for annotation in annotations:
        (held_out if _bucket(annotation) == 0 else learnt).append(annotation)
    return learnt, held_out


def quality(predictions: Sequence[Annotation], gold: Sequence[Annotation]) -> float:
    """Return the mean F1 (half overlap) of claims and evaluations against gold."""
    report = score(predictions, gold, layers=LAYERS)
    values = [report.f1(layer) for layer in LAYERS]
    defined = [value for value in values if value is not None]
    return sum(defined) / len(defined) if defined else 1.0


def _adjudicated(group: Sequence[Annotation]) -> Annotation | None:
    marked = (a for a in group if a.document.meta.get(PROVENANCE, {}).get("ground_truth"))
    return next(marked, None)


def _agreed(group: Sequence[Annotation]) -> Annotation | None:
    best: tuple[float, Annotation] | None = None
    for one in group:
        others = [other for other in group if other.annotator != one.annotator]
        if not others:
            continue
        mean = sum(quality([one], [other]) for other in others) / len(others)
        if best is None or mean > best[0]:
            best = (mean, one)
    return best[1] if best is not None and best[0] >= AGREED else None


def _bucket(annotation: Annotation) -> int:
    from claimstance.core.text import digest

    return int(digest(annotation.document.id), 16) % HELD_OUT
