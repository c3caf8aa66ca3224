"""A copy of an annotation with mistakes of every kind in it."""

from dataclasses import replace
from random import Random

from claimstance.core.annotation import Annotation
from claimstance.core.marks import (
    ClaimKind,
    Evaluation,
    EvaluationType,
    Polarity,
    Subjectivity,
    Voice,
)
from claimstance.core.span import Span


def perturb(annotation: Annotation, seed: int, rate: float = 0.3) -> Annotation:
    """Drop marks, move edges, change attributes, links, neutral texts and labels."""
    return _Perturber(annotation, Random(f"{seed} {annotation.document.id}"), rate).run()


class _Perturber:
    def __init__(self, annotation: Annotation, random: Random, rate: float) -> None:
        self.annotation = annotation
        self.random = random
        self.rate = rate

    def run(self) -> Annotation:
        a = self.annotation
        return replace(
            a,
            annotator="model:perturbed",
            sentences=self.sentences(),
            claims=tuple(self.claim(c) for c in a.claims if not self.hit()),
            evaluations=(
                *(self.evaluation(e) for e in a.evaluations if not self.hit()),
                *(Evaluation(id=f"x{c.id}", span=c.spans[0]) for c in a.claims if self.hit(0.1)),
            ),
        )

    def hit(self, rate: float | None = None) -> bool:
        return self.random.random() < (self.rate if rate is None else rate)

    def sentences(self):
        return tuple(
            replace(s, subjectivity=self.random.choice(list(Subjectivity))) if self.hit() else s
            for s in self.annotation.sentences
        )

    def claim(self, claim):
        spans = (*claim.spans[:-1], self.span(claim.spans[-1]))
        neutral = claim.neutral
        if neutral and self.hit():
            neutral = " ".join(w for w in neutral.split() if self.hit(0.7)) or "Nothing"
        return replace(
            claim,
            spans=spans,
            kind=self.random.choice(list(ClaimKind)) if self.hit() else claim.kind,
            worth=not claim.worth if self.hit() else claim.worth,
            holder=self.holder(claim.holder),
            cue=None if self.hit() else claim.cue and self.span(claim.cue),
            neutral=neutral,
        )

    def evaluation(self, evaluation):
        polarity = self.random.choice(list(Polarity)) if self.hit() else evaluation.polarity
        return replace(
            evaluation,
            span=self.span(evaluation.span),
            type=self.random.choice(list(EvaluationType)) if self.hit() else evaluation.type,
            polarity=polarity,
            strength=self.random.choice([1, 2, 3]) if self.hit() else evaluation.strength,
            holder=self.holder(evaluation.holder),
            target=None if self.hit() else evaluation.target and self.span(evaluation.target),
        )

    def holder(self, holder):
        if self.hit():
            return self.random.choice(list(Voice))
        return self.span(holder) if isinstance(holder, Span) else holder

    def span(self, span: Span) -> Span:
        """Move an edge inwards, so that fragments of a claim stay apart."""
        if not self.hit(0.5) or len(span) < 2:
            return span
        cut = self.random.randint(1, len(span) - 1)
        if self.hit(0.5):
            return Span(span.start + cut, span.end)
        return Span(span.start, span.end - cut)
