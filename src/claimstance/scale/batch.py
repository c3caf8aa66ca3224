"""One Arrow table in, one out: what Ray, Spark's ``mapInArrow`` and others call."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import pyarrow as pa

from claimstance.annotators.registry import DEFAULT
from claimstance.core.annotation import Annotator
from claimstance.core.document import Document
from claimstance.core.failure import Failure
from claimstance.io.rows import KNOWN, from_row
from claimstance.io.rows import text_column as find_text
from claimstance.scale.guard import MAX_CHARACTERS, Item, annotate_guarded
from claimstance.scale.schema import SCHEMA, to_row
from claimstance.scale.workers import load_annotator

BATCH_SCHEMA = SCHEMA.append(pa.field("error", pa.string()))
"""The schema of results and one more column: why a row could not be annotated, else null."""


def annotate_batch(
    table: pa.Table | pa.RecordBatch,
    annotator: str | Annotator = DEFAULT,
    options: Mapping[str, Any] | None = None,
    *,
    text_column: str | None = None,
) -> pa.Table:
    """Annotate the articles of an Arrow table.

    Each process loads an annotator named by a string once and keeps it.

    Args:
        table: A column with the text; optionally ``id``, ``title``, ``url``, ``source``,
            ``published``, ``language`` and ``meta`` (JSON). Other columns are left out.
        annotator: A name or a loaded annotator.
        options: For an annotator named by a string.
        text_column: With the text; where it is None, the first of ``text``, ``article``,
            ``content``, ``body``.

    Returns:
        One row for each row of ``table``, in order, with `BATCH_SCHEMA`.

    Raises:
        ArticleError: If there is no column with the text.
    """
    names = table.schema.names
    column = find_text(names, text_column)
    if isinstance(annotator, str):
        annotator = _loaded(annotator, json.dumps(dict(options or {}), sort_keys=True))
    rows = table.select([name for name in names if name in KNOWN or name == column]).to_pylist()
    items = [from_row(row, f"row {number}", column) for number, row in enumerate(rows)]
    return annotate_items(items, annotator, texts=[row[column] for row in rows])


def annotate_batches(
    batches: Iterator[pa.RecordBatch], annotator: str = DEFAULT
) -> Iterator[pa.RecordBatch]:
    """Annotate a stream of record batches, as ``DataFrame.mapInArrow`` of Spark wants it."""
    for batch in batches:
        yield from annotate_batch(batch, annotator).to_batches()


def annotate_items(
    items: Sequence[Item],
    annotator: Annotator,
    *,
    max_characters: int = MAX_CHARACTERS,
    texts: Sequence[object] | None = None,
) -> pa.Table:
    """Annotate documents into a table with `BATCH_SCHEMA`, one row for each item, in order.

    Args:
        items: Documents, or failures to read one.
        annotator: Loaded.
        max_characters: A longer document is set aside.
        texts: Stand in the rows of those that fail; else the texts of the documents.
    """
    if texts is None:
        texts = [item.text if isinstance(item, Document) else None for item in items]
    outcomes = annotate_guarded(annotator, items, max_characters=max_characters)
    rows = [
        _failed(outcome, text) if isinstance(outcome, Failure) else to_row(outcome)
        for outcome, text in zip(outcomes, texts, strict=True)
    ]
    return pa.Table.from_pylist(rows, schema=BATCH_SCHEMA)


@lru_cache(maxsize=2)
def _loaded(name: str, options: str) -> Annotator:
    return load_annotator(name, json.loads(options), single=True)


def _failed(failure: Failure, text: object) -> dict[str, Any]:
    return {
        "id": failure.id,
        "text": text if isinstance(text, str) else None,
        "meta": "{}",
        "annotator": None,
        **{name: [] for name in ("sentences", "claims", "evaluations", "stances")},
        "error": failure.error,
    }
