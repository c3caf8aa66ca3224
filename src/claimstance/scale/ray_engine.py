"""The engine for a cluster: Ray Data spreads the files, an actor pool annotates, Ray Data writes.

Each file is read by the reader of the local engine, so that both give the same rows and refuse the
same documents. What was refused lies beside the results, as ``….rejects.jsonl``.
"""

import json
import logging
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from pyarrow import fs

from claimstance.core.annotation import Annotation, Annotator
from claimstance.core.document import Document
from claimstance.core.failure import Failure
from claimstance.core.text import digest
from claimstance.errors import ClaimstanceError, ConfigError, MissingExtraError
from claimstance.io.articles import read_articles
from claimstance.io.hub import is_dataset
from claimstance.io.sources import expand
from claimstance.scale.batch import annotate_items
from claimstance.scale.guard import DIED, MAX_CHARACTERS
from claimstance.scale.item_table import from_item_table, to_item_tables
from claimstance.scale.schema import SCHEMA
from claimstance.scale.workers import load_annotator

try:
    import ray
except ModuleNotFoundError:
    raise MissingExtraError("--engine ray", "ray") from None

REJECTS = ".rejects.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class RayJob:
    """An archive to annotate on a Ray cluster."""

    inputs: tuple[str, ...]
    """Paths and URIs (``s3://…``) of files and folders, and datasets of the hub."""
    output: str
    """Path or URI of a folder."""
    annotator: str
    options: tuple[tuple[str, Any], ...] = ()
    reading: tuple[tuple[str, str], ...] = ()
    """Keyword arguments of `claimstance.io.articles.read_articles`."""
    workers: int = 2
    """Actors, each with one annotator and one core."""
    batch_size: int = 64
    """Documents that an actor gets at a time."""
    shard_size: int = 512
    """Documents in a file of results, or somewhat more."""
    max_characters: int = MAX_CHARACTERS


class _Actor:
    """Holds one annotator; Ray makes as many as there are workers and restarts those that die.

    A note is left beside the output while a batch is in work. Who finds one there knows that the
    batch has killed its worker, takes the documents one by one, and sets aside the one whose own
    note is found.
    """

    def __init__(self, job: RayJob) -> None:
        self.job = job
        self.annotator = load_annotator(job.annotator, dict(job.options), single=True)
        self.notes = _Folder(_notes(job))
        self.output = _Folder(job.output)

    def __call__(self, table: pa.Table) -> pa.Table:
        name = digest("\0".join(table["place"].to_pylist()))
        if self.notes.has(name):
            results = [
                self._alone(table.slice(row, 1), f"{name}-{row}") for row in range(len(table))
            ]
            result = pa.concat_tables(results)
        else:
            self.notes.write(name, b"")
            result = self._annotate(table, self.annotator)
        self.notes.remove(name)
        failed = result.filter(pc.is_valid(result["error"]))
        if failed.num_rows:
            self.output.write(f"{name}{REJECTS}", _reject_lines(failed))
        return result.filter(pc.is_null(result["error"])).select(SCHEMA.names)

    def _alone(self, row: pa.Table, name: str) -> pa.Table:
        if self.notes.has(name):
            self.notes.remove(name)
            return self._annotate(row, _Refusing())
        self.notes.write(name, b"")
        result = self._annotate(row, self.annotator)
        self.notes.remove(name)
        return result

    def _annotate(self, table: pa.Table, annotator: Annotator) -> pa.Table:
        items = from_item_table(table)
        return annotate_items(items, annotator, max_characters=self.job.max_characters)


class _Refusing:
    """Stands in for the annotator that a document has killed."""

    name = "none"

    def __call__(self, documents: Iterable[Document]) -> Iterator[Annotation]:
        raise ClaimstanceError(DIED)


class _Folder:
    """Small files in a local folder or an object store, each written whole."""

    def __init__(self, uri: str) -> None:
        self.filesystem: fs.FileSystem = fs.LocalFileSystem()
        self.path: str = uri.rstrip("/")
        if "://" in uri:
            self.filesystem, self.path = fs.FileSystem.from_uri(self.path)
        self.filesystem.create_dir(self.path, recursive=True)

    def names(self, suffix: str) -> list[str]:
        found = self.filesystem.get_file_info(fs.FileSelector(self.path))
        return [info.base_name for info in found if info.base_name.endswith(suffix)]

    def has(self, name: str) -> bool:
        info = self.filesystem.get_file_info(f"{self.path}/{name}")
        return bool(info.type != fs.FileType.NotFound)

    def open(self, name: str) -> pa.NativeFile:
        return self.filesystem.open_input_file(f"{self.path}/{name}")

    def write(self, name: str, content: bytes) -> None:
        with self.filesystem.open_output_stream(f"{self.path}/{name}") as stream:
            stream.write(content)

    def remove(self, name: str) -> None:
        self.filesystem.delete_file(f"{self.path}/{name}")

    def remove_all(self) -> None:
        self.filesystem.delete_dir(self.path)


