"""Marks without text, for corpora whose text may not be passed on, and the way back.

A standoff line names its document by id, digest and length and holds offsets and labels only. What
is made of words stays out: the text, title, address and ``meta`` of the document, the neutral
texts of claims, and the stances, which carry the words of their targets (both can be derived
again). Joining needs a file with the texts; each is checked against the digest.

Single rated sentences (``{"id": …, "text": …, "rating": …}``) have a standoff form too.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from claimstance.core.annotation import Annotation
from claimstance.core.document import Document
from claimstance.core.text import digest
from claimstance.errors import ClaimstanceError, FormatError
from claimstance.io.record import document_to_record, from_record, to_record

_DOCUMENT = ("id", "digest", "length", "language")
_ROW = ("id", "digest", "length", "rating")


@dataclass(frozen=True, slots=True)
class Missing:
    """A standoff line that could not be joined."""

    where: str
    """``path:line``."""
    error: str


def strip(annotation: Annotation) -> Annotation:
    """Return what a standoff line keeps of an annotation: all but neutral texts and stances."""
    claims = tuple(replace(claim, neutral=None) for claim in annotation.claims)
    return replace(annotation, claims=claims, stances=())


def split(annotation: Annotation) -> dict[str, Any]:
    """Return the standoff form of ``annotation``; `join` is its inverse, but for `strip`."""
    document = annotation.document
    body = to_record(strip(annotation))["annotation"]
    marks = {
        name: [_given(mark) for mark in body[name]]
        for name in ("sentences", "claims", "evaluations")
    }
    return {
        "document": _name(document.id, document.text) | _given({"language": document.language}),
        "annotation": {"annotator": annotation.annotator, **marks},
    }


def join(record: Mapping[str, Any], document: Document) -> Annotation:
    """Bring a standoff line and its document together.

    Raises:
        FormatError: If the text is not the one that was annotated, or the line is not of the form.
        SpanError: If spans or ids do not fit (see `Annotation`).
    """
    name = _checked(record.get("document"), _DOCUMENT)
    _verify(name, document.text)
    return from_record(
        {"document": document_to_record(document), "annotation": record.get("annotation")}
    )


def split_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the standoff form of a rated sentence.

    Raises:
        FormatError: If it has no id, text or rating.
    """
    if missing := [key for key in ("id", "text", "rating") if key not in row]:
        raise FormatError(f"key {missing[0]!r} is missing; expected an id, a text and a rating")
    return _name(str(row["id"]), str(row["text"])) | {"rating": row["rating"]}


def join_row(row: Mapping[str, Any], document: Document) -> dict[str, Any]:
    """Bring a rating and its sentence together.

    Raises:
        FormatError: If the text is not the one that was rated.
    """
    name = _checked(row, _ROW)
    _verify(name, document.text)
    return {"id": name["id"], "text": document.text, "rating": name["rating"]}


def split_lines(lines: Iterable[str], source: str) -> Iterator[str]:
    """Turn lines of annotations or ratings into standoff lines.

    Raises:
        FormatError: On a line of neither form (``path:line: …``).
    """
    for where, record in _records(lines, source):
        try:
            stands = split(from_record(record)) if "document" in record else split_row(record)
        except ClaimstanceError as error:
            raise FormatError(f"{where}: {error}") from None
        yield _line(stands)


def join_lines(
    lines: Iterable[str], source: str, documents: Iterable[Document]
) -> Iterator[str | Missing]:
    """Turn standoff lines into lines of the format, or say why one cannot be.

    Args:
        lines: Standoff lines.
        source: Where they come from, for messages.
        documents: The texts; those that no line names are passed over.

    Yields:
        A line for each that could be joined, in the order of ``lines``.

    Raises:
        FormatError: On a line that is not standoff (``path:line: …``).
    """
    records = list(_records(lines, source))
    wanted = {_id(record) for _, record in records}
    texts = {document.id: document for document in documents if document.id in wanted}
    for where, record in records:
        id_ = _id(record)
        if id_ not in texts:
            yield Missing(where, f"{where}: document {id_!r} is not among the texts; left out")
            continue
        try:
            yield _joined(record, texts[id_])
        except ClaimstanceError as error:
            yield Missing(where, f"{where}: {error}")


def _joined(record: Mapping[str, Any], document: Document) -> str:
    if "annotation" in record:
        return _line(to_record(join(record, document)))
    return _line(join_row(record, document))


def _records(lines: Iterable[str], source: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"{source}:{number}"
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            raise FormatError(f"{where}: not JSON ({error.msg} at column {error.colno})") from None
        if not isinstance(record, dict):
            raise FormatError(f"{where}: {record!r:.60} given, expected an object")
        yield where, record


def _id(record: Mapping[str, Any]) -> str:
    name = record.get("document", record)
    return str(name.get("id", "")) if isinstance(name, dict) else ""


def _name(id_: str, text: str) -> dict[str, Any]:
    return {"id": id_, "digest": digest(text), "length": len(text)}


def _checked(name: object, known: tuple[str, ...]) -> dict[str, Any]:
    if not isinstance(name, dict):
        raise FormatError(f"document: {name!r:.60} given, expected an object with {list(known)}")
    if unknown := [key for key in name if key not in known]:
        raise FormatError(
            f"unknown key {unknown[0]!r}, expected of {list(known)}; is this a standoff file?"
        )
    required = [key for key in known if key != "language"]
    if missing := [key for key in required if key not in name]:
        raise FormatError(f"key {missing[0]!r} is missing; is this a standoff file?")
    return name


def _verify(name: Mapping[str, Any], text: str) -> None:
    if digest(text) != name["digest"]:
        raise FormatError(
            f"document {name['id']!r}: the text has {len(text)} characters and digest "
            f"{digest(text)}, expected {name['length']} and {name['digest']}; offsets are only "
            "valid in the text that was annotated, character by character"
        )


def _given(record: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if value is not None}


def _line(record: Mapping[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))
