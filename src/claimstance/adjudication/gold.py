"""Gold: agreed marks merged, disagreements as decided, every mark with its provenance."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from claimstance.adjudication.decisions import Addition, Decision, Decisions
from claimstance.core.annotation import Annotation
from claimstance.core.disagreements import (
    EXTENT,
    MARK,
    NEUTRAL,
    Question,
    answer,
    decisions_on,
    questions,
)
from claimstance.core.layers import Layer
from claimstance.core.rounds import Item, Round
from claimstance.errors import ClaimstanceError
from claimstance.io.record import document_to_record, from_record

GOLD = "gold"
"""The annotator of adjudicated annotations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where one mark of gold comes from, or why a mark is not in it."""

    document: str
    layer: Layer
    id: str | None
    """Of the mark in gold; for a sentence its index; None where the mark was left out."""
    span: tuple[int, int]
    origin: str
    """``unanimous``; ``annotator``: as one or more marked it; ``composed``: parts from several;
    ``new``: nobody had it; ``dropped``: decided against; ``undecided``: left out until decided."""
    annotators: tuple[str, ...] = ()
    """Who marked exactly this (for a mark that was left out: who marked it at all)."""
    decisions: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()

    def to_json(self) -> str:
        """Return one line of a provenance file."""
        names = ("document", "layer", "id", "span", "origin", "annotators", "decisions", "by")
        return json.dumps({n: getattr(self, n) for n in (*names, "reasons")}, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Gold:
    """Adjudicated annotations with their provenance."""

    annotations: tuple[Annotation, ...]
    provenance: tuple[Provenance, ...]
    undecided: int
    """Disagreements that nobody decided."""
    problems: tuple[str, ...] = ()

    def origins(self) -> Counter[str]:
        """Count marks by origin."""
        return Counter(p.origin for p in self.provenance if p.layer is not Layer.SENTENCES)


@dataclass(slots=True)
class _Draft:
    """A mark on its way into gold."""

    values: dict[str, Any]
    provenance: dict[str, Any]


def build(round_: Round, decisions: Decisions) -> Gold:
    """Build gold from a round and what was decided.

    A mark with an open question is left out; a sentence with one has no subjectivity. Of neutral
    texts that nobody chose between, the first annotator's is taken.
    """
    annotations, provenance = [], []
    undecided, problems = 0, list(decisions.problems)
    ids = {item.document.id for item in round_.items}
    problems += [
        f"new mark in document {a.document!r}: the round has no such document; left out"
        for a in decisions.added
        if a.document not in ids
    ]
    for item in round_.items:
        added = [a for a in decisions.added if a.document == item.document.id]
        builder = _Builder(item, decisions.chosen)
        annotations.append(builder.annotation(added))
        provenance += builder.provenance
        undecided += builder.undecided
        problems += builder.problems
    return Gold(tuple(annotations), tuple(provenance), undecided, tuple(problems))


class _Builder:
    """Builds the gold of one document."""

    def __init__(self, item: Item, chosen: Mapping[str, Decision]) -> None:
        self.item, self.chosen = item, chosen
        self.drafts: dict[Layer, list[_Draft]] = {Layer.CLAIMS: [], Layer.EVALUATIONS: []}
        self.subjectivity: dict[tuple[int, int], Any] = {}
        self.provenance: list[Provenance] = []
        self.problems: list[str] = []
        self.undecided = 0

    def annotation(self, added: Sequence[Addition]) -> Annotation:
        for question in questions(self.item):
            self._question(question)
        for addition in added:
            self._add(addition)
        record: dict[str, Any] = {"annotator": GOLD, "sentences": self._sentences()}
        for layer, drafts in self.drafts.items():
            record[layer.value] = list(self._numbered(layer, drafts))
        document = document_to_record(self.item.document)
        return from_record({"document": document, "annotation": record})

    def _question(self, question: Question) -> None:
        decided = {d.decision: self.chosen.get(d.id) for d in question.disagreements}
        open_ = [name for name, decision in decided.items() if decision is None]
        self.undecided += len(open_)
        used = [decision for decision in decided.values() if decision is not None]
        span = question.unit.span
        about: dict[str, Any] = {
            "document": self.item.document.id,
            "layer": question.layer,
            "span": (span.start, span.end),
            "annotators": tuple(question.unit.marks),
            "decisions": tuple(d.id for d in used),
            "by": tuple(sorted({d.by for d in used})),
            "reasons": tuple(sorted({d.reason for d in used if d.reason})),
        }
        mark = decided.get(MARK)
        if mark is not None and mark.value is False:
            self.provenance.append(Provenance(id=None, origin="dropped", **about))
        elif set(open_) - {NEUTRAL} and question.layer is not Layer.SENTENCES:
            self.provenance.append(Provenance(id=None, origin="undecided", **about))
        else:
            self._take(question, decided, about)

    def _take(
        self, question: Question, decided: Mapping[str, Decision | None], about: dict[str, Any]
    ) -> None:
        values = {}
        for name in (EXTENT, *decisions_on(question.layer)):
            decision = decided.get(name)
            values[name] = decision.value if decision else _agreed(question, name, decided)
        same = tuple(
            who
            for who, mark in question.unit.marks.items()
            if all(answer(mark, name) in (value, None) for name, value in values.items())
        )
        about["annotators"] = same
        together = not question.disagreements and len(self.item.annotations) > 1
        about["origin"] = "unanimous" if together else "annotator" if same else "composed"
        if question.layer is Layer.SENTENCES:
            start, end = values[EXTENT][0]
            self.subjectivity[start, end] = values["subjectivity"]
            self.provenance.append(Provenance(id=f"{start}-{end}", **about))
        else:
            self._draft(question.layer, values, about)

    def _draft(self, layer: Layer, values: dict[str, Any], about: dict[str, Any]) -> None:
        """Take a mark, unless what was decided makes no mark."""
        spans = values.pop(EXTENT)
        where = {"spans": spans} if layer is Layer.CLAIMS else {"span": spans[0]}
        record = {"id": "x", **where, **values}
        try:
            self._check(layer, record)
        except (ClaimstanceError, TypeError) as error:
            self.problems.append(
                f"document {self.item.document.id!r}, {layer.value} at {about['span']}: {error}; "
                f"left out, correct decisions {list(about['decisions'])}"
            )
            return
        self.drafts[layer].append(_Draft(record, about))

    def _check(self, layer: Layer, record: Mapping[str, Any]) -> None:
        document = document_to_record(self.item.document)
        from_record(
            {"document": document, "annotation": {"annotator": GOLD, layer.value: [record]}}
        )

    def _add(self, addition: Addition) -> None:
        record = {**addition.mark, "id": "x"}
        spans = record.get("spans") or [record.get("span") or (0, 0)]
        about: dict[str, Any] = {
            "document": addition.document,
            "layer": addition.layer,
            "span": (spans[0][0], spans[-1][1]),
            "origin": "new",
            "by": (addition.by,),
            "reasons": (addition.reason,) if addition.reason else (),
        }
        try:
            self._check(addition.layer, record)
        except ClaimstanceError as error:
            self.problems.append(f"new mark in document {addition.document!r}: {error}; left out")
            return
        self.drafts[addition.layer].append(_Draft(record, about))

    def _numbered(self, layer: Layer, drafts: list[_Draft]) -> Iterator[dict[str, Any]]:
        """Give ids in text order, and file the provenance under them."""
        letter = "c" if layer is Layer.CLAIMS else "e"
        ordered = sorted(drafts, key=lambda d: (d.provenance["span"], json.dumps(d.values)))
        for number, draft in enumerate(ordered, 1):
            id_ = f"{letter}{number}"
            self.provenance.append(Provenance(id=id_, **draft.provenance))
            yield {**draft.values, "id": id_}

    def _sentences(self) -> list[dict[str, Any]]:
        spans = [(s.span.start, s.span.end) for s in self.item.sentences()]
        if not any(a.sentences for a in self.item.annotations):
            return []
        return [{"span": list(s), "subjectivity": self.subjectivity.get(s)} for s in spans]


def _agreed(question: Question, name: str, decided: Mapping[str, Decision | None]) -> Any:
    """Return what those who answered agree on; None for an attribute that is still open."""
    answers = [answer(mark, name) for mark in question.unit.marks.values()]
    given = [value for value in answers if value is not None]
    if not given or (name in decided and name not in (NEUTRAL, EXTENT)):
        return None
    return given[0]
