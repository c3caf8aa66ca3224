"""How long agreement takes: 10,000 sentences, 5 annotators, generated marks.

Run: python benchmarks/agreement.py [documents]
"""

import random
import sys
import time

from claimstance.agreement.measure import measure
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
from claimstance.core.rounds import Sourced, gather
from claimstance.core.span import Span

LENGTH = 120
SENTENCES = 25


def annotation(index: int, name: str, rng: random.Random) -> Annotation:
    text = ("word " * (LENGTH // 5))[: LENGTH - 1] + "\n"
    document = Document(text=text * SENTENCES, id=f"d{index:05}")
    sentences, claims, evaluations = [], [], []
    for s in range(SENTENCES):
        at = s * LENGTH
        sentences.append(Sentence(s, Span(at, at + LENGTH), rng.choice(list(Subjectivity))))
        holder = Span(at, at + 10) if rng.random() < 0.4 else Voice.AUTHOR
        cue = Span(at + 11, at + 15) if isinstance(holder, Span) else None
        for first, end in ((20, 70), (75, 118)):
            start = first + rng.choice((0, 0, 0, 5))
            if rng.random() < 0.9:
                claims.append(
                    Claim(
                        id=f"c{len(claims)}", spans=(Span(at + start, at + end),), holder=holder,
                        cue=cue, kind=rng.choice(list(ClaimKind)), worth=rng.random() < 0.7,
                    )
                )  # fmt: skip
        for start in (25, 55, 90):
            if rng.random() < 0.5:
                evaluations.append(
                    Evaluation(
                        id=f"e{len(evaluations)}", span=Span(at + start, at + start + 8),
                        type=rng.choice(list(EvaluationType)), polarity=rng.choice(list(Polarity)),
                        strength=rng.choice((1, 2, 3)), holder=holder,
                        target=Span(at + start + 10, at + start + 18),
                    )
                )  # fmt: skip
    return Annotation(
        document=document, annotator=name, sentences=tuple(sentences), claims=tuple(claims),
        evaluations=tuple(evaluations),
    )  # fmt: skip


def main() -> None:
    documents = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    rng = random.Random(1)
    names = [f"human:{n}" for n in range(1, 6)]
    sources = [
        Sourced("generated:1", annotation(index, name, rng))
        for index in range(documents)
        for name in names
    ]
    start = time.perf_counter()
    found = measure(gather(sources))
    seconds = time.perf_counter() - start
    print(
        f"{found.sentences} sentences, {len(found.annotators)} annotators, "
        f"{sum(sum(m.values()) for m in found.marks.values())} marks: {seconds:.1f} s"
    )


if __name__ == "__main__":
    main()
