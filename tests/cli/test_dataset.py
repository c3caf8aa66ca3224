import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from claimstance.cli.dataset import command
from claimstance.core.markup import parse
from claimstance.errors import FormatError
from claimstance.io.jsonl import write_annotations


@pytest.fixture
def articles(tmp_path):
    def write(name, *numbers):
        path = tmp_path / name
        write_annotations(
            [parse(f"[Rents rose by {n}](claim).", id=f"d{n}") for n in numbers], path
        )
        return str(path)

    return write


def run(*arguments):
    return CliRunner().invoke(command, ["build", *map(str, arguments)])


def test_files_and_ids_can_be_given_a_split(articles, tmp_path):
    import datasets

    fixed = tmp_path / "splits.json"
    fixed.write_text(json.dumps({"test": ["d4"]}), encoding="utf-8")
    inputs = [f"train={articles('a.jsonl', 1, 2)}", f"dev={articles('b.jsonl', 3, 4)}"]
    done = run(*inputs, "-o", tmp_path / "data", "--splits", fixed)
    assert done.exit_code == 0, done.output
    assert "train 2, test 1, dev 1 sentences" in done.stderr
    loaded = datasets.load_from_disk(str(tmp_path / "data"))
    assert loaded["dev"]["document_id"] == ["d3"]


def test_bad_lines_stop_the_build_or_are_set_aside(articles, tmp_path):
    path = articles("a.jsonl", 1)
    good = Path(path).read_text(encoding="utf-8")
    Path(path).write_text(good + '{"document": {}}\n', encoding="utf-8")
    done = run(path, "-o", tmp_path / "data")
    assert isinstance(done.exception, FormatError)
    assert not (tmp_path / "data").exists()
    rejects = tmp_path / "rejects.jsonl"
    done = run(path, "-o", tmp_path / "data", "--on-error", "skip", "--rejects", rejects)
    assert done.exit_code == 1
    assert (tmp_path / "data" / "README.md").exists()
    assert json.loads(rejects.read_text(encoding="utf-8"))["line"] == 2


@pytest.mark.parametrize(
    "option", [("--shares", "train"), ("--outlet", "Herald"), ("--article", "no group")]
)
def test_options_of_another_form_are_usage_errors(articles, tmp_path, option):
    done = run(articles("a.jsonl", 1), "-o", tmp_path / "data", *option)
    assert done.exit_code == 2
    assert "expected" in done.output
