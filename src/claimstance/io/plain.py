"""Plain text and Markdown as documents."""

import re

from claimstance.core.document import Document
from claimstance.core.text import normalise
from claimstance.errors import ArticleError

_HEADING = re.compile(r"\A\s*# +(.+?) *#*\n+")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_SIGNATURES = (b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_FEW = 8
"""Control characters that even the shortest text may hold."""
_BOMS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}


def decode(content: bytes, source: str, encoding: str | None = None) -> str:
    """Return the text of a file.

    Args:
        content: The file's bytes.
        source: Its name, for messages.
        encoding: Name of the encoding; UTF-8, or what a byte order mark says, where it is None.

    Raises:
        ArticleError: If it is empty, binary, or not in the encoding.
    """
    refuse_binary(content, source, encoding)
    try:
        return content.decode(encoding or _marked(content) or "utf-8")
    except LookupError:
        raise ArticleError(
            f"{source}: unknown encoding {encoding!r}; expected a name such as cp1252"
        ) from None
    except UnicodeDecodeError as error:
        raise ArticleError(
            f"{source}: not {error.encoding} at byte {error.start}; name its encoding, for example "
            "--encoding cp1252"
        ) from None


def refuse_binary(content: bytes, source: str, encoding: str | None = None) -> None:
    """Refuse what cannot be text; with an encoding given, control bytes may be part of letters.

    Raises:
        ArticleError: If the content is empty or binary.
    """
    if not content.strip():
        raise ArticleError(f"{source}: the file is empty; expected an article")
    start = content[:4096]
    controls = 0 if encoding or _marked(content) else len(_CONTROL.findall(start))
    if start.startswith(_SIGNATURES) or controls > _FEW + len(start) // 20:
        raise ArticleError(f"{source}: a binary file; expected text, HTML, JSON lines or Parquet")


def _marked(content: bytes) -> str | None:
    return next((name for bom, name in _BOMS.items() if content.startswith(bom)), None)


def read_plain(content: bytes, source: str, encoding: str | None = None) -> Document:
    """Read a text; nothing of it is taken for a title.

    Raises:
        ArticleError: If it is empty, binary, or not in the encoding.
    """
    return _document(normalise(decode(content, source, encoding)), source)


def read_markdown(content: bytes, source: str, encoding: str | None = None) -> Document:
    """Read Markdown as it stands; a level-one heading at its start becomes the title.

    Raises:
        ArticleError: If it is empty, binary, or not in the encoding.
    """
    text = normalise(decode(content, source, encoding))
    heading = _HEADING.match(text)
    if heading and text[heading.end() :].strip():
        return _document(text[heading.end() :], source, title=heading.group(1))
    return _document(text, source)


def _document(text: str, source: str, title: str | None = None) -> Document:
    if not text.strip():
        raise ArticleError(f"{source}: the file is empty; expected an article")
    return Document(text=text, title=title, meta=file_name(source))


def file_name(source: str) -> dict[str, object]:
    """Return what ``meta`` says of a source: the name of its file, without folders."""
    if source == "-" or source.lower().startswith(("http://", "https://")):
        return {}
    return {"file": source.replace("\\", "/").rpartition("/")[2]}
