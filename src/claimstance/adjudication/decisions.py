"""Decisions: what was chosen where annotators differ, by whom and why; one JSON object a line."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claimstance.core.disagreements import EXTENT, MARK, Disagreement, disagreements
from claimstance.core.layers import Layer
from claimstance.core.rounds import Item, Round
from claimstance.core.span import Span
from claimstance.errors import FormatError

REASONS = {
    "slip": "an annotator overlooked it or slipped",
    "extent": "the rule of extent decides",
    "split": "one claim or several",
    "no-claim": "nothing that evidence could show",
    "plain": "a plain word, no evaluation",
    "coloured": "a coloured word that was passed over",
    "kind": "the definition of the kind or type decides",
    "voice": "whose words they are",
    "target": "what it is about",
    "both": "both readings are possible; one was taken",
    "gap": "the guidelines do not decide: they need a sentence",
}
"""Reason codes; counted, they say what the guidelines should explain better."""

_KEYS = ("id", "document", "layer", "decision", "text", "sentence", "options")
_ANSWER = ("choose", "value", "new", "by", "reason", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was chosen in one disagreement."""

    id: str
    """Of the disagreement."""
    value: Any
    """In the JSON form of the file format; true or false for whether there is a mark."""
    by: str
    """Who decided: ``human:3``, or a rule such as ``majority``."""
    reason: str | None = None
    """One of `REASONS`."""
    note: str | None = None

    def to_json(self) -> str:
        """Return one line of a decisions file."""
        record = {name: getattr(self, name) for name in ("id", "value", "by", "reason", "note")}
        return json.dumps(record, ensure_ascii=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """A mark that no annotator has."""

    document: str
    layer: Layer
    mark: Mapping[str, Any]
    """In the JSON form of the file format; the id is given anew."""
    by: str
    reason: str | None = None
    note: str | None = None

    def to_json(self) -> str:
        """Return one line of a decisions file."""
        record = {
            "document": self.document,
            "layer": self.layer.value,
            "new": dict(self.mark),
            "by": self.by,
            "reason": self.reason,
            "note": self.note,
        }
        return json.dumps(record, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Decisions:
    """What a decisions file says."""

    chosen: Mapping[str, Decision]
    added: tuple[Addition, ...] = ()
    problems: tuple[str, ...] = ()
    """Lines that were passed over, each with its place."""


def template(round_: Round) -> Iterator[str]:
    """Yield one line for each disagreement, to fill in: ``choose`` an annotator, or a value."""
    for item in round_.items:
        for found in disagreements(item):
            yield json.dumps(
                {
                    "id": found.id,
                    "document": found.document,
                    "layer": found.layer.value,
                    "decision": found.decision,
                    "text": found.span.of(item.document.text),
                    "sentence": context(item, found.span),
                    "options": [
                        {
                            "value": option.value,
                            "text": shown(item, found.decision, option.value),
                            "annotators": list(option.annotators),
                        }
                        for option in found.options
                    ],
                    "choose": None,
                    "value": None,
                    "by": None,
                    "reason": None,
                    "note": None,
                },
                ensure_ascii=False,
            )


def context(item: Item, span: Span) -> str:
    """Return the sentence that a span starts in."""
    for sentence in item.sentences():
        if sentence.span.start <= span.start < sentence.span.end:
            return sentence.span.of(item.document.text).strip()
    return span.of(item.document.text)


def shown(item: Item, decision: str, value: Any) -> str:
    """Return an answer in words: the text of spans, yes or no, the value itself."""
    if value is None:
        return "none"
    if decision == MARK:
        return "a mark" if value else "no mark"
    if decision == EXTENT:
        return " … ".join(item.document.text[start:end] for start, end in value)
    if isinstance(value, list):
        return item.document.text[value[0] : value[1]]
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def read_decisions(path: str | Path, round_: Round) -> Decisions:
    """Read a decisions file; lines that fit no disagreement of the round are passed over.

    Raises:
        FormatError: If the file cannot be read.
    """
    known = {d.id: d for item in round_.items for d in disagreements(item)}
    chosen: dict[str, Decision] = {}
    added, problems = [], []
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise FormatError(f"{path}: cannot be read ({error}); check the name") from None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            found = _read_line(line, known)
        except FormatError as error:
            problems.append(f"{path}:{number}: {error}")
            continue
        if isinstance(found, Addition):
            added.append(found)
        elif found is not None:
            chosen[found.id] = found
    return Decisions(chosen, tuple(added), tuple(problems))


def _read_line(line: str, known: Mapping[str, Disagreement]) -> Decision | Addition | None:
    """Read one line; None where nothing was filled in."""
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise FormatError(f"not JSON ({error.msg} at column {error.colno})") from None
    if not isinstance(record, dict) or (unknown := set(record) - {*_KEYS, *_ANSWER}):
        raise FormatError(
            f"{sorted(unknown) if isinstance(record, dict) else record!r} given, expected an "
            f"object with keys of {[*_KEYS, *_ANSWER]}"
        )
    by, reason = record.get("by") or "adjudicator", record.get("reason")
    if reason is not None and reason not in REASONS:
        raise FormatError(f"reason {reason!r}: expected one of {list(REASONS)}")
    if record.get("new") is not None:
        return _addition(record, by)
    id_ = str(record.get("id"))
    if id_ not in known:
        raise FormatError(
            f"decision {id_!r}: no disagreement has this id; the annotations changed since, "
            "decide again (claimstance adjudicate --list)"
        )
    if record.get("choose") is None and record.get("value") is None and not record.get("by"):
        return None
    value = _chosen(record, known[id_])
    return Decision(id=id_, value=value, by=by, reason=reason, note=record.get("note"))


def _addition(record: Mapping[str, Any], by: str) -> Addition:
    layer = record.get("layer")
    if layer not in (Layer.CLAIMS, Layer.EVALUATIONS) or not isinstance(record["new"], dict):
        raise FormatError(
            "new mark: expected layer claims or evaluations, and the mark as an object"
        )
    return Addition(
        document=str(record.get("document")),
        layer=Layer(layer),
        mark=record["new"],
        by=by,
        reason=record.get("reason"),
        note=record.get("note"),
    )


def _chosen(record: Mapping[str, Any], disagreement: Disagreement) -> Any:
    choose = record.get("choose")
    if choose is None:
        return record.get("value")
    for option in disagreement.options:
        if choose in option.annotators:
            return option.value
    names = [name for option in disagreement.options for name in option.annotators]
    raise FormatError(f"choose {choose!r}: expected one of {names}, or a value")


def reasons(decisions: Iterable[Decision]) -> dict[str, int]:
    """Count the reason codes, the most frequent first: what the guidelines should treat."""
    counts: dict[str, int] = {}
    for decision in decisions:
        if decision.reason:
            counts[decision.reason] = counts.get(decision.reason, 0) + 1
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
