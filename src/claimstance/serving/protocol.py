"""Label Studio's machine-learning backend protocol, apart from how it is transported."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from claimstance.core.annotation import Annotation
from claimstance.core.document import Document
from claimstance.errors import ClaimstanceError
from claimstance.labelstudio.checks import check_prediction
from claimstance.labelstudio.controls import AFTER, BEFORE, TEXT
from claimstance.labelstudio.pieces import PIECE, one_sentence
from claimstance.labelstudio.results import Item
from claimstance.labelstudio.tasks import document_of, make_prediction
from claimstance.segment.language import guess_language
from claimstance.selection.uncertainty import certainty
from claimstance.serving.engine import Engine

TRAINING_ACTIONS = frozenset({"START_TRAINING"})
"""What the Train button sends."""
CHANGES = frozenset(
    {
        "ANNOTATION_CREATED",
        "ANNOTATIONS_CREATED",
        "ANNOTATION_UPDATED",
        "ANNOTATIONS_DELETED",
    }
)
"""Actions after which there is something else to learn from."""


def predict(tasks: Sequence[object], engine: Engine) -> list[Item]:
    """Return exactly one prediction for each task, in order.

    A task without a text, or one that the annotator fails on, gets an empty prediction with the
    lowest score: Label Studio drops a whole batch of which one result is missing.
    """
    documents = [_document(task) for task in tasks]
    made = iter(engine.annotate([d for d in documents if d is not None]))
    version = engine.version
    results = []
    for task, document in zip(tasks, documents, strict=True):
        outcome = None if document is None else next(made)
        if isinstance(outcome, Annotation) and _is_piece(task):
            outcome = one_sentence(outcome)
        results.append(_result(outcome, version))
    return results


def _document(task: object) -> Document | None:
    data = task.get("data") if isinstance(task, Mapping) else None
    try:
        document = document_of(data) if isinstance(data, Mapping) else None
    except ClaimstanceError:
        return None
    if document is None or document.language or not _is_piece(task):
        return document
    around = " ".join(str(data.get(name, "")) for name in (BEFORE, TEXT, AFTER)) if data else ""
    return replace(document, language=guess_language(around))


def _is_piece(task: object) -> bool:
    data = task.get("data") if isinstance(task, Mapping) else None
    return isinstance(data, Mapping) and PIECE in data


def _result(outcome: object, version: str) -> Item:
    empty: Item = {"result": [], "score": 0.0, "model_version": version}
    if not isinstance(outcome, Annotation):
        return empty
    score = certainty(outcome)
    made: dict[str, Any] = make_prediction(outcome, 1.0 if score is None else score)
    try:
        check_prediction(made, outcome.document)
    except ClaimstanceError:
        return empty
    return made | {"model_version": version}
