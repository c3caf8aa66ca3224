"""The part of a round that all its annotators have annotated.

An annotator who has got to the third sentence says nothing about the fourth: what the others mark
there is no difference.
"""

from collections.abc import Sequence
from dataclasses import replace

from claimstance.core.annotation import Annotation
from claimstance.core.marks import Claim, Evaluation, Sentence
from claimstance.core.rounds import Item, Round
from claimstance.core.span import Span


def only_shared(round_: Round) -> Round:
    """Cut every document to the sentences that all who annotated it have.

    Annotations without sentences are taken to be about the whole text. Documents that are cut, or
    have no sentence in common and are left out, are named among the problems.
    """
    items, problems = [], list(round_.problems)
    for item in round_.items:
        pieces = [[s.span for s in a.sentences] for a in item.annotations if a.sentences]
        kept = [[span for span in own if _in_all(span, pieces)] for own in pieces]
        if kept == pieces:
            items.append(item)
            continue
        most, some = (max(map(len, found)) for found in (pieces, kept))
        which = f"document {item.document.id!r}: {some} of up to {most} sentences"
        if not some:
            problems.append(f"{which} were annotated by all of {list(item.annotators)}; left out")
            continue
        problems.append(f"{which} were annotated by all of its annotators; only those were kept")
        items.append(Item(item.document, tuple(_cut(a, kept) for a in item.annotations)))
    return Round(tuple(items), tuple(problems))


def _in_all(span: Span, pieces: Sequence[Sequence[Span]]) -> bool:
    return all(any(span.overlaps(other) for other in own) for own in pieces)


def _cut(annotation: Annotation, kept: Sequence[Sequence[Span]]) -> Annotation:
    """Return what an annotation says about what is kept of every annotator."""

    def inside(mark: Sentence | Claim | Evaluation) -> bool:
        start = mark.span.start
        return _in_all(Span(start, start + 1), kept)

    sentences = filter(inside, annotation.sentences)
    evaluations = tuple(filter(inside, annotation.evaluations))
    known = {evaluation.id for evaluation in evaluations}
    return replace(
        annotation,
        sentences=tuple(replace(s, index=index) for index, s in enumerate(sentences)),
        claims=tuple(filter(inside, annotation.claims)),
        evaluations=evaluations,
        stances=tuple(s for s in annotation.stances if known.issuperset(s.evidence)),
    )
