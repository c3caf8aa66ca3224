"""Sentences of a text, as spans that slice back exactly.

Boundaries come from sentencex; what it gets wrong in news is repaired here, on the spans: titles
before names, parties and states after names ("R-Neb., said"), straight quotation marks, headlines
and bullet lines without a full stop, hard-wrapped lines. ``docs/segmentation.md`` compares.
"""

import re
from collections.abc import Iterable, Iterator

import sentencex

from claimstance.core.span import Span, trim

LONGEST = 2_000
"""Characters after which a "sentence" is cut at a mark of punctuation or a space."""

_BLANK = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_BULLET = re.compile(r"\s*(?:[-–—*•·▪]|\d{1,2}[.)])\s")
_NUMBERED = re.compile(r"\d{1,2}[.)]")
_ENDED = re.compile(r"[.!?…:;][\"'”’»)\]]*\s*$")
_TITLE = re.compile(
    r"(?:^|[\s(\"'“‘«])(?:Mr|Mrs|Ms|Dr|Prof|Pres|Sec|Sen|Sens|Rep|Reps|Gov|Govs|Gen|Lt|Col|Capt|Cmdr|"
    r"Sgt|Maj|Adm|Rev|Hon|Amb|Atty|Supt|Det|Insp|St|Sr|Sra|Srta|Dra|Lic|Ing|Arq|vs|v|approx|"
    r"[A-Z]|EE)\.$"
)
_PARTY = re.compile(r"(?:^|[\s(])[RDI]-[A-Z][a-z]*\.$")
_OPENING = ("“", "«", "‘", '"')
_CLOSING = re.compile(r"[\"'”’»)\]]+(?=\s|$)")
_GOES_ON = re.compile(r"[,;:)\]%]|[a-zà-ÿ]")
_CARRIED_QUOTE = re.compile(r"([.!?])\s+([\"“«‘'])$")
_NEXT_QUOTE = re.compile(r"[a-zà-ÿ0-9%)][.!?]\s+(?=[\"“«](?:[A-ZÀ-Ý¿¡]))")
_NO_ABBREVIATION = re.compile(
    r"(?<![\w.])(?:no|me|ill|ok|miss|mar|bien|contra|auto|nos|sobre|extra|post|pro|etc)\.\s+"
    r"(?=[\"“«‘¿¡]?[A-ZÀ-Ý])"
)
_APOSTROPHE = re.compile(r"(?<=\w)[‘’](?=\w)")  # never a quotation mark, one character for one
_AFTER_DATELINE = re.compile(r"[-–—]+\s")
_ASIDE = re.compile(r"\([^()]*[.!?]\)\s+(?=[\"“«‘¿¡]?[A-ZÀ-Ý])")
_CUT = re.compile(r"[;:,]\s|\s")
_WINDOW = 5_000
"""Characters given to sentencex at once: its time grows with the square of unbalanced quotes."""


def split_sentences(text: str, language: str | None = None) -> tuple[Span, ...]:
    """Return the sentences of ``text`` in order, without white space at their edges.

    Sentences never overlap, never cross an empty line, and leave out nothing but white space.

    Args:
        text: Any text.
        language: ISO 639-1 code; English rules where it is None or unknown.
    """
    return tuple(
        sentence
        for block in _blocks(text)
        for piece in _repaired(_pieces(text, block, language or "en"), text)
        for sentence in _cut(piece, text)
    )


def _blocks(text: str) -> Iterator[Span]:
    """Yield paragraphs, and the lines of those that are no running text."""
    start = 0
    for gap in [*_BLANK.finditer(text), None]:
        end = gap.start() if gap else len(text)
        if start < end:
            yield from _lines(Span(start, end), text)
        start = gap.end() if gap else end


def _lines(paragraph: Span, text: str) -> Iterator[Span]:
    """Split a paragraph at line breaks, but not where a long line is merely wrapped."""
    lines = paragraph.of(text).split("\n")
    widest = max(map(len, lines))
    start = at = paragraph.start
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        at += len(line)
        wrapped = widest <= 100 and len(line) >= 0.7 * widest and not _ENDED.search(line)
        if following is None or not wrapped or _BULLET.match(following):
            if start < at and (block := trim(Span(start, at), text)):
                yield block
            start = at + 1
        at += 1


