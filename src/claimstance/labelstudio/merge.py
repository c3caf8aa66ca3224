"""The sentences that an annotator has annotated one by one, as one annotation of the document."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import Any, TypeVar

from claimstance.core.annotation import Annotation
from claimstance.core.document import Document
from claimstance.core.marks import Claim, Evaluation, Sentence, Subjectivity
from claimstance.core.span import Span
from claimstance.errors import FormatError
from claimstance.labelstudio.controls import Unit
from claimstance.labelstudio.pieces import Piece, joined, moved, piece_of
from claimstance.labelstudio.pulled import Pulled
from claimstance.labelstudio.tasks import PROVENANCE

_Mark = TypeVar("_Mark", Claim, Evaluation)


@dataclass(slots=True)
class _Part:
    """What one annotator says about one sentence."""

    piece: Piece
    annotation: Annotation
    problems: list[str]

    @property
    def source(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.annotation.document.meta[PROVENANCE]
        return found

    @property
    def age(self) -> tuple[str, int]:
        return str(self.source.get("updated", "")), int(self.source.get("annotation") or 0)


@dataclass(slots=True)
class Merge:
    """Collects pieces, and puts an annotator's pieces of a document together."""

    partial: bool = False
    """Take documents of which not all sentences are annotated."""
    texts: dict[str, dict[int, Piece]] = field(default_factory=dict)
    """Document to its pieces, annotated or not."""
    parts: dict[tuple[str, str], dict[int, _Part]] = field(default_factory=dict)
    """Document and annotator to what was annotated."""

    def __bool__(self) -> bool:
        return bool(self.parts)

    def see(self, task: Mapping[str, Any]) -> None:
        """Keep the text of a task; tasks that show no sentence are passed over."""
        try:
            piece = piece_of(task.get("data") or {})
        except FormatError:
            return
        if piece is not None:
            self.texts.setdefault(piece.document_id, {}).setdefault(piece.index, piece)

    def take(self, task: Mapping[str, Any], found: Iterable[Pulled]) -> Iterator[Pulled]:
        """Keep the annotations of a task; yields at once what cannot be used."""
        try:
            piece = piece_of(task.get("data") or {})
        except FormatError as error:
            yield Pulled(f"task {task.get('id')}", None, (str(error),))
            return
        for item in found:
            if item.annotation is None or piece is None:
                yield item
            elif len(_judgements(item.annotation)) > 1:
                problem = "the sentence is both SUBJ and OBJ; keep one in Label Studio"
                yield Pulled(item.where, None, (*item.problems, problem))
            else:
                self._keep(piece, item.where, item.annotation, item.problems)

    def _keep(
        self, piece: Piece, where: str, annotation: Annotation, problems: Sequence[str]
    ) -> None:
        key = (piece.document_id, annotation.annotator)
        part = _Part(piece, annotation, [f"{where}: {problem}" for problem in problems])
        parts = self.parts.setdefault(key, {})
        if piece.index in parts:
            older, part = sorted((parts[piece.index], part), key=lambda p: p.age)
            part.problems += [*older.problems, f"{where}: annotated twice; the later one taken"]
        parts[piece.index] = part

    def merged(self) -> Iterator[Pulled]:
        """Yield one outcome for each document and annotator."""
        for (id_, annotator), parts in self.parts.items():
            where = f"document {id_!r}, {annotator}"
            ordered = [parts[index] for index in sorted(parts)]
            problems = [problem for part in ordered for problem in part.problems]
            pieces = self.texts.get(id_, {})
            count = ordered[0].piece.count
            if missing := [index for index in range(count) if index not in pieces]:
                problems.append(
                    f"the tasks of sentences {_numbers(missing)} are missing, without which there "
                    "is no text; push the document again"
                )
                yield Pulled(where, None, tuple(problems))
            elif len(parts) < count and not self.partial:
                problems.append(f"{len(parts)} of {count} sentences annotated")
                yield Pulled(where, None, tuple(problems), unfinished=True)
            else:
                yield _merged(where, ordered, [pieces[i] for i in range(count)], problems)


def _merged(
    where: str, parts: Sequence[_Part], pieces: Sequence[Piece], problems: list[str]
) -> Pulled:
    text = joined(pieces)
    if text is None:
        problems.append(
            "the sentences together are not the text that was sent; its offsets would lie"
        )
        return Pulled(where, None, tuple(problems))
    ends = list(accumulate(len(piece.lead + piece.text) for piece in pieces))
    sentences: list[Sentence] = []
    claims: list[Claim] = []
    evaluations: list[Evaluation] = []
    taken: set[str] = set()
    for number, part in enumerate(parts):
        end = ends[part.piece.index]
        span = Span(end - len(part.piece.text), end)
        sentences.append(Sentence(number, span, next(iter(_judgements(part.annotation)), None)))
        found = moved(part.annotation, span.start)
        claims += [_named(claim, part.piece, taken) for claim in found[0]]
        evaluations += [_named(evaluation, part.piece, taken) for evaluation in found[1]]
    first = parts[0].annotation
    annotation = Annotation(
        document=_document(first.document, text, parts),
        annotator=first.annotator,
        sentences=tuple(sentences),
        claims=tuple(claims),
        evaluations=tuple(evaluations),
    )
    return Pulled(where, annotation, tuple(problems))


def _document(shown: Document, text: str, parts: Sequence[_Part]) -> Document:
    return replace(shown, text=text, meta={**shown.meta, PROVENANCE: _provenance(parts)})


def _judgements(annotation: Annotation) -> set[Subjectivity]:
    return {s.subjectivity for s in annotation.sentences if s.subjectivity}


def _named(mark: _Mark, piece: Piece, taken: set[str]) -> _Mark:
    """Return the mark with an id that no other mark of the document has."""
    id_ = mark.id
    while id_ in taken:
        id_ = f"s{piece.index + 1}-{id_}"
    taken.add(id_)
    return replace(mark, id=id_)


def _provenance(parts: Sequence[_Part]) -> dict[str, Any]:
    sources = [part.source for part in parts]

    def given(key: str) -> list[Any]:
        return [source[key] for source in sources if key in source]

    models = sorted(set(given("model")))
    found = {
        "unit": Unit.SENTENCE.value,
        "sentences": parts[0].piece.count,
        "annotated": [part.piece.index for part in parts],
        "tasks": given("task"),
        "annotations": given("annotation"),
        "user": sources[0].get("user"),
        "created": min(given("created"), default=None),
        "updated": max(given("updated"), default=None),
        "seconds": round(sum(given("seconds")), 3) if given("seconds") else None,
        "model": ", ".join(models) or None,
        "ground_truth": all(source.get("ground_truth") for source in sources) or None,
        "notes": {key: note for notes in given("notes") for key, note in notes.items()} or None,
    }
    return {key: value for key, value in found.items() if value is not None}


def _numbers(indices: Sequence[int]) -> str:
    shown = ", ".join(str(index + 1) for index in indices[:5])
    return f"{shown} and {len(indices) - 5} more" if len(indices) > 5 else shown
