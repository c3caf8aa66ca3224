"""The result list of a Label Studio annotation, read into regions and relations."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from claimstance.core.span import Span
from claimstance.errors import SpanError
from claimstance.labelstudio.controls import FIELD, LABELS, NEUTRAL, RELATIONS
from claimstance.labelstudio.offsets import locate, whole_words


class Severity(StrEnum):
    """What became of something that did not fit."""

    REPAIRED = "repaired"
    """Read as it was meant."""
    DROPPED = "dropped"
    """Left out: it says nothing that the scheme knows."""
    UNCLEAR = "unclear"
    """Could mean several things; the annotation is not used until somebody looks at it."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a result list that did not fit."""

    severity: Severity
    region: str
    """Id of the region, or of the one that a relation starts from."""
    message: str

    def __str__(self) -> str:
        return f"region {self.region!r}: {self.message} ({self.severity})"


@dataclass(slots=True)
class Region:
    """A labelled stretch of text with the answers about it."""

    id: str
    control: str
    label: str
    span: Span
    score: float | None = None
    answers: dict[str, str] = field(default_factory=dict)
    scores: dict[str, float] = field(default_factory=dict)
    """Answer's field to its score."""
    proposed: bool = False
    """As a model proposed it, unlike what a hand has drawn or changed."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A link between two regions; without a label where the annotator left it open."""

    source: str
    target: str
    label: str | None


@dataclass(slots=True)
class Reading:
    """What a result list holds, and what in it did not fit."""

    regions: dict[str, list[Region]] = field(default_factory=dict)
    """By region id, in order; several where a region has several labels."""
    relations: list[Relation] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def note(self, severity: Severity, region: str, message: str) -> None:
        """Keep a problem."""
        self.problems.append(Problem(severity, region, message))


def read_results(items: Iterable[Mapping[str, Any]], text: str) -> Reading:
    """Read a result list; nothing in it raises, everything odd is noted."""
    reading = Reading()
    ordered = list(items)
    for item in ordered:
        if item.get("type") == "labels":
            _read_labels(item, text, reading)
    for item in ordered:
        match item.get("type"):
            case "labels":
                pass
            case "relation":
                _read_relation(item, reading)
            case "choices" | "textarea":
                _read_answer(item, reading)
            case other:
                _note_unknown(item, f"result of type {other!r}", reading)
    return reading


def _read_labels(item: Mapping[str, Any], text: str, reading: Reading) -> None:
    id_, control = str(item.get("id")), str(item.get("from_name"))
    value = item.get("value") or {}
    labels = value.get("labels") or []
    known = [label for label in labels if label in LABELS.get(control, ())]
    if unknown := [label for label in labels if label not in known]:
        reading.note(
            Severity.UNCLEAR,
            id_,
            f"label {unknown[0]!r} of {control!r} given, expected one of {dict(LABELS)}; label it "
            "anew in Label Studio, or delete it",
        )
    if not labels:
        reading.note(Severity.UNCLEAR, id_, "a region without a label; label or delete it")
    if not known:
        return
    try:
        located = locate(value, text)
    except SpanError as error:
        reading.note(Severity.UNCLEAR, id_, str(error))
        return
    if located.repair:
        reading.note(Severity.REPAIRED, id_, located.repair)
    span, origin = located.span, item.get("origin")
    if origin in ("manual", "prediction-changed"):
        span = whole_words(span, text)
        if span != located.span:
            reading.note(Severity.REPAIRED, id_, f"cut words made whole: {span.of(text)!r}")
    score = _score(item)
    reading.regions.setdefault(id_, []).extend(
        Region(id_, control, label, span, score, proposed=origin == "prediction") for label in known
    )


def _read_answer(item: Mapping[str, Any], reading: Reading) -> None:
    id_, name = str(item.get("id")), str(item.get("from_name"))
    if name not in FIELD and name != NEUTRAL:
        _note_unknown(item, f"an answer to {name!r}", reading)
        return
    value = item.get("value") or {}
    if name == NEUTRAL:
        given = value.get("text")
        answers = [given] if isinstance(given, str) else list(given or [])
        answers = [" ".join(map(str, answers))] if answers else []
    else:
        answers = list(dict.fromkeys(value.get("choices") or []))
    if not answers:
        return
    if name != NEUTRAL and (len(answers) > 1 or answers[0] not in FIELD[name].values):
        expected = list(FIELD[name].values)
        reading.note(Severity.UNCLEAR, id_, f"{name}: {answers} given, expected one of {expected}")
        return
    asked = [r for r in reading.regions.get(id_, ()) if _asks(name, r.label)]
    if not asked:
        reading.note(
            Severity.DROPPED, id_, f"{name} {answers[0]!r}: nothing of the kind is asked here"
        )
    for region in asked:
        region.answers[name] = answers[0]
        if (score := _score(item)) is not None:
            region.scores[name] = score


def _asks(name: str, label: str) -> bool:
    return label in FIELD[name].labels if name in FIELD else label == "Claim"


def _read_relation(item: Mapping[str, Any], reading: Reading) -> None:
    source, target = str(item.get("from_id")), str(item.get("to_id"))
    if item.get("direction") == "left":
        source, target = target, source
    if missing := [id_ for id_ in (source, target) if id_ not in reading.regions]:
        reading.note(
            Severity.DROPPED, source, f"a relation with region {missing[0]!r}, which is not there"
        )
        return
    labels = item.get("labels") or [None]
    for label in labels:
        if label is not None and label not in RELATIONS:
            expected = list(RELATIONS)
            reading.note(
                Severity.UNCLEAR, source, f"relation {label!r} given, expected one of {expected}"
            )
        else:
            reading.relations.append(Relation(source, target, label))


def _note_unknown(item: Mapping[str, Any], what: str, reading: Reading) -> None:
    reading.note(Severity.DROPPED, str(item.get("id")), f"{what}, which the scheme does not ask")


def _score(item: Mapping[str, Any]) -> float | None:
    score = item.get("score")
    if isinstance(score, int | float) and not isinstance(score, bool) and 0 <= score <= 1:
        return float(score)
    return None
