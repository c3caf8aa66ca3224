"""``claimstance agree``: how far annotators agree."""

import json
import sys
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.console import RenderableType

    from claimstance.agreement.intervals import Estimate
    from claimstance.agreement.measure import Agreement
    from claimstance.core.rounds import Round


@click.command("agree")
@click.argument("files", nargs=-1, required=True)
@click.option(
    "--format",
    "-f",
    "format_",
    type=click.Choice(["terminal", "json", "html"]),
    default="terminal",
    show_default=True,
    help="json: for machines; html: a page with every difference in its sentence.",
)
@click.option(
    "--bootstrap",
    type=click.IntRange(0),
    default=1000,
    show_default=True,
    help="Samples of the documents for the 95 % intervals; 0 for none.",
)
@click.option("--prediction", "-p", help="What annotators were shown: how much did they accept?")
@click.option("--output", "-o", default="-", show_default=True, help="Where to write.")
def command(
    files: tuple[str, ...], format_: str, bootstrap: int, prediction: str | None, output: str
) -> None:
    """Measure the agreement of the annotators of FILES, per layer and per decision.

    FILES are JSON lines by two or more annotators of the same documents; each annotation says
    whose it is. Of a document that somebody has not finished, the sentences are compared that all
    have. What cannot be compared is named on standard error.

    Example: claimstance agree anna.jsonl ben.jsonl
    """
    from claimstance.agreement.measure import measure
    from claimstance.core.shared_sentences import only_shared
    from claimstance.io.jsonl import write_lines
    from claimstance.io.rounds import read_round

    round_ = only_shared(read_round(files))
    agreement = measure(round_, draws=bootstrap)
    for problem in agreement.problems:
        click.echo(f"Warning: {problem}", err=True)
    if format_ == "json":
        write_lines([json.dumps(_plain(agreement), ensure_ascii=False, indent=2)], output)
    elif format_ == "html":
        from claimstance.report.agreement import render_agreement

        write_lines([render_agreement(agreement, round_)], output)
    else:
        write_lines([_text(_table(agreement))], output)
    if prediction:
        _accepted(round_, prediction)
    if any(not problem.endswith("kept") for problem in agreement.problems):
        raise click.exceptions.Exit(1)


def _text(table: "RenderableType") -> str:
    from rich.console import Console

    console = Console(
        highlight=False, emoji=False, markup=False, width=None if sys.stdout.isatty() else 120
    )
    with console.capture() as captured:
        console.print(table)
    return captured.get().rstrip("\n")


def _accepted(round_: "Round", prediction: str) -> None:
    """Say on standard error how much of a prediction each annotator left as it was."""
    from claimstance.agreement.acceptance import acceptance
    from claimstance.io.jsonl import read_annotations

    shown = {a.document.id: a for a in read_annotations(prediction)}
    for name in round_.annotators:
        own = [found for item in round_.items if (found := item.by(name))]
        pairs = [(shown[a.document.id], a) for a in own if a.document.id in shown]
        for fate in acceptance(pairs):
            if fate.share is not None:
                click.echo(
                    f"{name}, {fate.layer.value}: {fate.share:.0%} accepted ({fate.accepted} "
                    f"accepted, {fate.changed} changed, {fate.removed} removed, {fate.added} "
                    "added).",
                    err=True,
                )


def _plain(agreement: "Agreement") -> dict[str, Any]:
    return {
        "annotators": list(agreement.annotators),
        "documents": agreement.documents,
        "sentences": agreement.sentences,
        "single": agreement.single,
        "marks": {layer.value: dict(counts) for layer, counts in agreement.marks.items()},
        "measured": [
            {
                "layer": found.layer.value,
                "decision": found.decision,
                "coefficient": found.coefficient,
                "annotators": list(found.annotators),
                "value": found.estimate.value,
                "low": found.estimate.low,
                "high": found.estimate.high,
                "count": found.estimate.count,
                "reason": found.estimate.reason,
            }
            for found in agreement.measured
        ],
    }


def _table(agreement: "Agreement") -> "RenderableType":
    from rich import box
    from rich.table import Table
    from rich.text import Text

    title = (
        f"{', '.join(agreement.annotators)}: {agreement.documents} documents, "
        f"{agreement.sentences} sentences ({agreement.single} documents by one annotator left out)"
    )
    table = Table(box=box.SIMPLE_HEAD, title=Text(title), title_justify="left")
    for heading in ("layer", "decision", "coefficient", "value", "95 %", "of"):
        table.add_column(heading)
    layer = ""
    order = list(agreement.marks)
    layers = sorted(agreement.measured, key=lambda m: (*order, m.layer).index(m.layer))
    for found in layers:
        shown = found.layer.value if found.layer.value != layer else ""
        layer = found.layer.value
        pair = f" ({' – '.join(found.annotators)})" if len(agreement.annotators) > 2 else ""
        name = found.coefficient + (pair if found.annotators else "")
        table.add_row(shown, found.decision, name, *_cells(found.estimate))
    return table


def _cells(estimate: "Estimate") -> tuple[str, str, str]:
    if estimate.value is None:
        return "–", estimate.reason or "", str(estimate.count or "")
    between = ""
    if estimate.low is not None and estimate.high is not None:
        between = f"{estimate.low:.2f} – {estimate.high:.2f}"
    return f"{estimate.value:.2f}", between, str(estimate.count or "")
