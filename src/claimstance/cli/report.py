"""``claimstance report``: what a corpus says, by whom and how, as a page."""

from collections.abc import Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from claimstance.core.annotation import Annotation


@click.command("report")
@click.argument("inputs", nargs=-1, required=True)
@click.option("--output", "-o", default="report.html", show_default=True, help="A file, or -.")
@click.option("--title", help="The page's heading; without it the number of articles.")
@click.option(
    "--by",
    default="source",
    show_default=True,
    help="What is compared: source, or a key of the documents' meta, such as leaning.",
)
@click.option(
    "--sentences",
    type=click.IntRange(1),
    default=25,
    show_default=True,
    help="Sentences kept behind each figure at most.",
)
def command(
    inputs: tuple[str, ...], output: str, title: str | None, by: str, sentences: int
) -> None:
    r"""Report what annotated articles claim, who says it, how loaded, who judges whom.

    INPUTS are annotations: JSON lines, Parquet, or folders of them as claimstance annotate writes
    them. One article becomes its page; several become a page of tables and plots in which every
    figure leads to its sentences. Articles are read one at a time.

    \b
    Examples:
      claimstance report results/ --title "Election week" -o report.html
      claimstance report found.jsonl --by leaning
    """
    from claimstance.cli.output import with_progress
    from claimstance.errors import FormatError
    from claimstance.io.jsonl import write_lines
    from claimstance.report.page import render_page
    from claimstance.scale.results import read_results

    annotations = read_results(inputs)
    first = list(islice(annotations, 2))
    if not first:
        raise FormatError(f"{', '.join(inputs)}: no annotations; run claimstance annotate first")
    if len(first) == 1:
        page = render_page(first)
    else:
        found = with_progress(chain(first, annotations), "articles")
        page = _corpus(found, title, by, sentences)
    write_lines([page], output)
    click.echo(f"Written to {output}.", err=True)


def _corpus(annotations: "Iterator[Annotation]", title: str | None, by: str, sentences: int) -> str:
    from claimstance.report.corpus import gather, render_corpus
    from claimstance.report.corpus.plots import require_matplotlib

    require_matplotlib()
    with gather(annotations, by=by) as facts:
        if facts.repeated:
            click.echo(
                f"Warning: {facts.repeated} annotations of documents that had been counted "
                "already are left out; a report is about one annotator",
                err=True,
            )
        return render_corpus(facts, title=title, sentences=sentences)
