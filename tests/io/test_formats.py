"""Every format keeps what its row of the matrix promises, on a thousand documents."""

import importlib.util
import os
import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from claimstance.cli.convert import FORMATS as CHOICES
from claimstance.cli.convert import command
from claimstance.core.markup import parse
from claimstance.errors import ConfigError, FormatError, MissingExtraError
from claimstance.io.formats import FEATURES, FORMATS, get_format, matrix, project
from claimstance.io.jsonl import read_annotations, write_annotations

_spec = importlib.util.spec_from_file_location(
    "generated", Path(__file__).with_name("generated.py")
)
generated = importlib.util.module_from_spec(_spec)
sys.modules["generated"] = generated
_spec.loader.exec_module(generated)

DOCS = Path(__file__).parents[2] / "docs" / "formats.md"
COUNT = 1000


@pytest.fixture(scope="module")
def annotations():
    return [generated.annotation(seed) for seed in range(COUNT)]


def back(name, annotations, path, annotator="human:1"):
    problems = []
    try:
        assert FORMATS[name].write(annotations, path) == len(annotations)
        found = list(FORMATS[name].read(path, annotator=annotator, report=problems.append))
    except MissingExtraError:
        pytest.skip("the extra convert is not installed")
    assert problems == []
    return found


@pytest.mark.parametrize("name", [n for n, f in FORMATS.items() if f.reads and n != "ssa"])
def test_a_format_keeps_what_its_row_promises(name, annotations, tmp_path):
    keeps = FORMATS[name].keeps
    given = {a.document.id: project(a, keeps) for a in annotations}
    found = {a.document.id: project(a, keeps) for a in back(name, annotations, tmp_path / "x")}
    assert found == given


def test_ssa_keeps_what_its_row_promises_of_each_sentence(annotations, tmp_path):
    keeps = FORMATS["ssa"].keeps
    whole = [a for a in annotations if a.sentences]
    found = {a.document.id: project(a, keeps) for a in back("ssa", whole, tmp_path / "x.json")}
    given = {}
    for annotation in whole:
        for sentence in annotation.sentences:
            start = sentence.span.start
            evaluations = tuple(
                replace(
                    e,
                    span=e.span.shift(-start),
                    target=e.target and e.target.shift(-start),
                )
                for e in annotation.evaluations_in(sentence.span)
            )
            alone = replace(annotation, claims=(), sentences=(), evaluations=evaluations)
            key = f"{annotation.document.id}/{sentence.index:04}"
            given[key] = project(replace(alone, document=annotation.document), keeps)
    assert found == given


def test_every_row_names_features():
    assert all(format_.keeps <= set(FEATURES) for format_ in FORMATS.values())
    assert tuple(FORMATS) == CHOICES


def test_the_matrix_in_the_documentation_is_current():
    text = DOCS.read_text(encoding="utf-8")
    block = re.compile(r"(<!-- matrix -->\n).*?(\n<!-- end of matrix -->)", re.DOTALL)
    current = block.sub(lambda m: m[1] + matrix() + m[2], text)
    if os.environ.get("CLAIMSTANCE_GOLDEN") == "write":
        DOCS.write_text(current, encoding="utf-8")
    assert current == DOCS.read_text(encoding="utf-8"), "run: make golden"


def test_formats_for_people_and_taggers(tmp_path):
    annotation = parse(
        "[Taxes [fell](cue) [badly](evaluation emotive negative 2 target=none)](claim event #c)."
    )
    FORMATS["csv"].write([annotation], tmp_path / "x.csv")
    rows = (tmp_path / "x.csv").read_text().splitlines()
    assert rows[1].split(",")[2:7] == ["claim", "c1", "0", "16", "Taxes fell badly"]
    FORMATS["conll"].write([annotation], tmp_path / "x.conll")
    lines = (tmp_path / "x.conll").read_text().splitlines()
    assert lines[2].split("\t") == ["Taxes", "0", "5", "B-event", "O", "O", "O", "O"]
    assert lines[4].split("\t")[3:5] == ["I-event", "B-emotive"]
    with pytest.raises(ConfigError, match="only be written"):
        list(get_format("csv").read(tmp_path / "x.csv", annotator="x", report=print))


def test_brat_names_shifted_offsets_and_dangling_links(tmp_path):
    (tmp_path / "d.txt").write_text("Taxes fell.")
    (tmp_path / "d.ann").write_text(
        "T1\tClaim 0 10\tTaxes fell\nT2\tHolder 1 6\tTaxes\n"
        "R1\tholder Arg1:T1 Arg2:T2\t\nnonsense\n"
    )
    problems = []
    [annotation] = get_format("brat").read(tmp_path, annotator="a", report=problems.append)
    assert len(annotation.claims) == 1
    assert [p.removeprefix(str(tmp_path)).split(": ")[0] for p in problems] == [
        "/d.ann:2",
        "/d.ann:4",
        "/d.ann",
    ]
    assert "'axes '" in problems[0]


def test_what_is_no_file_of_the_format_is_refused(tmp_path):
    (tmp_path / "x").write_text("nonsense")
    for name in ("ssa", "webanno-jsonld", "spacy"):
        with pytest.raises((FormatError, MissingExtraError)):
            list(get_format(name).read(tmp_path / "x", annotator="x", report=print))
    with pytest.raises(ConfigError, match="expected one of"):
        get_format("docx")


def test_the_command_converts_there_and_back_and_says_what_is_lost(tmp_path):
    annotation = parse("[Taxes fell](claim event worthy).", id="d1", language=None)
    write_annotations([annotation], tmp_path / "a.jsonl")
    run = CliRunner()
    there = run.invoke(
        command, [str(tmp_path / "a.jsonl"), "--to", "brat", "-o", str(tmp_path / "brat")]
    )
    assert there.exit_code == 0, there.output
    assert "does not keep: language, annotator, mark ids" in there.output
    done = run.invoke(
        command, [str(tmp_path / "brat"), "--from", "brat", "-o", str(tmp_path / "b.jsonl")]
    )
    assert done.exit_code == 0, done.output
    [found] = read_annotations(tmp_path / "b.jsonl")
    assert found.claims[0].spans == annotation.claims[0].spans
