"""How certain a model is of what it says about a document, over all layers."""

from collections.abc import Iterator

from claimstance.core.annotation import Annotation

QUANTILE = 0.25
"""Share of a document's least certain decisions that its certainty is the mean of."""


def certainty(annotation: Annotation) -> float | None:
    """Return how certain the annotator is, 0 to 1, None if it gives no scores.

    The mean margin of the least certain quarter of the decisions: a long article of easy
    sentences with five open questions is as open as a short one with the same five questions.
    A score ``s`` has the margin ``|2 s - 1|``: a probability of one half decides nothing
    (margin sampling for two classes, Settles 2009, section 3.1).
    """
    margins = sorted(abs(2 * score - 1) for score in _scores(annotation))
    if not margins:
        return None
    part = margins[: max(1, round(len(margins) * QUANTILE))]
    return round(sum(part) / len(part), 4)


def _scores(annotation: Annotation) -> Iterator[float]:
    found = (
        *(sentence.score for sentence in annotation.sentences),
        *(claim.score for claim in annotation.claims),
        *(claim.worth_score for claim in annotation.claims),
        *(evaluation.score for evaluation in annotation.evaluations),
    )
    yield from (score for score in found if score is not None)
