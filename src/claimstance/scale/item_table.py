"""What a reader yields as Arrow tables, the form in which Ray moves it between processes."""

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import pyarrow as pa

from claimstance.core.document import Document
from claimstance.core.failure import Failure
from claimstance.scale.guard import Item

_COLUMNS = ("id", "text", "title", "url", "source", "published", "language")
ITEM_SCHEMA = pa.schema(
    [(name, pa.string()) for name in (*_COLUMNS, "meta", "error", "place")],
)
"""A document, or a failure with its ``error`` and no text; ``place`` is no other's in the run."""


def to_item_tables(items: Iterable[Item], source: str, size: int) -> Iterator[pa.Table]:
    """Yield tables of up to ``size`` items of one source."""
    rows = (_row(item, f"{source}:{number}") for number, item in enumerate(items))
    while chunk := list(islice(rows, size)):
        yield pa.Table.from_pylist(chunk, schema=ITEM_SCHEMA)


def from_item_table(table: pa.Table) -> list[Item]:
    """Read the items back, in order."""
    return [_item(row) for row in table.to_pylist()]


def _row(item: Item, place: str) -> dict[str, Any]:
    if isinstance(item, Failure):
        return {"id": item.id, "error": item.error, "place": place}
    fields = {name: getattr(item, name) for name in _COLUMNS}
    return {**fields, "meta": json.dumps(dict(item.meta), ensure_ascii=False), "place": place}


def _item(row: dict[str, Any]) -> Item:
    if row["error"] is not None:
        return Failure(row["id"], row["error"])
    return Document(**{name: row[name] for name in _COLUMNS}, meta=json.loads(row["meta"]))
