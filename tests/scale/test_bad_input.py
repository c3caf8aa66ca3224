"""Bad input and bad luck as a user meets them: a sentence, a status, and the rest is done."""

import errno
import gzip
import json
import os
import signal
import subprocess
import sys
import time

import pytest

from claimstance.core.document import Document
from claimstance.errors import ClaimstanceError
from claimstance.scale.local import Job, run_job
from claimstance.scale.workers import Crew

COMMAND = [sys.executable, "-c", "from claimstance.cli import main; main()", "annotate"]


@pytest.fixture
def environment(scripted, tmp_path):
    return os.environ | {"PYTHONPATH": str(tmp_path / "modules"), "PYTHONUTF8": "1"}


@pytest.fixture
def annotate(scripted, tmp_path, environment):
    """Run the command with the scripted annotator; return status, standard error and texts."""

    def run(*arguments):
        done = subprocess.run(
            [*COMMAND, "-a", scripted, *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert "Traceback" not in done.stderr
        records = [json.loads(line) for line in done.stdout.splitlines()]
        return done.returncode, done.stderr, [r["document"]["text"] for r in records]

    return run


def lines(*texts):
    return "".join(json.dumps({"id": f"d{n}", "text": t}) + "\n" for n, t in enumerate(texts))


def random_lines(count):
    """Lines that compress badly, so that a cut file holds some of them."""
    texts = (os.urandom(100).hex() for _ in range(count))
    return lines(*texts).encode()


def compressed(name, content):
    if name.endswith(".gz"):
        return gzip.compress(content)
    pa = pytest.importorskip("pyarrow", reason="needs claimstance[parquet]")
    return pa.compress(content, codec="zstd", asbytes=True)


@pytest.mark.parametrize(("name", "kind"), [("a.jsonl.gz", "gzip"), ("a.jsonl.zst", "zstd")])
def test_a_cut_file_gives_what_stands_before_the_cut(annotate, tmp_path, name, kind):
    content = compressed(name, random_lines(6000))
    (tmp_path / name).write_bytes(content[: len(content) // 2])
    (tmp_path / "b.jsonl").write_text(lines("the next file"), encoding="utf-8")
    status, said, texts = annotate(name, "b.jsonl")
    assert status == 1
    assert f"{name}:{len(texts)}: damaged or truncated {kind}; what stood before" in said
    assert "1 input was set aside" in said
    assert 1000 < len(texts) < 6000
    assert texts[-1] == "the next file"


def test_a_table_of_something_else_names_its_columns(annotate, tmp_path):
    pa = pytest.importorskip("pyarrow", reason="needs claimstance[parquet]")
    import pyarrow.parquet as pq

    pq.write_table(pa.table({"day": ["Monday"], "price": [2.5]}), tmp_path / "prices.parquet")
    status, said, texts = annotate("prices.parquet")
    assert (status, texts) == (1, [])
    assert "prices.parquet: columns ['day', 'price'] given, expected one of 'text'" in said
    assert "--text-column" in said


def test_a_document_of_50_mb_is_refused_unless_asked_for(annotate, tmp_path):
    text = "Rents rose. " * (50_000_000 // 12)
    (tmp_path / "a.jsonl").write_text(lines("short", text), encoding="utf-8")
    status, said, texts = annotate("a.jsonl")
    assert (status, texts) == (1, ["short"])
    assert "document d1: 49,999,992 characters given, expected at most 5,000,000" in said
    status, said, texts = annotate("a.jsonl", "--max-characters", "50000000")
    assert (status, [len(each) for each in texts]) == (0, [5, len(text)])


@pytest.mark.parametrize("size", ["1", "3"])
def test_workers_out_of_memory_cost_the_documents_at_fault(annotate, tmp_path, size):
    texts = ["one", "MEMORY", "three", "KILL", "five"]
    (tmp_path / "a.jsonl").write_text(lines(*texts), encoding="utf-8")
    out = tmp_path / "out"
    status, said, _ = annotate("a.jsonl", "--workers", "2", "--shard-size", size, "-o", f"{out}/")
    assert status == 1
    assert f"2 inputs were set aside; see {out}/*.rejects.jsonl" in said
    rejects = {
        record["id"]: record["error"]
        for path in out.glob("*.rejects.jsonl")
        for record in map(json.loads, path.read_text(encoding="utf-8").splitlines())
    }
    assert rejects == {
        "d1": "document d1: test:scripted failed: out of memory",
        "d3": "document d3: the worker process died on this document (out of memory or a crash)",
    }
    done = "".join(path.read_text(encoding="utf-8") for path in out.glob("part-*[0-9].jsonl"))
    ids = [json.loads(line)["document"]["id"] for line in done.splitlines()]
    assert sorted(ids) == ["d0", "d2", "d4"]


def test_workers_end_with_a_run_that_is_killed(tmp_path, scripted, environment):
    psutil = pytest.importorskip("psutil", reason="needs claimstance[dev]")
    run = subprocess.Popen(
        [*COMMAND, "-", "-a", scripted, "--workers", "2", "--unordered", "-o", "out.jsonl"],
        cwd=tmp_path,
        env=environment,
        stdin=subprocess.PIPE,
    )
    run.stdin.write(lines(*map(str, range(100))).encode())
    run.stdin.flush()
    deadline = time.monotonic() + 60
    while len(workers := psutil.Process(run.pid).children()) < 3 and time.monotonic() < deadline:
        time.sleep(0.1)  # two workers and multiprocessing's own tracker
    run.send_signal(signal.SIGKILL)
    run.wait()
    run.stdin.close()
    assert len(workers) == 3
    assert psutil.wait_procs(workers, timeout=60)[1] == []


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 1 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)]
    try:
        done = subprocess.run(mount, capture_output=True, check=False)
    except FileNotFoundError:
        pytest.skip("needs mount")
    if done.returncode:
        pytest.skip("needs the right to mount a small disk; the next test only feigns one")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_keeps_whole_shards_and_resuming_completes_them(annotate, tmp_path, small_disk):
    (tmp_path / "a.jsonl").write_bytes(random_lines(200))
    command = ["a.jsonl", "--workers", "2", "--shard-size", "10", "-o"]
    assert annotate(*command, f"{tmp_path}/whole/")[0] == 0
    (small_disk / "filler").write_bytes(bytes(900_000))
    out = small_disk / "out"
    status, said, _ = annotate(*command, f"{out}/")
    assert status == 1
    assert "cannot be written (No space left on device)" in said
    assert "go on with --resume once there is room" in said
    shards = sorted(out.glob("part-*.jsonl"))
    assert 0 < len(shards) < 20
    for path in shards:
        assert path.read_bytes() == (tmp_path / "whole" / path.name).read_bytes()
    assert list(out.glob("**/.*.part")) == []
    (small_disk / "filler").unlink()
    status, said, _ = annotate(*command, f"{out}/", "--resume")
    assert status == 0, said
    names = [path.name for path in sorted(out.glob("part-*"))]
    assert names == [path.name for path in sorted((tmp_path / "whole").glob("part-*"))]
    for name in names:
        assert (out / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()


def test_a_disk_that_fills_up_leaves_no_half_shard(scripted, tmp_path, monkeypatch):
    job = Job(crew=Crew(annotator=scripted), output=tmp_path / "out", shard_size=2)
    documents = [Document(text=f"text {n}", id=f"d{n}") for n in range(10)]
    flush, written = os.fsync, []

    def full(descriptor):
        written.append(descriptor)
        if len(written) == 6:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        flush(descriptor)

    monkeypatch.setattr("claimstance.scale.shards.os.fsync", full)
    with pytest.raises(ClaimstanceError, match=r"No space left on device.*--resume"):
        run_job(documents, job)
    assert len(list((tmp_path / "out").glob("part-*"))) == 2
    assert list((tmp_path / "out").glob("**/.*.part")) == []


def test_a_folder_that_cannot_be_made_is_named(annotate, tmp_path):
    (tmp_path / "a.jsonl").write_text(lines("one"), encoding="utf-8")
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    status, said, _ = annotate("a.jsonl", "-o", "taken/out/")
    assert status == 1
    assert "taken/out: cannot be made or written (Not a directory)" in said
