"""From rounds and decisions to gold."""

import json

import pytest
from click.testing import CliRunner

from claimstance.adjudication.automatic import majority, reliability, weighted
from claimstance.adjudication.decisions import Decisions, read_decisions, template
from claimstance.adjudication.gold import build
from claimstance.cli.adjudicate import command
from claimstance.core.disagreements import disagreements
from claimstance.core.layers import Layer
from claimstance.core.markup import parse
from claimstance.core.rounds import Sourced, gather
from claimstance.io.jsonl import read_annotations, write_annotations

FIRST = "[Taxes fell](claim event worthy), a [disaster](evaluation judgement negative 2)."
SECOND = "[Taxes fell](claim state worthy), a disaster."


def round_of(**given):
    return gather(
        Sourced(f"{name}:1", parse(markup, annotator=name, id="doc"))
        for name, markup in given.items()
    )


def decided(tmp_path, round_, **choices):
    """Fill in the template: decision name to the annotator to follow."""
    lines = [json.loads(line) for line in template(round_)]
    for line in lines:
        line.update(choose=choices.get(line["decision"]), by="human:3", reason="kind")
        if line["choose"] is None:
            line["by"] = None
    path = tmp_path / "decisions.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return read_decisions(path, round_)


def test_unanimous_marks_are_merged():
    gold = build(round_of(a=FIRST, b=FIRST), Decisions({}))
    assert gold.undecided == 0
    assert gold.annotations[0].claims == parse(FIRST).claims
    assert {p.origin for p in gold.provenance} == {"unanimous"}


def test_open_questions_leave_marks_out_and_are_counted():
    gold = build(round_of(a=FIRST, b=SECOND), Decisions({}))
    assert gold.undecided == 2
    assert gold.annotations[0].claims == ()
    assert gold.origins() == {"undecided": 2}


def test_decisions_are_followed_and_remembered(tmp_path):
    round_ = round_of(a=FIRST, b=SECOND)
    gold = build(round_, decided(tmp_path, round_, kind="b", mark="a"))
    [claim] = gold.annotations[0].claims
    assert claim.kind == "state"
    assert len(gold.annotations[0].evaluations) == 1
    [about] = [p for p in gold.provenance if p.layer is Layer.CLAIMS]
    assert (about.origin, about.annotators, about.by) == ("annotator", ("b",), ("human:3",))
    assert about.reasons == ("kind",)


def test_a_mark_decided_against_is_dropped(tmp_path):
    round_ = round_of(a=FIRST, b=SECOND)
    gold = build(round_, decided(tmp_path, round_, kind="a", mark="b"))
    assert gold.annotations[0].evaluations == ()
    assert gold.origins() == {"annotator": 1, "dropped": 1}


def test_parts_of_several_annotators_are_composed(tmp_path):
    round_ = round_of(
        a="[Taxes fell](claim event worthy) fast.", b="[Taxes fell](claim state unworthy) fast."
    )
    gold = build(round_, decided(tmp_path, round_, kind="a", worth="b"))
    assert gold.origins() == {"composed": 1}


def test_new_marks_and_stale_lines(tmp_path):
    round_ = round_of(a="Rain fell.", b="Rain fell.")
    path = tmp_path / "decisions.jsonl"
    new = {"spans": [[0, 9]], "kind": "event"}
    path.write_text(
        json.dumps({"document": "doc", "layer": "claims", "new": new, "by": "human:3"})
        + '\n{"id": "d0000", "value": true, "by": "x"}\nnonsense\n'
    )
    decisions = read_decisions(path, round_)
    assert [problem.split(": ")[0] for problem in decisions.problems] == [f"{path}:2", f"{path}:3"]
    gold = build(round_, decisions)
    assert gold.annotations[0].claims[0].kind == "event"
    assert gold.provenance[-1].origin == "new"


def test_majority_abstains_on_a_tie():
    three = round_of(a=FIRST, b=FIRST, c=SECOND)
    assert {d.value for d in majority(three).values()} == {"event", True}
    assert majority(round_of(a=FIRST, b=SECOND)) == {}


def test_reliable_annotators_weigh_more():
    texts = ["[Taxes fell](claim event).", "[Rain fell](claim event).", "[Fog fell](claim event)."]
    wrong = [text.replace("event", "cause") for text in texts]
    given = {"a": texts, "b": texts, "c": wrong}
    sources = [
        Sourced("x:1", parse(text, annotator=name, id=f"d{n}"))
        for name, all_ in given.items()
        for n, text in enumerate(all_)
    ]
    round_ = gather(sources)
    found = reliability(round_)
    assert found["a"] == found["b"] > found["c"]
    assert {d.value for d in weighted(round_).values()} == {"event"}
    assert weighted(round_of(a=FIRST, b=SECOND)) == {}


def test_ids_stay_when_the_order_changes_and_change_with_the_answers():
    ids = [d.id for d in disagreements(round_of(a=FIRST, b=SECOND).items[0])]
    assert ids == [d.id for d in disagreements(round_of(b=SECOND, a=FIRST).items[0])]
    other = SECOND.replace("state", "cause")
    assert ids[0] != disagreements(round_of(a=FIRST, b=other).items[0])[0].id


@pytest.fixture
def files(tmp_path):
    for name, markup in (("a", FIRST), ("b", SECOND)):
        write_annotations([parse(markup, annotator=name, id="doc")], tmp_path / f"{name}.jsonl")
    return [str(tmp_path / "a.jsonl"), str(tmp_path / "b.jsonl")]


def test_the_command_asks_and_builds(files, tmp_path):
    decisions, gold = str(tmp_path / "d.jsonl"), tmp_path / "gold.jsonl"
    done = CliRunner().invoke(
        command, [*files, "-i", "-d", decisions, "-o", str(gold)], input="1\nkind\n2\n-\n"
    )
    assert done.exit_code == 0, done.output
    [annotation] = read_annotations(gold)
    assert len(annotation.claims) == 1
    assert len((tmp_path / "gold.provenance.jsonl").read_text().splitlines()) == 2


def test_the_command_ends_with_status_one_while_questions_are_open(files, tmp_path):
    done = CliRunner().invoke(command, [*files, "-o", str(tmp_path / "gold.jsonl")])
    assert done.exit_code == 1
    assert "2 questions are open" in done.output
