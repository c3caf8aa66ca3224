"""Annotations as tab-separated rows, one for each claim and evaluation, for spreadsheets."""

from collections.abc import Iterator

from claimstance.core.annotation import Annotation
from claimstance.core.marks import Holder
from claimstance.core.span import Span
from claimstance.report.wording import one_line

COLUMNS = (
    "document",
    "sentence",
    "mark",
    "id",
    "start",
    "end",
    "text",
    "type",
    "holder",
    "cue",
    "target",
    "polarity",
    "strength",
    "worth",
    "neutral",
    "score",
)
"""``type`` is a claim's kind or an evaluation's type; ``start`` and ``end`` count characters."""


def rows(annotation: Annotation) -> Iterator[tuple[str, ...]]:
    """Yield rows with `COLUMNS`, sentence by sentence."""
    text = annotation.document.text
    for sentence in annotation.sentences:
        place = (annotation.document.id, str(sentence.index + 1))
        for claim in annotation.claims_in(sentence.span):
            words = " … ".join(one_line(span.of(text)) for span in claim.spans)
            yield (
                *place,
                "claim",
                claim.id,
                str(claim.span.start),
                str(claim.span.end),
                words,
                claim.kind or "",
                _holder(claim.holder, text),
                _words(claim.cue, text),
                "",
                "",
                "",
                {True: "yes", False: "no", None: ""}[claim.worth],
                one_line(claim.neutral or ""),
                _number(claim.score),
            )
        for evaluation in annotation.evaluations_in(sentence.span):
            yield (
                *place,
                "evaluation",
                evaluation.id,
                str(evaluation.span.start),
                str(evaluation.span.end),
                one_line(evaluation.span.of(text)),
                evaluation.type or "",
                _holder(evaluation.holder, text),
                "",
                _words(evaluation.target, text),
                evaluation.polarity or "",
                str(evaluation.strength or ""),
                "",
                "",
                _number(evaluation.score),
            )


def _holder(holder: Holder, text: str) -> str:
    return one_line(holder.of(text)) if isinstance(holder, Span) else holder.value


def _words(span: Span | None, text: str) -> str:
    return one_line(span.of(text)) if span else ""


def _number(score: float | None) -> str:
    return "" if score is None else f"{score:.2f}"
