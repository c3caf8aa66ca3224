"""Adjudicating in an annotation tool: both sides' marks go there, decisions come back.

All marks of all annotators are laid over one text, those that are alike once. The adjudicator
deletes what is wrong and corrects what is left, as with any prediction. What comes back is compared
with the round, question by question.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from claimstance.adjudication.decisions import Addition, Decision
from claimstance.core.annotation import Annotation
from claimstance.core.disagreements import (
    DECIDED,
    EXTENT,
    MARK,
    Question,
    answer,
    decisions_on,
    questions,
)
from claimstance.core.layers import LINKS, Layer, LayerMark, layer_marks
from claimstance.core.matching import jaccard
from claimstance.core.rounds import Item
from claimstance.io.record import document_to_record, from_record, to_record

SUBJECTIVITY = "subjectivity"
SIDES = "model:both-sides"
"""Who the marks of all annotators together are by: a prediction, for the tool."""


@dataclass(frozen=True, slots=True)
class Pulled:
    """What an adjudicator's annotation says about the questions of a document."""

    decisions: tuple[Decision, ...]
    added: tuple[Addition, ...]
    problems: tuple[str, ...]
    """Changes to what all annotators agreed on: they cannot be decided, only annotated anew."""


def both_sides(item: Item) -> Annotation:
    """Return one annotation with the marks of all annotators, those that are alike once."""
    marks: dict[str, list[dict[str, Any]]] = {"claims": [], "evaluations": []}
    for found in marks:
        seen: dict[str, dict[str, Any]] = {}
        for annotation in item.annotations:
            for record in to_record(annotation)["annotation"][found]:
                plain = {k: v for k, v in record.items() if k not in ("id", "score", "worth_score")}
                seen.setdefault(json.dumps(plain), plain)
        ordered = sorted(
            seen.values(), key=lambda r: (r.get("spans") or [r["span"]], json.dumps(r))
        )
        marks[found] = [{"id": f"{found[0]}{n}", **r} for n, r in enumerate(ordered, 1)]
    agreed = {
        question.unit.extents[0][0]: next(iter(question.unit.marks.values())).attribute(
            SUBJECTIVITY
        )
        for question in questions(item)
        if question.layer is Layer.SENTENCES and not question.disagreements
    }
    sentences = [
        {"span": [s.span.start, s.span.end], SUBJECTIVITY: agreed.get(s.span)}
        for s in item.sentences()
    ]
    record = {"annotator": SIDES, "sentences": sentences, **marks}
    return from_record({"document": document_to_record(item.document), "annotation": record})


def pulled_decisions(item: Item, adjudicated: Annotation) -> Pulled:
    """Read an adjudicator's annotation as decisions on the round.

    Args:
        item: The document with its annotators' annotations.
        adjudicated: The adjudicator's annotation of the same text; its annotator decides.
    """
    decisions: list[Decision] = []
    added: list[Addition] = []
    problems: list[str] = []
    asked = questions(item)
    for layer in DECIDED:
        units = [question for question in asked if question.layer is layer]
        final = layer_marks(adjudicated, layer)
        chosen = _pair(units, final)
        for index, question in enumerate(units):
            mark = final[chosen[index]] if index in chosen else None
            decisions += _decide(question, mark, adjudicated.annotator)
            if trouble := _overruled(question, mark):
                problems.append(f"document {item.document.id!r}: {trouble}")
        new = [m for n, m in enumerate(final) if n not in chosen.values()]
        if layer is not Layer.SENTENCES:
            added += [_addition(adjudicated, layer, mark) for mark in new]
    return Pulled(tuple(decisions), tuple(added), tuple(problems))


def _pair(units: Sequence[Question], final: Sequence[LayerMark]) -> dict[int, int]:
    """Pair units with the adjudicator's marks one-to-one, the most alike first."""
    ranked = sorted(
        (-overlap, u, m)
        for u, question in enumerate(units)
        for m, mark in enumerate(final)
        if (overlap := max(jaccard(e, mark.extent) for e in question.unit.extents)) > 0
    )
    chosen: dict[int, int] = {}
    for _, u, m in ranked:
        if u not in chosen and m not in chosen.values():
            chosen[u] = m
    return chosen


def _decide(question: Question, mark: LayerMark | None, by: str) -> list[Decision]:
    found = []
    for disagreement in question.disagreements:
        if disagreement.decision == MARK:
            found.append(Decision(id=disagreement.id, value=mark is not None, by=by))
        elif mark is not None:
            value = answer(mark, disagreement.decision)
            if value is not None or disagreement.decision in LINKS.get(question.layer, ()):
                found.append(Decision(id=disagreement.id, value=value, by=by))
    return found


def _overruled(question: Question, mark: LayerMark | None) -> str | None:
    """Return what the adjudicator changed although all annotators agreed on it."""
    open_ = {d.decision for d in question.disagreements}
    what = f"{question.layer.value} at {question.unit.span.start}"
    if mark is None:
        return None if MARK in open_ else f"{what}: deleted, but all annotators have it"
    first = next(iter(question.unit.marks.values()))
    changed = [
        name
        for name in (EXTENT, *decisions_on(question.layer))
        if name not in open_ and answer(mark, name) not in (answer(first, name), None)
    ]
    return f"{what}: {', '.join(changed)} changed, but all annotators agree" if changed else None


def _addition(adjudicated: Annotation, layer: Layer, mark: LayerMark) -> Addition:
    records = to_record(adjudicated)["annotation"][layer.value]
    own = getattr(mark.mark, "id", None)
    record = next(record for record in records if record["id"] == own)
    return Addition(
        document=adjudicated.document.id, layer=layer, mark=record, by=adjudicated.annotator
    )
