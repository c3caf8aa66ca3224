"""The engine for a cluster: Ray Data reads, an actor pool annotates, Ray Data writes.

The results have the schema of `claimstance.scale.schema`, the same as from the local engine; what
was refused is written to ``rejects`` beside them.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import fs

from claimstance.errors import ConfigError, MissingExtraError
from claimstance.scale.batch import annotate_batch
from claimstance.scale.guard import Failure
from claimstance.scale.schema import SCHEMA
from claimstance.scale.shards import digest_ids
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
    """Holds one annotator; Ray makes as many as there are workers and restarts those that die."""

    def __init__(self, job: RayJob) -> None:
        self.annotator = load_annotator(job.annotator, dict(job.options), single=True)
        self.output = job.output

    def __call__(self, table: pa.Table) -> pa.Table:
        result = annotate_batch(table, self.annotator)
        failed = result.filter(pc.is_valid(result["error"]))
        if failed.num_rows:
            _write_rejects(self.output, failed)
        return result.filter(pc.is_null(result["error"])).select(SCHEMA.names)


def run_ray(job: RayJob) -> None:
    """Annotate ``job.inputs`` into Parquet files under ``job.output``.

    Connects to the cluster that ``RAY_ADDRESS`` names, else starts Ray on this machine.

    Raises:
        ConfigError: If the inputs are of several kinds, or of none that Ray Data reads here.
    """
    if not ray.is_initialized():
        ray.init(log_to_driver=False, include_dashboard=False)
    dataset = _read(job.inputs).map_batches(
        _Actor,
        fn_constructor_args=(job,),
        batch_format="pyarrow",
        batch_size=job.batch_size,
        compute=ray.data.ActorPoolStrategy(size=job.workers),
        num_cpus=1,
        max_restarts=-1,
        max_task_retries=-1,
    )
    dataset.write_parquet(job.output)


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
    stem = name.removesuffix(".gz").removesuffix(".zst").rstrip("/")
    if stem.endswith((".jsonl", ".json")):
        return "json"
    return "parquet"


def _write_rejects(output: str, failed: pa.Table) -> None:
    """Write rejected rows; the name follows from their ids, so that a retry overwrites it."""
    failures = [
        Failure(row["id"], row["error"]) for row in failed.select(["id", "error"]).to_pylist()
    ]
    lines = "".join(json.dumps(f.to_record(), ensure_ascii=False) + "\n" for f in failures)
    filesystem, path = (
        fs.FileSystem.from_uri(output) if "://" in output else (fs.LocalFileSystem(), output)
    )
    folder = f"{path.rstrip('/')}-rejects"
    filesystem.create_dir(folder, recursive=True)
    with filesystem.open_output_stream(f"{folder}/{digest_ids(failures)}.jsonl") as stream:
        stream.write(lines.encode())
