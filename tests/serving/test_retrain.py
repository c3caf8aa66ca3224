"""Learning from annotators: only from what is settled, and only if it helps."""

import json
import subprocess
import sys
import tomllib
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from claimstance.annotators.registry import get_annotator
from claimstance.errors import ModelError
from claimstance.serving.engine import Engine
from claimstance.serving.learner import Learner
from claimstance.serving.lessons import lessons, split
from claimstance.serving.limits import Limits
from claimstance.serving.retrain import Job, retrain

sys.path.insert(0, str(Path(__file__).parent))


def by(annotation, annotator, **provenance):
    document = annotation.document
    meta = {"label_studio": provenance}
    return replace(annotation, annotator=annotator, document=replace(document, meta=meta))


@pytest.fixture
def settled(doc):
    """Forty documents on which two annotators agree."""
    made = [doc(f"[Tax number {n} fell](claim) yesterday.", id=f"d{n}") for n in range(40)]
    return [by(a, name) for a in made for name in ("human:1", "human:2")]


def job(tmp_path, command, **options):
    base = tmp_path / "base.toml"
    base.write_text('name = "tiny"\n[trainer]\nmax_steps = 3\n', encoding="utf-8")
    return Job(
        project=1,
        annotator="claimstance_test_models:silent",
        candidate="claimstance_test_models:claimer",
        config=str(base),
        command=(sys.executable, "-c", command, "{config}", "{output}"),
        folder=str(tmp_path),
        **options,
    )


def test_single_and_disputed_annotations_teach_nothing(doc):
    alone = by(doc("[Taxes fell](claim).", id="alone"), "human:1")
    here = by(doc("[Taxes](claim) fell.", id="split"), "human:1")
    there = by(doc("Taxes [fell](claim).", id="split"), "human:2")
    agreed = [by(doc("[Taxes fell](claim).", id="agreed"), f"human:{n}") for n in (1, 2)]
    final = by(doc("[Taxes fell](claim).", id="final"), "human:3", ground_truth=True)
    found = lessons([alone, here, there, *agreed, final])
    assert [a.document.id for a in found] == ["agreed", "final"]


def test_what_is_held_out_never_changes_and_is_never_learnt(settled):
    chosen = lessons(settled)
    learnt, held_out = split(chosen)
    assert (learnt, held_out) == split(chosen)
    assert {a.document.id for a in learnt}.isdisjoint(a.document.id for a in held_out)
    again = split(chosen[:20])[1]
    assert {a.document.id for a in again} <= {a.document.id for a in held_out}
    assert held_out


def test_the_better_model_wins_on_what_was_held_out(settled, tmp_path):
    verdict = retrain(job(tmp_path, "pass"), settled)
    assert verdict.better
    assert (verdict.old, verdict.new) == (0, 1)
    config = tomllib.loads((tmp_path / "config.toml").read_text(encoding="utf-8"))
    assert config["trainer"] == {"max_steps": 3}
    assert config["data"]["train"] == [str(tmp_path / "train.jsonl")]
    lines = (tmp_path / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    assert all("document" in json.loads(line) for line in lines)


def test_an_equal_model_does_not_take_over(settled, tmp_path):
    same = replace(job(tmp_path, "pass"), annotator="claimstance_test_models:claimer")
    same = replace(same, options={"folder": "x"})
    assert not retrain(same, settled).better


@pytest.mark.parametrize(
    ("answering", "candidate", "expected"),
    [
        ("claimstance_test_models:silent", "claimstance_test_models:claimer", "model:claimer"),
        ("claimstance_test_models:claiming", "claimstance_test_models:mute", "model:claimer"),
    ],
)
def test_the_server_takes_a_better_model_and_keeps_its_own_otherwise(
    settled, tmp_path, monkeypatch, answering, candidate, expected
):
    """The training process is run here, with annotations instead of a server."""

    def process(command, **_):
        path = Path(command[-1])
        values = json.loads(path.read_text(encoding="utf-8"))
        verdict = retrain(Job(**(values | {"command": tuple(values["command"])})), settled)
        (path.parent / "verdict.json").write_text(json.dumps(asdict(verdict)), encoding="utf-8")
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr("claimstance.serving.learner.subprocess.run", process)
    monkeypatch.setattr("claimstance.serving.retrain._run", lambda command: None)
    template = replace(job(tmp_path, "pass"), annotator=answering, candidate=candidate)
    engine = Engine(get_annotator(answering), Limits())
    learner = Learner(engine, template, "http://studio.example", "key")
    assert learner.start(1) == "training started"
    learner.thread.join()
    assert engine.version == expected
    assert "documents held out" in learner.last
    assert learner.job.annotator == (candidate if "silent" in answering else answering)


def test_too_little_is_not_tried_and_a_failing_command_is_named(settled, tmp_path):
    verdict = retrain(job(tmp_path, "raise SystemExit(3)"), settled[:8])
    assert not verdict.better
    assert "expected at least 10" in verdict.reason
    with pytest.raises(ModelError, match="status 1: ValueError: no luck"):
        retrain(job(tmp_path, "raise ValueError('no luck')"), settled)
