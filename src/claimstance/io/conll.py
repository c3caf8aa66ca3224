"""CoNLL columns: a token on each line with tags of the BIO scheme, an empty line between sentences.

Columns: token, start and end in characters of the document, claim, evaluation, holder, cue, target.
A token has one tag in each column, so that of nested claims only the outermost survives, and
attributes only as far as they are in the tag (``B-event``, ``B-judgement``). One way: links,
fragments and the rest are lost.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from claimstance.core.alignment import Alignment
from claimstance.core.annotation import Annotation
from claimstance.core.layers import Layer, LayerMark, layer_marks
from claimstance.core.span import Span
from claimstance.io.jsonl import write_lines

COLUMNS = (Layer.CLAIMS, Layer.EVALUATIONS, Layer.HOLDERS, Layer.CUES, Layer.TARGETS)
_TOKEN = re.compile(r"\w+|[^\w\s]")


def write_conll(annotations: Iterable[Annotation], path: str | Path) -> int:
    """Write one file; return how many annotations are in it."""
    count = 0

    def lines() -> Iterator[str]:
        nonlocal count
        for annotation in annotations:
            count += 1
            yield from _lines(annotation)

    write_lines(lines(), path)
    return count


def _lines(annotation: Annotation) -> Iterator[str]:
    text = annotation.document.text
    yield f"# document = {' '.join(annotation.document.id.split())}"
    yield f"# annotator = {annotation.annotator}"
    alignment = Alignment.from_offsets([m.span() for m in _TOKEN.finditer(text)])
    tags = [_tags(layer_marks(annotation, layer), alignment) for layer in COLUMNS]
    starts = {sentence.span.start for sentence in annotation.sentences}
    begun = 0
    for index, token in enumerate(alignment.tokens):
        if any(begun < start <= token.start for start in starts):
            yield ""
        begun = token.start
        cells = [token.of(text), str(token.start), str(token.end)]
        yield "\t".join([*cells, *(column[index] for column in tags)])
    yield ""


def _tags(marks: Iterable[LayerMark], alignment: Alignment) -> list[str]:
    """Return a tag for each token; the longest mark that covers it wins."""
    tags = ["O"] * len(alignment.tokens)
    spans = [(span, _label(mark)) for mark in marks for span in mark.extent]
    for span, label in sorted(spans, key=lambda pair: (-len(pair[0]), pair[0])):
        tokens = alignment.encode(span)
        if tokens is None or any(tags[token] != "O" for token in tokens):
            continue
        for token in tokens:
            tags[token] = f"{'B' if token == tokens.start else 'I'}-{label}"
    return tags


def _label(mark: LayerMark) -> str:
    names = {Layer.CLAIMS: "kind", Layer.EVALUATIONS: "type"}
    value = mark.attribute(names[mark.layer]) if mark.layer in names else None
    return value or mark.layer.value.removesuffix("s")


def spans(tags: Iterable[str], tokens: Iterable[Span]) -> tuple[tuple[Span, str], ...]:
    """Return what a column of tags marks, for who reads the file: spans with their labels."""
    found: list[tuple[Span, str]] = []
    for tag, token in zip(tags, tokens, strict=True):
        if tag.startswith("B-"):
            found.append((token, tag[2:]))
        elif tag.startswith("I-") and found:
            found[-1] = (Span(found[-1][0].start, token.end), found[-1][1])
    return tuple(found)
