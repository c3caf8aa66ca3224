"""From annotations to statistics: one pass over the documents, every question asked on the way."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from claimstance.agreement.answers import Answers, AnswerSheet
from claimstance.agreement.coefficients import linked_rows
from claimstance.agreement.spans import (
    DEPTHS,
    Continuum,
    character_row,
    matching_rows,
    unitizing_row,
)
from claimstance.core.layers import (
    ATTRIBUTES,
    LINKS,
    MARKED,
    ROLE,
    Layer,
    LayerMark,
    Link,
    layer_marks,
    link_label,
)
from claimstance.core.marks import ClaimKind, EvaluationType, Polarity, Subjectivity, Voice
from claimstance.core.rounds import Item
from claimstance.core.span import Span
from claimstance.core.units import Unit, align, overlapping

Pair: TypeAlias = tuple[str, str]
Statistics: TypeAlias = NDArray[np.float64]
CATEGORIES: dict[str, tuple[str, ...]] = {
    "presence": ("no", "yes"),
    "subjectivity": tuple(Subjectivity),
    "kind": tuple(ClaimKind),
    "worth": ("no", "yes"),
    "type": tuple(EvaluationType),
    "polarity": tuple(Polarity),
    "strength": ("1", "2", "3"),
    "holder": tuple(Voice),
    "cue": ("none",),
    "target": ("none",),
}
"""The closed answers to each question; links have the words of the document besides."""


@dataclass(slots=True)
class Sheets:
    """Statistics of all documents: the first axis of every array is the document."""

    sentences: int = 0
    marks: dict[Layer, dict[str, int]] = field(default_factory=dict)
    units: dict[Layer, Statistics] = field(default_factory=dict)
    matched: dict[Layer, dict[Pair, Statistics]] = field(default_factory=dict)
    characters: dict[Layer, dict[Pair, Statistics]] = field(default_factory=dict)
    linked: dict[Layer, dict[Pair, Statistics]] = field(default_factory=dict)
    answers: dict[tuple[Layer, str], Answers] = field(default_factory=dict)


class Questions:
    """Asks every question about every document.

    Args:
        items: Documents with two annotations or more.
        names: All annotators, in alphabetical order.
    """

    def __init__(self, items: Sequence[Item], names: tuple[str, ...]) -> None:
        self.items, self.names = items, names
        self.pairs = tuple(combinations(names, 2))
        size = len(items)
        self.sheets = Sheets()
        for layer in MARKED:
            self.sheets.marks[layer] = dict.fromkeys(names, 0)
            self.sheets.units[layer] = np.zeros((size, 3 + DEPTHS))
            self.sheets.matched[layer] = {pair: np.zeros((size, 3)) for pair in self.pairs}
            self.sheets.characters[layer] = {pair: np.zeros((size, 2)) for pair in self.pairs}
            if layer in LINKS:
                self.sheets.linked[layer] = {pair: np.zeros((size, 2)) for pair in self.pairs}
        asked = [(layer, "presence") for layer in MARKED]
        asked += [(layer, name) for layer, found in ATTRIBUTES.items() for name in found]
        asked += [(layer, name) for layer, found in LINKS.items() for name in found]
        self.open = {key: AnswerSheet(CATEGORIES[key[1]], names) for key in asked}

    def collect(self) -> Sheets:
        """Go through all documents once."""
        for index, item in enumerate(self.items):
            self._document(index, item)
        for key, sheet in self.open.items():
            self.sheets.answers[key] = sheet.answers(len(self.items))
        self._linked()
        return self.sheets

    def _document(self, index: int, item: Item) -> None:
        starts = [sentence.span.start for sentence in item.sentences()]
        self.sheets.sentences += len(starts)
        marks = {
            layer: {a.annotator: layer_marks(a, layer) for a in item.annotations} for layer in Layer
        }
        mentions = {layer: _mentions(marks[layer]) for layer in ROLE.values()}
        for layer in MARKED:
            self._presence(index, layer, marks[layer], starts)
            self._extents(index, layer, marks[layer], len(item.document.text))
        for layer in ATTRIBUTES:
            for unit in align(marks[layer]):
                self._unit(index, layer, unit, mentions)

    def _presence(
        self,
        index: int,
        layer: Layer,
        marks: Mapping[str, Sequence[LayerMark]],
        starts: Sequence[int],
    ) -> None:
        within: dict[str, set[int]] = {}
        for name, found in marks.items():
            within[name] = {bisect_right(starts, mark.start) - 1 for mark in found}
            self.sheets.marks[layer][name] += len(found)
        sheet = self.open[layer, "presence"]
        for sentence in range(len(starts)):
            sheet.add(index, {n: ("no", "yes")[sentence in held] for n, held in within.items()})

    def _extents(
        self, index: int, layer: Layer, marks: Mapping[str, Sequence[LayerMark]], length: int
    ) -> None:
        continua = {
            name: Continuum.of([mark.extent for mark in found], length)
            for name, found in marks.items()
        }
        self.sheets.units[layer][index] = unitizing_row(tuple(continua.values()))
        for pair, row in matching_rows(marks).items():
            self.sheets.matched[layer][pair][index] = row
            characters = character_row(continua[pair[0]], continua[pair[1]])
            self.sheets.characters[layer][pair][index] = characters

    def _unit(
        self, index: int, layer: Layer, unit: Unit, mentions: Mapping[Layer, Mapping[Span, int]]
    ) -> None:
        for name in ATTRIBUTES[layer]:
            given = {who: mark.attribute(name) for who, mark in unit.marks.items()}
            self.open[layer, name].add(index, given)
        for name in LINKS.get(layer, ()):
            links = {
                who: _label(mark.link(name), mentions[ROLE[name]])
                for who, mark in unit.marks.items()
            }
            self.open[layer, name].add(index, links)

    def _linked(self) -> None:
        """Count links to words, of all pairs: in all, and twice the ones that both have."""
        names = list(self.names)
        here = np.array([[name in item.annotators for name in names] for item in self.items])
        for layer, found in LINKS.items():
            for name in found:
                answers = self.sheets.answers[layer, name]
                for pair, rows in self.sheets.linked[layer].items():
                    i, j = names.index(pair[0]), names.index(pair[1])
                    both = (here[:, i] & here[:, j])[:, None]
                    np.add(rows, linked_rows(answers.only([i, j])) * both, out=rows)


def _label(link: Link, mentions: Mapping[Span, int]) -> str | int:
    """Return the voice, ``none``, or the number of the stretch of words that is meant."""
    return mentions[link] if isinstance(link, Span) else link_label(link)


def _mentions(marks: Mapping[str, Sequence[LayerMark]]) -> dict[Span, int]:
    """Number the role's words in a document; words that overlap have one number."""
    numbers: dict[Span, int] = {}
    for number, group in enumerate(overlapping(marks)):
        for _, mark in group:
            numbers[mark.extent[0]] = number
    return numbers
