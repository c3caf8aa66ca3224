"""Articles of any kind as documents, in the order of their sources."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from claimstance.core.document import Document
from claimstance.core.failure import Failure
from claimstance.errors import ArticleError, ClaimstanceError, MissingExtraError
from claimstance.io.html import read_html
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


def read_articles(
    sources: Iterable[str], *, encoding: str | None = None, language: str | None = None
) -> Iterator[Document | Failure]:
    """Read articles lazily from files, folders, ``-`` (standard input) and http(s) addresses.

    Args:
        sources: Text, Markdown, HTML (each also ``.gz``), JSON lines (also ``.gz``, ``.zst``),
            Parquet, folders of them, addresses. A file of another name is read as text, or as
            HTML where it looks like it.
        encoding: Of text, Markdown and HTML; where it is None, UTF-8 or what a page declares.
        language: ISO 639-1 code for documents that do not name their own.

    Yields:
        A document, or a failure with a message that names the source; the others are read.

    Raises:
        MissingExtraError: If a kind of source needs a library that is not installed.
    """
    for source in sources:
        for item in _guarded(source, encoding):
            if isinstance(item, Document) and language and not item.language:
                yield replace(item, language=language)
            else:
                yield item


def _guarded(source: str, encoding: str | None) -> Iterator[Document | Failure]:
    try:
        for name in expand(source):
            yield from _read(name, encoding)
    except MissingExtraError:
        raise
    except ClaimstanceError as error:
        yield Failure(source, str(error))


def _read(name: str, encoding: str | None) -> Iterator[Document | Failure]:
    kind = None if is_url(name) else kind_of(name)
    if name == "-" and holds_json_lines():
        kind = ".jsonl"
    try:
        if kind == ".jsonl":
            yield from read_lines(name)
        elif kind == ".parquet":
            yield from read_parquet(name)
        else:
            yield _read_whole(name, kind, encoding)
    except MissingExtraError:
        raise
    except ClaimstanceError as error:
        yield Failure(name, str(error))


def _read_whole(name: str, kind: str | None, encoding: str | None) -> Document:
    content = read_bytes(name)
    if len(content) > MAX_BYTES:
        raise ArticleError(f"{name}: larger than {MAX_BYTES:,} bytes; split it into articles")
    if kind in (".html", ".htm") or (kind is None and _looks_like_html(content)):
        return read_html(content, name, name if is_url(name) else None, encoding)
    reader: Callable[[bytes, str, str | None], Document] = read_plain
    if kind == ".md":
        reader = read_markdown
    return reader(content, name, encoding)


def _looks_like_html(content: bytes) -> bool:
    start = content[:1024].lstrip().lower()
    return start.startswith((b"<!doctype html", b"<html")) or b"<html" in start
