"""What comes back from Label Studio."""

from dataclasses import dataclass

from claimstance.core.annotation import Annotation


@dataclass(frozen=True, slots=True)
class Pulled:
    """One submitted annotation, or why it could not be used."""

    where: str
    """Task and annotation, or document and annotator, for messages."""
    annotation: Annotation | None
    """None if it was skipped, is not submitted or not finished, or is unclear."""
    problems: tuple[str, ...] = ()
    """What was repaired, dropped or unclear."""
    skipped: bool = False
    """Whether the annotator skipped the task, or has not submitted yet (a draft)."""
    unfinished: bool = False
    """Whether the annotator has not annotated all sentences of the document."""
