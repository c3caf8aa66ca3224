"""Results read back: JSON lines, Parquet and folders of shards, one annotation at a time."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from claimstance.core.annotation import Annotation
from claimstance.errors import FormatError, MissingExtraError
from claimstance.io.jsonl import Reject, read_annotations

_ROWS = 64


def read_results(
    paths: Iterable[str | Path], *, on_reject: Callable[[Reject], None] | None = None
) -> Iterator[Annotation]:
    """Read annotations lazily from files and folders, in the order given.

    Args:
        paths: JSON lines, ``-`` for standard input, Parquet files, or folders of shards as
            ``claimstance annotate --output FOLDER/`` writes them; lists of rejects in them are
            passed over.
        on_reject: Called with each bad line of JSON lines; without it the first ends the reading.

    Raises:
        FormatError: If a file cannot be read, or a folder holds no results.
        MissingExtraError: If Parquet is asked for and pyarrow is not installed.
    """
    for path in paths:
        if str(path) != "-" and Path(path).is_dir():
            yield from read_results(_shards(Path(path)), on_reject=on_reject)
        elif str(path).lower().endswith(".parquet"):
            yield from _rows(path)
        else:
            yield from read_annotations(path, on_reject=on_reject)


def _shards(folder: Path) -> list[Path]:
    files = (p for p in folder.iterdir() if p.suffix in (".jsonl", ".parquet"))
    found = sorted(p for p in files if not p.name.startswith(".") and ".rejects" not in p.name)
    if not found:
        raise FormatError(
            f"{folder}: no .jsonl or .parquet in this folder, expected what claimstance annotate "
            "--output FOLDER/ writes"
        )
    return found


def _rows(path: str | Path) -> Iterator[Annotation]:
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ModuleNotFoundError:
        raise MissingExtraError("Parquet", "parquet") from None
    from claimstance.scale.schema import from_table

    try:
        with parquet.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=_ROWS):
                yield from from_table(pa.Table.from_batches([batch]))
    except (OSError, pa.ArrowInvalid) as error:
        raise FormatError(f"{path}: cannot be read as Parquet ({error})") from None
    except FormatError as error:
        raise FormatError(f"{path}: {error}") from None
