"""From an annotated document to rows, one for each sentence."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from claimstance.core.annotation import Annotation
from claimstance.core.marks import Claim, Evaluation, Holder, Sentence
from claimstance.core.span import Span
from claimstance.dataset.entries import Entry
from claimstance.segment.sentences import split_sentences


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one document."""

    rows: tuple[dict[str, Any], ...]
    problems: tuple[str, ...]
    """Marks that lie in no sentence or reach beyond theirs and were left out."""


def make_rows(entry: Entry, *, context: int = 2) -> Rows:
    """Return one row for each sentence.

    A mark belongs to the sentence of its first character. A holder outside that sentence becomes
    ``other``, as the scheme says of somebody whom the sentence does not name; a cue or target
    outside it is left out. A document without sentences is split first.

    Args:
        entry: The annotated document.
        context: How many sentences before each one are given with it.
    """
    annotation = entry.annotation
    sentences = annotation.sentences or _split(annotation)
    rows = tuple(_row(entry, sentences, sentence, context) for sentence in sentences)
    return Rows(rows, tuple(_left_out(entry, sentences)))


def _split(annotation: Annotation) -> tuple[Sentence, ...]:
    document = annotation.document
    spans = split_sentences(document.text, document.language)
    return tuple(Sentence(index, span) for index, span in enumerate(spans))


def _row(
    entry: Entry, sentences: tuple[Sentence, ...], sentence: Sentence, context: int
) -> dict[str, Any]:
    annotation, span = entry.annotation, sentence.span
    document = annotation.document
    first = sentences[max(0, sentence.index - context)].span
    fits = _Fitting(span)
    return {
        "document_id": document.id,
        "annotator": annotation.annotator,
        "source": document.source,
        "language": document.language,
        "sentence": sentence.index,
        "start": span.start,
        "text": span.of(document.text),
        "context": document.text[first.start : span.start].rstrip() if context else "",
        "labelled": list(entry.layers),
        "subjectivity": sentence.subjectivity,
        "rating": entry.rating,
        "claims": [fits.claim(c) for c in annotation.claims_in(span) if fits.whole(c)],
        "evaluations": [
            fits.evaluation(e) for e in annotation.evaluations_in(span) if fits.whole(e)
        ],
    }


class _Fitting:
    """Marks in the coordinates of one sentence."""

    def __init__(self, sentence: Span) -> None:
        self.sentence = sentence

    def whole(self, mark: Claim | Evaluation) -> bool:
        return self.sentence.contains(mark.span)

    def claim(self, claim: Claim) -> dict[str, Any]:
        return {
            "id": claim.id,
            "spans": [self.pair(span) for span in claim.spans],
            **self.holder(claim.holder),
            "cue": self.inside(claim.cue),
            "kind": claim.kind,
            "worth": claim.worth,
            "neutral": claim.neutral,
        }

    def evaluation(self, evaluation: Evaluation) -> dict[str, Any]:
        return {
            "id": evaluation.id,
            "span": self.pair(evaluation.span),
            "type": evaluation.type,
            "polarity": evaluation.polarity,
            "strength": evaluation.strength,
            **self.holder(evaluation.holder),
            "target": self.inside(evaluation.target),
        }

    def holder(self, holder: Holder) -> dict[str, Any]:
        if not isinstance(holder, Span):
            return {"holder": holder.value, "holder_span": None}
        span = self.inside(holder)
        return {"holder": "words" if span else "other", "holder_span": span}

    def inside(self, span: Span | None) -> list[int] | None:
        return self.pair(span) if span and self.sentence.contains(span) else None

    def pair(self, span: Span) -> list[int]:
        return [span.start - self.sentence.start, span.end - self.sentence.start]


def _left_out(entry: Entry, sentences: tuple[Sentence, ...]) -> Iterator[str]:
    annotation = entry.annotation
    marks: tuple[Claim | Evaluation, ...] = (*annotation.claims, *annotation.evaluations)
    for mark in marks:
        span = mark.span
        if any(sentence.span.contains(span) for sentence in sentences):
            continue
        kind = "claim" if isinstance(mark, Claim) else "evaluation"
        yield (
            f"{entry.where}: document {annotation.document.id!r}, {kind} {mark.id!r} "
            f"[{span.start}, {span.end}] lies within no sentence; left out"
        )
