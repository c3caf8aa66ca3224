from dataclasses import replace

import pytest
from click.testing import CliRunner

from claimstance.cli import group
from claimstance.core.markup import parse
from claimstance.io.jsonl import write_annotations

pytest.importorskip("matplotlib", reason="needs claimstance[report]")


@pytest.fixture
def three(tmp_path):
    annotation = parse("[Rain fell in [Ash](target).](claim event holder=author)", language="en")
    found = [
        replace(annotation, document=replace(annotation.document, id=f"d{n}", source="A"))
        for n in range(3)
    ]
    path = tmp_path / "found.jsonl"
    write_annotations(found, path)
    return path, found


def run(*arguments):
    return CliRunner().invoke(group, ["report", *map(str, arguments)])


def test_several_articles_become_a_report(three, tmp_path):
    path, _ = three
    done = run(path, "-o", tmp_path / "r.html", "--title", "Rain")
    assert done.exit_code == 0, done.output
    assert '<h1 dir="auto">Rain</h1>' in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_one_article_becomes_its_page(three, tmp_path):
    path, _ = three
    one = tmp_path / "one.jsonl"
    one.write_text(path.read_text(encoding="utf-8").splitlines()[0], encoding="utf-8")
    done = run(one, "-o", "-")
    assert done.exit_code == 0
    assert "Claims, in plain words" in done.output


def test_shards_are_read_and_rejects_passed_over(three, tmp_path):
    pytest.importorskip("pyarrow", reason="needs claimstance[parquet]")
    from pyarrow import parquet

    from claimstance.scale.schema import to_table

    path, found = three
    folder = tmp_path / "results"
    folder.mkdir()
    parquet.write_table(to_table(found[:2]), folder / "part-00000.parquet")
    (folder / "part-00000.rejects.jsonl").write_text("{}", encoding="utf-8")
    lines = path.read_text(encoding="utf-8").splitlines()
    (folder / "part-00001.jsonl").write_text(lines[2], encoding="utf-8")
    done = run(folder, "-o", "-")
    assert done.exit_code == 0, done.output
    assert '<h1 dir="auto">3 articles</h1>' in done.output


def test_what_is_wrong_is_said(tmp_path):
    empty = tmp_path / "empty.jsonl"
    empty.write_text("", encoding="utf-8")
    assert "run claimstance annotate first" in str(run(empty).exception)
    (tmp_path / "folder").mkdir()
    assert "no .jsonl or .parquet" in str(run(tmp_path / "folder").exception)
    (tmp_path / "bad.parquet").write_bytes(b"no")
    assert "cannot be read as Parquet" in str(run(tmp_path / "bad.parquet").exception)
