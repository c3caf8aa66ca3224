"""Plain text and Markdown as documents."""

import re

from claimstance.core.document import Document
from claimstance.core.text import normalise
from claimstance.errors import ArticleError

_HEADING = re.compile(r"\A\s*# +(.+?) *#*\n+")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")
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
    if not content.strip():
        raise ArticleError(f"{source}: the file is empty; expected an article")
    marked = next((name for bom, name in _BOMS.items() if content.startswith(bom)), None)
    if not marked and len(_CONTROL.findall(content[:4096])) > len(content[:4096]) // 20:
        raise ArticleError(f"{source}: a binary file; expected text, HTML, JSON lines or Parquet")
    try:
        return content.decode(encoding or marked or "utf-8")
    except LookupError:
        raise ArticleError(
            f"{source}: unknown encoding {encoding!r}; expected a name such as cp1252"
        ) from None
    except UnicodeDecodeError as error:
        raise ArticleError(
            f"{source}: not {error.encoding} at byte {error.start}; name its encoding, for example "
            "--encoding cp1252"
        ) from None


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
    meta = {} if source == "-" else {"file": source.replace("\\", "/").rpartition("/")[2]}
    return Document(text=text, title=title, meta=meta)
