"""The one normalisation that an article's text gets, before its id is taken."""

import hashlib
import re

_NEWLINES = re.compile(r"\r\n|[\r\u0085\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")


def normalise(text: str) -> str:
    r"""Return ``text`` with ``\n`` for every line break and U+FFFD for lone surrogates.

    Nothing else moves or changes: control characters, emoji and runs of spaces stay, so that
    offsets taken by other tools on the same text remain valid. A byte order mark at the very
    start is dropped.
    """
    return _SURROGATES.sub("\ufffd", _NEWLINES.sub("\n", text.removeprefix("\ufeff")))


def digest(text: str) -> str:
    """Return the first 16 hexadecimal digits of the SHA-256 of ``text`` in UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
