from click.testing import CliRunner

from claimstance.cli.corpus import command
from claimstance.core.markup import parse
from claimstance.io.jsonl import read_annotations, write_annotations


def test_split_and_join_are_inverse_and_name_what_is_missing(tmp_path):
    whole, marks, back = (tmp_path / name for name in ("in.jsonl", "marks.jsonl", "out.jsonl"))
    given = [parse(f"[Rents rose by {n} percent](claim).", id=f"d{n}") for n in (1, 2)]
    write_annotations(given, whole)
    assert CliRunner().invoke(command, ["split", str(whole), "-o", str(marks)]).exit_code == 0
    assert "Rents" not in marks.read_text(encoding="utf-8")
    done = CliRunner().invoke(command, ["join", str(marks), str(whole), "-o", str(back)])
    assert done.exit_code == 0, done.output
    assert list(read_annotations(back)) == given
    write_annotations(given[:1], whole)
    done = CliRunner().invoke(command, ["join", str(marks), str(whole), "-o", str(back)])
    assert done.exit_code == 1
    assert f"{marks}:2: document 'd2' is not among the texts" in done.stderr
    assert list(read_annotations(back)) == given[:1]
