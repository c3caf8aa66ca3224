"""The JSON form of one annotation with its document: strict in both directions.

This is the contract that other tools parse; ``docs/format.md`` describes it for them.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from typing import Any, TypeVar

from claimstance.core.annotation import Annotation
from claimstance.core.document import Document
from claimstance.core.marks import (
    Attitude,
    Claim,
    ClaimKind,
    Evaluation,
    EvaluationType,
    Holder,
    Polarity,
    Sentence,
    Stance,
    Subjectivity,
    Voice,
)
from claimstance.core.span import Span
from claimstance.errors import FormatError

_SURROGATE = re.compile("[\ud800-\udfff]")
_E = TypeVar("_E", bound=Enum)
_T = TypeVar("_T")

_DOCUMENT = ("id", "text", "title", "url", "source", "published", "language", "meta")
_ANNOTATION = ("annotator", "sentences", "claims", "evaluations", "stances")
_SENTENCE = ("span", "subjectivity", "score")
_CLAIM = ("id", "spans", "holder", "cue", "kind", "worth", "worth_score", "neutral", "score")
_EVALUATION = ("id", "span", "type", "polarity", "strength", "holder", "target", "score")
_STANCE = ("holder", "target", "targets", "stance", "score", "evidence")


# ---- writing ---------------------------------------------------------------------------------


def to_record(annotation: Annotation) -> dict[str, Any]:
    """Return the JSON form of ``annotation``; `from_record` is its inverse."""
    return {
        "document": document_to_record(annotation.document),
        "annotation": {
            "annotator": annotation.annotator,
            "sentences": [
                {"span": _pair(s.span), "subjectivity": s.subjectivity, "score": _round(s.score)}
                for s in annotation.sentences
            ],
            "claims": [_claim_to_record(claim) for claim in annotation.claims],
            "evaluations": [_evaluation_to_record(e) for e in annotation.evaluations],
            "stances": [_stance_to_record(stance) for stance in annotation.stances],
        },
    }


def document_to_record(document: Document) -> dict[str, Any]:
    """Return the JSON form of ``document``."""
    record = {name: getattr(document, name) for name in _DOCUMENT}
    return record | {"meta": dict(document.meta)}


def _claim_to_record(claim: Claim) -> dict[str, Any]:
    return {
        "id": claim.id,
        "spans": [_pair(span) for span in claim.spans],
        "holder": _holder_to_record(claim.holder),
        "cue": _optional_pair(claim.cue),
        "kind": claim.kind,
        "worth": claim.worth,
        "worth_score": _round(claim.worth_score),
        "neutral": claim.neutral,
        "score": _round(claim.score),
    }


def _evaluation_to_record(evaluation: Evaluation) -> dict[str, Any]:
    return {
        "id": evaluation.id,
        "span": _pair(evaluation.span),
        "type": evaluation.type,
        "polarity": evaluation.polarity,
        "strength": evaluation.strength,
        "holder": _holder_to_record(evaluation.holder),
        "target": _optional_pair(evaluation.target),
        "score": _round(evaluation.score),
    }


def _stance_to_record(stance: Stance) -> dict[str, Any]:
    return {
        "holder": _holder_to_record(stance.holder),
        "target": stance.target,
        "targets": [_pair(span) for span in stance.targets],
        "stance": stance.stance,
        "score": _round(stance.score),
        "evidence": list(stance.evidence),
    }


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


def _optional_pair(span: Span | None) -> list[int] | None:
    return None if span is None else _pair(span)


def _holder_to_record(holder: Holder) -> str | list[int]:
    return _pair(holder) if isinstance(holder, Span) else holder.value


def _round(score: float | None) -> float | None:
    return None if score is None else round(score, 4)


# ---- reading ---------------------------------------------------------------------------------


def from_record(record: object) -> Annotation:
    """Read the JSON form of an annotation.

    Raises:
        FormatError: If a key is unknown or missing, or a value has the wrong type.
        SpanError: If spans, ids or references do not fit (see `Annotation`).
    """
    top = _object(record, "line", ("document", "annotation"), ("document", "annotation"))
    body = _object(top["annotation"], "annotation", _ANNOTATION, ("annotator",))
    return Annotation(
        document=document_from_record(top["document"]),
        annotator=_text(body["annotator"], "annotator"),
        sentences=tuple(
            _sentence(index, item) for index, item in enumerate(_list(body, "sentences"))
        ),
        claims=tuple(map(_claim, _list(body, "claims"))),
        evaluations=tuple(map(_evaluation, _list(body, "evaluations"))),
        stances=tuple(map(_stance, _list(body, "stances"))),
    )


def document_from_record(record: object) -> Document:
    """Read the JSON form of a document.

    Raises:
        FormatError: If a key is unknown or missing, or a value has the wrong type.
        SpanError: If the text is empty.
    """
    item = _object(record, "document", _DOCUMENT, ("text",))
    strings = {
        name: _optional(item.get(name), lambda v, name=name: _text(v, name))  # type: ignore[misc]
        for name in ("title", "url", "source", "published", "language")
    }
    meta = item.get("meta")
    if meta is not None and not isinstance(meta, dict):
        raise FormatError(f"document meta: {meta!r} given, expected an object")
    return Document(
        text=_text(item["text"], "text"),
        id=_text(item.get("id") or "", "id"),
        meta=meta or {},
        **strings,
    )


def _sentence(index: int, value: object) -> Sentence:
    item = _object(value, f"sentence {index}", _SENTENCE, ("span",))
    subjectivity = _optional(item.get("subjectivity"), _enum(Subjectivity, "subjectivity"))
    return Sentence(index, _span(item["span"]), subjectivity, _score(item.get("score")))


def _claim(value: object) -> Claim:
    item = _object(value, "claim", _CLAIM, ("id", "spans"))
    spans = item["spans"]
    if not isinstance(spans, list):
        raise FormatError(f"claim spans: {spans!r} given, expected [[start, end], …]")
    return Claim(
        id=_text(item["id"], "claim id"),
        spans=tuple(map(_span, spans)),
        holder=_holder(item.get("holder", "author")),
        cue=_optional(item.get("cue"), _span),
        kind=_optional(item.get("kind"), _enum(ClaimKind, "claim kind")),
        worth=_optional(item.get("worth"), _flag),
        worth_score=_score(item.get("worth_score")),
        neutral=_optional(item.get("neutral"), lambda v: _text(v, "neutral")),
        score=_score(item.get("score")),
    )


def _evaluation(value: object) -> Evaluation:
    item = _object(value, "evaluation", _EVALUATION, ("id", "span"))
    strength = item.get("strength")
    if strength is not None and (not isinstance(strength, int) or isinstance(strength, bool)):
        raise FormatError(f"strength: {strength!r} given, expected 1, 2, 3 or null")
    return Evaluation(
        id=_text(item["id"], "evaluation id"),
        span=_span(item["span"]),
        type=_optional(item.get("type"), _enum(EvaluationType, "evaluation type")),
        polarity=_optional(item.get("polarity"), _enum(Polarity, "polarity")),
        strength=strength,
        holder=_holder(item.get("holder", "author")),
        target=_optional(item.get("target"), _span),
        score=_score(item.get("score")),
    )


def _stance(value: object) -> Stance:
    item = _object(value, "stance", _STANCE, ("holder", "target", "targets", "stance"))
    targets, evidence = item["targets"], item.get("evidence") or []
    if not isinstance(targets, list) or not isinstance(evidence, list):
        raise FormatError("stance: expected targets as [[start, end], …] and evidence as [id, …]")
    return Stance(
        holder=_holder(item["holder"]),
        target=_text(item["target"], "stance target"),
        targets=tuple(map(_span, targets)),
        stance=_enum(Attitude, "stance")(item["stance"]),
        score=_score(item.get("score")),
        evidence=tuple(_text(id_, "evidence") for id_ in evidence),
    )


def _object(
    value: object, what: str, known: Sequence[str], required: Sequence[str]
) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise FormatError(f"{what}: {_short(value)} given, expected an object with {list(known)}")
    if unknown := [key for key in value if key not in known]:
        raise FormatError(
            f"{what}: unknown key {unknown[0]!r}, expected of {list(known)}; remove or rename it"
        )
    if missing := [key for key in required if key not in value]:
        raise FormatError(f"{what}: key {missing[0]!r} is missing; add it")
    return value


def _list(body: Mapping[str, Any], key: str) -> list[object]:
    value = body.get(key) or []
    if not isinstance(value, list):
        raise FormatError(f"{key}: {_short(value)} given, expected a list")
    return value


def _text(value: object, what: str) -> str:
    if not isinstance(value, str):
        raise FormatError(f"{what}: {_short(value)} given, expected a string")
    if not value.isascii() and (found := _SURROGATE.search(value)):
        raise FormatError(
            f"{what}: half a character (a lone surrogate) at {found.start()}, which no file can "
            "hold; replace it by U+FFFD"
        )
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise FormatError(f"worth: {_short(value)} given, expected true, false or null")
    return value


def _span(value: object) -> Span:
    match value:
        case [int(start), int(end)] if type(start) is int and type(end) is int:
            return Span(start, end)
    raise FormatError(f"span: {_short(value)} given, expected [start, end] in characters")


def _holder(value: object) -> Holder:
    if isinstance(value, str):
        return _enum(Voice, "holder")(value)
    return _span(value)


def _enum(kind: type[_E], what: str) -> Callable[[object], _E]:
    def read(value: object) -> _E:
        try:
            return kind(value)
        except ValueError:
            names = [member.value for member in kind]
            raise FormatError(f"{what}: {_short(value)} given, expected one of {names}") from None

    return read


def _score(value: object) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise FormatError(f"score: {_short(value)} given, expected a number from 0 to 1 or null")
    return float(value)


def _optional(value: object, read: Callable[[Any], _T]) -> _T | None:
    return None if value is None else read(value)


def _short(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else f"{shown[:57]}…"
