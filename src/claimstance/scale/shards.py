"""Output in shards that are written whole, with a record of each, so that a run can be resumed.

A folder of results holds ``part-00000.jsonl`` (or ``.jsonl.gz``, ``.parquet``) and so on, where
documents were refused ``part-00000.rejects.jsonl`` beside it, and ``manifest.json`` with what was
asked for. The record ``.done/00000.json`` is written last: only with it a shard counts.
"""

import gzip
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from claimstance.core.annotation import Annotation
from claimstance.core.failure import Failure
from claimstance.errors import ClaimstanceError, ConfigError, MissingExtraError
from claimstance.io.jsonl import format_line
from claimstance.scale.guard import Item, Outcome

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """What became of one shard."""

    index: int
    documents: int
    """Annotated documents in it."""
    rejected: int
    digest: str
    """Of the ids that went in, in order."""


@dataclass(frozen=True, slots=True)
class ShardFolder:
    """A folder of results in one format.

    Raises:
        ConfigError: If the format is not one of `FORMATS`.
    """

    path: Path
    format: str = "jsonl"

    def __post_init__(self) -> None:
        if self.format not in FORMATS:
            raise ConfigError(f"format {self.format!r}: unknown for shards; known: {list(FORMATS)}")

    def begin(self, asked: Mapping[str, Any], *, resume: bool) -> None:
        """Write the manifest, or compare it with the one that is there.

        Raises:
            ConfigError: If the folder holds results and ``resume`` is false, or they were made
                with other settings.
        """
        try:
            (self.path / ".done").mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ConfigError(
                f"{self.path}: cannot be made or written ({error.strerror}); name another folder"
            ) from None
        manifest = self.path / MANIFEST
        if manifest.exists():
            before = json.loads(manifest.read_text(encoding="utf-8"))["asked"]
            if not resume:
                raise ConfigError(
                    f"{self.path}: holds results already; go on with --resume or name a new folder"
                )
            if changed := [key for key in asked if before.get(key) != asked[key]]:
                raise ConfigError(
                    f"{self.path}: was begun with {changed[0]} {before.get(changed[0])!r}, now "
                    f"{asked[changed[0]]!r} is asked for; use the same or name a new folder"
                )
        else:
            write_whole(manifest, json.dumps({"asked": dict(asked)}, indent=2).encode())
        for partial in self.path.glob(".*.part"):
            partial.unlink()

    def finish(self, shards: Sequence[Shard]) -> None:
        """Add the totals to the manifest."""
        manifest = self.path / MANIFEST
        content = json.loads(manifest.read_text(encoding="utf-8"))
        content["complete"] = {
            "shards": len(shards),
            "documents": sum(shard.documents for shard in shards),
            "rejected": sum(shard.rejected for shard in shards),
        }
        write_whole(manifest, json.dumps(content, indent=2).encode())

    def done(self, index: int, items: Sequence[Item]) -> Shard | None:
        """Return the record of a finished shard, or None if it is still to be done.

        Raises:
            ConfigError: If it was made from other documents than ``items``.
        """
        record = self._record(index)
        if not record.exists():
            return None
        shard = Shard(**json.loads(record.read_text(encoding="utf-8")))
        if shard.digest != digest_ids(items):
            raise ConfigError(
                f"{self.path}: shard {index} was made from other documents than the input now "
                "holds; give the same input in the same order, or name a new folder"
            )
        return shard

    def write(self, index: int, items: Sequence[Item], outcomes: Iterable[Outcome]) -> Shard:
        """Write one shard: its rejects, its annotations, and last its record."""
        annotations: list[Annotation] = []
        failures: list[Failure] = []
        for outcome in outcomes:
            (failures if isinstance(outcome, Failure) else annotations).append(outcome)  # type: ignore[arg-type]
        name = f"part-{index:05d}"
        if failures:
            lines = (json.dumps(f.to_record(), ensure_ascii=False) + "\n" for f in failures)
            write_whole(self.path / f"{name}.rejects.jsonl", "".join(lines).encode())
        write_whole(self.path / f"{name}.{self.format}", FORMATS[self.format](annotations))
        shard = Shard(
            index=index,
            documents=len(annotations),
            rejected=len(failures),
            digest=digest_ids(items),
        )
        write_whole(self._record(index), json.dumps(asdict(shard)).encode())
        return shard

    def _record(self, index: int) -> Path:
        return self.path / ".done" / f"{index:05d}.json"


def digest_ids(items: Iterable[Item]) -> str:
    """Return a digest of the ids of ``items`` in order."""
    return hashlib.sha256("\n".join(item.id for item in items).encode()).hexdigest()[:16]


def write_whole(path: Path, content: bytes) -> None:
    """Write a file under a temporary name, flush it to the disk, then rename it.

    Raises:
        ClaimstanceError: If the disk is full or the folder cannot be written.
    """
    partial = path.with_name(f".{path.name}.part")
    try:
        with partial.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise ClaimstanceError(
            f"{path}: cannot be written ({error.strerror}); what is finished is kept, go on with "
            "--resume once there is room"
        ) from None


def _jsonl(annotations: Sequence[Annotation]) -> bytes:
    return "".join(format_line(a) + "\n" for a in annotations).encode()


def _jsonl_gz(annotations: Sequence[Annotation]) -> bytes:
    return gzip.compress(_jsonl(annotations), compresslevel=6, mtime=0)


def _parquet(annotations: Sequence[Annotation]) -> bytes:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ModuleNotFoundError:
        raise MissingExtraError("--format parquet", "parquet") from None

    from claimstance.scale.schema import to_table

    sink = pa.BufferOutputStream()
    pq.write_table(to_table(annotations), sink, compression="zstd")
    content: bytes = sink.getvalue().to_pybytes()
    return content


FORMATS: dict[str, Callable[[Sequence[Annotation]], bytes]] = {
    "jsonl": _jsonl,
    "jsonl.gz": _jsonl_gz,
    "parquet": _parquet,
}
"""Shard formats by their file suffix."""
