"""JSON lines: one annotation with its document on each line, UTF-8."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from claimstance.core.annotation import Annotation
from claimstance.errors import ClaimstanceError, FormatError
from claimstance.io.record import from_record, to_record


@dataclass(frozen=True, slots=True)
class Reject:
    """A line that was refused."""

    path: str
    line: int
    """Counted from 1."""
    content: str
    """The line as it was read, without its line break."""
    error: str
    """What was wrong, with ``path:line`` in front."""

    def to_json(self) -> str:
        """Return one line for a reject file."""
        return json.dumps(
            {"path": self.path, "line": self.line, "error": self.error, "content": self.content},
            ensure_ascii=False,
        )


def read_annotations(
    path: str | Path, *, on_reject: Callable[[Reject], None] | None = None
) -> Iterator[Annotation]:
    """Read annotations lazily.

    Args:
        path: A file in the format, or ``-`` for standard input.
        on_reject: Called with each line that is refused, which is then skipped. Without it the
            first bad line ends the reading.

    Yields:
        One annotation for each good line; empty lines are passed over.

    Raises:
        FormatError: If the file cannot be read, or on a bad line (``path:line: …``).
    """
    name = str(path)
    with _opened(path) as lines:
        for number, raw in enumerate(lines, 1):
            if not raw.strip():
                continue
            try:
                yield parse_line(raw)
            except ClaimstanceError as error:
                message = f"{name}:{number}: {error}"
                if on_reject is None:
                    raise FormatError(message) from None
                content = raw.decode("utf-8", "replace").rstrip("\r\n")
                on_reject(Reject(name, number, content, message))


def parse_line(raw: bytes | str) -> Annotation:
    """Read one line of the format.

    Raises:
        FormatError: If it is not UTF-8, not JSON, or not of the format.
        SpanError: If spans, ids or references do not fit.
    """
    try:
        record = json.loads(raw)
    except UnicodeDecodeError as error:
        raise FormatError(f"not UTF-8 (byte {error.start}); save the file as UTF-8") from None
    except json.JSONDecodeError as error:
        raise FormatError(f"not JSON ({error.msg} at column {error.colno})") from None
    return from_record(record)


def write_annotations(annotations: Iterable[Annotation], path: str | Path) -> int:
    """Write annotations as JSON lines, as `write_lines` does; return how many."""
    return write_lines(map(format_line, annotations), path)


def write_lines(lines: Iterable[str], path: str | Path) -> int:
    """Write lines to a file, or to standard output for ``-``; return how many.

    A file is written under a temporary name first, so that an interrupted run leaves no half file
    in its place.

    Raises:
        FormatError: If the file cannot be written.
    """
    if str(path) == "-":
        return _write(lines, sys.stdout)
    target = Path(path)
    partial = target.with_name(f".{target.name}.part")
    try:
        with partial.open("w", encoding="utf-8", newline="\n") as stream:
            count = _write(lines, stream)
        partial.replace(target)
    except OSError as error:
        raise FormatError(f"{path}: cannot be written ({error.strerror})") from None
    finally:
        partial.unlink(missing_ok=True)
    return count


def format_line(annotation: Annotation) -> str:
    """Return one line of the format, without its line break."""
    return json.dumps(to_record(annotation), ensure_ascii=False, separators=(",", ":"))


def _write(lines: Iterable[str], stream: IO[str]) -> int:
    count = 0
    for line in lines:
        stream.write(line + "\n")
        count += 1
    stream.flush()
    return count


@contextmanager
def _opened(path: str | Path) -> Iterator[IO[bytes]]:
    if str(path) == "-":
        yield sys.stdin.buffer
        return
    try:
        stream = Path(path).open("rb")  # noqa: SIM115 - only opening is guarded, not reading
    except OSError as error:
        raise FormatError(f"{path}: cannot be read ({error.strerror}); check the name") from None
    with stream:
        yield stream
