"""Articles in JSON lines and Parquet: one document per line or row."""

import gzip
import io
import json
import re
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import IO, Any

from claimstance.core.document import Document
from claimstance.core.failure import Failure
from claimstance.core.text import normalise
from claimstance.errors import ArticleError, ClaimstanceError, FormatError, MissingExtraError
from claimstance.io.record import document_from_record
from claimstance.io.stores import is_stored, open_stored

_COLUMNS = ("id", "title", "url", "source", "published", "language")
KNOWN = (*_COLUMNS, "meta")
"""Columns that are read beside the text."""
TEXT_COLUMNS = ("text", "article", "content", "body")
"""Names under which the text is looked for, in this order."""
_ROWS = 256
_SURROGATES = re.compile("[\ud800-\udfff]")


def text_column(names: Iterable[str], wanted: str | None = None) -> str:
    """Return the column that holds the text: the one wanted, or the first of `TEXT_COLUMNS`.

    Raises:
        ArticleError: If there is none; the message names those that there are.
    """
    there = list(names)
    for name in (wanted,) if wanted else TEXT_COLUMNS:
        if name in there:
            return name
    expected = repr(wanted) if wanted else "one of " + ", ".join(map(repr, TEXT_COLUMNS))
    raise ArticleError(
        f"columns {there} given, expected {expected}; name the one with the text (--text-column)"
    )


def read_lines(source: str, column: str | None = None) -> Iterator[Document | Failure]:
    """Read JSON lines lazily: the format's own (``{"document": …}``) or ``{"text": …}``.

    A line that cannot be read yields a failure that names it; the others are read.

    Args:
        source: A file, or ``-``.
        column: The key of the text; found by its name where it is None.

    Raises:
        ArticleError: If the file cannot be opened.
    """
    number = 0
    try:
        stream = _opened(source)
        with nullcontext() if source == "-" else stream:
            for number, line in enumerate(stream, 1):
                if line.strip():
                    yield _from_line(line, f"{source}:{number}", column)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        reason = "damaged or truncated gzip; what stood before it was read"
        yield Failure(f"{source}:{number + 1}", f"{source}:{number + 1}: {reason}")
    except OSError as error:
        if error.errno is not None:
            raise ArticleError(f"{source}: cannot be read ({error.strerror})") from None
        kind = "gzip" if source.lower().endswith(".gz") else "zstd"
        reason = f"damaged or truncated {kind}; what stood before it was read ({error})"
        yield Failure(f"{source}:{number + 1}", f"{source}:{number + 1}: {reason}")


def _opened(source: str) -> IO[bytes] | gzip.GzipFile:
    if source == "-":
        return sys.stdin.buffer
    if is_stored(source):
        return io.BufferedReader(open_stored(source))
    if source.lower().endswith(".gz"):
        return gzip.open(source, "rb")
    if source.lower().endswith(".zst"):
        pa = _pyarrow()
        return io.BufferedReader(pa.CompressedInputStream(pa.OSFile(source), "zstd"))
    return Path(source).open("rb")


def _from_line(line: bytes, place: str, column: str | None) -> Document | Failure:
    try:
        record = _loaded(line)
        if isinstance(record, dict) and "document" in record:
            return document_from_record(record["document"])
        if not isinstance(record, dict):
            raise FormatError('expected an object with "document" or "text"')
        return _from_mapping(record, text_column(record, column))
    except ClaimstanceError as error:
        return Failure(place, f"{place}: {error}")
    except (ValueError, RecursionError) as error:
        return Failure(place, f"{place}: not JSON in UTF-8 ({error})")


def _loaded(line: bytes) -> Any:
    """Load a line, with U+FFFD for lone surrogates, which JSON can spell but no file can hold.

    One character stands for one, so that offsets remain valid.
    """
    record = json.loads(line.decode("utf-8-sig"))
    if b"\\ud" not in line.lower():
        return record
    return json.loads(_SURROGATES.sub("\ufffd", json.dumps(record, ensure_ascii=False)))


def read_parquet(source: str, column: str | None = None) -> Iterator[Document | Failure]:
    """Read a Parquet file, a few hundred rows at a time.

    Args:
        source: A file.
        column: Of the text; found by its name where it is None.

    Raises:
        ArticleError: If it is no Parquet file or has no such column.
        MissingExtraError: If pyarrow is not installed.
    """
    pa = _pyarrow()
    import pyarrow.parquet as pq

    try:
        stored = open_stored(source, seekable=True) if is_stored(source) else source
        with pq.ParquetFile(stored) as file:
            names = file.schema_arrow.names
            found = text_column(names, column)
            columns = [name for name in names if name in KNOWN or name == found]
            number = 0
            for batch in file.iter_batches(_ROWS, columns=columns):
                for row in batch.to_pylist():
                    yield from_row(row, f"{source}, row {number}", found)
                    number += 1
    except ArticleError as error:
        raise ArticleError(f"{source}: {error}") from None
    except (pa.ArrowInvalid, OSError) as error:
        raise ArticleError(f"{source}: not a readable Parquet file ({error})") from None


def from_row(row: Mapping[str, Any], place: str, column: str) -> Document | Failure:
    """Read a row whose text is in ``column``; a failure names its place."""
    try:
        return _from_mapping(row, column)
    except (ClaimstanceError, ValueError, TypeError) as error:
        return Failure(str(row.get("id") or place), f"{place}: {error}")


def _from_mapping(row: Mapping[str, Any], column: str) -> Document:
    """Build a document of loose columns; those that are not known go to ``meta``."""
    text = row[column]
    if not isinstance(text, str):
        raise FormatError(f"{column}: {text!r} given, expected a string")
    meta = row.get("meta") or {}
    meta = json.loads(meta) if isinstance(meta, str) else dict(meta)
    known = {*KNOWN, column}
    meta |= {key: value for key, value in row.items() if key not in known and value is not None}
    fields = {name: str(row[name]) for name in _COLUMNS if row.get(name) is not None}
    return Document(text=normalise(text), meta=meta, **fields)


def _pyarrow() -> Any:
    try:
        import pyarrow as pa
    except ModuleNotFoundError:
        raise MissingExtraError("Parquet or zstd", "parquet") from None
    return pa
