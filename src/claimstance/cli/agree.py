"""``claimstance agree``: how far annotators agree."""

import json
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.console import RenderableType

    from claimstance.agreement.intervals import Estimate
    from claimstance.agreement.measure import Agreement


@click.command("agree")
@click.argument("files", nargs=-1, required=True)
@click.option(
    "--format",
    "-f",
    "format_",
    type=click.Choice(["terminal", "json"]),
    default="terminal",
    show_default=True,
    help="json: for machines.",
)
@click.option(
    "--bootstrap",
    type=click.IntRange(0),
    default=1000,
    show_default=True,
    help="Samples of the documents for the 95 % intervals; 0 for none.",
)
def command(files: tuple[str, ...], format_: str, bootstrap: int) -> None:
    """Measure the agreement of the annotators of FILES, per layer and per decision.

    FILES are JSON lines by two or more annotators of the same documents; each annotation says
    whose it is. What cannot be compared is named on standard error.

    Example: claimstance agree anna.jsonl ben.jsonl
    """
    from claimstance.agreement.measure import measure
    from claimstance.core.rounds import Sourced, gather
    from claimstance.io.jsonl import Reject, read_annotations

    rejects: list[Reject] = []
    sources = [
        Sourced(file, annotation)
        for file in files
        for annotation in read_annotations(file, on_reject=rejects.append)
    ]
    agreement = measure(gather(sources), draws=bootstrap)
    for problem in (*(reject.error for reject in rejects), *agreement.problems):
        click.echo(f"Warning: {problem}", err=True)
    if format_ == "json":
        click.echo(json.dumps(_plain(agreement), ensure_ascii=False, indent=2))
    else:
        from rich.console import Console

        Console(highlight=False).print(_table(agreement))
    if rejects:
        raise click.exceptions.Exit(1)


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

    title = (
        f"{', '.join(agreement.annotators)}: {agreement.documents} documents, "
        f"{agreement.sentences} sentences ({agreement.single} documents by one annotator left out)"
    )
    table = Table(box=box.SIMPLE_HEAD, title=title, title_justify="left")
    for heading in ("layer", "decision", "coefficient", "value", "95 %", "of"):
        table.add_column(heading)
    layer = ""
    for found in agreement.measured:
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
