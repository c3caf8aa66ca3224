"""What of a document stands between quotation marks.

Curly quotes, guillemets and straight double quotes are read; single quotes are not, because an
apostrophe looks the same. A quotation that is not closed ends with its paragraph.
"""

import re

from claimstance.core.span import Span

_SIGN = re.compile("[“”«»„\"]|''|\n[ \t\r\f\v]*\n")
_CLOSES = {"“": "”", "„": "“”", "«": "»", '"': '"”', "''": "''\"", "”": "”"}


def quotations(text: str) -> tuple[Span, ...]:
    """Return the outermost quoted stretches of ``text`` without their marks, in order."""
    found: list[Span] = []
    opened: tuple[str, int] | None = None
    depth = 0
    for match in _SIGN.finditer(text):
        sign = match.group()
        if sign.startswith("\n"):
            if opened is not None:
                _keep(found, opened[1], match.start())
            opened, depth = None, 0
        elif opened is None:
            if sign in "“«„" or sign in ('"', "''"):
                opened, depth = (sign, match.end()), 0
        elif sign == opened[0] and sign in "“«„":
            depth += 1
        elif sign in _CLOSES[opened[0]] or (opened[0] == '"' and sign in "“"):
            if depth:
                depth -= 1
            else:
                _keep(found, opened[1], match.start())
                opened = None
    if opened is not None:
        _keep(found, opened[1], len(text))
    return tuple(found)


def _keep(found: list[Span], start: int, end: int) -> None:
    if start < end:
        found.append(Span(start, end))
