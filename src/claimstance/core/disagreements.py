"""Where annotators differ: one question at a time, each with an id that stays."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from claimstance.core.annotation import Annotation
from claimstance.core.layers import ATTRIBUTES, LINKS, Layer, LayerMark, layer_marks
from claimstance.core.marks import Voice
from claimstance.core.rounds import Item
from claimstance.core.span import Span
from claimstance.core.text import digest
from claimstance.core.units import Unit, align

MARK = "mark"
"""The decision whether there is a mark at all."""
EXTENT = "extent"
"""The decision where it is."""
NEUTRAL = "neutral"
"""The decision how a claim reads in plain words."""
DECIDED = (Layer.SENTENCES, Layer.CLAIMS, Layer.EVALUATIONS)
"""Layers that are decided; roles are decided as links of their marks."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer and who gave it."""

    value: Any
    """In the JSON form of the file format; true or false for whether there is a mark."""
    annotators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One question that the annotators of a document answered differently."""

    id: str
    """Taken from the document, the question and the answers: it changes when one of them does."""
    document: str
    layer: Layer
    decision: str
    """``mark``, ``extent``, ``neutral``, or the name of an attribute or link."""
    span: Span
    """Covers the marks of all annotators."""
    options: tuple[Option, ...]
    """The different answers, the most frequent first."""


def decisions_on(layer: Layer) -> tuple[str, ...]:
    """Return what is decided about a mark of ``layer`` once it is one."""
    neutral = (NEUTRAL,) if layer is Layer.CLAIMS else ()
    return (*ATTRIBUTES.get(layer, ()), *LINKS.get(layer, ()), *neutral)


def answer(mark: LayerMark, decision: str) -> Any:
    """Return what a mark answers to ``decision``, in the JSON form of the file format."""
    if decision == EXTENT:
        return [[span.start, span.end] for span in mark.extent]
    value = getattr(mark.mark, decision)
    if isinstance(value, Span):
        return [value.start, value.end]
    return value.value if isinstance(value, Voice) else value


def item_units(item: Item) -> dict[Layer, tuple[Unit, ...]]:
    """Bring the annotators' marks of one document together, layer by layer."""
    return {
        layer: align({a.annotator: layer_marks(a, layer) for a in _answering(item, layer)})
        for layer in DECIDED
    }


def _answering(item: Item, layer: Layer) -> tuple[Annotation, ...]:
    """Return the annotations that have something to say about a layer.

    Sentences come from the text: an annotation without any was made by a tool that keeps none.
    """
    if layer is not Layer.SENTENCES:
        return item.annotations
    return tuple(a for a in item.annotations if a.sentences)


@dataclass(frozen=True, slots=True)
class Question:
    """One unit with what its annotators disagree about; nothing where they are unanimous."""

    layer: Layer
    unit: Unit
    disagreements: tuple[Disagreement, ...]


def questions(item: Item) -> tuple[Question, ...]:
    """Return the units of one document with their disagreements, layer by layer."""
    counts: Counter[str] = Counter()
    asked = []
    for layer, units in item_units(item).items():
        for unit in units:
            found = []
            for disagreement in unit_disagreements(item, layer, unit):
                id_ = disagreement.id
                counts[id_] += 1
                suffix = f"-{counts[id_]}" if counts[id_] > 1 else ""
                found.append(replace(disagreement, id=id_ + suffix))
            asked.append(Question(layer, unit, tuple(found)))
    return tuple(asked)


def disagreements(item: Item) -> tuple[Disagreement, ...]:
    """Return where the annotators of one document differ, in text order within each layer."""
    return tuple(d for question in questions(item) for d in question.disagreements)


def unit_disagreements(item: Item, layer: Layer, unit: Unit) -> Iterator[Disagreement]:
    """Yield where the annotators of one unit differ.

    An attribute that somebody left open is no disagreement with those who gave it; a link is
    always an answer.
    """
    asked = [a.annotator for a in _answering(item, layer)]
    if layer is not Layer.SENTENCES:
        yield from _differing(item, layer, unit, MARK, {n: n in unit.marks for n in asked})
    for decision in (EXTENT, *decisions_on(layer)):
        answers = {name: answer(mark, decision) for name, mark in unit.marks.items()}
        if decision not in LINKS.get(layer, ()):
            answers = {name: value for name, value in answers.items() if value is not None}
        yield from _differing(item, layer, unit, decision, answers)


def _differing(
    item: Item, layer: Layer, unit: Unit, decision: str, answers: Mapping[str, Any]
) -> Iterator[Disagreement]:
    groups: dict[str, list[str]] = {}
    for name, value in answers.items():
        groups.setdefault(_key(decision, value), []).append(name)
    if len(groups) < 2:
        return
    ranked = sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
    options = tuple(
        Option(answers[names[0]], tuple(names)) for _, names in ((k, sorted(n)) for k, n in ranked)
    )
    span = unit.span
    given = sorted((key, sorted(names)) for key, names in groups.items())
    text = json.dumps([item.document.id, layer, decision, span.start, span.end, given])
    yield Disagreement(f"d{digest(text)[:10]}", item.document.id, layer, decision, span, options)


def _key(decision: str, value: Any) -> str:
    """Return what makes two answers the same; plain words may differ in case and spacing."""
    if decision == NEUTRAL:
        return " ".join(str(value).casefold().split()).rstrip(".")
    return json.dumps(value)
