"""Articles of any kind as documents, in the order of their sources."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from claimstance.core.document import Document
from claimstance.core.failure import Failure
from claimstance.errors import ArticleError, ClaimstanceError, MissingExtraError
from claimstance.io.html import read_html
from claimstance.io.hub import is_dataset, read_dataset
from claimstance.io.plain import read_markdown, read_plain
from claimstance.io.rows import read_lines, read_parquet
from claimstance.io.sources import (
    MAX_BYTES,
    expand,
    holds_json_lines,
    is_url,
    kind_of,
    read_bytes,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _How:
    """How sources of each kind are read."""

    encoding: str | None
    column: str | None
    subset: str | None
    split: str | None


def read_articles(
    sources: Iterable[str],
    *,
    encoding: str | None = None,
    language: str | None = None,
    text_column: str | None = None,
    subset: str | None = None,
    split: str | None = None,
) -> Iterator[Document | Failure]:
    """Read articles lazily from files, folders, ``-`` (standard input), addresses and the hub.

    Args:
        sources: Text, Markdown, HTML (each also ``.gz``), JSON lines (also ``.gz``, ``.zst``),
            Parquet, folders of them, all of these in an object store (``s3://…``), addresses,
            ``hf://datasets/owner/name``. A file of another name is read as text, or as HTML where
            it looks like it.
        encoding: Of text, Markdown and HTML; where it is None, UTF-8 or what a page declares.
        language: ISO 639-1 code for documents that do not name their own.
        text_column: With the text, in JSON lines, Parquet and datasets; where it is None, the
            first of ``text``, ``article``, ``content``, ``body``.
        subset: Of datasets that have several (their configuration).
        split: Of datasets that have several.

    Yields:
        A document, or a failure with a message that names the source; the others are read.

    Raises:
        MissingExtraError: If a kind of source needs a library that is not installed.
    """
    how = _How(encoding=encoding, column=text_column, subset=subset, split=split)
    for source in sources:
        for item in _guarded(source, how):
            if isinstance(item, Document) and language and not item.language:
                yield replace(item, language=language)
            else:
                yield item


def _guarded(source: str, how: _How) -> Iterator[Document | Failure]:
    try:
        if is_dataset(source):
            yield from read_dataset(source, column=how.column, subset=how.subset, split=how.split)
            return
        for name in expand(source):
            yield from _read(name, how)
    except MissingExtraError:
        raise
    except ClaimstanceError as error:
        yield Failure(source, str(error))


def _read(name: str, how: _How) -> Iterator[Document | Failure]:
    kind = None if is_url(name) else kind_of(name)
    if name == "-" and holds_json_lines():
        kind = ".jsonl"
    try:
        if kind == ".jsonl":
            yield from read_lines(name, how.column)
        elif kind == ".parquet":
            yield from read_parquet(name, how.column)
        else:
            yield _read_whole(name, kind, how.encoding)
    except MissingExtraError:
        raise
    except ClaimstanceError as error:
        yield Failure(name, str(error))


def _read_whole(name: str, kind: str | None, encoding: str | None) -> Document:
    content = read_bytes(name)
    if len(content) > MAX_BYTES:
        raise ArticleError(
            f"{name}: larger than {MAX_BYTES:,} bytes; split it into articles, say as JSON lines"
        )
    if kind in (".html", ".htm") or (kind is None and _looks_like_html(content)):
        return read_html(content, name, name if is_url(name) else None, encoding)
    reader: Callable[[bytes, str, str | None], Document] = read_plain
    if kind == ".md":
        reader = read_markdown
    return reader(content, name, encoding)


def _looks_like_html(content: bytes) -> bool:
    start = content[:1024].lstrip().lower()
    return start.startswith((b"<!doctype html", b"<html")) or b"<html" in start
