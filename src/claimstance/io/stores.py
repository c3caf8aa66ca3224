"""Files in object stores (``s3://``, ``gs://``), through pyarrow's file systems."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from claimstance.errors import ArticleError, MissingExtraError

_OTHERS = ("http://", "https://", "hf://")


def is_stored(source: str) -> bool:
    """Tell whether a source is the address of a file or folder in a store."""
    return "://" in source and not source.lower().startswith(_OTHERS)


def list_stored(uri: str) -> Iterator[str]:
    """Yield the addresses of the files in a folder, sorted, or the address of a file itself.

    Raises:
        ArticleError: If there is none, or the store cannot be reached.
        MissingExtraError: If pyarrow is not installed.
    """
    with _named(uri) as (filesystem, path, fs):
        info = filesystem.get_file_info(path)
        if info.type == fs.FileType.File:
            yield uri
            return
        if info.type == fs.FileType.NotFound:
            raise ArticleError(f"{uri}: no such file or folder; check the address")
        scheme = uri.partition("://")[0]
        selector = fs.FileSelector(path, recursive=True)
        found = [file for file in filesystem.get_file_info(selector) if file.is_file]
        yield from sorted(f"{scheme}://{file.path}" for file in found)


def open_stored(uri: str, *, seekable: bool = False) -> Any:
    """Open a file: as a stream that is uncompressed by its suffix, or as one that can seek.

    Raises:
        ArticleError: If there is none, or the store cannot be reached.
        MissingExtraError: If pyarrow is not installed.
    """
    with _named(uri) as (filesystem, path, _):
        return filesystem.open_input_file(path) if seekable else filesystem.open_input_stream(path)


@contextmanager
def _named(uri: str) -> Iterator[tuple[Any, str, Any]]:
    """Find the file system of an address; name the address in what goes wrong."""
    try:
        import pyarrow as pa
        from pyarrow import fs
    except ModuleNotFoundError:
        raise MissingExtraError("Reading from an object store", "parquet") from None
    try:
        yield *fs.FileSystem.from_uri(uri), fs
    except (OSError, pa.ArrowInvalid) as error:
        raise ArticleError(f"{uri}: cannot be read ({error})") from None
