"""The baseline's scores on the development sentences do not fall unnoticed."""

import pytest

from claimstance.annotators.lexicon.annotator import LexiconAnnotator
from claimstance.core.matching import match
from claimstance.io.jsonl import read_annotations


def f1(pairs):
    matched = sum(len(match(left, right, at_least=0.5)) for left, right in pairs)
    total = sum(len(left) + len(right) for left, right in pairs)
    return 2 * matched / total


@pytest.mark.parametrize(
    ("name", "claims", "evaluations"), [("dev", 0.70, 0.44), ("dev-es", 0.64, 0.40)]
)
def test_half_overlap(shared, name, claims, evaluations):
    gold = list(read_annotations(shared / "corpus" / f"{name}.jsonl"))
    spans = {a.document.text: tuple(s.span for s in a.sentences) for a in gold}
    annotator = LexiconAnnotator(split=lambda text, language: spans[text])
    pairs = list(zip(annotator(a.document for a in gold), gold, strict=True))
    assert (
        f1([([c.spans for c in p.claims], [c.spans for c in g.claims]) for p, g in pairs]) > claims
    )
    assert (
        f1(
            [
                ([(e.span,) for e in p.evaluations], [(e.span,) for e in g.evaluations])
                for p, g in pairs
            ]
        )
        > evaluations
    )
