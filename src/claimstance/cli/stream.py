"""``claimstance annotate`` into one file or standard output."""

import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import click

from claimstance.cli.output import finish, report_failure, with_progress
from claimstance.cli.request import Request
from claimstance.core.annotation import Annotation
from claimstance.core.failure import Failure
from claimstance.errors import ClaimstanceError
from claimstance.io.jsonl import format_line, write_lines
from claimstance.scale import workers


def annotate_stream(request: Request) -> None:
    """Annotate the inputs of ``request`` and write them in its format.

    Ends with status 1 if an input was set aside.
    """
    with ExitStack() as stack:
        failures = _Failures(request)
        if request.rejects:
            stack.callback(failures.write, Path(request.rejects))
        annotations = failures.without(
            workers.annotate_stream(
                request.read(), request.crew, batch=8, ordered=not request.unordered
            )
        )
        shown = with_progress(_say_stand_in(annotations, request), "articles")
        if request.format_ == "terminal":
            _show(shown, request.output)
        else:
            write_lines(_lines(shown, request.format_), request.output)
    finish(len(failures.found))


def _say_stand_in(annotations: Iterator[Annotation], request: Request) -> Iterator[Annotation]:
    """Say once for each language that word lists stood in for a trained model."""
    said: set[str | None] = set()
    silent = request.annotator != "auto" or request.lexicon is not None
    for annotation in annotations:
        language = annotation.document.language
        if not silent and "lexicon" in annotation.annotator and language not in said:
            said.add(language)
            click.echo(
                f"No trained model for {language or 'this language'}: annotated by rules and word "
                f"lists ({annotation.annotator}).",
                err=True,
            )
        yield annotation


class _Failures:
    """Collects what was set aside and says so at once."""

    def __init__(self, request: Request) -> None:
        self.stop = request.on_error == "stop"
        self.found: list[Failure] = []

    def without(self, outcomes: Iterator[Annotation | Failure]) -> Iterator[Annotation]:
        for outcome in outcomes:
            if isinstance(outcome, Annotation):
                yield outcome
                continue
            self.found.append(outcome)
            if self.stop:
                raise ClaimstanceError(outcome.error)
            report_failure(outcome)

    def write(self, path: Path) -> None:
        write_lines((json.dumps(f.to_record(), ensure_ascii=False) for f in self.found), path)


def _lines(annotations: Iterator[Annotation], format_: str) -> Iterator[str]:
    if format_ == "jsonl":
        yield from map(format_line, annotations)
    elif format_ == "table":
        from claimstance.report.table import COLUMNS, rows

        yield "\t".join(COLUMNS)
        for annotation in annotations:
            yield from ("\t".join(row) for row in rows(annotation))
    else:
        from claimstance.report.page import render_page

        if pages := list(annotations):
            yield render_page(pages)


def _show(annotations: Iterator[Annotation], output: str) -> None:
    from rich.console import Console

    from claimstance.report.terminal import render

    if output == "-":
        width = None if sys.stdout.isatty() else 100
        console = Console(width=width, highlight=False, markup=False, emoji=False)
        for annotation in annotations:
            console.print(render(annotation))
        return
    with Path(output).open("w", encoding="utf-8") as stream:
        console = Console(file=stream, width=100, highlight=False, markup=False, emoji=False)
        for annotation in annotations:
            console.print(render(annotation))
