"""Archives: articles per second, cost per article as the archive grows, memory of each process.

    python benchmarks/archive.py run ARTICLES.jsonl RESULTS.jsonl --annotator A --sizes N… [options]
    python benchmarks/archive.py tables RESULTS.jsonl
    python benchmarks/archive.py extrapolate RESULTS.jsonl --annotator A

``run`` repeats the articles under new ids until there are enough, as a folder of Parquet files of
1,000 articles, and times `claimstance annotate` on it in a process of its own, start-up included.
Both engines read and write Parquet. The size 1 measures the start-up. Rounds are interleaved: each
goes through all configurations, in turned order. Each run is a line in RESULTS.jsonl at once;
what is there already is not done again, so an interrupted benchmark goes on with the same command.

``archive_annotators:nothing`` and ``:sentences`` show what the engines cost; ``:model`` is
default-en on one core, whereas default-en with one worker takes all cores.

A plan for 50 quiet minutes on two cores, with ARTICLES of 970 words on average; a minute more or
less makes no difference, as each line stops by itself and goes on if it is given again:

    B="python benchmarks/archive.py run ARTICLES RESULTS"
    $B --annotator archive_annotators:sentences --sizes 1 1000 3000 10000 30000 --minutes 21
    $B --annotator archive_annotators:model --sizes 1 1000 --rounds 2 --minutes 20
    $B --annotator archive_annotators:model --sizes 3000 --workers 2 --rounds 1 --minutes 10
    python benchmarks/archive.py tables RESULTS
    python benchmarks/archive.py extrapolate RESULTS
"""

import argparse
import itertools
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path

import archive_tables
from process_memory import watch

HERE = Path(__file__).parent
FILE = 1000
"""Articles in a file of the archive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """One thing to measure."""

    engine: str
    workers: int
    annotator: str
    articles: int
    round: int


def write_archive(source: Path, count: int, folder: Path) -> None:
    """Write ``count`` articles with ids of their own as Parquet files that both engines read."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    found = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]
    texts = [record.get("document", record) for record in found]
    rows = (
        {"id": f"{d['id']}-{number}", "text": d["text"], "language": d.get("language") or "en"}
        for number, d in zip(range(count), itertools.cycle(texts), strict=False)
    )
    folder.mkdir(parents=True)
    for number in itertools.count():
        chunk = list(itertools.islice(rows, FILE))
        if not chunk:
            return
        pq.write_table(pa.Table.from_pylist(chunk), folder / f"articles-{number:04}.parquet")


def measure(what: Configuration, archive: Path, output: Path) -> dict[str, object]:
    """Run one configuration; return seconds and memory.

    Raises:
        RuntimeError: If the command fails or articles are missing from its results.
    """
    from pyarrow import dataset

    command = [sys.executable, "-c", "from claimstance.cli import main; main()", "annotate"]
    command += [str(archive), "-a", what.annotator, "--engine", what.engine, "-f", "parquet"]
    command += ["--workers", str(what.workers), "--output", f"{output}/"]
    paths = [str(HERE), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join(paths),
        "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
        "RAY_USAGE_STATS_ENABLED": "0",
    }
    load = os.getloadavg()[0]
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, env=environment, stdout=said, stderr=said)
        try:
            seconds, log = watch(process)
        except BaseException:
            process.terminate()
            process.wait()
            raise
        said.seek(0)
        text = said.read().decode(errors="replace")
    if process.returncode:
        raise RuntimeError(f"{what}: status {process.returncode}\n{text[-3000:]}")
    files = sorted(output.glob("*.parquet"))
    rows = dataset.dataset(files).count_rows() if files else 0
    if rows != what.articles:
        raise RuntimeError(f"{what}: {rows} rows in the results\n{text[-3000:]}")
    return {
        "seconds": round(seconds, 2),
        "load_before": round(load, 2),
        "result_bytes": sum(file.stat().st_size for file in files),
        "progress": progress(files),
        "memory_mb": log.summary(seconds),
    }


def progress(files: list[Path]) -> list[tuple[float, int]]:
    """Return when files of results were written, from the first one, and articles until then."""
    import pyarrow.parquet as pq

    written = sorted((file.stat().st_mtime, pq.read_metadata(file).num_rows) for file in files)
    totals = itertools.accumulate(rows for _, rows in written)
    first = written[0][0]
    return [(round(at - first, 2), n) for (at, _), n in zip(written, totals, strict=True)]


