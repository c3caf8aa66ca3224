"""``claimstance score``: predictions against gold."""

import json

import click

from claimstance.core.layers import Layer


@click.command("score")
@click.argument("predictions")
@click.argument("gold")
@click.option(
    "--format",
    "-f",
    "format_",
    type=click.Choice(["terminal", "json"]),
    default="terminal",
    show_default=True,
)
@click.option(
    "--layer",
    "layers",
    multiple=True,
    type=click.Choice([layer.value for layer in Layer]),
    help="Score this layer only; may be given several times.",
)
@click.option(
    "--errors",
    type=click.Path(dir_okay=False, writable=True),
    help="Write gold and prediction side by side into this HTML file.",
)
@click.option(
    "--bootstrap",
    type=click.IntRange(0),
    default=1000,
    show_default=True,
    help="Samples of documents for 95 % intervals; 0 for none.",
)
@click.option("--seed", type=int, default=0, show_default=True, help="Of the samples.")
def command(
    predictions: str,
    gold: str,
    format_: str,
    layers: tuple[str, ...],
    errors: str | None,
    bootstrap: int,
    seed: int,
) -> None:
    r"""Score predictions against gold: spans, attributes, links, subjectivity, neutral texts.

    PREDICTIONS and GOLD are JSON lines of annotations; one of them may be - for standard input.
    Documents are paired by id. Gold documents without a prediction count as if nothing was found.

    \b
    Examples:
      claimstance score predicted.jsonl gold.jsonl
      claimstance score predicted.jsonl gold.jsonl --errors errors.html
      claimstance score predicted.jsonl gold.jsonl -f json | jq .sentences
    """
    from claimstance.io.jsonl import read_annotations, write_lines
    from claimstance.scoring.pairs import pair
    from claimstance.scoring.report import score_pairs

    if predictions == gold == "-":
        raise click.UsageError("only one of PREDICTIONS and GOLD can be standard input")
    pairs = pair(read_annotations(predictions), read_annotations(gold))
    chosen = tuple(map(Layer, layers)) or tuple(Layer)
    report = score_pairs(pairs, layers=chosen, draws=bootstrap, seed=seed)
    if format_ == "json":
        from claimstance.scoring.record import to_record

        click.echo(json.dumps(to_record(report), ensure_ascii=False))
    else:
        from rich.console import Console

        from claimstance.report.scores import render_scores

        Console().print(render_scores(report))
    if errors:
        from claimstance.report.errors import render_errors

        write_lines([render_errors(report, pairs)], errors)
        click.echo(f"{len(report.mistakes):,} differences written to {errors}.", err=True)
