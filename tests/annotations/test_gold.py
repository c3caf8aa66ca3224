"""The gold of the project's own articles is what its rounds and decisions give."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from claimstance.cli.adjudicate import command
from claimstance.io.jsonl import read_annotations

ROOT = Path(__file__).parents[2] / "annotations"
ROUND = ROOT / "rounds" / "01"
pytestmark = pytest.mark.skipif(
    not (ROOT / "gold.jsonl").exists(), reason="no gold has been built yet"
)


def test_gold_is_rebuilt_to_the_byte(tmp_path):
    built = tmp_path / "gold.jsonl"
    arguments = [str(ROUND / "a.jsonl"), str(ROUND / "b.jsonl")]
    arguments += ["--decisions", str(ROUND / "decisions.jsonl"), "--output", str(built)]
    done = CliRunner().invoke(command, arguments)
    assert done.exit_code == 0, done.output
    for name in ("gold.jsonl", "gold.provenance.jsonl"):
        assert (tmp_path / name).read_bytes() == (ROOT / name).read_bytes()


def test_both_annotators_and_gold_hold_every_article():
    lines = (ROOT / "documents.jsonl").read_text(encoding="utf-8").splitlines()
    texts = {record["id"]: record["text"] for record in map(json.loads, lines)}
    for path in (ROUND / "a.jsonl", ROUND / "b.jsonl", ROOT / "gold.jsonl"):
        found = {a.document.id: a.document.text for a in read_annotations(path)}
        assert found == texts


def test_every_article_is_in_one_split():
    from claimstance.dataset.splits import read_splits

    fixed = read_splits(str(ROOT / "splits.json"))
    gold = {a.document.id for a in read_annotations(ROOT / "gold.jsonl")}
    assert set(fixed) == gold
    for story in (("own-01", "own-02", "own-03"), ("own-18", "own-19")):
        assert len({split for id_, split in fixed.items() if id_.startswith(story)}) == 1
