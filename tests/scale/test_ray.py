"""Ray in local mode with two workers, in a process of its own: it keeps threads and sockets."""

import json
import os
import subprocess
import sys

import pytest

pytest.importorskip("ray", reason="needs claimstance[ray]")
pa = pytest.importorskip("pyarrow")
import pyarrow.parquet as pq  # noqa: E402

from claimstance.scale.batch import annotate_batch  # noqa: E402
from claimstance.scale.schema import SCHEMA  # noqa: E402

SCRIPT = """
import sys
from claimstance.scale.ray_engine import RayJob, run_ray

run_ray(RayJob(inputs=(sys.argv[1],), output=sys.argv[2], annotator="scripted_annotator:create",
               batch_size=8))
"""


def run(tmp_path, source):
    output = tmp_path / "out"
    environment = os.environ | {
        "PYTHONPATH": str(tmp_path / "modules"),
        "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
        "RAY_DISABLE_IMPORT_WARNING": "1",
        "RAY_USAGE_STATS_ENABLED": "0",
    }
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(source), str(output)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return output


@pytest.mark.slow
def test_a_killed_worker_costs_one_document_and_the_rest_is_the_same(scripted, tmp_path):
    texts = [f"text {number}" for number in range(64)]
    texts[20] = "KILL"
    texts[41] = "RAISE"
    table = pa.table({"id": [f"d{n:02}" for n in range(64)], "text": texts})
    pq.write_table(table, tmp_path / "in.parquet")
    output = run(tmp_path, tmp_path / "in.parquet")
    found = pq.read_table(output).sort_by("id")
    assert found.column_names == SCHEMA.names
    good = table.filter(pa.array([text.startswith("text") for text in texts]))
    expected = annotate_batch(good, scripted).select(SCHEMA.names)
    assert found.to_pylist() == expected.to_pylist()
    rejects = [
        json.loads(line)
        for path in sorted((tmp_path / "out-rejects").iterdir())
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    assert {reject["id"] for reject in rejects} == {"d20", "d41"}
    assert list((tmp_path / "out-in-work").iterdir()) == []
