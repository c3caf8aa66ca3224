"""Which document belongs to which split: the same every time, whatever the order of the input."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from claimstance.core.document import Document
from claimstance.dataset.groups import Grouping, group
from claimstance.errors import ConfigError, FormatError

SHARES = {"train": 0.8, "validation": 0.1, "test": 0.1}


@dataclass(frozen=True, slots=True)
class Plan:
    """How documents are split.

    Raises:
        ConfigError: If shares are negative or do not sum to 1.
    """

    shares: Mapping[str, float] = field(default_factory=lambda: dict(SHARES))
    """Share of each split among the documents that neither an id nor an outlet decides."""
    seed: int = 0
    fixed: Mapping[str, str] = field(default_factory=dict)
    """Document id to split; always honoured."""
    outlets: Mapping[str, str] = field(default_factory=dict)
    """Outlet (`Document.source`) to split, for testing on outlets that were never seen."""
    grouping: Grouping = field(default_factory=Grouping)

    def __post_init__(self) -> None:
        shares = self.shares
        if min(shares.values(), default=-1) < 0 or abs(sum(shares.values()) - 1) > 1e-6:
            raise ConfigError(f"shares {dict(shares)} given, expected positive ones that sum to 1")


@dataclass(frozen=True, slots=True)
class Splits:
    """The split of every document."""

    of: Mapping[str, str]
    """Document id to split."""
    groups: tuple[tuple[str, ...], ...]
    """Documents that belong together, where there are several."""
    problems: tuple[str, ...]
    """Groups that fixed splits or outlets tear apart."""


def assign(documents: Sequence[Document], plan: Plan | None = None) -> Splits:
    """Assign documents to splits, a group at a time.

    A fixed id comes before an outlet, an outlet before chance. The members of a group that neither
    decides go with the others: to the split that comes last in ``plan.shares`` where these are
    torn, because a test document must not be trained on. Chance is a hash of the seed and the
    group's first id, so that other groups stay where they are when documents are added.
    """
    plan = plan or Plan()
    by_id = {document.id: document for document in documents}
    found: dict[str, str] = {}
    groups, problems = [], []
    for ids in group(documents, plan.grouping):
        decided = {id_: split for id_ in ids if (split := _decided(by_id[id_], plan))}
        names = sorted(set(decided.values()), key=lambda name: _rank(name, plan))
        rest = names[-1] if names else _drawn(ids[0], plan)
        found |= {id_: decided.get(id_, rest) for id_ in ids}
        if len(ids) > 1:
            groups.append(tuple(ids))
        if len(names) > 1:
            problems.append(
                f"documents {_some(ids)} belong together (one article or nearly the same words) "
                f"but are put into {names}; move them into one split"
            )
    return Splits(found, tuple(groups), tuple(problems))


def read_splits(path: str) -> dict[str, str]:
    """Read fixed splits: ``{"train": [id, …], "test": […]}``; return document id to split.

    Raises:
        FormatError: If the file is not of this form, or an id is in two splits.
    """
    try:
        content = json.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise FormatError(f"{path}: cannot be read ({error.strerror}); check the name") from None
    except ValueError as error:
        raise FormatError(f"{path}: not JSON ({error})") from None
    expected = 'expected {"train": [id, …], "test": [id, …]}'
    if not isinstance(content, dict) or not all(isinstance(v, list) for v in content.values()):
        raise FormatError(f"{path}: {expected}")
    fixed: dict[str, str] = {}
    for split, ids in content.items():
        for id_ in map(str, ids):
            if fixed.setdefault(id_, split) != split:
                raise FormatError(f"{path}: {id_!r} is in {fixed[id_]!r} and in {split!r}")
    return fixed


def _decided(document: Document, plan: Plan) -> str | None:
    return plan.fixed.get(document.id) or plan.outlets.get(document.source or "")


def _rank(name: str, plan: Plan) -> tuple[int, str]:
    order = list(plan.shares)
    return (order.index(name) if name in order else len(order), name)


def _drawn(id_: str, plan: Plan) -> str:
    hashed = hashlib.sha256(f"{plan.seed}\n{id_}".encode()).digest()
    at = int.from_bytes(hashed[:8], "big") / 2**64
    for name, share in plan.shares.items():
        at -= share
        if at < 0:
            return name
    return list(plan.shares)[-1]


def _some(ids: Sequence[str]) -> str:
    shown = ", ".join(map(repr, ids[:3]))
    return f"{shown} and {len(ids) - 3} more" if len(ids) > 3 else shown
