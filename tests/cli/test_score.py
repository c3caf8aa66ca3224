import json

import pytest
from click.testing import CliRunner

from claimstance.cli.score import command
from claimstance.core.markup import parse
from claimstance.errors import ConfigError
from claimstance.io.jsonl import write_annotations

GOLD = (
    "[[Rents](target) [soared](evaluation emotive negative 2)](claim event worthy) & <b>fell</b>."
)


@pytest.fixture
def files(tmp_path):
    def write(name, *markups):
        path = tmp_path / name
        write_annotations([parse(m, id=f"d{i}") for i, m in enumerate(markups)], path)
        return str(path)

    return write


def test_tables_say_what_was_compared(files):
    gold = files("gold.jsonl", GOLD, "[x](claim)")
    done = CliRunner().invoke(command, [files("p.jsonl", GOLD), gold], env={"COLUMNS": "120"})
    assert done.exit_code == 0, done.output
    assert "2 documents, 1 of them without prediction (d1)" in done.stdout
    line = next(line for line in done.stdout.splitlines() if "claims" in line)
    assert line.split()[:3] == ["claims", "2", "1"]


def test_json_is_one_object_with_nulls_where_nothing_was_there(files):
    arguments = [files("p.jsonl", GOLD), files("gold.jsonl", GOLD), "-f", "json"]
    done = CliRunner().invoke(command, arguments)
    report = json.loads(done.stdout)
    found = {(s["layer"], s["criterion"]): s["found"]["f1"]["value"] for s in report["spans"]}
    assert found["claims", "half"] == 1.0
    assert found["cues", "half"] is None
    assert report["mistakes"] == []


def test_the_page_shows_both_sides_and_runs_nothing(files, tmp_path):
    guess = files("p.jsonl", "Rents [soared](evaluation loaded positive 1) & <b>fell</b>.")
    page = tmp_path / "errors.html"
    done = CliRunner().invoke(
        command,
        [
            guess,
            files("gold.jsonl", GOLD),
            "--layer",
            "claims",
            "--layer",
            "evaluations",
            "--errors",
            str(page),
        ],
    )
    assert done.exit_code == 0, done.output
    assert "5 differences written" in done.stderr
    text = page.read_text(encoding="utf-8")
    assert "&lt;b&gt;fell&lt;/b&gt;" in text
    assert "<b>" not in text
    assert "<script" not in text
    assert "http" not in text.replace("http-equiv", "")
    assert '<th scope="row">claim missed</th>' in text
    for what in ("type", "polarity", "strength", "target"):
        expected = f'<th scope="row">evaluation {what} <span class="dim">of soared</span></th>'
        assert expected in text


def test_trouble_is_a_sentence(files):
    gold = files("gold.jsonl", GOLD)
    done = CliRunner().invoke(command, [files("p.jsonl", "Other text."), gold])
    assert isinstance(done.exception, ConfigError)
    assert CliRunner().invoke(command, ["-", "-"]).exit_code == 2
