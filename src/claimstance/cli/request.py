"""What ``claimstance annotate`` was asked for."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claimstance.core.document import Document
from claimstance.core.failure import Failure
from claimstance.errors import ConfigError
from claimstance.io.articles import read_articles
from claimstance.scale.workers import Crew


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """The options of one call.

    Raises:
        ConfigError: If options contradict one another.
    """

    inputs: tuple[str, ...]
    annotator: str
    format_: str
    output: str
    language: str | None
    encoding: str | None
    text_column: str | None
    subset: str | None
    split: str | None
    lexicon: str | None
    on_error: str
    rejects: str | None
    workers: int
    unordered: bool
    resume: bool
    shard_size: int
    max_characters: int
    engine: str

    def __post_init__(self) -> None:
        if not self.into_folder:
            for wanted, option in (
                (self.resume, "--resume"),
                (self.engine == "ray", "--engine ray"),
                (self.format_ == "parquet", "--format parquet"),
            ):
                if wanted:
                    raise ConfigError(
                        f"{option} writes shards: give a folder with --output, such as results/"
                    )
        elif self.format_ not in ("jsonl", "parquet"):
            raise ConfigError(
                f"--output {self.output}: shards are written as jsonl or parquet, not as "
                f"{self.format_}; choose one of them or name a file"
            )
        elif self.engine == "ray" and (self.resume or self.format_ != "parquet"):
            raise ConfigError(
                "--engine ray writes Parquet and begins anew: leave out "
                + ("--resume" if self.resume else f"--format {self.format_}")
                + ", or use the local engine"
            )
        elif self.engine == "local" and "://" in self.output:
            raise ConfigError(
                f"--output {self.output}: the local engine writes to a folder here, --engine ray "
                "to an object store too"
            )
        self._refuse_to_overwrite()

    def _refuse_to_overwrite(self) -> None:
        files = {Path(given).resolve() for given in self.inputs if Path(given).is_file()}
        for option, written in (("--output", self.output), ("--rejects", self.rejects)):
            if written and Path(written).resolve() in files:
                raise ConfigError(f"{option} {written} is an input too: name another file")

    @property
    def into_folder(self) -> bool:
        """Tell whether the output is a folder of shards."""
        return "://" in self.output or self.output.endswith("/") or Path(self.output).is_dir()

    @property
    def crew(self) -> Crew:
        """The workers that were asked for."""
        options: dict[str, Any] = {"lexicon": self.lexicon} if self.lexicon else {}
        return Crew(
            annotator=self.annotator,
            options=options,
            workers=self.workers,
            max_characters=self.max_characters,
        )

    def read(self) -> Iterator[Document | Failure]:
        """Read the inputs."""
        return read_articles(self.inputs, **self.reading)

    @property
    def reading(self) -> dict[str, str | None]:
        """How `read_articles` is to read the inputs."""
        return {
            "encoding": self.encoding,
            "language": self.language,
            "text_column": self.text_column,
            "subset": self.subset,
            "split": self.split,
        }
