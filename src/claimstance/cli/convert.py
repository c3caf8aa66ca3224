"""``claimstance convert``: other tools' formats."""

import click

FORMATS = ("jsonl", "brat", "spacy", "webanno-jsonld", "xmi", "ssa", "conll", "csv")


@click.command("convert")
@click.argument("source")
@click.option("--to", "to", type=click.Choice(FORMATS), default="jsonl", show_default=True)
@click.option("--from", "from_", type=click.Choice(FORMATS), default="jsonl", show_default=True)
@click.option("--output", "-o", required=True, help="File, or folder for brat and xmi.")
@click.option(
    "--annotator",
    default="human:1",
    show_default=True,
    help="Who annotated, where the format read does not say.",
)
def command(source: str, to: str, from_: str, output: str, annotator: str) -> None:
    """Convert the annotations in SOURCE to another format, and back.

    What the format written does not keep is named on standard error; docs/formats.md has the whole
    matrix. Marks that do not fit the text are named and left out, and the exit status is 1.

    Example: claimstance convert gold.jsonl --to brat -o gold-brat
    """
    from claimstance.io.formats import FEATURES, ONLY_HERE, get_format

    problems: list[str] = []
    written = get_format(to)
    annotations = get_format(from_).read(source, annotator=annotator, report=problems.append)
    count = written.write(annotations, output)
    for problem in problems:
        click.echo(f"Warning: {problem}", err=True)
    click.echo(f"{count} annotations written to {output}.", err=True)
    if not written.reads:
        click.echo(f"{written.title} cannot be read back: {written.note}.", err=True)
    elif lost := [name for name in FEATURES if name not in {*written.keeps, *ONLY_HERE}]:
        click.echo(f"{written.title} does not keep: {', '.join(lost)}.", err=True)
    if problems:
        raise click.exceptions.Exit(1)
