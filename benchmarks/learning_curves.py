"""Tables and a plot of what benchmarks/active_learning.py has measured.

Run: python benchmarks/learning_curves.py benchmarks/active_learning.jsonl [--plot FILE]
"""

import argparse
import json
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from statistics import mean

import numpy as np

from claimstance.core.palette import LIGHT

STRATEGIES = ("random", "uncertainty", "diversity", "disagreement")
ALL = "all"
"""In place of a strategy where none has a choice: the start and the whole pool."""
COSTS = ("sentences", "words", "marks")
LAYERS = ("claims", "evaluations", "holders", "cues", "targets")
SCORES = {"mean": (*LAYERS, "subjectivity"), "five layers": LAYERS}
"""What curves are made of: means of these scores. That of subjectivity swings most by chance."""
PLOT = Path(__file__).parents[1] / "docs" / "images" / "active-learning.svg"
STYLES = {
    "random": ("neutral", "o", "-"),
    "uncertainty": ("negative", "s", "--"),
    "diversity": ("positive", "^", "-."),
    "disagreement": ("target", "D", ":"),
}
"""Of each strategy: colour of the palette, marker, dashes."""

Curves = dict[str, dict[int, list[dict]]]
"""Of each strategy and seed the rows in order of size, start and whole pool included."""


def read_rows(path: Path) -> list[dict]:
    """Read the rows there are; none where the file is not there yet."""
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def curves(rows: Iterable[dict]) -> Curves:
    """Sort rows into curves; unfinished ones are left out."""
    found: defaultdict = defaultdict(lambda: defaultdict(list))
    for row in rows:
        found[row["strategy"]][row["seed"]].append(row)
    shared = found.pop(ALL, {})
    sizes = {r["sentences"] for by in (*found.values(), shared) for rs in by.values() for r in rs}
    whole: Curves = {}
    for strategy in STRATEGIES:
        for seed, rounds in sorted(found[strategy].items()):
            points = sorted(rounds + shared.get(seed, []), key=lambda row: row["sentences"])
            if len(points) == len(sizes):
                whole.setdefault(strategy, {})[seed] = points
    return whole


def value(row: dict, name: str = "mean") -> float:
    """Return one of `SCORES` of a row."""
    return mean(row["scores"][part] for part in SCORES[name])


def gain_at_equal(cost: str, point: dict, reference: Sequence[dict], name: str = "mean") -> float:
    """Return how much better a point is than a curve is at the same cost.

    The curve is taken to be straight between its points over the logarithm of the cost.
    """
    costs = np.log([row[cost] for row in reference])
    values = [value(row, name) for row in reference]
    return value(point, name) - float(np.interp(math.log(point[cost]), costs, values))


def cost_table(found: Curves) -> str:
    """Return, as Markdown, what each point of each curve cost and what it scored."""
    lines = [
        "| sentences | chosen by | words | marks | mean F1 | smallest–largest | five layers |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for strategy, points in _points(found):
        scores = [value(row) for row in points]
        cells = [f"{points[0]['sentences']:,}", strategy]
        cells += [f"{mean(row[cost] for row in points):,.0f}" for cost in COSTS[1:]]
        cells += [f"{mean(scores):.3f}", f"{min(scores):.3f}–{max(scores):.3f}"]
        cells.append(f"{mean(value(row, 'five layers') for row in points):.3f}")
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def gain_table(found: Curves, name: str = "mean") -> str:
    """Return, as Markdown, how much better than random each strategy is at equal cost."""
    head = " | ".join(f"{name}, equal {cost}" for cost in COSTS)
    lines = [f"| sentences | chosen by | {head} |", "| --- | --- | --- | --- | --- |"]
    for strategy, points in _points(found):
        if strategy in (ALL, "random"):
            continue
        cells = [f"{points[0]['sentences']:,}", strategy]
        for cost in COSTS:
            gains = [gain_at_equal(cost, row, found["random"][row["seed"]], name) for row in points]
            cells.append(f"{mean(gains):+.3f} ({min(gains):+.3f} to {max(gains):+.3f})")
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def layer_table(found: Curves, size: int) -> str:
    """Return, as Markdown, the mean score of each layer after ``size`` sentences."""
    names, lines = SCORES["mean"], []
    for strategy, points in _points(found):
        if points[0]["sentences"] == size:
            cells = [f"{mean(row['scores'][name] for row in points):.3f}" for name in names]
            lines.append(f"| {strategy} | {' | '.join(cells)} |")
    head = [
        f"| after {size:,}, chosen by | {' | '.join(names)} |",
        "| --- " * len(names) + "| --- |",
    ]
    return "\n".join(head + lines)


def _points(found: Curves) -> Iterator[tuple[str, list[dict]]]:
    """Yield each point of the curves once, as its rows of all seeds, in order of size."""
    count = len(next(iter(found["random"].values())))
    for index in range(count):
        for strategy, seeds in found.items():
            points = [rows[index] for seed, rows in seeds.items() if seed in found["random"]]
            who = points[0]["strategy"]
            if who != ALL or strategy == "random":
                yield who, points


def plot(found: Curves, path: Path) -> None:
    """Draw the curves against sentences and against words; bars reach from least to largest."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams |= {"svg.fonttype": "none", "svg.hashsalt": "claimstance", "font.size": 11}
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(1, 2, figsize=(10, 4.6), sharey=True, layout="constrained")
    for axis, cost in zip(axes, COSTS, strict=False):
        for strategy, seeds in found.items():
            _draw(axis, cost, strategy, list(zip(*seeds.values(), strict=True)))
        axis.set_xscale("log", base=2)
        low, high = axis.get_xlim()
        ticks = [v for n in range(12) if low <= (v := (100 if cost == COSTS[0] else 1000) * 2**n)]
        ticks = [tick for tick in ticks if tick <= high]
        axis.set_xticks(ticks, [f"{tick:,}" for tick in ticks])
        axis.set_xlabel(f"{cost} annotated")
        axis.grid(alpha=0.3)
    axes[0].set_ylabel("mean F1 on dev")
    axes[0].legend(frameon=False, loc="lower right", handlelength=4)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, metadata={"Date": None})


def _draw(axis, cost: str, strategy: str, points: Sequence[Sequence[dict]]) -> None:
    colour, marker, dashes = STYLES[strategy]
    scores = [[value(row) for row in point] for point in points]
    means = [mean(values) for values in scores]
    axis.errorbar(
        [mean(row[cost] for row in point) for point in points],
        means,
        yerr=[
            [average - min(values) for average, values in zip(means, scores, strict=True)],
            [max(values) - average for average, values in zip(means, scores, strict=True)],
        ],
        label=strategy,
        color=LIGHT[colour].ink,
        marker=marker,
        markersize=5,
        linestyle=dashes,
        elinewidth=0.8,
        capsize=2,
    )


def report(path: Path, drawing: Path) -> None:
    """Print the tables and draw the plot, of the curves that are finished."""
    found = curves(read_rows(path))
    if "random" not in found:
        print(f"{path}: no random curve is finished yet; nothing to compare with")
        return
    sizes = [points[0]["sentences"] for who, points in _points(found) if who == "random"]
    print(cost_table(found), *(gain_table(found, name) for name in SCORES), sep="\n\n")
    print("", *(layer_table(found, size) for size in sizes[1:]), sep="\n\n")
    plot(found, drawing)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("rows", type=Path)
    parser.add_argument("--plot", type=Path, default=PLOT)
    options = parser.parse_args()
    report(options.rows, options.plot)


if __name__ == "__main__":
    main()
