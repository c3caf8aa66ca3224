"""Against brute force on sets of characters, and against the independent scorer."""

import json
import subprocess
import sys
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from perturbed import perturb

from claimstance.core.annotation import Annotation
from claimstance.core.document import Document
from claimstance.core.layers import Layer
from claimstance.core.marks import Evaluation, EvaluationType, Polarity
from claimstance.core.span import Span
from claimstance.io.jsonl import read_annotations, write_annotations
from claimstance.scoring.report import score

TEXT = "abcdefghij" * 2


@st.composite
def evaluations(draw):
    edges = draw(
        st.lists(st.tuples(st.integers(0, 18), st.integers(1, 5)), max_size=5, unique=True)
    )
    return tuple(
        Evaluation(
            id=f"e{number}",
            span=Span(start, min(start + length, len(TEXT))),
            type=draw(st.sampled_from(EvaluationType)),
            polarity=draw(st.sampled_from(Polarity)),
            target=draw(st.sampled_from([None, Span(0, 3), Span(2, 6)])),
        )
        for number, (start, length) in enumerate(edges)
    )


def annotation(marks, id_="d"):
    document = Document(text=TEXT, id=id_)
    return Annotation(document=document, annotator="x", evaluations=tuple(marks))


def characters(mark):
    return set(range(mark.span.start, mark.span.end))


def overlap(a, b):
    return len(characters(a) & characters(b)) / len(characters(a) | characters(b))


@settings(max_examples=200, deadline=None)
@given(evaluations(), evaluations())
def test_counts_are_those_of_sets_of_characters(guess, right):
    report = score([annotation(guess)], [annotation(right)])
    found = {s.criterion: s.found for s in report.spans if s.layer is Layer.EVALUATIONS}
    left = set().union(*map(characters, guess))
    gold = set().union(*map(characters, right))
    assert found["characters"].matched == len(left & gold)
    assert (found["characters"].predicted, found["characters"].gold) == (len(left), len(gold))
    spans, gold_spans = [m.span for m in guess], [m.span for m in right]
    exact = sum(min(spans.count(s), gold_spans.count(s)) for s in set(spans))
    assert found["exact"].matched == exact
    expected = 2 * exact / (len(guess) + len(right)) if guess or right else None
    assert found["exact"].f1.value == expected
    assert found["exact"].matched <= found["half"].matched <= found["any"].matched
    assert found["half"].matched <= best(guess, right)


def best(guess, right):
    """Return the most pairs of at least half overlap that any one-to-one matching has."""
    short, long_ = sorted((guess, right), key=len)
    return max(
        (
            sum(overlap(a, b) >= 0.5 for a, b in zip(short, order, strict=True))
            for order in permutations(long_, len(short))
        ),
        default=0,
    )


@settings(max_examples=100, deadline=None)
@given(evaluations(), evaluations(), st.randoms())
def test_no_order_of_the_input_matters(guess, right, random):
    guesses = [annotation(guess, "a"), annotation(right, "b")]
    golds = [annotation(right, "a"), annotation(guess, "b")]
    expected = score(guesses, golds, draws=20)
    shuffled = [
        replace(a, evaluations=tuple(random.sample(a.evaluations, len(a.evaluations))))
        for a in guesses
    ]
    assert score(shuffled[::-1], golds[::-1], draws=20) == expected


def test_the_independent_scorer_finds_the_same_numbers(shared, tmp_path):
    gold = list(read_annotations(shared / "corpus" / "dev.jsonl"))
    predictions = [perturb(a, seed=1) for a in gold]
    write_annotations(predictions, tmp_path / "predictions.jsonl")
    files = [tmp_path / "predictions.jsonl", shared / "corpus" / "dev.jsonl"]
    command = [sys.executable, shared / "tools" / "score_spans.py", *files, "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    theirs = json.loads(done.stdout)
    ours = as_theirs(score(predictions, gold))
    assert ours.keys() == theirs.keys()
    assert ours == pytest.approx(theirs, abs=1e-9)
    assert max(ours.values()) < 1 - 1e-9


def as_theirs(report):
    names = {"characters": "char"}
    found = {
        f"{s.layer[:-1]} {names.get(s.criterion, s.criterion)} F1": s.found.f1.value
        for s in report.spans
    }
    found |= {
        f"{v.layer[:-1]}.{v.name} accuracy": v.accuracy.value
        for v in (*report.attributes, *report.links)
    }
    return found | {
        "subjectivity macro F1": report.sentences.macro_f1.value,
        "SUBJ F1": report.sentences.subjective_f1.value,
        "neutral token F1": report.neutral.word_f1.value,
        "neutral exact": report.neutral.exact.value,
    }
