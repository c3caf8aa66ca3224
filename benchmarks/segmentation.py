"""Compare sentence splitters on annotated news and on hard cases: F1, cases solved, speed.

Run: python benchmarks/segmentation.py ../shared/corpus
Only documents that are runs of sentences (more than one) have boundaries to find. The hard cases
are those of tests/segment/hard_cases.txt; times are of the processor, not of the clock.
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


HARD_CASES = Path(__file__).parents[1] / "tests" / "segment" / "hard_cases.txt"


def solved(split: Callable[[str, str], list[Span]], language: str) -> str:
    right = cases = 0
    for line in HARD_CASES.read_text(encoding="utf-8").splitlines():
        if line.startswith(f"{language}\t"):
            expected = line.split("\t")[2].split(" | ")
            text = " ".join(expected)
            cases += 1
            right += [span.of(text) for span in split(text, language)] == expected
    return f"{right}/{cases}"


def main(corpus: Path) -> None:
    header = ("language", "splitter", "spans F1", "ends F1", "hard", "sentences/s")
    print("{:9} {:12} {:>9} {:>8} {:>6} {:>12}".format(*header))
    for language, names in (("en", ("train", "dev")), ("es", ("dev-es",))):
        documents = [
            annotation
            for name in names
            for annotation in read_annotations(corpus / f"{name}.jsonl")
            if len(annotation.sentences) > 1
        ]
        for name, split in SPLITTERS.items():
            found_spans = gold_spans = both = found_ends = both_ends = 0
            start = time.process_time()
            results = [split(a.document.text, language) for a in documents]
            seconds = time.process_time() - start
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
            hard = solved(split, language)
            print(
                f"{language:9} {name:12} {f1:9.3f} {ends_f1:8.3f} {hard:>6} "
                f"{gold_spans / seconds:12,.0f}"
            )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
