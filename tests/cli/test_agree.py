import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from claimstance.cli.agree import command
from claimstance.core.markup import parse
from claimstance.io.jsonl import write_annotations

ANNA = "[[Anna](holder) [said](cue) [taxes fell](claim event worthy).](sentence OBJ)"
BEN = "[[Anna](holder) [said](cue) [taxes fell](claim quantity worthy).](sentence SUBJ)"


@pytest.fixture
def files(tmp_path):
    paths = []
    for name, markup in (("anna", ANNA), ("ben", BEN)):
        path = tmp_path / f"{name}.jsonl"
        annotations = [parse(markup, annotator=f"human:{name}", id=f"d{n}") for n in range(3)]
        write_annotations(annotations, path)
        paths.append(str(path))
    return paths


def test_numbers_are_shown_and_written(files):
    done = CliRunner().invoke(command, [*files, "--bootstrap", "50"])
    assert done.exit_code == 0
    assert "human:anna, human:ben: 3 documents" in done.output
    done = CliRunner().invoke(command, [*files, "--format", "json"])
    measured = json.loads(done.output)["measured"]
    extent = [m for m in measured if (m["layer"], m["coefficient"]) == ("claims", "alpha_u")]
    assert extent[0]["value"] == 1.0


def test_bad_lines_are_named_and_the_rest_is_compared(files):
    with Path(files[0]).open("a", encoding="utf-8") as stream:
        stream.write("{\n")
    done = CliRunner().invoke(command, files)
    assert done.exit_code == 1
    assert "anna.jsonl:4: not JSON" in done.stderr
    assert "3 documents" in done.stdout


def test_names_are_shown_as_they_are_and_layers_in_one_piece(tmp_path):
    for name in ("llm:a", "llm:b"):
        write_annotations([parse(ANNA, annotator=name, id="d")], tmp_path / f"{name[-1]}.jsonl")
    files = [str(tmp_path / "a.jsonl"), str(tmp_path / "b.jsonl")]
    output = CliRunner().invoke(command, files).output
    assert "llm:a, llm:b: 1 documents" in output  # no emoji of ":b:"
    assert output.count("\n  claims") == 1


def test_the_page_is_written(files, tmp_path):
    page = tmp_path / "page.html"
    assert CliRunner().invoke(command, [*files, "-f", "html", "-o", str(page)]).exit_code == 0
    assert "What to discuss first" in page.read_text(encoding="utf-8")


def test_what_was_accepted_of_a_prediction_is_said(files):
    done = CliRunner().invoke(command, [*files, "--prediction", files[0]])
    assert "human:anna, claims: 100% accepted" in done.stderr
    assert "human:ben, claims: 0% accepted" in done.stderr
