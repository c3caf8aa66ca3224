"""``claimstance annotate``: take articles apart."""

import sys
from typing import Any

import click

from claimstance.scale.guard import MAX_CHARACTERS

FORMATS = ("terminal", "jsonl", "html", "table", "parquet")


@click.command("annotate")
@click.argument("inputs", nargs=-1, required=True)
@click.option(
    "--annotator",
    "-a",
    default="auto",
    show_default=True,
    help="A name that claimstance annotators lists.",
)
@click.option(
    "--format",
    "-f",
    "format_",
    type=click.Choice(FORMATS),
    help="Default: terminal on a terminal, parquet on Ray, else jsonl.",
)
@click.option(
    "--output", "-o", default="-", show_default=True, help="A file, - or, for shards, a folder."
)
@click.option("--language", help="ISO 639-1 code for inputs that do not name their own.")
@click.option("--encoding", help="Of text files; UTF-8 if not given.")
@click.option(
    "--text-column",
    help="Of JSON lines, Parquet and hf://. Default: text, article, content or body.",
)
@click.option("--subset", help="Of a dataset on the hub that has several.")
@click.option("--split", help="Of a dataset on the hub that has several, such as train.")
@click.option(
    "--lexicon",
    type=click.Path(exists=True, dir_okay=False),
    help="Word list that extends lexicon.v1.",
)
@click.option(
    "--on-error",
    type=click.Choice(["skip", "stop"]),
    default="skip",
    show_default=True,
    help="On an input that cannot be read or annotated.",
)
@click.option(
    "--rejects",
    type=click.Path(dir_okay=False),
    help="Write what was set aside here, as JSON lines.",
)
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="Processes.")
@click.option("--unordered", is_flag=True, help="With several workers: results as they get ready.")
@click.option("--resume", is_flag=True, help="Go on with a folder of shards.")
@click.option(
    "--shard-size",
    type=click.IntRange(1),
    default=512,
    show_default=True,
    help="Documents in a shard.",
)
@click.option(
    "--max-characters",
    type=click.IntRange(1),
    default=MAX_CHARACTERS,
    show_default=True,
    help="A longer document is set aside.",
)
@click.option(
    "--engine",
    type=click.Choice(["local", "ray"]),
    default="local",
    show_default=True,
    help="ray: on a Ray cluster.",
)
def command(**options: Any) -> None:
    r"""Take articles apart into claims and evaluations.

    INPUTS are text, Markdown, HTML, JSON lines and Parquet files (also .gz), folders, addresses,
    datasets of the Hugging Face hub (hf://datasets/owner/name), or - for standard input. The order
    of the output is the order of the inputs.

    \b
    Examples:
      claimstance annotate examples/harbour.txt
      claimstance annotate examples/harbour.txt --format html --output harbour.html
      claimstance annotate archive/ --workers 2 --format parquet --output results/
    """
    from claimstance.cli.request import Request

    if options["format_"] is None:
        on_terminal = options["output"] == "-" and sys.stdout.isatty()
        shards = "parquet" if options["engine"] == "ray" else "jsonl"
        options["format_"] = "terminal" if on_terminal else shards
    request = Request(**options)
    if request.into_folder:
        from claimstance.cli.archive import annotate_archive

        annotate_archive(request)
    else:
        from claimstance.cli.stream import annotate_stream

        annotate_stream(request)