def _pieces(text: str, block: Span, language: str) -> list[Span]:
    """Split one block with sentencex, window by window, and find its pieces in the text."""
    found: list[Span] = []
    start = block.start
    while start < block.end:
        end = min(start + _WINDOW, block.end)
        plain = _APOSTROPHE.sub("'", text[start:end])
        pieces = list(sentencex.segment(language, plain))
        if end < block.end and len(pieces) > 1:
            pieces.pop()  # the window may have torn it; the next one starts with it
        located = [span.shift(start) for span in _located(pieces, plain)]
        found += located
        start = located[-1].end if located else end
    return _complete(found, block, text)


def _located(pieces: Iterable[str], window: str) -> list[Span]:
    found: list[Span] = []
    at = 0
    for piece in pieces:
        stripped = piece.strip()
        start = window.find(stripped, at) if stripped else -1
        if start >= 0:
            at = start + len(stripped)
            found.append(Span(start, at))
    return found


def _complete(found: list[Span], block: Span, text: str) -> list[Span]:
    """Add whatever a splitter has left out, so that nothing but white space is lost."""
    complete: list[Span] = []
    at = block.start
    for span in found:
        if span.start > at and (left_out := trim(Span(at, span.start), text)):
            complete.append(left_out)
        complete.append(span)
        at = span.end
    if at < block.end and (rest := trim(Span(at, block.end), text)):
        complete.append(rest)
    return complete


def _repaired(pieces: Iterable[Span], text: str) -> Iterator[Span]:
    """Join what was torn and split what was missed."""
    pending: Span | None = None
    for piece in _closed(pieces, text):
        if pending and _joined(pending, piece, text):
            pending = Span(pending.start, piece.end)
            continue
        start = piece.start
        if pending:
            if carried := _CARRIED_QUOTE.search(pending.of(text)):
                start = pending.start + carried.start(2)
                pending = Span(pending.start, pending.start + carried.end(1))
            yield from _split(pending, text)
        pending = Span(start, piece.end)
    if pending:
        yield from _split(pending, text)


def _closed(pieces: Iterable[Span], text: str) -> list[Span]:
    """Give closing marks at the start of a piece to the piece before, which they touch."""
    closed: list[Span] = []
    for piece in pieces:
        stray = _CLOSING.match(text, piece.start, piece.end)
        if not stray or not closed or closed[-1].end < piece.start:
            closed.append(piece)
            continue
        closed[-1] = Span(closed[-1].start, stray.end())
        if stray.end() < piece.end and (rest := trim(Span(stray.end(), piece.end), text)):
            closed.append(rest)
    return closed


def _joined(left: Span, right: Span, text: str) -> bool:
    tail = text[max(left.start, left.end - 20) : left.end]
    return bool(
        _TITLE.search(tail)
        or (_PARTY.search(tail) and not text.startswith(_OPENING, right.start))
        or _NUMBERED.fullmatch(text, left.start, left.end)
        or _GOES_ON.match(text, right.start)
        or (left.end == right.start and _AFTER_DATELINE.match(text, right.start))
    )


def _split(piece: Span, text: str) -> Iterator[Span]:
    cuts = {
        found.end()
        for pattern in (_NEXT_QUOTE, _NO_ABBREVIATION)
        for found in pattern.finditer(text, piece.start, piece.end)
        if not _TITLE.search(text[max(piece.start, found.start() - 20) : found.end()].rstrip())
    }
    if aside := _ASIDE.match(text, piece.start, piece.end):
        cuts.add(aside.end())
    start = piece.start
    for cut in (*sorted(cuts), piece.end):
        if start < cut and (sentence := trim(Span(start, cut), text)):
            yield sentence
        start = cut


def _cut(piece: Span, text: str) -> Iterator[Span]:
    """Cut a piece that is too long to be a sentence."""
    start = piece.start
    while piece.end - start > LONGEST:
        limit = start + LONGEST
        found = [m.end() for m in _CUT.finditer(text, start + LONGEST // 2, limit)]
        end = found[-1] if found else limit
        if sentence := trim(Span(start, end), text):
            yield sentence
        start = end
    if start < piece.end and (sentence := trim(Span(start, piece.end), text)):
        yield sentence
