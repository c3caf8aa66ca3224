"""Documents with marks of every shape, the same for the same seed."""

import random

from claimstance.core.annotation import Annotation
from claimstance.core.document import Document
from claimstance.core.marks import (
    Claim,
    ClaimKind,
    Evaluation,
    EvaluationType,
    Polarity,
    Sentence,
    Subjectivity,
    Voice,
)
from claimstance.core.span import Span, trim

WORDS = [
    "Taxes",
    "fell",
    "«hoy»",
    "señor",
    "😀",
    "don’t",
    "(sic)",
    "e\u0301t",
    "%5",
    "a;b",
    "#1",
    "T1",
]


def annotation(seed: int) -> Annotation:
    """Return an annotation with nested, crossing and fragmented marks and odd characters."""
    rng = random.Random(seed)
    text, sentences = "", []
    for index in range(rng.randint(1, 3)):
        text += rng.choice(["", " ", "\n\n", "  "]) if index else ""
        start = len(text)
        text += " ".join(rng.choice(WORDS) for _ in range(rng.randint(4, 9))) + "."
        if rng.random() < 0.2:
            text += "\nmore words"
        value = rng.choice([None, *Subjectivity])
        sentences.append(Sentence(index, Span(start, len(text)), value))
    return Annotation(
        document=Document(text=text, id=f"d/{seed} é", language=rng.choice([None, "en", "es"])),
        annotator=rng.choice(["human:1", "model:x"]),
        sentences=tuple(sentences) if rng.random() < 0.9 else (),
        claims=tuple(_claim(rng, f"c{n}", rng.choice(sentences).span, text) for n in range(3)),
        evaluations=tuple(
            _evaluation(rng, f"e{n}", rng.choice(sentences).span, text) for n in range(3)
        ),
    )


def _words(rng: random.Random, inside: Span, text: str) -> Span:
    while True:
        start = rng.randrange(inside.start, inside.end)
        found = trim(Span(start, min(inside.end, start + rng.randint(1, 12))), text)
        if found:
            return found


def _claim(rng: random.Random, id_: str, inside: Span, text: str) -> Claim:
    spans = [_words(rng, inside, text)]
    other = _words(rng, inside, text)
    if rng.random() < 0.4 and (other.end + 2 < spans[0].start or spans[0].end + 2 < other.start):
        spans.append(other)
        between = sorted(spans)
        if not text[between[0].end : between[1].start].strip():
            spans.pop()
    return Claim(
        id=id_,
        spans=tuple(spans),
        holder=rng.choice([*Voice, _words(rng, inside, text)]),
        cue=rng.choice([None, _words(rng, inside, text)]),
        kind=rng.choice([None, *ClaimKind]),
        worth=rng.choice([None, True, False]),
        neutral=rng.choice([None, "Taxes fell.", "Two\nlines \\n = “odd”."]),
    )


def _evaluation(rng: random.Random, id_: str, inside: Span, text: str) -> Evaluation:
    return Evaluation(
        id=id_,
        span=_words(rng, inside, text),
        type=rng.choice([None, *EvaluationType]),
        polarity=rng.choice([None, *Polarity]),
        strength=rng.choice([None, 1, 2, 3]),
        holder=rng.choice([*Voice, _words(rng, inside, text)]),
        target=rng.choice([None, _words(rng, inside, text)]),
    )
