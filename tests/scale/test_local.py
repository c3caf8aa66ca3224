import json
import os
import random
import signal
import subprocess
import sys
import time

import pytest

from claimstance.core.document import Document
from claimstance.errors import ClaimstanceError, ConfigError
from claimstance.io.jsonl import read_annotations
from claimstance.scale.local import Job, run_job
from claimstance.scale.shards import FORMATS, ShardFolder, write_whole
from claimstance.scale.workers import Crew

DOCUMENTS = [Document(text=f"text {number}", id=f"d{number:03}") for number in range(25)]


def job(scripted, output, **changes):
    workers = changes.pop("workers", 1)
    crew = Crew(annotator=scripted, workers=workers)
    return Job(crew=crew, output=output, **({"shard_size": 10} | changes))


def results(folder):
    """Everything in the folder but the manifest, which tells runs apart."""
    paths = [path for path in folder.rglob("*") if path.is_file() and path.name != "manifest.json"]
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("format", ["jsonl", "parquet"])
def test_shards_hold_all_documents_in_order(scripted, tmp_path, workers, format):
    found = run_job(DOCUMENTS, job(scripted, tmp_path / "out", workers=workers, format=format))
    assert (found.documents, found.rejected, found.shards) == (25, 0, 3)
    parts = sorted((tmp_path / "out").glob("part-*"))
    assert [part.name for part in parts] == [f"part-0000{n}.{format}" for n in range(3)]
    if format == "jsonl":
        ids = [a.document.id for part in parts for a in read_annotations(part)]
        assert ids == [document.id for document in DOCUMENTS]


def test_rejects_lie_beside_their_shard(scripted, tmp_path):
    items = [*DOCUMENTS[:3], Document(text="RAISE", id="bad"), *DOCUMENTS[3:]]
    found = run_job(items, job(scripted, tmp_path / "out"))
    assert (found.documents, found.rejected) == (25, 1)
    [line] = (tmp_path / "out/part-00000.rejects.jsonl").read_text().splitlines()
    assert json.loads(line)["id"] == "bad"


def test_resuming_does_only_what_is_missing(scripted, tmp_path):
    run_job(DOCUMENTS, job(scripted, tmp_path / "whole"))
    run_job(DOCUMENTS, job(scripted, tmp_path / "out"))
    (tmp_path / "out/.done/00001.json").unlink()
    found = run_job(DOCUMENTS, job(scripted, tmp_path / "out", resume=True))
    assert (found.shards, found.resumed) == (3, 2)
    assert results(tmp_path / "out") == results(tmp_path / "whole")


def test_results_are_never_overwritten_unasked(scripted, tmp_path):
    run_job(DOCUMENTS, job(scripted, tmp_path / "out"))
    with pytest.raises(ConfigError, match="holds results already"):
        run_job(DOCUMENTS, job(scripted, tmp_path / "out"))


def test_resuming_with_other_settings_is_refused(scripted, tmp_path):
    run_job(DOCUMENTS, job(scripted, tmp_path / "out"))
    with pytest.raises(ConfigError, match="begun with shard_size 10, now 5"):
        run_job(DOCUMENTS, job(scripted, tmp_path / "out", resume=True, shard_size=5))


def test_resuming_with_other_documents_is_refused(scripted, tmp_path):
    run_job(DOCUMENTS, job(scripted, tmp_path / "out"))
    with pytest.raises(ConfigError, match="made from other documents"):
        run_job(DOCUMENTS[1:], job(scripted, tmp_path / "out", resume=True))


def test_unknown_formats_are_named(tmp_path):
    with pytest.raises(ConfigError, match=r"format 'xls': unknown .*'parquet'"):
        ShardFolder(tmp_path, "xls")
    assert "jsonl" in FORMATS


def test_a_full_disk_leaves_no_half_file(tmp_path):
    with pytest.raises(ClaimstanceError, match=r"cannot be written .*--resume"):
        write_whole(tmp_path / "missing" / "part-00000.jsonl", b"x")


SLOW = """
import sys, time
from pathlib import Path
import scripted_annotator
from claimstance.core.document import Document
from claimstance.scale.local import Job, run_job
from claimstance.scale.workers import Crew

def documents():
    for number in range(60):
        time.sleep(0.004)
        yield Document(text=f"text {number}", id=f"d{number:03}")

if __name__ == "__main__":
    crew = Crew(annotator="scripted_annotator:create")
    job = Job(crew=crew, output=Path(sys.argv[1]), shard_size=5, resume=True)
    run_job(documents(), job)
"""


def test_kills_at_random_moments_change_nothing(scripted, tmp_path):
    script = tmp_path / "run.py"
    script.write_text(SLOW, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(tmp_path / "modules")}
    command = [sys.executable, str(script)]
    subprocess.run([*command, str(tmp_path / "whole")], env=environment, check=True)
    generator = random.Random(20)
    killed = 0
    for _ in range(20):
        run = subprocess.Popen([*command, str(tmp_path / "out")], env=environment)
        time.sleep(generator.uniform(0.1, 0.5))
        run.send_signal(signal.SIGKILL)
        killed += run.wait() == -signal.SIGKILL
    subprocess.run([*command, str(tmp_path / "out")], env=environment, check=True)
    assert killed > 5
    assert results(tmp_path / "out") == results(tmp_path / "whole")
