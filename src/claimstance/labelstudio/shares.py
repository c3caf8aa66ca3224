"""What of a document one task shows: all of it, or one sentence."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from claimstance.core.annotation import Annotation
from claimstance.core.span import Span
from claimstance.errors import FormatError
from claimstance.labelstudio.pieces import crossing, part, piece_data
from claimstance.labelstudio.results import Item
from claimstance.labelstudio.tasks import make_task

Key: TypeAlias = tuple[str, int | None]
"""Document and number of the sentence; None for an article."""
Score: TypeAlias = Callable[[Annotation], float | None]
"""Gives the certainty of a prediction, 0 to 1."""


def no_score(annotation: Annotation) -> float | None:
    """Give no certainty."""
    return None


@dataclass(frozen=True, slots=True)
class Share:
    """What one task shows, and what annotators say about that."""

    key: Key
    annotations: tuple[Annotation, ...]
    """Over the task's own text."""
    more: Mapping[str, Any] = field(default_factory=dict)
    """What the task's data holds beside the document's fields."""

    def predicted(self, score: Score = no_score) -> Item:
        """Return the task with the annotations as predictions."""
        scored = [(annotation, score(annotation)) for annotation in self.annotations]
        return make_task(self.annotations[0].document, scored, more=self.more)

    def submitted(self) -> Item:
        """Return the task with the annotations as if they had been submitted."""
        document = self.annotations[0].document
        return make_task(document, annotations=self.annotations, more=self.more)


def article(group: Sequence[Annotation]) -> Share:
    """Return a document as one task."""
    return Share((group[0].document.id, None), tuple(group))


def sentences(group: Sequence[Annotation], spans: Sequence[Span], context: int = 1) -> list[Share]:
    """Return the sentences of a document as tasks.

    Args:
        group: Annotations of the document.
        spans: Its sentences, as `pieces.cut` finds them.
        context: Sentences shown before and after each.
    """
    document = group[0].document
    return [
        Share(
            (document.id, index),
            tuple(part(annotation, span) for annotation in group),
            piece_data(document, spans, index, context),
        )
        for index, span in enumerate(spans)
    ]


def check_submitted(group: Sequence[Annotation], spans: Sequence[Span]) -> None:
    """Check that annotations can be sent sentence by sentence as if they had been submitted.

    Raises:
        FormatError: If something leaves its sentence, or several annotate one document.
    """
    document = group[0].document
    outside = [what for annotation in group for what in crossing(annotation, spans)]
    if outside:
        raise FormatError(
            f"document {document.id!r}: {outside[0]} does not stay inside one sentence "
            f"({len(outside)} in all), and would be lost; push it as an article"
        )
    if len(group) > 1:
        raise FormatError(
            f"document {document.id!r}: {len(group)} annotations given, which Label Studio would "
            "store under one name, so that their sentences could not be told apart; push one"
        )
