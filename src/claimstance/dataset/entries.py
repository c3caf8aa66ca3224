"""What a dataset is built from: annotated documents and labelled sentences, with their places."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claimstance.core.annotation import Annotation
from claimstance.core.document import Document
from claimstance.core.marks import Sentence, Subjectivity
from claimstance.core.span import Span
from claimstance.core.text import digest, normalise
from claimstance.errors import ClaimstanceError, FormatError
from claimstance.io.jsonl import Reject
from claimstance.io.record import from_record

LAYERS = ("subjectivity", "claims", "evaluations")
"""What a document can be labelled with; claims come with holders and cues, evaluations with
holders and targets."""
HIGHEST_RATING = 4
_ROW = ("id", "text", "rating", "subjectivity", "language", "source")


@dataclass(frozen=True, slots=True)
class Entry:
    """One annotated document."""

    where: str
    """``path:line``."""
    annotation: Annotation
    layers: tuple[str, ...] = LAYERS
    """What it was labelled with: where a layer is missing, the absence of marks says nothing."""
    rating: float | None = None
    """For a single rated sentence: from 0 (certainly objective) to 1 (certainly subjective)."""


def read_entries(
    path: str, *, on_reject: Callable[[Reject], None] | None = None
) -> Iterator[Entry]:
    """Read a file of annotations.

    A line of JSON lines is an annotation of the project's format, or a labelled sentence:
    ``{"id": …, "text": …}`` with a ``rating`` from 0 (certainly objective) to 4 (certainly
    subjective) or a ``subjectivity`` of ``SUBJ`` or ``OBJ``. A ``.json`` file is an export of Label
    Studio. A document whose ``meta.layers`` lists some of `LAYERS` is labelled with those only.

    Args:
        path: ``.jsonl``, or ``.json`` from Label Studio.
        on_reject: Called with each line that is refused. Without it the first one ends the reading.

    Raises:
        FormatError: If the file cannot be read, or on a bad line (``path:line: …``).
    """
    if Path(path).suffix.lower() == ".json":
        yield from _export(path, on_reject)
        return
    for number, raw in enumerate(_content(path).split(b"\n"), 1):
        if not raw.strip():
            continue
        where = f"{path}:{number}"
        try:
            yield _entry(where, raw)
        except ClaimstanceError as error:
            content = raw.decode("utf-8", "replace").rstrip("\r")
            _refuse(Reject(path, number, content, f"{where}: {error}"), on_reject)


def _entry(where: str, raw: bytes) -> Entry:
    record = _json(raw)
    if isinstance(record, dict) and "document" not in record and "text" in record:
        return _sentence(where, record)
    return _annotated(where, from_record(record))


def _annotated(where: str, annotation: Annotation) -> Entry:
    layers = annotation.document.meta.get("layers", LAYERS)
    if not isinstance(layers, list | tuple) or not set(layers) <= set(LAYERS):
        raise FormatError(f"document meta layers: {layers!r} given, expected of {list(LAYERS)}")
    return Entry(where, annotation, tuple(name for name in LAYERS if name in layers))


def _sentence(where: str, record: Mapping[str, Any]) -> Entry:
    if unknown := [key for key in record if key not in _ROW]:
        raise FormatError(f"unknown key {unknown[0]!r}, expected of {list(_ROW)}")
    text = normalise(str(record["text"]))
    rating, label = record.get("rating"), record.get("subjectivity")
    if rating is None and label is None:
        raise FormatError("neither a rating nor a subjectivity given, expected one of them")
    if rating is not None and (
        isinstance(rating, bool)
        or not isinstance(rating, int | float)
        or not 0 <= rating <= HIGHEST_RATING
    ):
        raise FormatError(f"rating: {rating!r} given, expected 0 to {HIGHEST_RATING}")
    if label not in (None, *Subjectivity):
        raise FormatError(f"subjectivity: {label!r} given, expected SUBJ or OBJ")
    document = Document(
        text=text,
        id=str(record.get("id") or digest(text)),
        source=record.get("source"),
        language=record.get("language"),
    )
    sentence = Sentence(0, Span(0, len(text)), Subjectivity(label) if label else None)
    annotation = Annotation(document=document, annotator="unnamed", sentences=(sentence,))
    share = None if rating is None else rating / HIGHEST_RATING
    return Entry(where, annotation, ("subjectivity",), share)


def _export(path: str, on_reject: Callable[[Reject], None] | None) -> Iterator[Entry]:
    from claimstance.labelstudio.pull import read_tasks

    try:
        tasks = _json(_content(path))
    except FormatError as error:
        raise FormatError(f"{path}: {error}") from None
    if not isinstance(tasks, list) or not all(isinstance(task, dict) for task in tasks):
        raise FormatError(f"{path}: expected a JSON export of Label Studio, a list of tasks")
    number, task = 0, dict[str, Any]()

    def one_by_one() -> Iterator[dict[str, Any]]:
        nonlocal number, task
        for number, task in enumerate(tasks, 1):  # noqa: B007 (the rejects name the last one read)
            yield task

    for pulled in read_tasks(one_by_one()):
        where = f"{path}: {pulled.where}"
        if pulled.annotation is not None:
            yield _annotated(where, pulled.annotation)
        elif not pulled.skipped:
            reason = "; ".join(pulled.problems) or "cannot be used"
            _refuse(Reject(path, number, json.dumps(task), f"{where}: {reason}"), on_reject)


def _refuse(reject: Reject, on_reject: Callable[[Reject], None] | None) -> None:
    if on_reject is None:
        raise FormatError(reject.error)
    on_reject(reject)


def _content(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise FormatError(f"{path}: cannot be read ({error.strerror}); check the name") from None


def _json(raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except UnicodeDecodeError as error:
        raise FormatError(f"not UTF-8 (byte {error.start}); save the file as UTF-8") from None
    except json.JSONDecodeError as error:
        raise FormatError(f"not JSON ({error.msg} at column {error.colno})") from None


def check_unique(entries: Iterable[Entry]) -> None:
    """Check that nobody annotated a document twice and that an id always has the same text.

    Raises:
        FormatError: At the first entry that does not fit (``path:line: …``).
    """
    seen: dict[tuple[str, str], str] = {}
    texts: dict[str, tuple[str, str]] = {}
    for entry in entries:
        document, annotator = entry.annotation.document, entry.annotation.annotator
        first = seen.setdefault((document.id, annotator), entry.where)
        if first != entry.where:
            raise FormatError(
                f"{entry.where}: document {document.id!r} is given twice by {annotator} (first in "
                f"{first}); remove one of them"
            )
        text, place = texts.setdefault(document.id, (document.text, entry.where))
        if text != document.text:
            raise FormatError(
                f"{entry.where}: document {document.id!r} has another text than in {place}; give "
                "it an id of its own"
            )
