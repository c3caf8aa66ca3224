"""The example of docs/archive.md on a local Spark, as it stands there."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pa = pytest.importorskip("pyarrow", reason="needs claimstance[parquet]")
import pyarrow.parquet as pq  # noqa: E402

from claimstance.scale.batch import annotate_batch  # noqa: E402
from claimstance.scale.results import read_results  # noqa: E402
from claimstance.scale.schema import SCHEMA, from_table  # noqa: E402

PAGE = Path(__file__).parents[2] / "docs" / "archive.md"
SESSION = """
from pyspark.sql import SparkSession
spark = (
    SparkSession.builder.master("local[1]")
    .config("spark.ui.enabled", "false")
    .config("spark.driver.host", "127.0.0.1")
    .getOrCreate()
)
"""
TEXTS = (
    "The minister said that rents rose by 4 percent in March. Critics called it a disgrace.",
    "",
    "The council approved the budget. It is a reckless plan, the mayor said.",
)


@pytest.mark.slow
@pytest.mark.skipif(
    importlib.util.find_spec("pyspark") is None or shutil.which("java") is None,
    reason="needs pyspark (pip install pyspark) and Java; neither is in the extra dev",
)
def test_the_example_of_the_page_gives_what_a_batch_gives(tmp_path):
    [example] = re.findall(r"```python\n(.*?mapInArrow.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    ids = [f"d{number}" for number in range(len(TEXTS))]
    table = pa.table({"id": ids, "text": TEXTS, "language": ["en"] * len(TEXTS)})
    pq.write_table(table, tmp_path / "archive.parquet")
    done = subprocess.run(
        [sys.executable, "-c", f"{SESSION}\n{example}\nspark.stop()"],
        cwd=tmp_path,
        env=os.environ | {"SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found = pq.read_table(tmp_path / "results")
    assert found.column_names == SCHEMA.names
    batch = annotate_batch(table)
    good = batch.filter(batch["error"].is_null()).select(SCHEMA.names)
    assert found.sort_by("id").to_pylist() == good.to_pylist()
    read = sorted(read_results([tmp_path / "results"]), key=lambda a: a.document.id)
    assert read == list(from_table(good))
    assert [annotation.document.id for annotation in read] == ["d0", "d2"]
