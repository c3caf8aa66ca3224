"""A pool in the order in which a human's time is best spent on it."""

import random
from collections.abc import Iterable
from dataclasses import replace

from claimstance.core.annotation import Annotation
from claimstance.errors import ConfigError
from claimstance.selection.disagreement import disagreement
from claimstance.selection.uncertainty import certainty

CRITERIA = ("random", "uncertainty", "disagreement", "diversity")
SELECTION = "selection"
"""Key of a document's ``meta`` that says why it was chosen."""


def order(annotations: Iterable[Annotation], by: str, *, seed: int = 0) -> list[list[Annotation]]:
    """Return the pool's annotations, grouped by document, the most useful first.

    Each document's ``meta["selection"]`` gets the criterion and, as ``certainty``, a number from
    0 to 1 that Label Studio's uncertainty sampling puts into the same order.

    Args:
        annotations: One or more of each document.
        by: One of `CRITERIA`.
        seed: Of a random order, in which a document keeps its place relative to others whatever
            else is in the pool.

    Raises:
        ConfigError: If the criterion is unknown, or needs what the pool does not have.
    """
    groups: dict[str, list[Annotation]] = {}
    for annotation in annotations:
        groups.setdefault(annotation.document.id, []).append(annotation)
    pool = list(groups.values())
    match by:
        case "random":
            values = [random.Random(f"{seed} {g[0].document.id}").random() for g in pool]
        case "uncertainty":
            values = [_least_certain(group) for group in pool]
        case "disagreement":
            values = [_agreement(group) for group in pool]
        case "diversity":
            from claimstance.selection.diversity import spread

            ranks = {position: rank for rank, position in enumerate(spread([g[0] for g in pool]))}
            values = [round(ranks[i] / len(pool), 4) for i in range(len(pool))]
        case _:
            raise ConfigError(f"criterion {by!r}: unknown, expected one of {list(CRITERIA)}")
    ranked = sorted(zip(values, range(len(pool)), strict=True))
    return [[_noted(a, by, value) for a in pool[position]] for value, position in ranked]


def selection_score(annotation: Annotation) -> float | None:
    """Return what uncertainty sampling should read: what `order` has noted, else the certainty."""
    noted = annotation.document.meta.get(SELECTION)
    if isinstance(noted, dict) and isinstance(noted.get("certainty"), int | float):
        return float(noted["certainty"])
    return certainty(annotation)


def _noted(annotation: Annotation, by: str, value: float) -> Annotation:
    meta = {**annotation.document.meta, SELECTION: {"by": by, "certainty": value}}
    return replace(annotation, document=replace(annotation.document, meta=meta))


def _least_certain(group: list[Annotation]) -> float:
    values = [value for a in group if (value := certainty(a)) is not None]
    if not values:
        raise ConfigError(
            f"document {group[0].document.id!r}: its annotations carry no scores; uncertainty "
            "needs a model's"
        )
    return min(values)


def _agreement(group: list[Annotation]) -> float:
    value = disagreement(group)
    if value is None:
        raise ConfigError(
            f"document {group[0].document.id!r}: annotated by {len(group)}; disagreement needs "
            "annotations by two or more annotators, for example of two models"
        )
    return round(1 - value, 4)
