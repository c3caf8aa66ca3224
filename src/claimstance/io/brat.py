"""brat standoff: a folder with one ``.txt`` and one ``.ann`` file for each document.

Text-bound annotations (T) for marks and roles, discontinuous for claims in fragments; relations (R)
for links; attributes (A); the neutral text as an annotator's note (#). Marks that run over a line
break are split there, as brat itself writes them, and joined again on reading. brat counts
characters, as this package does.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote, unquote

from claimstance.core.annotation import Annotation
from claimstance.core.document import Document
from claimstance.errors import FormatError
from claimstance.io.graph import LABELS, Node, Report, from_nodes, to_nodes

_BOUND = re.compile(r"(T\d+)\t(\w+) (\d+ \d+(?:;\d+ \d+)*)\t(.*)")
_RELATION = re.compile(r"R\d+\t(\w+) Arg1:(T\d+) Arg2:(T\d+)\s*")
_ATTRIBUTE = re.compile(r"[AM]\d+\t(\w+) (T\d+) (\S+)")
_NOTE = re.compile(r"#\d+\tAnnotatorNotes (T\d+)\t(.*)")


def write_brat(annotations: Iterable[Annotation], folder: str | Path) -> int:
    """Write two files for each annotation; return how many annotations.

    The id of a document becomes its file name, percent-encoded where it must be. Two annotations of
    one document need two folders.

    Raises:
        FormatError: If a document comes twice.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    written: set[str] = set()
    for annotation in annotations:
        document = annotation.document
        if document.id in written:
            raise FormatError(
                f"{folder}: document {document.id!r} is given twice; brat has one annotation of a "
                "document, write one folder for each annotator"
            )
        written.add(document.id)
        stem = quote(document.id, safe="")
        (folder / f"{stem}.txt").write_bytes(document.text.encode())
        lines = "".join(f"{line}\n" for line in _lines(annotation))
        (folder / f"{stem}.ann").write_bytes(lines.encode())
    return len(written)


def _lines(annotation: Annotation) -> Iterator[str]:
    nodes = to_nodes(annotation)
    names = {node.id: f"T{number}" for number, node in enumerate(nodes, 1)}
    text = annotation.document.text
    relations = attributes = notes = 0
    for node in nodes:
        pieces = [piece for span in node.spans for piece in _pieces(span, text)]
        offsets = ";".join(f"{start} {end}" for start, end in pieces)
        words = " ".join(text[start:end] for start, end in pieces)
        yield f"{names[node.id]}\t{node.label} {offsets}\t{words}"
        for name, value in node.attributes.items():
            if name == "neutral":
                notes += 1
                yield f"#{notes}\tAnnotatorNotes {names[node.id]}\t{_escape(value)}"
            else:
                attributes += 1
                yield f"A{attributes}\t{name} {names[node.id]} {value}"
        for role, target in node.links.items():
            relations += 1
            yield f"R{relations}\t{role} Arg1:{names[node.id]} Arg2:{names[target]}\t"


def _pieces(span: tuple[int, int], text: str) -> list[tuple[int, int]]:
    """Split a span at line breaks, which brat does not allow inside."""
    start, end = span
    pieces = [(start + m.start(), start + m.end()) for m in re.finditer(r"[^\n]+", text[start:end])]
    return pieces or [span]


def _escape(value: str) -> str:
    return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")


def _unescape(value: str) -> str:
    known = {"n": "\n", "r": "\r"}
    return re.sub(r"\\(.)", lambda m: known.get(m[1], m[1]), value)


def read_brat(folder: str | Path, *, annotator: str, report: Report) -> Iterator[Annotation]:
    """Read all documents of a folder, by file name.

    Args:
        folder: Holds ``.txt`` and ``.ann`` files.
        annotator: Who made the annotations; brat does not say.
        report: Called with each line that does not fit, which is left out.

    Raises:
        FormatError: If the folder has no ``.txt`` file.
    """
    paths = sorted(Path(folder).glob("*.txt"))
    if not paths:
        raise FormatError(f"{folder}: expected a folder with .txt and .ann files of brat")
    for path in paths:
        text = path.read_bytes().decode("utf-8", "replace")
        document = Document(text=text, id=unquote(path.stem))
        standoff = path.with_suffix(".ann")
        lines = standoff.read_bytes().decode("utf-8").split("\n") if standoff.exists() else []
        nodes = _Reader(str(standoff), text, report).nodes(lines)
        yield from_nodes(document, annotator, nodes, where=str(standoff), report=report)


class _Reader:
    """Collects the lines of one file."""

    def __init__(self, path: str, text: str, report: Report) -> None:
        self.path, self.text, self.report = path, text, report
        self.found: dict[str, tuple[str, tuple[tuple[int, int], ...]]] = {}
        self.attributes: dict[str, dict[str, str]] = {}
        self.links: dict[str, dict[str, str]] = {}

    def nodes(self, lines: list[str]) -> list[Node]:
        for number, line in enumerate(lines, 1):
            if line.strip() and (trouble := self._line(line)):
                self.report(f"{self.path}:{number}: {trouble}; left out")
        return [
            Node(id_, label, spans, self.attributes.get(id_, {}), self.links.get(id_, {}))
            for id_, (label, spans) in self.found.items()
        ]

    def _line(self, line: str) -> str | None:
        """Read one line; return what is wrong with it."""
        if bound := _BOUND.fullmatch(line):
            return self._bound(*bound.groups())
        if relation := _RELATION.fullmatch(line):
            role, source, target = relation.groups()
            self.links.setdefault(source, {})[role] = target
        elif attribute := _ATTRIBUTE.fullmatch(line):
            name, id_, value = attribute.groups()
            self.attributes.setdefault(id_, {})[name] = value
        elif note := _NOTE.fullmatch(line):
            self.attributes.setdefault(note[1], {})["neutral"] = _unescape(note[2])
        else:
            return f"{line[:40]!r} given, expected a T, R, A or # line of brat"
        return None

    def _bound(self, id_: str, label: str, offsets: str, words: str) -> str | None:
        if label not in LABELS:
            return f"label {label!r}: expected one of {list(LABELS)}"
        pieces = [tuple(map(int, piece.split())) for piece in offsets.split(";")]
        here = " ".join(self.text[start:end] for start, end in pieces)
        if here != words:
            return (
                f"{words!r} given at {offsets}, but the text there is {here!r}; the offsets are "
                "of another version of the text, or count bytes or UTF-16 units"
            )
        self.found[id_] = (label, self._joined([(start, end) for start, end in pieces]))
        return None

    def _joined(self, pieces: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
        """Join pieces that only line breaks keep apart."""
        joined = [pieces[0]]
        for start, end in pieces[1:]:
            between = self.text[joined[-1][1] : start]
            if between and not between.strip("\n"):
                joined[-1] = (joined[-1][0], end)
            else:
                joined.append((start, end))
        return tuple(joined)
