"""Everything one annotator says about one document."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from claimstance.core.display import as_html
from claimstance.core.document import Document
from claimstance.core.marks import Claim, Evaluation, Sentence, SentenceKind, Stance, Voice
from claimstance.core.span import Span
from claimstance.errors import SpanError


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """Everything one annotator says about one document.

    Claims and evaluations keep the order they are given in; sentences are in text order.

    Raises:
        SpanError: If a span lies outside the text, an id is given twice, sentences overlap or are
            out of order, or a stance's evidence names no evaluation.
    """

    document: Document
    annotator: str
    """Who made it, such as ``human:1`` or ``model:default-en``."""
    sentences: tuple[Sentence, ...] = ()
    claims: tuple[Claim, ...] = ()
    evaluations: tuple[Evaluation, ...] = ()
    stances: tuple[Stance, ...] = ()

    def __post_init__(self) -> None:
        length = len(self.document.text)
        for what, span in self._spans():
            if span.end > length:
                raise SpanError(
                    f"document {self.document.id!r}, {what}: span [{span.start}, {span.end}] "
                    f"given, expected one inside the text of {length} characters"
                )
        self._check_sentences()
        self._check_ids()

    def _spans(self) -> Iterator[tuple[str, Span]]:
        groups: list[tuple[str, tuple[Span | Voice | None, ...]]] = [
            *((f"sentence {s.index}", (s.span,)) for s in self.sentences),
            *((f"claim {c.id!r}", (*c.spans, c.holder, c.cue)) for c in self.claims),
            *((f"evaluation {e.id!r}", (e.span, e.holder, e.target)) for e in self.evaluations),
            *((f"stance towards {s.target!r}", (s.holder, *s.targets)) for s in self.stances),
        ]
        for what, spans in groups:
            yield from ((what, span) for span in spans if isinstance(span, Span))

    def _check_sentences(self) -> None:
        end = 0
        for index, sentence in enumerate(self.sentences):
            if sentence.index != index or sentence.span.start < end:
                raise SpanError(
                    f"document {self.document.id!r}, sentence {sentence.index} "
                    f"[{sentence.span.start}, {sentence.span.end}]: expected sentences in text "
                    f"order without overlap, the next one numbered {index} and from {end} on"
                )
            end = sentence.span.end

    def _check_ids(self) -> None:
        seen: set[str] = set()
        marks: tuple[Claim | Evaluation, ...] = (*self.claims, *self.evaluations)
        for mark in marks:
            if mark.id in seen:
                raise SpanError(
                    f"document {self.document.id!r}: id {mark.id!r} given to two marks, expected "
                    "one each; rename one of them"
                )
            seen.add(mark.id)
        evaluations = {evaluation.id for evaluation in self.evaluations}
        for stance in self.stances:
            if missing := set(stance.evidence) - evaluations:
                raise SpanError(
                    f"document {self.document.id!r}, stance towards {stance.target!r}: evidence "
                    f"{sorted(missing)} given, expected ids of evaluations: {sorted(evaluations)}"
                )

    def claims_in(self, span: Span) -> tuple[Claim, ...]:
        """Return the claims whose first character lies in ``span``, in text order."""
        inside = [c for c in self.claims if span.start <= c.spans[0].start < span.end]
        return tuple(sorted(inside, key=lambda claim: claim.spans))

    def evaluations_in(self, span: Span) -> tuple[Evaluation, ...]:
        """Return the evaluations whose first character lies in ``span``, in text order."""
        inside = [e for e in self.evaluations if span.start <= e.span.start < span.end]
        return tuple(sorted(inside, key=lambda evaluation: evaluation.span))

    def kind_of(self, sentence: Sentence) -> SentenceKind:
        """Return which marks ``sentence`` holds."""
        factual = bool(self.claims_in(sentence.span))
        evaluative = bool(self.evaluations_in(sentence.span))
        if factual and evaluative:
            return SentenceKind.MIXED
        if factual:
            return SentenceKind.FACTUAL
        return SentenceKind.EVALUATIVE if evaluative else SentenceKind.NEITHER

    def _repr_html_(self) -> str | None:
        """Show the marks in a notebook."""
        return as_html(self)


@runtime_checkable
class Annotator(Protocol):
    """Documents in, annotations out, in the same order, one for each document."""

    @property
    def name(self) -> str:
        """The annotator's id as its annotations carry it, such as ``model:default-en``."""
        ...

    def __call__(self, documents: Iterable[Document]) -> Iterator[Annotation]:
        """Annotate ``documents`` lazily."""
        ...
