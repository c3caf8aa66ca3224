"""The engine for one machine: shards through worker processes, resumable."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from claimstance.core.annotation import Annotator
from claimstance.scale.guard import Item, annotate_guarded
from claimstance.scale.shards import Shard, ShardFolder
from claimstance.scale.workers import (
    Batch,
    Crew,
    current_annotator,
    run_batches,
    split_batches,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """An archive to annotate."""

    crew: Crew
    output: Path
    format: str = "jsonl"
    shard_size: int = 512
    """Documents in a shard."""
    resume: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Totals of a run."""

    documents: int
    rejected: int
    shards: int
    resumed: int
    """Shards that were there already."""


def run_job(
    items: Iterable[Item], job: Job, *, on_shard: Callable[[Shard], None] = lambda _: None
) -> Summary:
    """Annotate ``items`` into a folder of shards.

    With ``resume`` the input must be the same in the same order: finished shards are read past,
    the others are done. A kill at any moment loses at most the shards in work.

    Raises:
        ConfigError: If the folder holds results of something else.
        ClaimstanceError: If the disk is full.
    """
    folder = ShardFolder(job.output, job.format)
    folder.begin(
        {
            "annotator": job.crew.annotator,
            "options": {key: str(value) for key, value in sorted(job.crew.options.items())},
            "format": job.format,
            "shard_size": job.shard_size,
            "max_characters": job.crew.max_characters,
        },
        resume=job.resume,
    )
    there: list[Shard] = []
    fresh: list[Shard] = []
    for shard in _run(_pending(items, job, folder, there), job, folder):
        fresh.append(shard)
        on_shard(shard)
    folder.finish([*there, *fresh])
    return Summary(
        documents=sum(shard.documents for shard in (*there, *fresh)),
        rejected=sum(shard.rejected for shard in (*there, *fresh)),
        shards=len(there) + len(fresh),
        resumed=len(there),
    )


def _pending(
    items: Iterable[Item], job: Job, folder: ShardFolder, there: list[Shard]
) -> Iterator[Batch]:
    """Yield the shards still to be done; put the records of the others into ``there``."""
    for batch in split_batches(items, job.shard_size):
        if shard := folder.done(batch.number, batch.items):
            there.append(shard)
        else:
            yield batch


def _run(batches: Iterable[Batch], job: Job, folder: ShardFolder) -> Iterator[Shard]:
    if job.crew.workers > 1:
        work = partial(_in_worker, folder)
        yield from run_batches(batches, job.crew, work, ordered=False)
        return
    annotator = job.crew.load()
    for batch in batches:
        yield _do_shard(folder, annotator, batch, job.crew.max_characters)


def _in_worker(folder: ShardFolder, batch: Batch, *, max_characters: int) -> Shard:
    return _do_shard(folder, current_annotator(), batch, max_characters)


def _do_shard(
    folder: ShardFolder, annotator: Annotator, batch: Batch, max_characters: int
) -> Shard:
    outcomes = annotate_guarded(annotator, batch.items, max_characters=max_characters)
    return folder.write(batch.number, batch.items, outcomes)
