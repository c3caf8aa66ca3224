"""What the benchmark of archives makes of its measurements, and one run of it."""

import argparse
import importlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("psutil", reason="needs claimstance[dev]")
pytest.importorskip("pyarrow", reason="needs claimstance[parquet]")

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture
def load(monkeypatch):
    monkeypatch.syspath_prepend(BENCHMARKS)
    return importlib.import_module


def row(seconds, articles, *, engine="local", workers=1, round_=1, slower=1.0):
    half = articles // 2
    progress = [(n * 1.0, (n + 1) * half // 10) for n in range(11)]
    progress += [(10 + n * slower, half + n * half // 10) for n in range(1, 11)]
    return {
        "engine": engine,
        "workers": workers,
        "annotator": "mine",
        "articles": articles,
        "round": round_,
        "seconds": seconds,
        "load_before": 0.1,
        "processor": "a processor",
        "cores": 2,
        "commit": "abc",
        "result_bytes": 2000 * articles,
        "progress": progress,
        "memory_mb": {
            "parent": {"resident": 100.4, "private": 91, "first_third": 90.0, "last_third": 91.0}
        },
    }


@pytest.fixture
def results(tmp_path):
    path = tmp_path / "results.jsonl"
    rows = [
        row(2, 1),
        row(2 + 10, 1000),
        row(2 + 330, 30_000),
        row(3, 1, workers=2),
        row(3 + 5, 1000, workers=2),
        row(15, 1, engine="ray"),
        row(15 + 12, 1000, engine="ray"),
    ]
    path.write_text("".join(json.dumps(each) + "\n" for each in rows), encoding="utf-8")
    return path


def test_figures_follow_from_the_measurements(load, results):
    text = load("archive_tables").report(results)
    assert "| local | 1 | 30,000 | 1 | 332.0 (332.0–332.0) | 90.4 | 11.00 |" in text
    assert "30,000 articles against 1,000: +10.0 %" in text
    assert "30,000 articles: cost per article in the second half against the first: +" in text
    assert "1,000 articles: cost per article in the second half" not in text
    assert "1,000 articles: two workers 1.50 times as fast as one" in text
    assert "Ray against local, 1 worker(s), 1,000 articles: +2.00 ms" in text
    assert "| local | 1 | 30,000 | parent | 100 | 91 | 90 | 91 |" in text
    assert "| local | 2 | 1,000 | parent | 100 | 91 | too short | too short |" in text


def test_a_run_that_slows_down_is_found_out(load):
    second_half = load("archive_tables").second_half
    assert second_half(row(20, 10_000)) == pytest.approx(0.0, abs=0.12)
    assert second_half(row(40, 10_000, slower=3.0)) > 1.5
    assert second_half(row(1, 1) | {"progress": [[0.0, 1]]}) is None


def test_a_large_archive_is_reckoned_from_the_rate_of_a_core(load, results):
    options = argparse.Namespace(
        results=results,
        annotator="mine",
        articles=100e6,
        cores=16,
        price=0.04,
        nodes=[1, 10],
        efficiency=0.9,
    )
    text = load("archive_tables").extrapolate(options)
    hours = 100e6 * 0.011 / 0.9 / 3600
    assert f"{hours:,.0f} hours of one core, {hours * 0.04:,.0f} dollars, and 200 GB" in text
    assert f"| 10 | 160 | {hours / 160 / 24:.1f} |" in text


def test_time_is_reckoned_from_the_nearest_size(load):
    module = load("archive")
    what = {"engine": "local", "workers": 1, "annotator": "mine", "round": 1}
    rows = [row(2, 1), row(12, 1000)]
    assert module.expected(module.Configuration(**what, articles=30_000), rows) == 360
    assert module.expected(module.Configuration(**what, articles=1), rows) == 2
    assert module.expected(module.Configuration(**what, articles=1), []) == 0


def test_memory_is_kept_by_role_and_by_thirds(load):
    module = load("process_memory")
    log = module.MemoryLog()
    parent, first, second = (1, 0.0), (2, 1.0), (3, 2.0)
    for key, role in ((parent, "parent"), (second, "worker"), (first, "worker")):
        log.roles[key] = role
    log.samples = {
        parent: [(0.0, 15.0, 10.0), (5.0, 120.0, 99.0), (9.0, 20.0, 12.0)],
        first: [(1.0, 50.0, 5.0)],
        second: [(2.0, 60.0, 6.0)],
    }
    found = log.summary(9.0)
    assert found["parent"].pop("curve") == log.samples[parent]
    assert found["parent"] == {
        "resident": 120.0,
        "private": 99.0,
        "first_third": 10.0,
        "last_third": 12.0,
    }
    assert (found["worker 1"]["resident"], found["worker 2"]["private"]) == (50.0, 6.0)


def test_processes_of_ray_are_told_apart(load):
    role_of = load("process_memory").role_of
    assert role_of(["ray::MapWorker(MapBatches(_Actor)).submit"]) == "ray actor"
    assert role_of(["ray::MapBatches(_read)"]) == "ray task"
    assert role_of(["python", "-c", "from multiprocessing.spawn import spawn_main"]) == "worker"


def test_a_benchmark_goes_on_where_it_was(tmp_path):
    articles = tmp_path / "articles.jsonl"
    articles.write_text(json.dumps({"id": "a", "text": "Rents rose."}) + "\n", encoding="utf-8")
    results = tmp_path / "results.jsonl"
    command = [sys.executable, str(BENCHMARKS / "archive.py"), "run", str(articles), str(results)]
    command += ["--engines", "local", "--workers", "1", "--rounds", "1", "--annotator"]
    for sizes in (["1"], ["1", "1001"]):
        subprocess.run([*command, "archive_annotators:nothing", "--sizes", *sizes], check=True)
    rows = [json.loads(line) for line in results.read_text(encoding="utf-8").splitlines()]
    assert [each["articles"] for each in rows] == [1, 1001]
    assert rows[1]["progress"][-1][1] == 1001
    assert rows[1]["memory_mb"]["parent"]["resident"] > 10
