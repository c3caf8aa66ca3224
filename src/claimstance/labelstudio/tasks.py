"""Documents and predictions as Label Studio tasks, and back."""

from collections.abc import Iterable, Mapping
from typing import Any

from claimstance.core.annotation import Annotation
from claimstance.core.document import Document
from claimstance.core.text import digest
from claimstance.errors import FormatError
from claimstance.io.record import document_from_record, document_to_record
from claimstance.labelstudio.checks import check_task
from claimstance.labelstudio.controls import TEXT
from claimstance.labelstudio.results import Item, encode

PROVENANCE = "label_studio"
"""Key of a document's ``meta`` that says where a pulled annotation comes from."""
_FIELDS = ("title", "url", "source", "published", "language")


def make_task(
    document: Document,
    predictions: Iterable[tuple[Annotation, float | None]] = (),
    annotations: Iterable[Annotation] = (),
    *,
    more: Mapping[str, Any] | None = None,
) -> Item:
    """Return a task as ``/api/projects/ID/import`` takes it.

    Args:
        document: The article; its fields become columns of the data manager.
        predictions: Each is shown to annotators as a pre-annotation. Its certainty, 0 to 1, is
            what uncertainty sampling reads: tasks with low scores come first.
        annotations: By humans, as they would have been submitted; never as ground truth.
        more: Further fields of the task's data.

    Raises:
        FormatError: If the task would not survive the way there and back.
    """
    task: Item = {"data": task_data(document) | dict(more or {})}
    if made := [make_prediction(p, score) for p, score in predictions]:
        task["predictions"] = made
    if given := [{"result": encode(a), "ground_truth": False} for a in annotations]:
        task["annotations"] = given
    check_task(task)
    return task


def make_prediction(annotation: Annotation, score: float | None = None) -> Item:
    """Return the prediction that shows ``annotation``."""
    made: Item = {"model_version": annotation.annotator, "result": encode(annotation)}
    return made if score is None else made | {"score": score}


def task_data(document: Document) -> Item:
    """Return the data of a task; `document_of` is its inverse."""
    record = document_to_record(document)
    meta = {key: value for key, value in document.meta.items() if key != PROVENANCE}
    return {
        TEXT: document.text,
        "document_id": document.id,
        "digest": digest(document.text),
        **{name: record[name] for name in _FIELDS if record[name] is not None},
        **({"meta": meta} if meta else {}),
    }


def document_of(data: Mapping[str, Any]) -> Document:
    """Return the document of a task's data, also of one that was not made here.

    Raises:
        FormatError: If there is no text, or it is not the one that was sent.
    """
    text = data.get(TEXT)
    if not isinstance(text, str):
        raise FormatError(f"task data with {sorted(data)} given, expected an article in {TEXT!r}")
    if data.get("digest") not in (None, digest(text)):
        raise FormatError(
            f"document {data.get('document_id')!r}: the text of the task is not the one that was "
            "sent; its offsets would lie"
        )
    record = {name: data.get(name) for name in _FIELDS}
    meta = data.get("meta") or {}
    return document_from_record(
        {"id": data.get("document_id") or "", "text": text, "meta": meta, **record}
    )
