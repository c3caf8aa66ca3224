"""Archives: articles per second, cost per article as the corpus grows, largest process.

Run: python benchmarks/archive.py ARTICLES.jsonl [--documents 1000 3000] [--workers 1 2]
     [--engines local ray] [--annotator lexicon.v1]

The articles are repeated under new ids until there are enough. Each line is one run of
`claimstance annotate` in a process of its own, start-up included; "peak" is the largest of its
processes.
"""

import argparse
import itertools
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def repeat(source: Path, count: int, target: Path) -> None:
    """Write ``count`` documents with ids of their own, as plain rows that both engines read."""
    lines = source.read_text(encoding="utf-8").splitlines()
    with target.open("w", encoding="utf-8") as stream:
        for number, line in zip(range(count), itertools.cycle(lines), strict=False):
            record = json.loads(line)
            document = record.get("document", record)
            row = {"id": f"{document['id']}-{number}", "text": document["text"], "language": "en"}
            stream.write(json.dumps(row) + "\n")


def measure(
    source: Path, output: Path, engine: str, workers: int, annotator: str
) -> tuple[float, float]:
    """Return seconds and the largest process in MB."""
    code = "from claimstance.cli import main; main()"
    arguments = ["annotate", str(source), "-a", annotator, "--engine", engine]
    arguments += ["--workers", str(workers), "--output", f"{output}/", "--format"]
    arguments += ["parquet" if engine == "ray" else "jsonl"]
    environment = os.environ | {"RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0"}
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", code, *arguments],
        check=True,
        capture_output=True,
        env=environment,
    )
    seconds = time.perf_counter() - start
    return seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("articles", type=Path)
    parser.add_argument("--documents", type=int, nargs="+", default=[1000, 3000])
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--engines", nargs="+", default=["local"], choices=["local", "ray"])
    parser.add_argument("--annotator", default="lexicon.v1")
    options = parser.parse_args()
    print("engine  workers articles  seconds articles/s  peak MB")
    for engine, workers, count in itertools.product(
        options.engines, options.workers, options.documents
    ):
        with tempfile.TemporaryDirectory() as name:
            source = Path(name) / "articles.jsonl"
            repeat(options.articles, count, source)
            output = Path(name) / "results"
            seconds, peak = measure(source, output, engine, workers, options.annotator)
        rate = count / seconds
        print(
            f"{engine:7} {workers:7} {count:8,} {seconds:8.1f} {rate:10.1f} {peak:8.0f}", flush=True
        )


if __name__ == "__main__":
    main()
