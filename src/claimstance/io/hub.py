"""Datasets of the Hugging Face hub, streamed: ``hf://datasets/owner/name``.

The address is the one that fsspec, pandas and DuckDB know. It may name a revision and a file:
``hf://datasets/owner/name@main/data/2024.parquet``. A folder ``owner/name`` here comes first.
"""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from claimstance.core.document import Document
from claimstance.core.failure import Failure
from claimstance.errors import ArticleError, MissingExtraError
from claimstance.io.rows import KNOWN, from_row, text_column

_PREFIX = "hf://datasets/"


def is_dataset(source: str) -> bool:
    """Tell whether a source names a dataset of the hub."""
    return source.startswith("hf://")


def read_dataset(
    source: str,
    *,
    column: str | None = None,
    subset: str | None = None,
    split: str | None = None,
) -> Iterator[Document | Failure]:
    """Read a dataset row by row, without downloading it first.

    Args:
        source: ``hf://datasets/owner/name``, with ``@revision`` and a file behind if wanted.
        column: Of the text; found by its name where it is None.
        subset: The dataset's configuration, where it has several.
        split: Where it has several.

    Raises:
        ArticleError: If there is no such dataset, subset, split or column.
        MissingExtraError: If the library is not installed.
    """
    rows = _opened(source, subset, split)
    number = 0
    try:
        names = rows.column_names or list(next(iter(rows), {}))
        found = text_column(names, column)
        kept = [name for name in names if name in KNOWN or name == found]
        for number, row in enumerate(rows.select_columns(kept)):
            yield from_row(row, f"{source}, row {number}", found)
    except ArticleError as error:
        raise ArticleError(f"{source}: {error}") from None
    except Exception as error:  # reading goes over the network and through many formats
        raise ArticleError(f"{source}, after row {number}: {_sentence(error)}") from None


def _opened(source: str, subset: str | None, split: str | None) -> Any:
    try:
        import datasets
    except ModuleNotFoundError:
        raise MissingExtraError("hf://", "hub") from None

    arguments = _address(source)
    try:
        found = datasets.load_dataset(**arguments, name=subset, split=split, streaming=True)
    except Exception as error:  # the library raises some twenty kinds, of its own and others'
        raise ArticleError(f"{source}: cannot be opened ({_sentence(error)})") from None
    if not isinstance(found, Mapping):
        return found
    if len(found) > 1:
        raise ArticleError(f"{source}: has the splits {list(found)}; choose one with --split")
    return next(iter(found.values()))


def _address(source: str) -> dict[str, str]:
    """Take an address apart into the arguments of ``datasets.load_dataset``."""
    parts = source.removeprefix(_PREFIX).strip("/").split("/")
    if not source.startswith(_PREFIX) or not parts[0]:
        raise ArticleError(f"{source}: expected an address such as {_PREFIX}owner/name")
    name, _, revision = "/".join(islice(parts, 2)).partition("@")
    arguments = {"path": name, "revision": revision, "data_files": "/".join(parts[2:])}
    return {key: value for key, value in arguments.items() if value}


def _sentence(error: Exception) -> str:
    """Return the first line of an error, which may go on for a page."""
    return (str(error).strip() or type(error).__name__).splitlines()[0][:300]
