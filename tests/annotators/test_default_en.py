"""The shipped model: there, small, sound."""

from pathlib import Path

import pytest

from claimstance.annotators.registry import get_annotator
from claimstance.core.document import Document
from claimstance.errors import ModelError
from claimstance.io.articles import read_articles
from claimstance.io.jsonl import read_annotations

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def annotate():
    return get_annotator("default-en")


def test_it_takes_the_demo_article_apart(annotate):
    [annotation] = annotate(read_articles([str(ROOT / "examples" / "harbour.txt")]))
    text = annotation.document.text
    assert annotation.annotator == "model:default-en"
    holders = {c.holder.of(text) for c in annotation.claims if not isinstance(c.holder, str)}
    assert "Transport Minister Clara Voss" in holders
    words = {evaluation.span.of(text) for evaluation in annotation.evaluations}
    assert {"botched", "brilliant"} <= words


def test_a_folder_of_something_else_is_told_from_a_span_model(tmp_path):
    (tmp_path / "config.json").write_text('{"model_type": "bert"}', encoding="utf-8")
    with pytest.raises(ModelError, match=r"no span model .*; give the folder model/ of a run"):
        get_annotator(str(tmp_path))


def test_it_is_small_enough_for_a_wheel(annotate):
    folder = annotate.folder
    assert sum(path.stat().st_size for path in folder.iterdir()) <= 25_000_000


def test_documents_do_not_influence_each_other(annotate):
    text = (ROOT / "examples" / "harbour.txt").read_text(encoding="utf-8")
    paragraphs = [Document(text=part, language="en") for part in text.split("\n\n")]
    together = list(annotate(paragraphs))
    assert [found for paragraph in paragraphs for found in annotate([paragraph])] == together


@pytest.mark.parametrize(
    "text", ["\x00", "a" * 30_000, "😀" * 500, "قال الرئيس إن الضرائب ارتفعت."]
)
def test_any_text_is_survived(annotate, text):
    [annotation] = annotate([Document(text=text)])
    assert annotation.document.text == text


def test_it_beats_the_word_lists_on_the_shared_corpus(shared, annotate):
    """A floor under the scores of docs/model.md; a fall below it needs a reason."""
    from claimstance.scoring.report import score

    gold = list(read_annotations(shared / "corpus" / "dev.jsonl"))
    report = score(list(annotate(annotation.document for annotation in gold)), gold, draws=0)
    floors = {"claims": 0.80, "evaluations": 0.60, "holders": 0.76, "cues": 0.74, "targets": 0.52}
    assert {
        layer: report.f1(layer) for layer, floor in floors.items() if report.f1(layer) < floor
    } == {}
