"""``claimstance annotate`` into a folder of shards."""

from pathlib import Path

import click

from claimstance.cli.output import finish, with_progress
from claimstance.cli.request import Request


def annotate_archive(request: Request) -> None:
    """Annotate the inputs of ``request`` into shards, on this machine or on a Ray cluster."""
    if request.engine == "ray":
        _annotate_on_ray(request)
        return

    from claimstance.scale.local import Job, run_job

    summary = run_job(
        with_progress(request.read(), "articles"),
        Job(
            crew=request.crew,
            output=Path(request.output),
            format=request.format_,
            shard_size=request.shard_size,
            resume=request.resume,
        ),
    )
    click.echo(
        f"{summary.documents:,} documents in {summary.shards:,} shards "
        f"({summary.resumed:,} were there), {summary.rejected:,} set aside.",
        err=True,
    )
    _finish(summary.rejected, request)


def _annotate_on_ray(request: Request) -> None:
    from claimstance.scale.ray_engine import RayJob, run_ray

    crew = request.crew
    job = RayJob(
        inputs=request.inputs,
        output=request.output,
        annotator=crew.annotator,
        options=tuple(sorted(crew.options.items())),
        reading=tuple((key, value) for key, value in request.reading.items() if value),
        workers=crew.workers,
        shard_size=request.shard_size,
        max_characters=crew.max_characters,
    )
    documents, rejected = run_ray(job)
    click.echo(f"{documents:,} documents, {rejected:,} set aside.", err=True)
    _finish(rejected, request)


def _finish(rejected: int, request: Request) -> None:
    finish(rejected, see=f"{request.output.rstrip('/')}/*.rejects.jsonl")
