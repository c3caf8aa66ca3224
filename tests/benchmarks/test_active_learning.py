"""The parts of the learning curve that need no training."""

import importlib
from dataclasses import replace
from pathlib import Path

import pytest

from claimstance.core.marks import Sentence, Voice
from claimstance.core.span import Span

ROOT = Path(__file__).parents[2]
BENCHMARKS = ROOT / "benchmarks"


@pytest.fixture
def load(monkeypatch):
    monkeypatch.syspath_prepend(BENCHMARKS)
    return importlib.import_module


LAYERS = ("claims", "evaluations", "holders", "cues", "targets", "subjectivity")


def row(strategy, size, value, *, seed=1, words=None):
    cost = {"sentences": size, "words": words or 20 * size, "marks": 3 * size}
    return {"strategy": strategy, "seed": seed, **cost, "scores": dict.fromkeys(LAYERS, value)}


def test_a_sentence_alone_keeps_its_marks_and_loses_links_to_other_sentences(load, doc):
    alone = load("active_learning").alone
    both = doc(
        "[Ann](holder #a) [said](cue #s) no. "
        "[Taxes fell](claim event holder=a cue=s) [badly](evaluation)"
    )
    text = both.document.text
    start = text.index("Taxes")
    spans = (Span(0, start - 1), Span(start, len(text)))
    both = replace(both, sentences=tuple(Sentence(n, span) for n, span in enumerate(spans)))
    assert both.claims[0].cue is not None
    first, second = (alone(both, sentence) for sentence in both.sentences)
    assert not first.claims
    assert second.document.text == "Taxes fell badly"
    [claim], [evaluation] = second.claims, second.evaluations
    assert [span.of("Taxes fell badly") for span in claim.spans] == ["Taxes fell"]
    assert (claim.holder, claim.cue) == (Voice.OTHER, None)
    assert evaluation.span.of("Taxes fell badly") == "badly"


def test_a_gain_at_equal_words_is_read_off_between_the_points_of_the_other_curve(load):
    gain = load("learning_curves").gain_at_equal
    reference = [row("random", 100, 0.4), row("random", 400, 0.6)]
    assert gain("sentences", row("diversity", 200, 0.55), reference) == pytest.approx(0.05)
    long = row("uncertainty", 100, 0.5, words=4000)
    assert gain("sentences", long, reference) == pytest.approx(0.1)
    assert gain("words", long, reference) == pytest.approx(0.0)


def test_curves_share_their_ends_and_unfinished_ones_are_left_out(load):
    module = load("learning_curves")
    shared = [row("all", 100, 0.4), row("all", 400, 0.6)]
    rounds = [row("random", 200, 0.5), row("diversity", 200, 0.5), row("random", 200, 0.5, seed=2)]
    found = module.curves([*rounds, *shared])
    assert list(found) == ["random", "diversity"]
    assert [r["sentences"] for r in found["random"][1]] == [100, 200, 400]
    assert set(found["random"]) == {1}, "seed 2 has no start yet"
    assert module.cost_table(found).count("\n| 100 | all |") == 1
    assert module.gain_table(found).count("diversity") == 1


def test_the_tables_of_the_page_are_those_of_the_rows(load):
    module = load("learning_curves")
    found = module.curves(module.read_rows(BENCHMARKS / "active_learning.jsonl"))
    page = (ROOT / "docs" / "active-learning.md").read_text(encoding="utf-8")
    for table in (module.cost_table(found), *(module.gain_table(found, n) for n in module.SCORES)):
        assert table in page
