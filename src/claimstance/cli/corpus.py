"""``claimstance corpus``: marks without text, and the way back."""

from collections.abc import Iterator

import click


@click.group("corpus")
def command() -> None:
    r"""Pass marks on where the text may not be: split them from it, join them to it again.

    \b
    Examples:
      claimstance corpus split annotated.jsonl -o marks.jsonl
      claimstance corpus join marks.jsonl texts.jsonl -o annotated.jsonl
    """


@command.command("split")
@click.argument("annotated")
@click.option("--output", "-o", default="-", show_default=True, help="A file, or -.")
def split(annotated: str, output: str) -> None:
    r"""Write offsets and labels of ANNOTATED without any words.

    Each document is named by id, digest and length. Texts, titles, addresses, meta, neutral texts
    and stances are left out. Rated sentences (id, text, rating) keep id, digest and rating.

    \b
    Example:
      claimstance corpus split annotated.jsonl -o marks.jsonl
    """
    from claimstance.dataset.standoff import split_lines
    from claimstance.io.jsonl import write_lines

    count = write_lines(split_lines(_lines(annotated), annotated), output)
    click.echo(f"{count:,} lines written without text.", err=True)


@command.command("join")
@click.argument("marks")
@click.argument("texts")
@click.option("--output", "-o", default="-", show_default=True, help="A file, or -.")
def join(marks: str, texts: str, output: str) -> None:
    r"""Join MARKS to the TEXTS that they were made on.

    TEXTS are JSON lines with an id and a text ({"document": {…}} or {"id": …, "text": …}). A text
    that is missing or differs in a single character is named; the others are joined, and the exit
    status is 1.

    \b
    Example:
      claimstance corpus join marks.jsonl texts.jsonl -o annotated.jsonl
    """
    from claimstance.cli.output import finish, report_failure
    from claimstance.core.document import Document
    from claimstance.core.failure import Failure
    from claimstance.dataset.standoff import Missing, join_lines
    from claimstance.io.jsonl import write_lines
    from claimstance.io.rows import read_lines

    if marks == texts == "-":
        raise click.UsageError("only one of MARKS and TEXTS can be standard input")
    failed = 0

    def documents() -> Iterator[Document]:
        for item in read_lines(texts):
            if isinstance(item, Failure):
                report_failure(item)
            else:
                yield item

    def joined() -> Iterator[str]:
        nonlocal failed
        for line in join_lines(_lines(marks), marks, documents()):
            if isinstance(line, Missing):
                failed += 1
                click.echo(f"Error: {line.error}", err=True)
            else:
                yield line

    count = write_lines(joined(), output)
    click.echo(f"{count:,} lines joined.", err=True)
    finish(failed)


def _lines(path: str) -> Iterator[str]:
    """Yield the lines of a file or of standard input.

    Raises:
        FormatError: If it cannot be read.
    """
    from claimstance.errors import FormatError

    try:
        with click.open_file(path, encoding="utf-8") as stream:
            yield from stream
    except UnicodeDecodeError as error:
        raise FormatError(f"{path}: not UTF-8 (byte {error.start}); save it as UTF-8") from None
    except OSError as error:
        raise FormatError(f"{path}: cannot be read ({error.strerror}); check the name") from None
