"""``claimstance select``: active learning."""

import click


@click.command("select")
@click.argument("inputs", nargs=-1, required=True)
@click.option(
    "--by",
    type=click.Choice(["random", "uncertainty", "disagreement", "diversity"]),
    default="random",
    show_default=True,
    help="A fair draw; least certain model; annotators who differ most; documents unlike one "
    "another.",
)
@click.option("--seed", type=int, default=0, show_default=True, help="Of a random order.")
@click.option("--top", type=click.IntRange(1), help="Keep this many documents.")
@click.option("--output", "-o", default="-", show_default=True, help="A file, or -.")
def command(inputs: tuple[str, ...], by: str, seed: int, top: int | None, output: str) -> None:
    """Order a pool of annotated articles by what a human's time is best spent on.

    INPUTS are JSON lines as claimstance annotate writes them, or -; disagreement needs several
    annotators of each document. What claimstance labelstudio push makes of the output is shown in
    this order by a project whose order is uncertain.

    A random order is the default: no other made a better model from as many sentences where it was
    measured, and only a random sample represents the pool.

    Example: claimstance select predictions.jsonl --by uncertainty --top 50 --output next.jsonl
    """
    from claimstance.io.jsonl import read_annotations, write_annotations
    from claimstance.selection.order import order

    pool = (annotation for name in inputs for annotation in read_annotations(name))
    chosen = order(pool, by, seed=seed)[:top]
    write_annotations((annotation for group in chosen for annotation in group), output)
    click.echo(f"{len(chosen)} documents by {by}.", err=True)
