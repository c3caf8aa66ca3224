"""CSV for people: a row for each sentence, claim and evaluation, with its words spelt out.

One way: the table leaves out the text between the marks, so that it cannot be read back.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from claimstance.core.annotation import Annotation
from claimstance.io.graph import Node, to_nodes
from claimstance.io.jsonl import write_lines

COLUMNS = (
    "document", "annotator", "layer", "id", "start", "end", "text", "holder", "cue", "target",
    "subjectivity", "kind", "worth", "type", "polarity", "strength", "neutral",
)  # fmt: skip


def write_csv(annotations: Iterable[Annotation], path: str | Path) -> int:
    """Write one table; return how many annotations are in it."""
    count = 0

    def lines() -> Iterator[str]:
        nonlocal count
        yield _line(COLUMNS)
        for annotation in annotations:
            count += 1
            yield from map(_line, rows(annotation))

    write_lines(lines(), path)
    return count


def rows(annotation: Annotation) -> Iterator[tuple[str, ...]]:
    """Yield the cells of each mark, in the order of `COLUMNS`."""
    nodes = to_nodes(annotation)
    text = annotation.document.text
    words = {node.id: _words(node, text) for node in nodes}
    for node in nodes:
        if node.label not in ("Sentence", "Claim", "Evaluation"):
            continue
        cells = {
            "document": annotation.document.id,
            "annotator": annotation.annotator,
            "layer": node.label.lower(),
            "id": node.id,
            "start": str(node.spans[0][0]),
            "end": str(node.spans[-1][1]),
            "text": words[node.id],
            **node.attributes,
            **{role: words[target] for role, target in node.links.items()},
        }
        cells["holder"] = cells.get("holder") or cells.pop("voice", "")
        yield tuple(cells.get(column, "") for column in COLUMNS)


def _words(node: Node, text: str) -> str:
    return " … ".join(text[start:end] for start, end in node.spans)


def _line(cells: tuple[str, ...]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="").writerow(_safe(cell) for cell in cells)
    return stream.getvalue()


def _safe(cell: str) -> str:
    """Keep spreadsheets from taking words for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "@", "\t") else cell