def configurations(options: argparse.Namespace) -> Iterator[Configuration]:
    """Yield what is to be measured, round by round, the order turned each time."""
    kinds = list(itertools.product(sorted(options.sizes), options.engines, options.workers))
    for number in range(1, options.rounds + 1):
        for articles, engine, workers in kinds if number % 2 else reversed(kinds):
            yield Configuration(
                engine=engine,
                workers=workers,
                annotator=options.annotator,
                articles=articles,
                round=number,
            )


@cache
def machine() -> dict[str, object]:
    """Return what the numbers depend on."""
    git = ["git", "-C", str(HERE), "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(git, capture_output=True, text=True, check=False).stdout.strip()
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    model = next((line.partition(": ")[2] for line in lines if line.startswith("model name")), "")
    return {
        "commit": commit,
        "cores": len(os.sched_getaffinity(0)),
        "processor": model or platform.processor(),
        "versions": {name: version(name) for name in ("claimstance", "onnxruntime", "ray")},
    }


def expected(what: Configuration, rows: list[dict]) -> float:
    """Return seconds, reckoned from the run of the nearest size that was measured, else 0."""
    alike = [
        row
        for row in rows
        if (row["engine"], row["workers"], row["annotator"])
        == (what.engine, what.workers, what.annotator)
    ]
    if not alike:
        return 0.0
    near = min(alike, key=lambda row: abs(row["articles"] - what.articles))
    return near["seconds"] * (what.articles / near["articles"] if near["articles"] > 1 else 1)


def run(options: argparse.Namespace) -> None:
    """Measure what is missing in the file of results; stop before the time is over."""
    rows = archive_tables.read(options.results) if options.results.exists() else []
    keys = list(Configuration.__annotations__)
    done = {tuple(row[key] for key in keys) for row in rows}
    deadline = time.monotonic() + options.minutes * 60
    with tempfile.TemporaryDirectory(prefix="archive-") as name:
        for what in configurations(options):
            if tuple(asdict(what).values()) in done:
                continue
            if time.monotonic() + expected(what, rows) > deadline:
                print(f"left out, as it would take too long: {what}", flush=True)
                continue
            archive = Path(name) / f"articles-{what.articles}"
            if not archive.exists():
                write_archive(options.articles, what.articles, archive)
            with tempfile.TemporaryDirectory(dir=name) as output:
                found = measure(what, archive, Path(output) / "results")
            row = asdict(what) | found | {"at": datetime.now(UTC).isoformat("T", "seconds")}
            with options.results.open("a", encoding="utf-8") as stream:
                stream.write(json.dumps(row | machine()) + "\n")
            rows.append(row)
            rate = what.articles / row["seconds"]
            print(f"{what}: {row['seconds']:.1f} s, {rate:.1f} articles/s", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    commands = parser.add_subparsers(required=True)
    running = commands.add_parser("run")
    running.add_argument("articles", type=Path, help="JSON lines: documents or annotations")
    running.add_argument("results", type=Path)
    running.add_argument("--annotator", default="lexicon.v1")
    running.add_argument("--sizes", type=int, nargs="+", default=[1, 1000, 3000])
    running.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    running.add_argument("--engines", nargs="+", default=["local", "ray"])
    running.add_argument("--rounds", type=int, default=3)
    running.add_argument("--minutes", type=float, default=float("inf"))
    running.set_defaults(work=run)
    tables = commands.add_parser("tables")
    tables.add_argument("results", type=Path)
    tables.set_defaults(work=lambda options: print(archive_tables.report(options.results)))
    more = commands.add_parser("extrapolate")
    more.add_argument("results", type=Path)
    more.add_argument("--annotator", default="archive_annotators:model")
    more.add_argument("--articles", type=float, default=100e6)
    more.add_argument("--cores", type=int, default=16, help="of a node")
    more.add_argument("--price", type=float, default=0.04, help="of a core for an hour, in dollars")
    more.add_argument("--nodes", type=int, nargs="+", default=[1, 10, 50])
    more.add_argument("--efficiency", type=float, default=0.9, help="of a core among many")
    more.set_defaults(work=lambda options: print(archive_tables.extrapolate(options)))
    options = parser.parse_args()
    options.work(options)


if __name__ == "__main__":
    main()
