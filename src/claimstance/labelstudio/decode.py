"""Regions and relations of a Label Studio annotation as an annotation of ours."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from claimstance.core.annotation import Annotation
from claimstance.core.document import Document
from claimstance.core.marks import (
    Claim,
    ClaimKind,
    Evaluation,
    EvaluationType,
    Holder,
    Polarity,
    Sentence,
    Subjectivity,
    Voice,
)
from claimstance.core.span import Span
from claimstance.errors import SpanError
from claimstance.labelstudio.controls import (
    CLAIM,
    CONTINUES,
    EVALUATION,
    LINKS,
    NEUTRAL,
    ROLES,
    SENTENCE,
    UNDECIDED,
)
from claimstance.labelstudio.regions import Problem, Reading, Region, Severity, read_results
from claimstance.labelstudio.results import mark_id


@dataclass(frozen=True, slots=True)
class Decoded:
    """What a result list says, and what in it did not fit."""

    annotation: Annotation | None
    """None if something is unclear: then nothing of it is used before somebody looks at it."""
    problems: tuple[Problem, ...] = ()


def decode(
    items: Iterable[Mapping[str, Any]],
    document: Document,
    annotator: str,
    *,
    scores: bool = True,
) -> Decoded:
    """Read a result list, the inverse of `claimstance.labelstudio.results.encode`.

    Relations may be drawn in either direction and left without a label where the labels of their
    ends say what is meant. ``scores=False`` leaves out the scores, which are a model's even in an
    annotation by a human.
    """
    reading = read_results(items, document.text)
    annotation: Annotation | None = None
    try:
        annotation = _Builder(reading, document, annotator, scores).annotation()
    except SpanError as error:
        reading.note(Severity.UNCLEAR, "", str(error))
    problems = tuple(dict.fromkeys(reading.problems))
    if any(problem.severity is Severity.UNCLEAR for problem in problems):
        annotation = None
    return Decoded(annotation, problems)


@dataclass(slots=True)
class _Builder:
    """Puts regions and relations together."""

    reading: Reading
    document: Document
    annotator: str
    scores: bool
    links: dict[tuple[str, str], list[Span]] = field(default_factory=dict)
    """Mark and role to the spans that the mark is linked to."""
    drawn: dict[tuple[str, str], list[Span]] = field(default_factory=dict)
    """The same, of links that a hand drew: what a model suggests has a name."""
    parts: dict[str, list[str]] = field(default_factory=dict)
    """First fragment of a claim to the ids of all."""
    used: set[tuple[str, str]] = field(default_factory=set)

    def annotation(self) -> Annotation:
        regions = [region for group in self.reading.regions.values() for region in group]
        claims = {region.id: region for region in regions if region.label == CLAIM}
        self._join(claims)
        for relation in self.reading.relations:
            if relation.label != CONTINUES:
                drawn = relation.label is None
                self._link(relation.source, relation.target, relation.label, drawn=drawn)
        self._note_idle(regions)
        return Annotation(
            document=self.document,
            annotator=self.annotator,
            sentences=self._sentences([r for r in regions if r.control == SENTENCE]),
            claims=tuple(self._claim([claims[i] for i in ids]) for ids in self.parts.values()),
            evaluations=tuple(self._evaluation(r) for r in regions if r.label == EVALUATION),
        )

    def _label(self, id_: str) -> set[str]:
        return {region.label for region in self.reading.regions[id_]}

    def _join(self, claims: Mapping[str, Region]) -> None:
        """Group the fragments of claims by the relations that join them."""
        group = {id_: {id_} for id_ in claims}
        following: set[str] = set()
        for relation in self.reading.relations:
            ends = (relation.source, relation.target)
            joins = relation.label == CONTINUES or (
                relation.label is None and all(CLAIM in self._label(end) for end in ends)
            )
            if not joins:
                continue
            if not all(end in claims for end in ends):
                self.reading.note(
                    Severity.UNCLEAR, ends[0], f"{CONTINUES!r} joins two claims, not other regions"
                )
                continue
            following.add(relation.target)
            merged = group[ends[0]] | group[ends[1]]
            for id_ in merged:
                group[id_] = merged
        for id_ in claims:
            heads = [i for i in claims if i in group[id_] and i not in following]
            head = heads[0] if heads else min(group[id_], key=lambda i: claims[i].span)
            self.parts.setdefault(head, [head]).extend([id_] if id_ != head else [])
        order = {id_: number for number, id_ in enumerate(claims)}
        self.parts = dict(sorted(self.parts.items(), key=lambda item: order[item[0]]))

    def _link(self, source: str, target: str, label: str | None, *, drawn: bool) -> None:
        options = self._meanings(source, target, label)
        if not options:
            options = self._meanings(target, source, label)
            source, target = target, source
        if not options and label not in (None, CONTINUES):
            self._relabelled(target, source, label)
            return
        if len(options) != 1:
            if label is None and CLAIM in self._label(source) & self._label(target):
                return
            self.reading.note(
                Severity.UNCLEAR,
                target,
                f"relation {label or 'without a label'} between {self._ends(target, source)}: "
                "expected one from a claim to its holder or cue, or from an evaluation to its "
                "holder or target",
            )
            return
        role = options[0]
        spans = self.links.setdefault((source, role), [])
        span = next(r.span for r in self.reading.regions[target] if r.label == ROLES[role])
        if span not in spans:
            spans.append(span)
        if drawn:
            self.drawn.setdefault((source, role), []).append(span)
        self.used.add((target, ROLES[role]))

    def _relabelled(self, source: str, target: str, label: str) -> None:
        """Read a link whose end got another label after the link was named.

        Label Studio keeps both link and name, so the ends say what is left of it.
        """
        ends = self._ends(source, target)
        if self._meanings(source, target, None) or self._meanings(target, source, None):
            note = f"relation {label} between {ends}: taken for what they can have"
            self.reading.note(Severity.REPAIRED, source, note)
            self._link(source, target, None, drawn=False)
        else:
            note = f"relation {label} between {ends}, which cannot have one"
            self.reading.note(Severity.DROPPED, source, note)

    def _ends(self, source: str, target: str) -> str:
        return f"{sorted(self._label(source))} and {sorted(self._label(target))}"

    def _meanings(self, source: str, target: str, label: str | None) -> list[str]:
        """Return the roles that a relation between the two can have."""
        starts = [role for name in self._label(source) for role in LINKS.get(name, ())]
        roles = [role for role in starts if ROLES[role] in self._label(target)]
        return [role for role in dict.fromkeys(roles) if label in (None, role)]

    def _note_idle(self, regions: Iterable[Region]) -> None:
        """Name roles without a link, except those whose link a hand took from a proposal."""
        for region in regions:
            idle = region.label in ROLES.values() and (region.id, region.label) not in self.used
            if idle and not region.proposed:
                self.reading.note(
                    Severity.DROPPED, region.id, f"a {region.label} that no mark is linked to"
                )

    def _role(self, ids: Sequence[str], role: str) -> Span | None:
        spans = list(dict.fromkeys(span for id_ in ids for span in self.links.get((id_, role), ())))
        first = ids[0]
        words = [span.of(self.document.text) for span in spans]
        drawn = dict.fromkeys(span for id_ in ids for span in self.drawn.get((id_, role), ()))
        if len(spans) > 1 and len(drawn) == 1:
            [span] = drawn
            kept = span.of(self.document.text)
            note = f"{len(spans)} {role}s given, {words}; {kept!r} taken, which was linked by hand"
            self.reading.note(Severity.REPAIRED, first, note)
            return span
        if len(spans) > 1:
            self.reading.note(
                Severity.UNCLEAR, first, f"{len(spans)} {role}s given, {words}; expected one"
            )
        return spans[0] if spans else None

    def _holder(self, ids: list[str], voice: str | None) -> Holder:
        span = self._role(ids, "holder")
        if span is None:
            return Voice(voice) if voice else Voice.AUTHOR
        if voice is None:
            return span
        words = span.of(self.document.text)
        # Author is never sent out as an answer, and other never with a link, so that a hand chose
        # either; only after other as a suggestion does a hand link a holder.
        chosen = voice == Voice.AUTHOR.value or not any((i, "holder") in self.drawn for i in ids)
        kept = voice if chosen else words
        self.reading.note(
            Severity.REPAIRED, ids[0], f"holder {voice} and {words!r} given; {kept!r} taken"
        )
        return Voice(voice) if chosen else span

    def _claim(self, parts: list[Region]) -> Claim:
        ids = [part.id for part in parts]
        answers = self._answers(parts)
        worth_scores = [p.scores["worth"] for p in parts if "worth" in p.scores]
        kind, worth = answers.get("kind"), answers.get("worth")
        return Claim(
            id=mark_id(ids[0]),
            spans=tuple(part.span for part in parts),
            holder=self._holder(ids, answers.get("voice")),
            cue=self._role(ids, "cue"),
            kind=None if kind is None else ClaimKind(kind),
            worth=None if worth is None else worth == "yes",
            worth_score=worth_scores[0] if worth_scores and self.scores else None,
            neutral=answers.get(NEUTRAL),
            score=self._score(parts[0]),
        )

    def _answers(self, parts: Iterable[Region]) -> dict[str, str]:
        """Merge the answers about the fragments of a claim."""
        answers: dict[str, str] = {}
        for part in parts:
            for name, answer in part.answers.items():
                if answers.setdefault(name, answer) != answer:
                    self.reading.note(
                        Severity.UNCLEAR,
                        part.id,
                        f"{name}: {answer!r} on one fragment, {answers[name]!r} on another",
                    )
        return answers

    def _evaluation(self, region: Region) -> Evaluation:
        type_, polarity, strength = map(region.answers.get, ("type", "polarity", "strength"))
        return Evaluation(
            id=mark_id(region.id),
            span=region.span,
            type=None if type_ is None else EvaluationType(type_),
            polarity=None if polarity is None else Polarity(polarity),
            strength=None if strength is None else int(strength),
            holder=self._holder([region.id], region.answers.get("voice")),
            target=self._role([region.id], "target"),
            score=self._score(region),
        )

    def _sentences(self, regions: Iterable[Region]) -> tuple[Sentence, ...]:
        ordered = sorted(regions, key=lambda region: region.span)
        return tuple(
            Sentence(
                index,
                region.span,
                None if region.label == UNDECIDED else Subjectivity(region.label),
                self._score(region),
            )
            for index, region in enumerate(ordered)
        )

    def _score(self, region: Region) -> float | None:
        return region.score if self.scores else None
