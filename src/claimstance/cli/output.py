"""What commands say on standard error, and how they end."""

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

import click

from claimstance.core.failure import Failure

_T = TypeVar("_T")


def report_failure(failure: Failure) -> None:
    """Say on standard error why an input was set aside."""
    click.echo(f"Error: {failure.error}", err=True)


def finish(failed: int, see: str = "above") -> None:
    """End with status 1 if anything was set aside; say where the reasons are."""
    if failed:
        noun = "input was" if failed == 1 else "inputs were"
        click.echo(f"{failed:,} {noun} set aside; see {see}.", err=True)
        raise click.exceptions.Exit(1)


def with_progress(items: Iterable[_T], label: str, total: int | None = None) -> Iterator[_T]:
    """Show a bar on standard error while ``items`` are consumed, on a terminal only.

    It appears after two seconds, so that short work stays quiet.
    """
    if not sys.stderr.isatty():
        yield from items
        return
    import time

    from rich.console import Console
    from rich.progress import (
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
    )

    columns = (SpinnerColumn(), TextColumn(label), MofNCompleteColumn(), TimeElapsedColumn())
    progress = Progress(*columns, console=Console(stderr=True), transient=True)
    task = progress.add_task(label, total=total)
    start = time.monotonic()
    try:
        for item in items:
            if not progress.live.is_started and time.monotonic() - start > 2:
                progress.start()
            yield item
            progress.advance(task)
    finally:
        if progress.live.is_started:
            progress.stop()
