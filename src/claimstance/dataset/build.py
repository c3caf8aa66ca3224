"""Annotated documents to a `datasets.DatasetDict` on disk, with its card."""

import shutil
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from claimstance.dataset.card import Facts, write_card
from claimstance.dataset.entries import Entry, check_unique
from claimstance.dataset.features import features
from claimstance.dataset.rows import make_rows
from claimstance.dataset.splits import Plan, Splits, assign
from claimstance.errors import ConfigError, MissingExtraError


@dataclass(frozen=True, slots=True)
class Built:
    """The rows of a dataset, split by split."""

    rows: dict[str, list[dict[str, Any]]]
    """Splits in the order of the plan; empty ones are left out."""
    splits: Splits
    problems: tuple[str, ...] = field(default=())
    """Marks that were left out and groups that were torn apart."""


def build(entries: Sequence[Entry], plan: Plan | None = None, *, context: int = 2) -> Built:
    """Make the rows of a dataset; the order of ``entries`` does not matter.

    Raises:
        ConfigError: If there are no entries.
        FormatError: If entries do not fit together (`claimstance.dataset.entries.check_unique`).
    """
    if not entries:
        raise ConfigError("no annotation given, expected at least one to build a dataset from")
    check_unique(entries)
    plan = plan or Plan()
    ordered = sorted(entries, key=lambda e: (e.annotation.document.id, e.annotation.annotator))
    unique = {e.annotation.document.id: e.annotation.document for e in ordered}
    splits = assign(list(unique.values()), plan)
    order = [*plan.shares, *sorted(set(splits.of.values()) - set(plan.shares))]
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in order}
    problems = [*splits.problems]
    for entry in ordered:
        made = make_rows(entry, context=context)
        rows[splits.of[entry.annotation.document.id]] += made.rows
        problems += made.problems
    return Built({n: found for n, found in rows.items() if found}, splits, tuple(problems))


def to_dataset(built: Built) -> Any:
    """Return the `datasets.DatasetDict` of ``built``.

    Raises:
        MissingExtraError: If datasets is not installed.
    """
    columns = features()
    try:
        from datasets import Dataset, DatasetDict
    except ModuleNotFoundError:
        raise MissingExtraError("Building a dataset", "train") from None
    return DatasetDict(
        {name: Dataset.from_list(rows, features=columns) for name, rows in built.rows.items()}
    )


def write(built: Built, folder: str | Path, *, name: str, licence: str | None = None) -> None:
    """Write a dataset and its card into a new folder.

    It is written under a temporary name first, so that an interrupted run leaves no half dataset.

    Args:
        built: The rows.
        folder: Must not exist yet, or be empty.
        name: Title of the card.
        licence: Of the data, as the Hugging Face hub names it, such as ``apache-2.0``.

    Raises:
        ConfigError: If the folder holds something, or cannot be written.
        MissingExtraError: If datasets is not installed.
    """
    target = Path(folder)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise ConfigError(f"{target}: exists already, expected a new folder; remove it first")
    dataset = to_dataset(built)
    partial = target.with_name(f".{target.name}.part")
    try:
        partial.parent.mkdir(parents=True, exist_ok=True)
        _save(dataset, partial)
        card = write_card(gather_facts(built, name, licence))
        (partial / "README.md").write_text(card, encoding="utf-8")
        if target.exists():
            target.rmdir()
        partial.rename(target)
    except OSError as error:
        raise ConfigError(f"{target}: cannot be written ({error.strerror or error})") from None
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _save(dataset: Any, folder: Path) -> None:
    """Save with a bar on a terminal only."""
    import datasets

    shown = datasets.are_progress_bars_disabled() is False
    if not sys.stderr.isatty():
        datasets.disable_progress_bars()
    try:
        dataset.save_to_disk(str(folder))
    finally:
        if shown:
            datasets.enable_progress_bars()


def gather_facts(built: Built, name: str, licence: str | None = None) -> Facts:
    """Count what the card says about a dataset."""
    rows = [row for found in built.rows.values() for row in found]
    return Facts(
        name=name,
        licence=licence,
        languages=tuple(sorted({row["language"] for row in rows if row["language"]})),
        annotators=Counter(row["annotator"] for row in rows),
        splits={split: _count(found) for split, found in built.rows.items()},
        groups=tuple(len(group) for group in built.splits.groups),
        problems=len(built.problems),
    )


def _count(rows: list[dict[str, Any]]) -> dict[str, int]:
    return {
        "documents": len({row["document_id"] for row in rows}),
        "sentences": len(rows),
        "claims": sum(len(row["claims"]) for row in rows),
        "evaluations": sum(len(row["evaluations"]) for row in rows),
        "SUBJ": sum(row["subjectivity"] == "SUBJ" for row in rows),
        "OBJ": sum(row["subjectivity"] == "OBJ" for row in rows),
        "rated": sum(row["rating"] is not None for row in rows),
    }
