"""An annotation as the result list of a Label Studio prediction or annotation."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import merge
from operator import itemgetter
from typing import Any, TypeAlias

from claimstance.core.annotation import Annotation
from claimstance.core.marks import Claim, Evaluation, Holder, Sentence, Voice
from claimstance.core.span import Span
from claimstance.labelstudio.controls import (
    CLAIM,
    CONTINUES,
    EVALUATION,
    NEUTRAL,
    ROLES,
    SENTENCE,
    SPAN,
    TEXT,
    UNDECIDED,
)

_UNSAFE = re.compile(r"[^A-Za-z0-9-]")
_CODED = re.compile(r"_([0-9a-f]{1,5})_")
Item: TypeAlias = dict[str, Any]
"""One entry of a result list, as JSON."""


def encode(annotation: Annotation) -> list[Item]:
    """Return the result list of ``annotation``; `claimstance.labelstudio.regions.decode` reads it.

    Regions come in the order of the text, in which annotators go through them by key, as far as
    claims and evaluations keep the order of the annotation; each has its label first and its
    answers after it, relations come last. A holder, cue or target is one region however many
    marks lead to it. The author as holder is what Label Studio shows by no answer and no
    relation. Stances, which follow from the marks, are left out.
    """
    return list(_Writer(annotation).items())


@dataclass(slots=True)
class _Writer:
    annotation: Annotation
    taken: set[str] = field(default_factory=set)
    roles: dict[tuple[str, Span], str] = field(default_factory=dict)
    relations: list[Item] = field(default_factory=list)

    def items(self) -> Iterator[Item]:
        marks: tuple[Claim | Evaluation, ...] = (
            *self.annotation.claims,
            *self.annotation.evaluations,
        )
        self.taken |= {region_id(mark.id) for mark in marks}
        annotation = self.annotation
        sentences = [(s.span.start, [self.sentence(s)]) for s in annotation.sentences]
        claims = [(c.span.start, list(self.claim(c))) for c in annotation.claims]
        evaluations = [(e.span.start, list(self.evaluation(e))) for e in annotation.evaluations]
        ends = [
            (span.start, [self.region(id_, SPAN, ROLES[role], span)])
            for (role, span), id_ in sorted(self.roles.items(), key=lambda item: item[0][1])
        ]
        for _, found in merge(sentences, claims, evaluations, ends, key=itemgetter(0)):
            yield from found
        yield from self.relations

    def sentence(self, sentence: Sentence) -> Item:
        label = sentence.subjectivity or UNDECIDED
        id_ = self.free(f"sentence-{sentence.index}")
        return self.region(id_, SENTENCE, str(label), sentence.span, sentence.score)

    def claim(self, claim: Claim) -> Iterator[Item]:
        first, *others = claim.spans
        id_ = region_id(claim.id)
        yield self.region(id_, SPAN, CLAIM, first, claim.score)
        yield from self.choice(id_, first, "kind", claim.kind)
        worth = None if claim.worth is None else ("no", "yes")[claim.worth]
        yield from self.choice(id_, first, "worth", worth, claim.worth_score)
        if claim.neutral is not None:
            value = {"start": first.start, "end": first.end, "text": [claim.neutral]}
            yield _item(id_, NEUTRAL, "textarea", value)
        yield from self.holder(id_, first, claim.holder)
        self.link(id_, "cue", claim.cue)
        for number, span in enumerate(others, 2):
            part = self.free(f"{id_}-part{number}")
            yield self.region(part, SPAN, CLAIM, span, claim.score)
            self.relate(id_, part, CONTINUES)

    def evaluation(self, evaluation: Evaluation) -> Iterator[Item]:
        id_, span = region_id(evaluation.id), evaluation.span
        yield self.region(id_, SPAN, EVALUATION, span, evaluation.score)
        for name in ("type", "polarity", "strength"):
            yield from self.choice(id_, span, name, getattr(evaluation, name))
        yield from self.holder(id_, span, evaluation.holder)
        self.link(id_, "target", evaluation.target)

    def holder(self, id_: str, span: Span, holder: Holder) -> Iterator[Item]:
        if isinstance(holder, Span):
            self.link(id_, "holder", holder)
        elif holder is not Voice.AUTHOR:
            yield from self.choice(id_, span, "voice", holder)

    def link(self, id_: str, role: str, span: Span | None) -> None:
        if span is None:
            return
        if (role, span) not in self.roles:
            self.roles[role, span] = self.free(f"{role}-{span.start}-{span.end}")
        self.relate(id_, self.roles[role, span], role)

    def relate(self, source: str, target: str, label: str) -> None:
        self.relations.append(
            {
                "type": "relation",
                "from_id": source,
                "to_id": target,
                "direction": "right",
                "labels": [label],
            }
        )

    def region(
        self, id_: str, control: str, label: str, span: Span, score: float | None = None
    ) -> Item:
        value = {
            "start": span.start,
            "end": span.end,
            "text": span.of(self.annotation.document.text),
        }
        return _item(id_, control, "labels", value | {"labels": [label]}, score)

    def choice(
        self, id_: str, span: Span, name: str, answer: object, score: float | None = None
    ) -> Iterator[Item]:
        if answer is not None:
            words = span.of(self.annotation.document.text)
            value = {"start": span.start, "end": span.end, "text": words, "choices": [str(answer)]}
            yield _item(id_, name, "choices", value, score)

    def free(self, id_: str) -> str:
        while id_ in self.taken:
            id_ += "_"
        self.taken.add(id_)
        return id_


def region_id(id_: str) -> str:
    """Return the region id of a mark, of letters, digits, ``-`` and ``_`` only.

    Label Studio cuts region ids at ``#`` and makes names of style classes of them, so that a
    region with a dot in its id has no colour.
    """
    return _UNSAFE.sub(lambda found: f"_{ord(found.group()):x}_", id_)


def mark_id(id_: str) -> str:
    """Return the mark's id; the inverse of `region_id`."""
    return _CODED.sub(lambda found: chr(int(found.group(1), 16)), id_)


def _item(id_: str, control: str, type_: str, value: Item, score: float | None = None) -> Item:
    item = {"id": id_, "from_name": control, "to_name": TEXT, "type": type_, "value": value}
    return item if score is None else item | {"score": score}
