"""Agreement of two or more annotators, per layer and per decision."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from claimstance.agreement import coefficients as c
from claimstance.agreement.answers import Answers
from claimstance.agreement.intervals import Bootstrap, Estimate, Formula
from claimstance.agreement.questions import Questions, Sheets
from claimstance.agreement.spans import f1, unitizing_alpha
from claimstance.core.layers import ATTRIBUTES, LINKS, MARKED, Layer
from claimstance.core.rounds import Round
from claimstance.errors import ConfigError

PRESENCE = "presence"
EXTENT = "extent"
LINKED = "links"


@dataclass(frozen=True, slots=True)
class Measured:
    """One coefficient of one decision."""

    layer: Layer
    decision: str
    """``presence`` (of a mark in a sentence), ``extent``, ``links``, an attribute or a link."""
    coefficient: str
    """``alpha``, ``percent``, ``cohen``, ``fleiss``, ``alpha_u`` or an ``f1_…``."""
    estimate: Estimate
    annotators: tuple[str, ...] = ()
    """The pair that was compared; empty for all annotators together."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far annotators agree."""

    annotators: tuple[str, ...]
    documents: int
    """Documents that at least two of them annotated; only those are compared."""
    sentences: int
    single: int
    """Documents that only one annotated."""
    marks: Mapping[Layer, Mapping[str, int]]
    """Marks of each annotator in the documents compared."""
    measured: tuple[Measured, ...]
    answers: Mapping[tuple[Layer, str], Answers]
    """The answers behind the coefficients, for confusions."""
    problems: tuple[str, ...] = ()

    def find(
        self, layer: Layer, decision: str, coefficient: str, annotators: tuple[str, ...] = ()
    ) -> Estimate:
        """Return one coefficient; an estimate without a value where it was not measured."""
        for found in self.measured:
            key = (found.layer, found.decision, found.coefficient, found.annotators)
            if key == (layer, decision, coefficient, annotators):
                return found.estimate
        return Estimate(None, reason="not measured")


def measure(round_: Round, *, draws: int = 1000, seed: int = 0) -> Agreement:
    """Measure the agreement of everyone who annotated the documents of a round.

    Args:
        round_: Documents with their annotations; documents of a single annotator are counted only.
        draws: Bootstrap samples (over documents) for the 95 % intervals; 0 for no intervals.
        seed: Makes the intervals repeatable.

    Raises:
        ConfigError: If no document has two annotators.
    """
    items = tuple(item for item in round_.items if len(item.annotations) > 1)
    if not items:
        raise ConfigError(
            f"agreement of {list(round_.annotators)}: no document was annotated by two of them; "
            "give files that share document ids and name different annotators"
        )
    names = tuple(sorted({name for item in items for name in item.annotators}))
    questions = Questions(items, names)
    sheets = questions.collect()
    bootstrap = Bootstrap(len(items), draws=draws, seed=seed)
    return Agreement(
        annotators=names,
        documents=len(items),
        sentences=sheets.sentences,
        single=len(round_.items) - len(items),
        marks=sheets.marks,
        measured=tuple([*_spans(sheets, bootstrap), *_answers(sheets, names, bootstrap)]),
        answers=sheets.answers,
        problems=round_.problems,
    )


def _spans(sheets: Sheets, bootstrap: Bootstrap) -> Iterator[Measured]:
    """Yield what is measured on extents and on links to words."""
    for layer in MARKED:
        alpha = bootstrap.estimate(sheets.units[layer], unitizing_alpha)
        yield Measured(layer, EXTENT, "alpha_u", alpha)
        for name in ("exact", "half"):
            columns = [0, 1 if name == "exact" else 2]
            rows = {pair: r[:, columns] for pair, r in sheets.matched[layer].items()}
            yield from _pairwise(layer, EXTENT, f"f1_{name}", rows, bootstrap)
        rows = dict(sheets.characters[layer])
        yield from _pairwise(layer, EXTENT, "f1_characters", rows, bootstrap)
        if layer in LINKS:
            rows = dict(sheets.linked[layer])
            yield from _pairwise(layer, LINKED, "f1_links", rows, bootstrap)


def _pairwise(
    layer: Layer,
    decision: str,
    name: str,
    rows: Mapping[tuple[str, str], NDArray[np.float64]],
    bootstrap: Bootstrap,
) -> Iterator[Measured]:
    """Yield F1 of all pairs together, then of each pair where there are several."""
    together = np.sum(list(rows.values()), axis=0)
    yield Measured(layer, decision, name, bootstrap.estimate(together, f1))
    if len(rows) > 1:
        for pair, own in rows.items():
            yield Measured(layer, decision, name, bootstrap.estimate(own, f1), pair)


def _answers(sheets: Sheets, names: tuple[str, ...], bootstrap: Bootstrap) -> Iterator[Measured]:
    """Yield what is measured on answers: presence, attributes, links."""
    order = [(layer, PRESENCE) for layer in MARKED]
    order += [(layer, name) for layer, found in ATTRIBUTES.items() for name in found]
    order += [(layer, name) for layer, found in LINKS.items() for name in found]
    for layer, decision in order:
        answers = sheets.answers[layer, decision]
        rows = c.alpha_rows(answers)
        kappa, formula = _kappa(answers)
        found: list[tuple[str, NDArray[np.float64], Formula]] = [
            ("alpha", rows, c.alpha),
            ("percent", rows, c.percent),
            ("cohen" if formula is c.cohen else "fleiss", kappa, formula),
        ]
        for name, statistics, coefficient in found:
            yield Measured(layer, decision, name, bootstrap.estimate(statistics, coefficient))
        if len(names) > 2:
            for i, j in combinations(range(len(names)), 2):
                pair = bootstrap.estimate(c.cohen_rows(answers.only([i, j])), c.cohen)
                yield Measured(layer, decision, "cohen", pair, (names[i], names[j]))


def _kappa(answers: Answers) -> tuple[NDArray[np.float64], Formula]:
    if answers.codes.shape[1] == 2:
        return c.cohen_rows(answers), c.cohen
    return c.fleiss_rows(answers), c.fleiss
