"""Ray on this machine against the local engine, in processes of their own: Ray keeps threads."""

import json
import os
import subprocess
import sys

import pytest

pytest.importorskip("ray", reason="needs claimstance[ray]")
pa = pytest.importorskip("pyarrow")
import pyarrow.dataset as ds  # noqa: E402
import pyarrow.parquet as pq  # noqa: E402

from claimstance.scale.schema import SCHEMA  # noqa: E402

COMMAND = [sys.executable, "-c", "from claimstance.cli import main; main()", "annotate"]


@pytest.fixture
def annotate(scripted, tmp_path):
    def run(*arguments):
        environment = os.environ | {
            "PYTHONPATH": str(tmp_path / "modules"),
            "PYTHONUTF8": "1",
            "HF_HUB_OFFLINE": "1",
            "HF_HOME": str(tmp_path / "cache"),
            "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
            "RAY_USAGE_STATS_ENABLED": "0",
        }
        return subprocess.run(
            [*COMMAND, "-a", scripted, *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    return run


@pytest.fixture
def archive(tmp_path):
    """Fifty documents in files of three kinds; four cannot be read, two harm their annotator."""
    folder = tmp_path / "archive"
    folder.mkdir()
    texts = [f"text {number}" for number in range(47)]
    texts[5], texts[20], texts[41] = " ", "KILL", "RAISE"
    rows = [{"id": f"d{n:02}", "text": text, "language": "en"} for n, text in enumerate(texts)]
    pq.write_table(pa.Table.from_pylist(rows[:30]), folder / "a.parquet")
    lines = [json.dumps(row | {"party": "left", "meta": {"n": 1}}) for row in rows[30:]]
    lines[3] = '{"text": '
    (folder / "b.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (folder / "c.txt").write_text("A text of its own.", encoding="utf-8")
    (folder / "d.txt").write_bytes(b"")
    pq.write_table(pa.table({"day": [1]}), folder / "e.parquet")
    return folder


@pytest.fixture
def dataset(tmp_path):
    """Three documents in a split of a dataset, which lies here instead of on the hub."""
    pytest.importorskip("datasets", reason="needs claimstance[hub]")
    folder = tmp_path / "own" / "news"
    folder.mkdir(parents=True)
    for split in ("train", "test"):
        rows = [{"id": f"{split}-{n}", "article": f"A text of {split} {n}."} for n in range(3)]
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        (folder / f"{split}.jsonl").write_text(lines, encoding="utf-8")
    return "hf://datasets/own/news"


def outcome(folder):
    """Return what a run has written: a table in the order of ids, and the rejects."""
    table = ds.dataset(sorted(folder.glob("*.parquet"))).to_table()
    rejects = [
        json.loads(line)
        for path in folder.glob("*.rejects.jsonl")
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return table.sort_by("id"), sorted(rejects, key=lambda reject: reject["id"])


@pytest.mark.slow
def test_both_engines_write_the_same_and_refuse_the_same(annotate, archive, dataset, tmp_path):
    command = ["archive", dataset, "--split", "test", "--workers", "2"]
    local = annotate(*command, "-f", "parquet", "-o", "local/")
    ray = annotate(*command, "--engine", "ray", "-o", "ray/")
    assert "47 documents in 1 shards (0 were there), 6 set aside." in local.stderr
    assert "47 documents, 6 set aside." in ray.stderr, ray.stderr[-3000:]
    assert (local.returncode, ray.returncode) == (1, 1)
    table, rejects = outcome(tmp_path / "ray")
    expected, refused = outcome(tmp_path / "local")
    assert table.schema.equals(SCHEMA)
    assert expected.schema.equals(SCHEMA)
    assert table.to_pylist() == expected.to_pylist()
    assert rejects == refused
    assert {"d05", "d20", "d41"} <= {reject["id"] for reject in rejects}
    assert len(rejects) == 6
    assert not (tmp_path / "ray-in-work").exists()
    again = annotate("archive", "--engine", "ray", "-o", "ray/")
    assert again.returncode == 1
    assert "ray/: holds results already" in again.stderr


@pytest.mark.slow
def test_what_goes_wrong_on_ray_ends_in_a_sentence(annotate, archive):
    done = annotate("archive", "--engine", "ray", "-a", "no:such", "-o", "ray/")
    assert done.returncode == 1
    assert "Error: Ray: annotator 'no:such': cannot be loaded" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["archive", "--resume"], "begins anew: leave out --resume"),
        (["archive", "-f", "jsonl"], "leave out --format jsonl"),
        (["-"], "- given, expected files"),
        (["none/"], "none/: no such file or folder"),
    ],
)
def test_what_ray_cannot_do_is_said_before_it_starts(annotate, archive, arguments, message):
    done = annotate(*arguments, "--engine", "ray", "-o", "ray/")
    assert done.returncode == 1
    assert message in done.stderr
