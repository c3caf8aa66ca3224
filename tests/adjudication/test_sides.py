"""Both sides' marks to a tool, decisions back."""

from dataclasses import replace

from click.testing import CliRunner

from claimstance.adjudication.decisions import Decisions
from claimstance.adjudication.gold import build
from claimstance.adjudication.sides import both_sides, pulled_decisions
from claimstance.cli.adjudicate import command
from claimstance.core.markup import parse
from claimstance.core.rounds import Sourced, gather
from claimstance.io.jsonl import read_annotations, write_annotations

FIRST = "[Taxes fell](claim event), a [disaster](evaluation judgement 2). [Rain fell](claim)."
SECOND = "[Taxes fell](claim state), a disaster. [Rain fell](claim)."
FINAL = "[Taxes fell](claim cause), a disaster. [Rain fell](claim). And [fog](evaluation loaded)."


def round_of(*markups):
    return gather(
        Sourced(f"{name}:1", parse(markup, annotator=name, id="doc"))
        for name, markup in zip("ab", markups, strict=True)
    )


def test_marks_that_are_alike_come_once():
    merged = both_sides(round_of(FIRST, SECOND).items[0])
    assert [(c.id, c.kind) for c in merged.claims] == [
        ("c1", "event"),
        ("c2", "state"),
        ("c3", None),
    ]
    assert len(merged.evaluations) == 1


def test_what_the_adjudicator_made_of_it_becomes_decisions():
    tail = " And fog."
    round_ = round_of(FIRST + tail, SECOND + tail)
    final = replace(parse(FINAL, annotator="human:3", id="doc"))
    found = pulled_decisions(round_.items[0], final)
    assert [d.value for d in found.decisions] == ["cause", False]
    assert [a.mark["type"] for a in found.added] == ["loaded"]
    assert found.problems == ()
    chosen = {decision.id: decision for decision in found.decisions}
    gold = build(round_, Decisions(chosen, found.added)).annotations[0]
    assert [c.kind for c in gold.claims] == ["cause", None]
    assert [e.type for e in gold.evaluations] == ["loaded"]


def test_changes_to_what_all_agreed_on_are_named():
    round_ = round_of(FIRST, FIRST)
    final = parse(FIRST.replace("[Rain fell](claim)", "Rain fell"), annotator="human:3", id="doc")
    [problem] = pulled_decisions(round_.items[0], final).problems
    assert "deleted, but all annotators have it" in problem


def test_the_command_goes_out_and_back(tmp_path):
    files = []
    for name, markup in (("a", FIRST), ("b", SECOND)):
        files.append(str(tmp_path / f"{name}.jsonl"))
        write_annotations([parse(markup, annotator=name, id="doc")], files[-1])
    run = CliRunner()
    sides, gold = str(tmp_path / "sides.jsonl"), str(tmp_path / "gold.jsonl")
    assert run.invoke(command, [*files, "--sides", "-o", sides]).exit_code == 0
    [merged] = read_annotations(sides)
    kept = replace(merged, annotator="human:3", claims=merged.claims[1:])
    write_annotations([kept], sides)
    done = run.invoke(
        command, [*files, "--pulled", sides, "-d", str(tmp_path / "d.jsonl"), "-o", gold]
    )
    assert done.exit_code == 0, done.output
    [annotation] = read_annotations(gold)
    assert [c.kind for c in annotation.claims] == ["state", None]
