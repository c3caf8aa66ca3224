"""Rounds of annotation from files: every annotation remembers its line."""

from collections.abc import Iterable
from pathlib import Path

from claimstance.core.rounds import Round, Sourced, gather
from claimstance.errors import ClaimstanceError, FormatError
from claimstance.io.jsonl import parse_line


def read_round(paths: Iterable[str | Path]) -> Round:
    """Read the files of a round; lines that are refused are among its problems.

    Raises:
        FormatError: If a file cannot be read.
    """
    sources, refused = [], []
    for path in paths:
        try:
            lines = Path(path).read_bytes().split(b"\n")
        except OSError as error:
            raise FormatError(
                f"{path}: cannot be read ({error.strerror}); check the name"
            ) from None
        for number, raw in enumerate(lines, 1):
            if not raw.strip():
                continue
            try:
                sources.append(Sourced(f"{path}:{number}", parse_line(raw)))
            except ClaimstanceError as error:
                refused.append(f"{path}:{number}: {error}; left out")
    found = gather(sources)
    return Round(found.items, (*refused, *found.problems))
