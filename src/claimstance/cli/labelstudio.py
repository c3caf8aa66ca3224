"""``claimstance labelstudio``: projects, tasks and annotations on a Label Studio server."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from claimstance.labelstudio.client import Server
    from claimstance.labelstudio.pulled import Pulled


@click.group("labelstudio")
def command() -> None:
    r"""Annotate in Label Studio: pre-annotated tasks there, annotations back.

    The address and the access token come from --url and --key, or from the variables
    LABEL_STUDIO_URL and LABEL_STUDIO_API_KEY; the token is never shown or written.

    \b
    Examples:
      claimstance labelstudio init --title "Pilot"
      claimstance labelstudio push predictions.jsonl --project "Pilot"
      claimstance labelstudio status --project "Pilot"
      claimstance labelstudio pull --project "Pilot" --output annotations.jsonl
    """


def _server_options(function: Callable[..., None]) -> Callable[..., None]:
    for option in (
        click.option(
            "--key",
            envvar="LABEL_STUDIO_API_KEY",
            default="",
            help="Access token; rather set LABEL_STUDIO_API_KEY, which ps does not show.",
        ),
        click.option(
            "--url",
            envvar="LABEL_STUDIO_URL",
            default="http://localhost:8080",
            show_default=True,
            help="Address of the server; also LABEL_STUDIO_URL.",
        ),
    ):
        function = option(function)
    return function


_project_option = click.option("--project", "-p", required=True, help="Title or number.")


def _unit_option(help_: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return click.option("--unit", type=click.Choice(["article", "sentence"]), help=help_)


def _connect(url: str, key: str) -> "Server":
    from claimstance.labelstudio.client import Server

    return Server(url, key)


@command.command("init")
@click.option("--title", required=True, help="At least three characters.")
@click.option(
    "--overlap",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    help="Annotators for each task.",
)
@click.option(
    "--order",
    type=click.Choice(["sequential", "uncertain"]),
    default="sequential",
    show_default=True,
    help="uncertain: tasks with the least certain predictions first.",
)
@click.option(
    "--guidelines",
    type=click.Path(exists=True, dir_okay=False),
    help="HTML to show below the built-in instructions.",
)
@_unit_option("What one task shows; a project keeps the one it has, a new one shows articles.")
@_server_options
def init(
    *,
    title: str,
    overlap: int,
    order: str,
    guidelines: str | None,
    unit: str | None,
    url: str,
    key: str,
) -> None:
    r"""Create a project with our labelling interface, or bring the one with this title up to date.

    Prints its number.

    \b
    Examples:
      claimstance labelstudio init --title "Pilot" --overlap 2
      claimstance labelstudio init --title "Sentences" --unit sentence
    """
    from claimstance.labelstudio.controls import Unit
    from claimstance.labelstudio.projects import init_project

    html = Path(guidelines).read_text(encoding="utf-8") if guidelines else None
    with _connect(url, key) as server:
        project = init_project(
            server,
            title,
            overlap=overlap,
            order=order,
            guidelines=html,
            unit=Unit(unit) if unit else None,
        )
        done = "Created" if project.created else "Brought up to date"
        click.echo(f"{done}: {server.url}/projects/{project.id}/", err=True)
    click.echo(project.id)


@command.command("push")
@click.argument("inputs", nargs=-1, required=True)
@_project_option
@click.option(
    "--as",
    "as_",
    type=click.Choice(["predictions", "annotations"]),
    default="predictions",
    show_default=True,
    help="What annotators see first, or as if it had been submitted.",
)
@_unit_option("What one task shows; by default what the project was made for.")
@click.option(
    "--context",
    type=click.IntRange(0),
    default=1,
    show_default=True,
    help="Sentences shown before and after a sentence that is a task.",
)
@_server_options
def push(
    inputs: tuple[str, ...],
    project: str,
    as_: str,
    unit: str | None,
    context: int,
    url: str,
    key: str,
) -> None:
    r"""Send documents with their predictions as tasks; each only once, however often.

    INPUTS are JSON lines as claimstance annotate writes them, or - for standard input. A
    document that is there already is not sent again, an interrupted push goes on where it was,
    and a text that has changed since is reported. With --unit sentence every sentence is a task,
    shown between its neighbours; pull puts them together.

    \b
    Examples:
      claimstance labelstudio push predictions.jsonl --project "Pilot"
      claimstance labelstudio push predictions.jsonl --project "Sentences" --unit sentence
    """
    from claimstance.io.jsonl import read_annotations
    from claimstance.labelstudio.controls import Unit
    from claimstance.labelstudio.projects import find_project, fit_unit
    from claimstance.labelstudio.push import Push
    from claimstance.selection.order import selection_score

    annotations = [a for name in inputs for a in read_annotations(name)]
    with _connect(url, key) as server, _bar() as progress:
        found = find_project(server, project)
        pushed = Push(
            server=server,
            project=found,
            unit=fit_unit(server, found, Unit(unit) if unit else None),
            context=context,
            as_annotations=as_ == "annotations",
            score=selection_score,
            progress=progress,
        )(annotations)
    for problem in pushed.problems:
        click.echo(f"Error: {problem}", err=True)
    doubles = f", {pushed.doubles} doubles removed" if pushed.doubles else ""
    if pushed.left_out:
        click.echo(
            f"{pushed.left_out} suggested marks and links that leave their sentence left out.",
            err=True,
        )
    click.echo(
        f"{pushed.added} tasks added, {pushed.there} there already, {pushed.predictions} "
        f"predictions added to those, {len(pushed.problems)} not sent{doubles}.",
        err=True,
    )
    if pushed.problems:
        raise click.exceptions.Exit(1)


@command.command("pull")
@_project_option
@click.option("--output", "-o", default="-", show_default=True, help="A file, or -.")
@click.option("--rejects", type=click.Path(dir_okay=False), help="Write what is unclear here.")
@click.option(
    "--partial",
    is_flag=True,
    help="Where a task is a sentence: documents of which only some sentences are annotated, too.",
)
@_server_options
def pull(project: str, output: str, rejects: str | None, partial: bool, url: str, key: str) -> None:
    """Fetch the submitted annotations, one line for each annotator and document.

    Who annotated, when, how long it took and from which prediction is in the document's meta.
    Annotations that are unclear, such as an evaluation with two targets, are reported and left
    out; the exit status is then 1. Where a task is a sentence, an annotator's sentences of one
    document come as one annotation: only those that the annotator finished, or with --partial
    also the others, with the sentences that are annotated and no other.

    Example: claimstance labelstudio pull --project "Pilot" --output annotations.jsonl
    """
    import json

    from claimstance.cli.output import with_progress
    from claimstance.io.jsonl import write_annotations, write_lines
    from claimstance.labelstudio.projects import find_project
    from claimstance.labelstudio.pull import pull as pull_from
    from claimstance.stance.derive import with_stances

    tally = _Tally()
    with _connect(url, key) as server:
        found = with_progress(
            pull_from(server, find_project(server, project), partial=partial), "annotations"
        )
        used = (item.annotation for item in tally.seen(found) if item.annotation)
        count = write_annotations(map(with_stances, used), output)
    if rejects:
        lines = (json.dumps({"id": r.where, "error": "; ".join(r.problems)}) for r in tally.unclear)
        write_lines(lines, rejects)
    unfinished = f"{tally.unfinished} unfinished documents left out (--partial takes them), "
    click.echo(
        f"{count} annotations, {tally.skipped} skipped tasks and drafts left out, "
        f"{unfinished if tally.unfinished else ''}{len(tally.unclear)} unclear.",
        err=True,
    )
    if tally.unclear:
        raise click.exceptions.Exit(1)


@command.command("status")
@_project_option
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@_server_options
def status(project: str, as_json: bool, url: str, key: str) -> None:
    """Show how far a project is.

    Example: claimstance labelstudio status --project "Pilot"
    """
    import json
    from dataclasses import asdict

    from claimstance.labelstudio.projects import find_project
    from claimstance.labelstudio.projects import status as status_of

    with _connect(url, key) as server:
        found = status_of(server, find_project(server, project))
    if as_json:
        click.echo(json.dumps(asdict(found), ensure_ascii=False))
        return
    wanted = "annotator" if found.overlap == 1 else "annotators"
    click.echo(f"{found.project.title} (project {found.project.id})")
    click.echo(f"tasks        {found.tasks} {found.unit}s, each for {found.overlap} {wanted}")
    click.echo(f"  annotated  {found.annotated}")
    click.echo(f"  done       {found.done}")
    click.echo(f"annotations  {found.annotations} (and {found.skipped} skipped)")
    click.echo(f"predictions  {found.predictions}")


@contextmanager
def _bar() -> Iterator[Callable[[int, int], None]]:
    """Show a bar on standard error, on a terminal only."""
    from rich.console import Console
    from rich.progress import Progress

    quiet = not sys.stderr.isatty()
    with Progress(console=Console(stderr=True), transient=True, disable=quiet) as bar:
        task = bar.add_task("tasks", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


class _Tally:
    """Counts what a pull finds, and says at once what did not fit."""

    def __init__(self) -> None:
        self.skipped = 0
        self.unfinished = 0
        self.unclear: list[Pulled] = []

    def seen(self, items: Iterator["Pulled"]) -> Iterator["Pulled"]:
        for item in items:
            for problem in item.problems:
                click.echo(f"{item.where}: {problem}", err=True)
            if item.skipped:
                self.skipped += 1
            elif item.unfinished:
                self.unfinished += 1
            elif item.annotation is None:
                self.unclear.append(item)
            yield item
