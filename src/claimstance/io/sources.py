"""Where articles come from: files, folders, standard input, the web; always bytes."""

import gzip
import io
import sys
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from claimstance.errors import ArticleError, MissingExtraError
from claimstance.io.stores import is_stored, list_stored, open_stored

SUFFIXES = (".txt", ".md", ".html", ".htm", ".jsonl", ".parquet")
"""What is read from a folder, each also with ``.gz`` (and ``.jsonl`` with ``.zst``)."""
MAX_BYTES = 50_000_000
"""Largest page that is fetched, largest text or page that is read as one document."""
TIMEOUT = 20.0
"""Seconds without a sign of the server after which it is given up."""
DEADLINE = 60.0
"""Seconds for a page to arrive as a whole, redirects included."""
_REDIRECTS = 5


def is_url(source: str) -> bool:
    """Tell whether a source names a page on the web."""
    return source.lower().startswith(("http://", "https://"))


def expand(source: str) -> Iterator[str]:
    """Yield the files of a folder in sorted order, or the source itself.

    Raises:
        ArticleError: If there is no such file, or a folder holds none that can be read.
    """
    if source == "-" or is_url(source):
        yield source
        return
    path = Path(source)
    if is_stored(source):
        listed = list(list_stored(source))
    elif path.is_dir():
        listed = sorted(str(p) for p in path.rglob("*") if p.is_file())
    elif path.exists():
        listed = [source]
    else:
        raise ArticleError(f"{source}: no such file or folder; check the name")
    if listed == [source]:
        yield source
        return
    found = [name for name in listed if kind_of(name)]
    if not found:
        kinds = ", ".join(SUFFIXES)
        raise ArticleError(f"{source}: no articles in this folder; expected {kinds} (or .gz)")
    yield from found


def kind_of(name: str) -> str | None:
    """Return the suffix that says how to read a file, without compression, or None."""
    stem = name.lower().removesuffix(".gz").removesuffix(".zst")
    return next((suffix for suffix in SUFFIXES if stem.endswith(suffix)), None)


def holds_json_lines() -> bool:
    """Look at the start of standard input, without consuming it, for a JSON object."""
    stream = sys.stdin.buffer
    return isinstance(stream, io.BufferedReader) and stream.peek(64).lstrip().startswith(b"{")


def read_bytes(source: str) -> bytes:
    """Return the content of a file, of standard input or of a page, uncompressed.

    Raises:
        ArticleError: If it cannot be read, is too large, or its compression is damaged.
    """
    if is_url(source):
        return _fetch(source)
    try:
        if is_stored(source):
            with open_stored(source) as stream:
                return bytes(stream.read(MAX_BYTES + 1))
        content = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
        return _uncompressed(content) if content[:2] == b"\x1f\x8b" else content
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise ArticleError(f"{source}: damaged or truncated gzip; fetch the file again") from None
    except OSError as error:
        raise ArticleError(f"{source}: cannot be read ({error.strerror})") from None


def _uncompressed(content: bytes) -> bytes:
    with gzip.open(io.BytesIO(content)) as stream:
        return stream.read(MAX_BYTES + 1)


def _fetch(url: str) -> bytes:
    """Fetch a page within limits of time and size, following redirects to http(s) only."""
    try:
        import httpx
    except ModuleNotFoundError:
        raise MissingExtraError("Reading from the web", "html") from None

    deadline = time.monotonic() + DEADLINE
    headers = {"User-Agent": "claimstance", "Accept": "text/html, text/plain;q=0.9, */*;q=0.1"}
    try:
        with httpx.Client(timeout=TIMEOUT, headers=headers, max_redirects=_REDIRECTS) as client:
            for _ in range(_REDIRECTS + 1):
                with client.stream("GET", url) as response:
                    if not response.has_redirect_location:
                        response.raise_for_status()
                        return _limited(response.iter_bytes(), url, deadline)
                    target = str(response.url.join(response.headers["location"]))
                if urlsplit(target).scheme not in ("http", "https"):
                    raise ArticleError(f"{url}: redirects to {target!r}, expected http or https")
                url = target
    except httpx.HTTPStatusError as error:
        raise ArticleError(f"{url}: the server answered {error.response.status_code}") from None
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise ArticleError(f"{url}: cannot be fetched ({_reason(error)})") from None
    raise ArticleError(f"{url}: more than {_REDIRECTS} redirects")


def _limited(chunks: Iterator[bytes], url: str, deadline: float) -> bytes:
    content = bytearray()
    for chunk in chunks:
        content += chunk
        if time.monotonic() > deadline:
            raise ArticleError(f"{url}: not complete after {DEADLINE:.0f} seconds; try again later")
        if len(content) > MAX_BYTES:
            raise ArticleError(f"{url}: larger than {MAX_BYTES:,} bytes; save it and cut it down")
    return bytes(content)


def _reason(error: Exception) -> str:
    return str(error) or type(error).__name__