def _notes(job: RayJob) -> str:
    return f"{job.output.rstrip('/')}-in-work"


def _reject_lines(failed: pa.Table) -> bytes:
    failures = [Failure(row["id"], row["error"]) for row in failed.to_pylist()]
    return "".join(
        json.dumps(failure.to_record(), ensure_ascii=False) + "\n" for failure in failures
    ).encode()


def run_ray(job: RayJob) -> tuple[int, int]:
    """Annotate ``job.inputs`` into Parquet files under ``job.output``.

    Connects to the cluster that ``RAY_ADDRESS`` names, else starts Ray on this machine.

    Returns:
        How many documents were annotated, and how many set aside.

    Raises:
        ConfigError: If the folder holds results, or an input is standard input.
        ClaimstanceError: If an input is not there, or the work on the cluster fails.
    """
    if "-" in job.inputs:
        raise ConfigError("- given, expected files for --engine ray; use the local engine")
    files = [file for name in job.inputs for file in ([name] if is_dataset(name) else expand(name))]
    output = _Folder(job.output)
    if output.names(".parquet") or output.names(REJECTS):
        raise ConfigError(f"{job.output}: holds results already; name a new folder")
    _Folder(_notes(job)).remove_all()  # of a run that was killed
    _connect(job.workers)
    logging.getLogger("ray.data.exceptions").addFilter(_into_file_only)
    try:
        _dataset(files, job).write_parquet(job.output, min_rows_per_file=job.shard_size)
    except ray.exceptions.RayError as error:
        raise ClaimstanceError(f"Ray: {_sentence(error)}") from None
    _Folder(_notes(job)).remove_all()
    documents = sum(_rows(output, name) for name in output.names(".parquet"))
    rejected = sum(_lines(output, name) for name in output.names(REJECTS))
    return documents, rejected


def _dataset(files: list[str], job: RayJob) -> "ray.data.Dataset":
    return (
        ray.data.from_items([{"file": file} for file in files])
        .map_batches(
            _read, fn_args=(job,), batch_size=1, batch_format="pyarrow", zero_copy_batch=True
        )
        .repartition(target_num_rows_per_block=job.batch_size)
        .map_batches(
            _Actor,
            fn_constructor_args=(job,),
            batch_size=job.batch_size,
            batch_format="pyarrow",
            zero_copy_batch=True,
            compute=ray.data.ActorPoolStrategy(size=job.workers),
            num_cpus=1,
            max_restarts=-1,
            max_task_retries=-1,
        )
    )


def _read(table: pa.Table, job: RayJob) -> Iterator[pa.Table]:
    """Read files in a task of Ray, as the local engine reads them."""
    for name in table["file"].to_pylist():
        yield from to_item_tables(read_articles([name], **dict(job.reading)), name, job.batch_size)


def _connect(workers: int) -> None:
    if ray.is_initialized():
        return
    options: dict[str, Any] = {"log_to_driver": False}
    if "RAY_ADDRESS" not in os.environ:
        # one core to read and one to write beside the actors', or writing waits for all reading
        options |= {"num_cpus": max(os.cpu_count() or 1, workers + 2), "include_dashboard": False}
    ray.init(**options)


def _into_file_only(record: logging.LogRecord) -> bool:
    """Keep tracebacks out of the terminal, as Ray Data does with those it marks like this."""
    record.hide = True
    return True


def _rows(output: _Folder, name: str) -> int:
    with output.open(name) as file:
        return int(pq.read_metadata(file).num_rows)


def _lines(output: _Folder, name: str) -> int:
    with output.open(name) as file:
        return int(file.read().count(b"\n"))


def _sentence(error: Exception) -> str:
    """Return the sentence for users out of a traceback of several processes, else its last line."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    own = [line.partition(": ")[2] for line in lines if line.startswith("claimstance.errors.")]
    return (own or lines or [type(error).__name__])[-1]
