"""One Arrow table in, one out: what Ray, Spark's ``mapInArrow`` and Dask call."""

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import pyarrow as pa

from claimstance.annotators.registry import DEFAULT
from claimstance.core.annotation import Annotator
from claimstance.core.document import Document
from claimstance.core.failure import Failure
from claimstance.core.text import normalise
from claimstance.errors import ClaimstanceError, FormatError
from claimstance.scale.guard import Item, annotate_guarded
from claimstance.scale.schema import SCHEMA, to_row
from claimstance.scale.workers import load_annotator

BATCH_SCHEMA = SCHEMA.append(pa.field("error", pa.string()))
"""The schema of results and one more column: why a row could not be annotated, else null."""

_COLUMNS = ("id", "title", "url", "source", "published", "language")


def annotate_batch(
    table: pa.Table | pa.RecordBatch,
    annotator: str | Annotator = DEFAULT,
    options: Mapping[str, Any] | None = None,
) -> pa.Table:
    """Annotate the articles of an Arrow table.

    Each process loads an annotator named by a string once and keeps it.

    Args:
        table: A column ``text``; optionally ``id``, ``title``, ``url``, ``source``,
            ``published``, ``language`` and ``meta`` (JSON). Other columns are left out.
        annotator: A name or a loaded annotator.
        options: For an annotator named by a string.

    Returns:
        One row for each row of ``table``, in order, with `BATCH_SCHEMA`.

    Raises:
        FormatError: If there is no column ``text``.
    """
    if "text" not in table.schema.names:
        raise FormatError(
            f"Parquet columns {table.schema.names} given, expected one named 'text'; rename it"
        )
    if isinstance(annotator, str):
        annotator = _loaded(annotator, json.dumps(dict(options or {}), sort_keys=True))
    rows = table.to_pylist()
    items = [_item(number, row) for number, row in enumerate(rows)]
    results = [
        _failed(outcome, row) if isinstance(outcome, Failure) else to_row(outcome) | {"error": None}
        for outcome, row in zip(annotate_guarded(annotator, items), rows, strict=True)
    ]
    return pa.Table.from_pylist(results, schema=BATCH_SCHEMA)


def annotate_batches(
    batches: Iterator[pa.RecordBatch], annotator: str = DEFAULT
) -> Iterator[pa.RecordBatch]:
    """Annotate a stream of record batches, as ``DataFrame.mapInArrow`` of Spark wants it."""
    for batch in batches:
        yield from annotate_batch(batch, annotator).to_batches()


@lru_cache(maxsize=2)
def _loaded(name: str, options: str) -> Annotator:
    return load_annotator(name, json.loads(options), single=True)


def _item(number: int, row: dict[str, Any]) -> Item:
    try:
        meta = row.get("meta") or {}
        return Document(
            text=normalise(row["text"] or ""),
            meta=json.loads(meta) if isinstance(meta, str) else meta,
            **{name: _as_text(row.get(name)) for name in _COLUMNS if row.get(name) is not None},
        )
    except (ClaimstanceError, ValueError, TypeError, AttributeError) as error:
        return Failure(str(row.get("id") or f"row {number}"), str(error))


def _as_text(value: object) -> str:
    return value if isinstance(value, str) else str(value)


def _failed(failure: Failure, row: dict[str, Any]) -> dict[str, Any]:
    text = row["text"] if isinstance(row["text"], str) else None
    return {
        "id": failure.id,
        "text": text,
        "meta": "{}",
        "annotator": None,
        **{name: [] for name in ("sentences", "claims", "evaluations", "stances")},
        "error": failure.error,
    }
