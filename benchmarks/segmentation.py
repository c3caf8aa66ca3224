"""Compare sentence splitters on annotated news: boundary F1 and speed.

Run: python benchmarks/segmentation.py ../shared/corpus
Only documents that are runs of sentences (more than one) have boundaries to find.
"""

import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from claimstance.core.span import Span
from claimstance.io.jsonl import read_annotations
from claimstance.segment.sentences import split_sentences


def by_pieces(text: str, pieces: Iterable[str]) -> list[Span]:
    """Find the pieces in the text, in order."""
    spans, at = [], 0
    for piece in pieces:
        stripped = piece.strip()
        if stripped and (start := text.find(stripped, at)) >= 0:
            at = start + len(stripped)
            spans.append(Span(start, at))
    return spans


def sentencex(text: str, language: str) -> list[Span]:
    from sentencex import segment

    return by_pieces(text, segment(language, text))


def pysbd(text: str, language: str) -> list[Span]:
    from pysbd import Segmenter

    return by_pieces(text, Segmenter(language=language, clean=False).segment(text))


def syntok(text: str, language: str) -> list[Span]:
    from syntok.segmenter import process

    pieces = (
        "".join(token.spacing + token.value for token in sentence)
        for paragraph in process(text)
        for sentence in paragraph
    )
    return by_pieces(text, pieces)


def ours(text: str, language: str) -> list[Span]:
    return list(split_sentences(text, language))


SPLITTERS: dict[str, Callable[[str, str], list[Span]]] = {
    "sentencex": sentencex,
    "pysbd": pysbd,
    "syntok": syntok,
    "claimstance": ours,
}


def main(corpus: Path) -> None:
    print(f"{'language':9} {'splitter':12} {'spans F1':>9} {'ends F1':>8} {'sentences/s':>12}")
    for language, names in (("en", ("train", "dev")), ("es", ("dev-es",))):
        documents = [
            annotation
            for name in names
            for annotation in read_annotations(corpus / f"{name}.jsonl")
            if len(annotation.sentences) > 1
        ]
        for name, split in SPLITTERS.items():
            found_spans = gold_spans = both = found_ends = both_ends = 0
            start = time.perf_counter()
            results = [split(a.document.text, language) for a in documents]
            seconds = time.perf_counter() - start
            for annotation, spans in zip(documents, results, strict=True):
                gold = {s.span for s in annotation.sentences}
                found_spans += len(set(spans))
                gold_spans += len(gold)
                both += len(gold & set(spans))
                ends = {span.end for span in spans}
                found_ends += len(ends)
                both_ends += len(ends & {span.end for span in gold})
            f1 = 2 * both / (found_spans + gold_spans)
            ends_f1 = 2 * both_ends / (found_ends + gold_spans)
            print(f"{language:9} {name:12} {f1:9.3f} {ends_f1:8.3f} {gold_spans / seconds:12,.0f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
