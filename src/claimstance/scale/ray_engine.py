"""The engine for a cluster: Ray Data reads, an actor pool annotates, Ray Data writes.

The results have the schema of `claimstance.scale.schema`, the same as from the local engine; what
was refused is written to ``rejects`` beside them.
"""

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import fs

from claimstance.core.annotation import Annotation
from claimstance.core.document import Document
from claimstance.core.failure import Failure
from claimstance.core.text import digest
from claimstance.errors import ClaimstanceError, ConfigError, MissingExtraError
from claimstance.io.hub import is_dataset
from claimstance.scale.batch import annotate_batch
from claimstance.scale.schema import SCHEMA
from claimstance.scale.workers import load_annotator

try:
    import ray
except ModuleNotFoundError:
    raise MissingExtraError("--engine ray", "ray") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class RayJob:
    """An archive to annotate on a Ray cluster."""

    inputs: tuple[str, ...]
    """Paths or URIs (``s3://…``) of Parquet or JSON-lines files or folders, all of one kind."""
    output: str
    """Path or URI of a folder."""
    annotator: str
    options: tuple[tuple[str, Any], ...] = ()
    workers: int = 2
    """Actors, each with one annotator and one core."""
    batch_size: int = 64
    """Documents that an actor gets at a time."""


class _Actor:
    """Holds one annotator; Ray makes as many as there are workers and restarts those that die.

    A note is left beside the output while a batch is in work. Who finds one there knows that the
    batch has killed its worker, takes the documents one by one, and sets aside the one whose own
    note is found.
    """

    def __init__(self, job: RayJob) -> None:
        self.annotator = load_annotator(job.annotator, dict(job.options), single=True)
        self.notes = _Folder(f"{job.output.rstrip('/')}-in-work")
        self.rejects = _Folder(f"{job.output.rstrip('/')}-rejects")

    def __call__(self, table: pa.Table) -> pa.Table:
        name = digest_rows(table)
        if self.notes.has(name):
            results = [
                self._alone(table.slice(row, 1), f"{name}-{row}") for row in range(len(table))
            ]
            result = pa.concat_tables(results)
        else:
            self.notes.write(name, b"")
            result = annotate_batch(table, self.annotator)
        self.notes.remove(name)
        failed = result.filter(pc.is_valid(result["error"]))
        if failed.num_rows:
            self.rejects.write(f"{name}.jsonl", _reject_lines(failed))
        return result.filter(pc.is_null(result["error"])).select(SCHEMA.names)

    def _alone(self, row: pa.Table, name: str) -> pa.Table:
        if self.notes.has(name):
            self.notes.remove(name)
            return annotate_batch(row, _Refusing())
        self.notes.write(name, b"")
        result = annotate_batch(row, self.annotator)
        self.notes.remove(name)
        return result


class _Refusing:
    """Stands in for the annotator that a document has killed."""

    name = "none"

    def __call__(self, documents: Iterable[Document]) -> Iterator[Annotation]:
        raise ClaimstanceError(
            "the worker process died on this document (out of memory or a crash)"
        )


class _Folder:
    """Small files in a local folder or an object store, each written whole."""

    def __init__(self, uri: str) -> None:
        self.filesystem: fs.FileSystem = fs.LocalFileSystem()
        self.path: str = uri
        if "://" in uri:
            self.filesystem, self.path = fs.FileSystem.from_uri(uri)
        self.filesystem.create_dir(self.path, recursive=True)

    def has(self, name: str) -> bool:
        info = self.filesystem.get_file_info(f"{self.path}/{name}")
        return bool(info.type != fs.FileType.NotFound)

    def write(self, name: str, content: bytes) -> None:
        with self.filesystem.open_output_stream(f"{self.path}/{name}") as stream:
            stream.write(content)

    def remove(self, name: str) -> None:
        self.filesystem.delete_file(f"{self.path}/{name}")


def digest_rows(table: pa.Table) -> str:
    """Return a digest of a batch's texts, by which a retry recognises it."""
    return digest("\0".join(str(text) for text in table["text"].to_pylist()))


def _reject_lines(failed: pa.Table) -> bytes:
    failures = [Failure(row["id"], row["error"]) for row in failed.to_pylist()]
    return "".join(
        json.dumps(failure.to_record(), ensure_ascii=False) + "\n" for failure in failures
    ).encode()


def run_ray(job: RayJob) -> None:
    """Annotate ``job.inputs`` into Parquet files under ``job.output``.

    Connects to the cluster that ``RAY_ADDRESS`` names, else starts Ray on this machine.

    Raises:
        ConfigError: If the inputs are of several kinds, or of none that Ray Data reads here.
    """
    _connect(job.workers)
    dataset = (
        _read(job.inputs)
        .repartition(target_num_rows_per_block=job.batch_size)
        .map_batches(
            _Actor,
            fn_constructor_args=(job,),
            batch_format="pyarrow",
            batch_size=job.batch_size,
            compute=ray.data.ActorPoolStrategy(size=job.workers),
            num_cpus=1,
            max_restarts=-1,
            max_task_retries=-1,
        )
    )
    dataset.write_parquet(job.output)


def _connect(workers: int) -> None:
    if ray.is_initialized():
        return
    options: dict[str, Any] = {"log_to_driver": False}
    if "RAY_ADDRESS" not in os.environ:
        # reading and writing need a core beside the actors', or nothing ever moves
        options |= {"num_cpus": max(os.cpu_count() or 1, workers + 1), "include_dashboard": False}
    ray.init(**options)


def _read(inputs: Sequence[str]) -> "ray.data.Dataset":
    kinds = {_kind(name) for name in inputs}
    if kinds == {"parquet"}:
        return ray.data.read_parquet(list(inputs))
    if kinds == {"json"}:
        return ray.data.read_json(list(inputs), lines=True)
    raise ConfigError(
        f"inputs {list(inputs)} given, expected all Parquet (.parquet) or all JSON lines (.jsonl, "
        ".jsonl.gz) for --engine ray; convert the others first"
    )


def _kind(name: str) -> str:
    if is_dataset(name):
        raise ConfigError(
            f"{name}: --engine ray reads files; use the local engine, which streams datasets, or "
            "name the dataset's Parquet files where they lie (s3://…, a folder)"
        )
    stem = name.removesuffix(".gz").removesuffix(".zst").rstrip("/")
    if stem.endswith((".jsonl", ".json")):
        return "json"
    return "parquet"
