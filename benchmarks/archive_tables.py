"""What `archive.py` has measured, as Markdown: tables, derived figures, an extrapolation."""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from statistics import median

Kind = tuple[str, int, str, int]
"""Engine, workers, annotator, articles."""
LONG = 30
"""Seconds that a run must take for its halves and thirds to tell anything."""


def read(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def kind(row: Mapping) -> Kind:
    return row["engine"], row["workers"], row["annotator"], row["articles"]


def by_kind(rows: Iterable[Mapping]) -> dict[Kind, list[Mapping]]:
    found = defaultdict(list)
    for row in rows:
        found[kind(row)].append(row)
    return dict(sorted(found.items(), key=lambda item: (item[0][2], *item[0])))


def seconds(rows: Iterable[Mapping]) -> float:
    return median(row["seconds"] for row in rows)


def per_article(found: Mapping[Kind, list[Mapping]], key: Kind) -> float | None:
    """Return milliseconds per article after the start-up, which a run of one article measures."""
    engine, workers, annotator, articles = key
    start = found.get((engine, workers, annotator, 1))
    if key not in found or articles == 1 or not start:
        return None
    return 1000 * (seconds(found[key]) - seconds(start)) / articles


def report(path: Path) -> str:
    """Return everything that the file tells, as Markdown."""
    rows = read(path)
    found = by_kind(rows)
    parts = [*_setting(rows)]
    for annotator, keys in groupby(found, key=lambda key: key[2]):
        names = list(keys)
        parts += [f"### {annotator}", _speeds(found, names), *_derived(found, annotator)]
        parts += _memories(found, names)
    return "\n\n".join(parts)


def _setting(rows: list[dict]) -> Iterator[str]:
    machines = {(row["processor"], row["cores"], row["commit"]) for row in rows}
    for processor, cores, commit in sorted(machines):
        loads = [r["load_before"] for r in rows if r["commit"] == commit]
        yield (
            f"{processor}, {cores} cores, commit {commit}; load before a run {min(loads):.1f} to "
            f"{max(loads):.1f}."
        )


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    titles = list(head)
    lines = [titles, ["---"] * len(titles), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def _speeds(found: Mapping[Kind, list[Mapping]], keys: Iterable[Kind]) -> str:
    rows = []
    for key in keys:
        engine, workers, _, articles = key
        times = [row["seconds"] for row in found[key]]
        cost = per_article(found, key)
        rows.append(
            (
                engine,
                str(workers),
                f"{articles:,}",
                str(len(times)),
                f"{median(times):.1f} ({min(times):.1f}–{max(times):.1f})",
                f"{articles / median(times):.1f}",
                "" if cost is None else f"{cost:.2f}",
            )
        )
    head = ("engine", "workers", "articles", "runs", "seconds (range)", "articles/s")
    return table((*head, "ms per article after start-up"), rows)


def _derived(found: Mapping[Kind, list[Mapping]], annotator: str) -> Iterator[str]:
    """Say how cost grows with the archive, what a second worker gains, what Ray costs."""
    sizes = sorted({key[3] for key in found if key[2] == annotator and key[3] > 1})
    lines = []
    for engine, workers in sorted({key[:2] for key in found if key[2] == annotator}):
        lines += _growth(found, [(engine, workers, annotator, size) for size in sizes])
    for size in sizes:
        for engine in ("local", "ray"):
            lines += _gain(found, *((engine, workers, annotator, size) for workers in (1, 2)))
        for workers in (1, 2):
            lines += _ray_cost(found, workers, annotator, size)
    if lines:
        yield "\n".join(lines)


def _growth(found: Mapping[Kind, list[Mapping]], keys: list[Kind]) -> Iterator[str]:
    costs = [(key[3], per_article(found, key)) for key in keys]
    known = [(size, cost) for size, cost in costs if cost and cost > 0]
    name = "{}, {} worker(s)".format(*keys[0])
    if len(known) > 1:
        (small, before), (large, after) = known[0], known[-1]
        yield (
            f"- {name}: cost per article after start-up, {large:,} articles against {small:,}: "
            f"{100 * (after / before - 1):+.1f} %"
        )
    largest = max((key for key in keys if key in found), key=lambda key: key[3])
    long = [row for row in found[largest] if row["seconds"] >= LONG]
    halves = [value for row in long if (value := second_half(row)) is not None]
    if halves:
        yield (
            f"- {name}, {largest[3]:,} articles: cost per article in the second half against the "
            f"first: {100 * median(halves):+.1f} % ({100 * min(halves):+.1f} to "
            f"{100 * max(halves):+.1f})"
        )


def second_half(row: Mapping) -> float | None:
    """Return by how much an article costs more in the second half of a run than in the first.

    Read off the times at which files of results were written; None if there were fewer than eight.
    """
    points = row["progress"]
    if len(points) < 8:
        return None
    middle = len(points) // 2
    first, second = (
        (end[0] - start[0]) / (end[1] - start[1])
        for start, end in ((points[0], points[middle]), (points[middle], points[-1]))
    )
    return second / first - 1 if first else None


def _gain(found: Mapping[Kind, list[Mapping]], one: Kind, two: Kind) -> Iterator[str]:
    """Compare runs of the same round, which ran one after the other."""
    times = [{row["round"]: row["seconds"] for row in found.get(key, ())} for key in (one, two)]
    gains = [times[0][number] / times[1][number] for number in times[0] if number in times[1]]
    if gains:
        yield (
            f"- {one[0]}, {one[3]:,} articles: two workers {median(gains):.2f} times as fast "
            f"as one ({min(gains):.2f} to {max(gains):.2f}), start-up included"
        )


def _ray_cost(
    found: Mapping[Kind, list[Mapping]], workers: int, annotator: str, size: int
) -> Iterator[str]:
    ray, local = (
        per_article(found, (engine, workers, annotator, size)) for engine in ("ray", "local")
    )
    if ray and local:
        yield (
            f"- Ray against local, {workers} worker(s), {size:,} articles: {ray - local:+.2f} ms "
            f"per article after start-up ({100 * (ray / local - 1):+.1f} %)"
        )


def _memories(found: Mapping[Kind, list[Mapping]], keys: Iterable[Kind]) -> Iterator[str]:
    """Show memory at the largest size of each engine and number of workers."""
    largest = {key[:2]: key for key in sorted(keys, key=lambda key: key[3])}
    rows = []
    for (engine, workers), key in sorted(largest.items()):
        long = seconds(found[key]) >= LONG
        for role in found[key][0]["memory_mb"]:
            values = [row["memory_mb"].get(role, {}) for row in found[key]]
            peaks = (
                _largest(values, name) if long or "third" not in name else "too short"
                for name in ("resident", "private", "first_third", "last_third")
            )
            rows.append((engine, str(workers), f"{key[3]:,}", role, *peaks))
    if rows:
        head = ("engine", "workers", "articles", "process", "peak, resident MB", "peak, private MB")
        yield table((*head, "of it in the first third", "in the last third"), rows)


def _largest(values: Iterable[Mapping], name: str) -> str:
    known = [value[name] for value in values if value.get(name) is not None]
    return f"{max(known):,.0f}" if known else ""


def extrapolate(options: argparse.Namespace) -> str:
    """Return hours and money for a large archive, from the rate per core that was measured.

    Taken is the largest run of the local engine with the most workers; its rate after start-up is
    divided by its workers. Assumed are the cores of a node, the price of a core, and the share of
    that rate that a core keeps among many.
    """
    found = by_kind(read(options.results))
    keys = [
        key
        for key in found
        if key[0] == "local" and key[2] == options.annotator and per_article(found, key)
    ]
    if not keys:
        raise SystemExit(
            f"{options.results}: no local runs of {options.annotator} with one article and with "
            "more; measure them first"
        )
    key = max(keys, key=lambda key: (key[3], key[1]))
    rate = 1000 / per_article(found, key) / key[1]
    core_hours = options.articles / rate / options.efficiency / 3600
    size = median(row["result_bytes"] for row in found[key]) / key[3]
    lines = [
        f"Measured: {rate:.2f} articles/s per core ({options.annotator}, local engine, {key[1]} "
        f"worker(s), {key[3]:,} articles), {size / 1000:.1f} kB of Parquet per article.",
        f"Assumed: nodes of {options.cores} cores, each of which keeps {options.efficiency:.0%} of "
        f"that rate; {options.price:.2f} dollars for a core and hour; articles as long as the "
        "measured ones; an object store that keeps up.",
        f"Then {options.articles:,.0f} articles take {core_hours:,.0f} hours of one core, "
        f"{core_hours * options.price:,.0f} dollars, and {options.articles * size / 1e9:,.0f} GB "
        "of results:",
        table(
            ("nodes", "cores", "days", "dollars"),
            (
                (
                    f"{nodes:,}",
                    f"{nodes * options.cores:,}",
                    f"{core_hours / nodes / options.cores / 24:,.1f}",
                    f"{core_hours * options.price:,.0f}",
                )
                for nodes in options.nodes
            ),
        ),
    ]
    return "\n\n".join(lines)
