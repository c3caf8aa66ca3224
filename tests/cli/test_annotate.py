import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from claimstance.io.jsonl import read_annotations

ROOT = Path(__file__).parents[2]
DEMO = str(ROOT / "examples" / "harbour.txt")


def claimstance(*arguments, stdin=None):
    return subprocess.run(
        [sys.executable, "-c", "from claimstance.cli import main; main()", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONUTF8": "1", "COLUMNS": "100"},
        check=False,
    )


def test_every_format_is_written(tmp_path):
    for format_, expected in (
        ("terminal", "Who takes which stance"),
        ("table", "document\tsentence\tmark"),
        ("html", "<!doctype html>"),
        ("jsonl", '{"document":{"id":'),
    ):
        path = tmp_path / f"out.{format_}"
        done = claimstance("annotate", DEMO, "-f", format_, "-o", str(path))
        assert done.returncode == 0, done.stderr
        assert done.stdout == ""
        assert expected in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("option", ["--output", "--rejects"])
def test_an_input_is_not_written_over(tmp_path, option):
    path = tmp_path / "article.txt"
    path.write_text("Taxes fell.", encoding="utf-8")
    done = claimstance("annotate", str(path), option, str(tmp_path / "." / "article.txt"))
    assert done.returncode == 1
    assert f"{option} " in done.stderr
    assert "name another file" in done.stderr
    assert path.read_text(encoding="utf-8") == "Taxes fell."


def test_json_lines_go_to_a_pipe_and_read_back(tmp_path):
    done = claimstance("annotate", "-", stdin="The minister said that taxes fell by 3 percent.")
    assert done.returncode == 0, done.stderr
    path = tmp_path / "a.jsonl"
    path.write_text(done.stdout, encoding="utf-8")
    [annotation] = read_annotations(path)
    assert annotation.claims
    assert annotation.document.language == "en"


def test_bad_inputs_are_named_and_the_others_done_in_order(tmp_path):
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    second = tmp_path / "second.txt"
    second.write_text("Rents rose by 4 percent.", encoding="utf-8")
    rejects = tmp_path / "rejects.jsonl"
    done = claimstance(
        "annotate", DEMO, str(empty), "none.txt", str(second), "--rejects", str(rejects)
    )
    assert done.returncode == 1
    assert "the file is empty" in done.stderr
    assert "none.txt: no such file" in done.stderr
    assert "Traceback" not in done.stderr
    texts = [json.loads(line)["document"]["text"] for line in done.stdout.splitlines()]
    assert texts[0].startswith("Port workers")
    assert texts[1] == "Rents rose by 4 percent."
    assert len(rejects.read_text(encoding="utf-8").splitlines()) == 2


def test_stopping_at_the_first_error_leaves_no_file(tmp_path):
    out = tmp_path / "out.jsonl"
    done = claimstance("annotate", "none.txt", DEMO, "--on-error", "stop", "-o", str(out))
    assert done.returncode == 1
    assert not out.exists()


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["annotate"], 2, "Missing argument"),
        (["annotate", DEMO, "-f", "pdf"], 2, "'pdf' is not one of"),
        (["annotate", DEMO, "-a", "magic"], 1, "annotator 'magic': unknown; known are"),
        (["annotate", DEMO, "--resume"], 1, "--resume writes shards"),
        (["annotate", DEMO, "-o", "s3://bucket/out"], 1, "local engine writes to a folder here"),
        (["nonsense"], 2, "No such command"),
    ],
)
def test_mistakes_get_a_sentence_and_a_status(arguments, status, message):
    done = claimstance(*arguments)
    assert done.returncode == status
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_shards_are_written_into_a_folder_and_resumed(tmp_path):
    archive = tmp_path / "archive"
    archive.mkdir()
    for number in range(5):
        (archive / f"{number}.txt").write_text(f"Rents rose by {number} percent.", encoding="utf-8")
    out = f"{tmp_path}/results/"
    command = ["annotate", str(archive), "-a", "lexicon.v1", "-o", out, "--shard-size", "2"]
    done = claimstance(*command)
    assert done.returncode == 0, done.stderr
    assert "5 documents in 3 shards (0 were there), 0 set aside" in done.stderr
    assert len(list(Path(out).glob("part-*.jsonl"))) == 3
    assert "holds results already" in claimstance(*command).stderr
    assert "(3 were there)" in claimstance(*command, "--resume").stderr


def test_annotators_and_sentences_are_listed():
    assert "lexicon.v1" in claimstance("annotators").stdout
    done = claimstance("sentences", DEMO, "-", "--format", "jsonl", stdin="One. Two.")
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [record["text"] for record in records[-2:]] == ["One.", "Two."]


def test_a_language_without_a_model_is_named_once():
    spanish = "El ministro dijo que los impuestos cayeron en marzo. Es una medida desastrosa."
    records = "".join(
        json.dumps({"text": text, "language": "es"}) + "\n" for text in (spanish, spanish + " Sí.")
    )
    done = claimstance("annotate", "-", stdin=records)
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("No trained model for es") == 1


def test_weird_text_never_breaks_a_format():
    weird = "He said \x00 \x1b[31m \u202e that 😀 taxes fell. قال الرئيس إن الضرائب ارتفعت."
    for format_ in ("terminal", "table", "html", "jsonl"):
        done = claimstance("annotate", "-", "-f", format_, stdin=weird)
        assert done.returncode == 0, done.stderr


def test_brackets_and_colons_in_a_text_are_not_taken_for_markup():
    text = (
        "[bold]Critics[/] called the :b: plan a disgrace, and [link=x]the minister[/link] failed."
    )
    done = claimstance("annotate", "-", "-f", "terminal", stdin=text)
    assert done.returncode == 0, done.stderr
    assert "[bold]Critics" in done.stdout
    assert ":b:" in done.stdout
