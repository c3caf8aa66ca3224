"""``claimstance train``: train a span model or a sentence classifier."""

from pathlib import Path

import click


@click.command("train")
@click.argument("config", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--seed", type=int, help="Instead of the file's.")
@click.option("--output", "-o", help="Folder of the run, instead of the file's.")
@click.option("--task", type=click.Choice(["spans", "subjectivity"]), help="Instead of the file's.")
@click.option("--resume", is_flag=True, help="Go on from the last checkpoint.")
def command(
    config: Path, seed: int | None, output: str | None, task: str | None, resume: bool
) -> None:
    """Train a model as CONFIG (TOML) says; it is exported, tuned and scored at the end.

    Example: claimstance train configs/two-minutes.toml --seed 2
    """
    from claimstance.errors import MissingExtraError
    from claimstance.training.config import read_config

    given = {"seed": seed, "output": output, "task": task}
    run = read_config(config, {key: value for key, value in given.items() if value is not None})
    try:
        from claimstance.training.run import train_spans
        from claimstance.training.sentence_classifier import train_classifier
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("claimstance"):
            raise
        raise MissingExtraError("Training", "train") from None
    train = train_spans if run.task == "spans" else train_classifier
    outcome = train(run, resume=resume)
    click.echo(f"Model: {outcome.model}", err=True)
    full = outcome.full_scores
    for layer, score in outcome.scores.items():
        click.echo(f"{layer:13} {score:.3f}" + (f"  ({full[layer]:.3f})" if full else ""))
    if full:
        click.echo("In brackets: before the weights became 8-bit integers.", err=True)
    if any(full[layer] - score > _MUCH for layer, score in outcome.scores.items() if full):
        click.echo("That cost much; quantize = false keeps the full weights.", err=True)


_MUCH = 0.02
"""Loss of F1 by 8-bit weights that is worth a word."""
