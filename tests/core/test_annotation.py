import pytest

from claimstance.core.annotation import Annotation
from claimstance.core.document import Document
from claimstance.core.marks import (
    Attitude,
    Claim,
    Evaluation,
    Sentence,
    SentenceKind,
    Stance,
)
from claimstance.core.span import Span
from claimstance.errors import SpanError

DOCUMENT = Document(text="Taxes fell sharply. A disgrace!", id="d1")


def annotation(**parts):
    return Annotation(document=DOCUMENT, annotator="human:1", **parts)


@pytest.mark.parametrize(
    "parts",
    [
        {"claims": (Claim(id="c1", spans=(Span(0, 99),)),)},
        {"claims": (Claim(id="c1", spans=(Span(0, 5),), holder=Span(1, 99)),)},
        {"claims": (Claim(id="c1", spans=(Span(0, 5),), cue=Span(1, 99)),)},
        {"evaluations": (Evaluation(id="e1", span=Span(0, 99)),)},
        {"evaluations": (Evaluation(id="e1", span=Span(0, 5), target=Span(1, 99)),)},
        {"sentences": (Sentence(0, Span(0, 99)),)},
    ],
)
def test_spans_outside_the_text_are_refused(parts):
    with pytest.raises(SpanError, match=r"'d1'.*99\] given, expected one inside .* 31 characters"):
        annotation(**parts)


def test_one_id_for_two_marks_is_refused():
    with pytest.raises(SpanError, match="'x' given to two marks"):
        annotation(
            claims=(Claim(id="x", spans=(Span(0, 5),)),),
            evaluations=(Evaluation(id="x", span=Span(0, 5)),),
        )


def test_evidence_must_name_evaluations():
    stance = Stance(
        holder=Span(0, 5), target="t", targets=(), stance=Attitude.AGAINST, evidence=("e9",)
    )
    with pytest.raises(SpanError, match=r"\['e9'\] given"):
        annotation(stances=(stance,))


@pytest.mark.parametrize(
    "sentences",
    [
        (Sentence(0, Span(0, 9)), Sentence(1, Span(8, 12))),
        (Sentence(0, Span(9, 12)), Sentence(1, Span(0, 3))),
        (Sentence(1, Span(0, 9)),),
    ],
)
def test_sentences_are_in_order_and_apart(sentences):
    with pytest.raises(SpanError, match="expected sentences in text order"):
        annotation(sentences=sentences)


def test_sentence_kind_follows_from_the_marks(doc):
    found = doc(
        "[[Taxes fell](claim).](sentence) [What a [mess](evaluation).](sentence) "
        "[[A [mean](evaluation) man left](claim).](sentence) [Well?](sentence)"
    )
    assert [found.kind_of(s) for s in found.sentences] == [
        SentenceKind.FACTUAL,
        SentenceKind.EVALUATIVE,
        SentenceKind.MIXED,
        SentenceKind.NEITHER,
    ]


def test_scores_are_not_part_of_identity():
    assert Claim(id="c", spans=(Span(0, 1),), score=0.5) == Claim(id="c", spans=(Span(0, 1),))


@pytest.mark.parametrize("score", [-0.1, 1.5])
def test_scores_are_probabilities(score):
    with pytest.raises(SpanError, match="expected a probability"):
        Evaluation(id="e", span=Span(0, 1), score=score)


@pytest.mark.parametrize("strength", [0, 4])
def test_strength_is_one_to_three(strength):
    with pytest.raises(SpanError, match=f"strength {strength} given"):
        Evaluation(id="e", span=Span(0, 1), strength=strength)


def test_fragments_are_ordered_and_apart():
    claim = Claim(id="c", spans=(Span(8, 10), Span(0, 4)))
    assert claim.spans == (Span(0, 4), Span(8, 10))
    assert claim.span == Span(0, 10)
    with pytest.raises(SpanError, match="overlap"):
        Claim(id="c", spans=(Span(0, 4), Span(3, 5)))
    with pytest.raises(SpanError, match="one or more fragments"):
        Claim(id="c", spans=())
