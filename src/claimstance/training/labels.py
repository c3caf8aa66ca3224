"""Sentences with a label of subjectivity, from two-column files, and where they belong."""

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from claimstance.errors import FormatError
from claimstance.models.span.encoding import Targets
from claimstance.training.examples import Example

LABELS = ("OBJ", "SUBJ")
_SEPARATORS = {".csv": ",", ".tsv": "\t"}


def relabel(
    examples: Iterable[Example], sentences: Iterable[tuple[str, str]], tokenizer: Tokenizer
) -> list[Example]:
    """Give examples the subjectivity that their sentences have elsewhere, and add the others.

    Args:
        examples: Some of them may be of the same sentences; whose marks stay.
        sentences: Sentences with their labels, such as people's, which go before.
        tokenizer: Of the encoder; sentences are the same that have the same tokens.
    """
    known = {tuple(tokenizer.encode(text).ids): LABELS.index(label) for text, label in sentences}
    labelled = [
        replace(e, targets=replace(e.targets, subjectivity=known[e.ids])) if e.ids in known else e
        for e in examples
    ]
    there = {example.ids for example in labelled}
    return labelled + [
        Example(ids, Targets(subjectivity=label))
        for ids, label in known.items()
        if ids not in there
    ]


def read_sentences(path: str) -> Iterator[tuple[str, str]]:
    """Read sentences with their labels from CSV, TSV or JSON lines.

    The columns are ``sentence`` (or ``text``) and ``label`` (``SUBJ`` or ``OBJ``) in any case.

    Raises:
        FormatError: If the file cannot be read or a row does not fit (``path:line``).
    """
    for number, given in _rows(path):
        row = {str(key).lower(): value for key, value in given.items()}
        text = row.get("sentence") or row.get("text")
        label = str(row.get("label") or "").upper()
        if not text or label not in LABELS:
            raise FormatError(
                f"{path}:{number}: {given!r:.80} given, expected columns sentence and label "
                f"({' or '.join(LABELS)})"
            )
        yield str(text), label


def _rows(path: str) -> Iterator[tuple[int, dict[str, Any]]]:
    separator = _SEPARATORS.get(Path(path).suffix.lower())
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as stream:
            if separator:
                yield from enumerate(csv.DictReader(stream, delimiter=separator), 2)
            else:
                yield from (
                    (n, json.loads(line)) for n, line in enumerate(stream, 1) if line.strip()
                )
    except OSError as error:
        raise FormatError(f"{path}: cannot be read ({error.strerror}); check the name") from None
    except json.JSONDecodeError as error:
        raise FormatError(f"{path}: not JSON lines, CSV or TSV ({error})") from None
