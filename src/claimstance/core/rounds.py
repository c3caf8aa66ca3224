"""A round of annotation: documents with what each annotator says about them.

Rounds are never quite clean: somebody annotated an older version of the text, or the same
document twice, or stopped half way. What cannot be compared is left out and named; the rest
goes on.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from claimstance.core.annotation import Annotation
from claimstance.core.document import Document
from claimstance.core.marks import Sentence
from claimstance.core.span import Span
from claimstance.core.text import digest


@dataclass(frozen=True, slots=True)
class Sourced:
    """An annotation and where it was read, for messages."""

    where: str
    """``path:line``."""
    annotation: Annotation


@dataclass(frozen=True, slots=True)
class Item:
    """One document with the annotations of those who annotated it."""

    document: Document
    annotations: tuple[Annotation, ...]
    """At least one; by annotator, in alphabetical order."""

    @property
    def annotators(self) -> tuple[str, ...]:
        """Who annotated the document, in alphabetical order."""
        return tuple(annotation.annotator for annotation in self.annotations)

    def by(self, annotator: str) -> Annotation | None:
        """Return the annotation by ``annotator``, if there is one."""
        return next((a for a in self.annotations if a.annotator == annotator), None)

    def sentences(self) -> tuple[Sentence, ...]:
        """Return the sentences that most annotators have; the lines of the text if none has any."""
        counts = Counter(
            tuple(s.span for s in a.sentences) for a in self.annotations if a.sentences
        )
        if not counts:
            return _lines(self.document.text)
        chosen = min(counts, key=lambda spans: (-counts[spans], spans))
        return tuple(Sentence(index, span) for index, span in enumerate(chosen))


@dataclass(frozen=True, slots=True)
class Round:
    """Documents with their annotations, and what had to be left out."""

    items: tuple[Item, ...]
    """By document id."""
    problems: tuple[str, ...] = ()
    """What was left out or looks wrong, each with its document and place."""

    @property
    def annotators(self) -> tuple[str, ...]:
        """Everyone who annotated at least one of the documents, in alphabetical order."""
        return tuple(sorted({name for item in self.items for name in item.annotators}))


def gather(sources: Iterable[Sourced]) -> Round:
    """Group annotations by document.

    Of several texts under one document id the one most annotators used is kept (of equally many
    the one whose digest comes first). Of several annotations of a document by one annotator the
    first is kept, in the order given.
    """
    documents: dict[str, list[Sourced]] = {}
    for source in sources:
        documents.setdefault(source.annotation.document.id, []).append(source)
    items, problems = [], []
    for id_ in sorted(documents):
        kept, trouble = _one_text(id_, documents[id_])
        first, doubles = _one_each(id_, kept)
        annotations = tuple(sorted((s.annotation for s in first), key=lambda a: a.annotator))
        items.append(Item(annotations[0].document, annotations))
        problems += [*trouble, *doubles]
    problems += [problem for item in items for problem in _unfinished(item)]
    return Round(tuple(items), tuple(problems))


def _one_text(id_: str, sources: list[Sourced]) -> tuple[list[Sourced], list[str]]:
    texts = Counter(source.annotation.document.text for source in sources)
    chosen = min(texts, key=lambda text: (-texts[text], digest(text)))
    kept = [source for source in sources if source.annotation.document.text == chosen]
    problems = [
        f"{source.where}: document {id_!r} by {source.annotation.annotator}: another version of "
        f"the text ({_difference(source.annotation.document.text, chosen)}); left out, annotate "
        "the same version or give it an id of its own"
        for source in sources
        if source.annotation.document.text != chosen
    ]
    return kept, problems


def _difference(given: str, expected: str) -> str:
    at = next(
        (i for i, (a, b) in enumerate(zip(given, expected, strict=False)) if a != b),
        min(len(given), len(expected)),
    )
    return (
        f"{given[at : at + 15]!r} given, {expected[at : at + 15]!r} expected from character {at} on"
    )


def _one_each(id_: str, sources: list[Sourced]) -> tuple[list[Sourced], list[str]]:
    first: dict[str, Sourced] = {}
    problems = []
    for source in sources:
        name = source.annotation.annotator
        if name not in first:
            first[name] = source
        else:
            problems.append(
                f"{source.where}: document {id_!r} is given twice by {name} (first in "
                f"{first[name].where}); the second was left out"
            )
    return list(first.values()), problems


def _unfinished(item: Item) -> list[str]:
    """Name annotators whose marks stop in the first half while the others' go on."""
    last = {a.annotator: _last(a) for a in item.annotations}
    half = len(item.document.text) / 2
    problems = []
    for name, end in last.items():
        others = [a for a in item.annotations if a.annotator != name]
        beyond = [sum(c.span.start >= max(end, half) for c in a.claims) for a in others]
        if others and end < half and min(beyond) >= 3:
            problems.append(
                f"document {item.document.id!r}: the last mark of {name} ends at character {end} "
                f"of {len(item.document.text)} while the others go on; perhaps unfinished, kept"
            )
    return problems


def _last(annotation: Annotation) -> int:
    ends = [c.span.end for c in annotation.claims] + [e.span.end for e in annotation.evaluations]
    return max(ends, default=0)


def _lines(text: str) -> tuple[Sentence, ...]:
    found, at = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            found.append(Span(at, at + len(line)))
        at += len(line)
    return tuple(Sentence(index, span) for index, span in enumerate(found))
