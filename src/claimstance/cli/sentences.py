"""``claimstance sentences``: split articles into sentences."""

import json

import click

from claimstance.cli.output import finish, report_failure


@click.command("sentences")
@click.argument("inputs", nargs=-1, required=True)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["terminal", "jsonl", "table"]),
    default="terminal",
    show_default=True,
    help="terminal: one sentence a line; jsonl: with offsets; table: tab-separated.",
)
@click.option("--language", help="ISO 639-1 code for inputs that do not name their own.")
@click.option("--encoding", help="Of text files; UTF-8 if not given.")
def command(
    inputs: tuple[str, ...], format_: str, language: str | None, encoding: str | None
) -> None:
    """Split articles into sentences with their offsets (characters, half-open).

    INPUTS are files, folders, addresses, or - for standard input.

    Example: claimstance sentences examples/harbour.txt --format table
    """
    from claimstance.core.failure import Failure
    from claimstance.io.articles import read_articles
    from claimstance.segment.language import guess_language
    from claimstance.segment.sentences import split_sentences

    failed = 0
    for document in read_articles(inputs, encoding=encoding, language=language):
        if isinstance(document, Failure):
            failed += 1
            report_failure(document)
            continue
        spoken = document.language or guess_language(document.text)
        for span in split_sentences(document.text, spoken):
            words = span.of(document.text)
            if format_ == "jsonl":
                record = {"document": document.id, "span": [span.start, span.end], "text": words}
                click.echo(json.dumps(record, ensure_ascii=False))
            elif format_ == "table":
                flat = " ".join(words.split())
                click.echo(f"{document.id}\t{span.start}\t{span.end}\t{flat}")
            else:
                click.echo(" ".join(words.split()))
    finish(failed)
