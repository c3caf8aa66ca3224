"""One sentence of a document as a task of its own, with its neighbours around it.

A piece's text is the sentence alone, so that nothing outside of it can be marked, and offsets
count from its start. What stands between two sentences travels with the later one: the pieces of
a document together are its text, character by character.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from claimstance.core.annotation import Annotation
from claimstance.core.document import Document
from claimstance.core.marks import Claim, Evaluation, Holder, Sentence, Voice
from claimstance.core.span import Span, trim
from claimstance.core.text import digest
from claimstance.errors import FormatError
from claimstance.labelstudio.controls import AFTER, BEFORE, HEADING, TEXT
from claimstance.segment.sentences import split_sentences

PIECE = "piece"
"""Field of a task's data that says which sentence of which document it shows."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Where a task's sentence stands in its document."""

    document_id: str
    index: int
    count: int
    """Sentences of the document."""
    lead: str
    """What stands between the sentence before and this one; before the first, all that does."""
    text: str
    tail: str
    """What follows the last sentence."""
    digest: str
    """Of the whole document's text."""

    @property
    def name(self) -> str:
        """The piece in words."""
        return f"document {self.document_id!r}, sentence {self.index + 1} of {self.count}"


def piece_of(data: Mapping[str, Any]) -> Piece | None:
    """Return which sentence a task shows, None if it shows an article.

    Raises:
        FormatError: If the task's data has been tampered with.
    """
    body = data.get(PIECE)
    if body is None:
        return None
    try:
        return Piece(
            document_id=str(data["document_id"]),
            index=int(body["index"]),
            count=int(body["of"]),
            lead=str(body["lead"]),
            text=str(data[TEXT]),
            tail=str(body["tail"]),
            digest=str(body["digest"]),
        )
    except (KeyError, TypeError, ValueError):
        raise FormatError(
            f"document {data.get('document_id')!r}: {PIECE} {body!r} given, expected what "
            "claimstance labelstudio push has sent; delete the task and push the document again"
        ) from None


def cut(annotations: Sequence[Annotation]) -> tuple[Span, ...]:
    """Return the sentences into which a document is cut, without white space at their edges.

    They are those of the first annotation that has any; text that it leaves out is cut as text
    that nobody has cut yet.
    """
    document = annotations[0].document
    chosen = next((a.sentences for a in annotations if a.sentences), ())
    found: list[Span] = []
    end = 0
    for sentence in chosen:
        found += _split(document, end, sentence.span.start)
        if trimmed := trim(sentence.span, document.text):
            found.append(trimmed)
        end = sentence.span.end
    return (*found, *_split(document, end, len(document.text)))


def retrace(text: str, sentences: Sequence[str]) -> tuple[Span, ...] | None:
    """Return where ``sentences`` stand in ``text``, None if they are not all of it in order."""
    found: list[Span] = []
    end = 0
    for words in sentences:
        start = end + len(text[end:]) - len(text[end:].lstrip())
        if not words or not text.startswith(words, start):
            return None
        end = start + len(words)
        found.append(Span(start, end))
    return None if text[end:].strip() else tuple(found)


def _split(document: Document, start: int, end: int) -> Iterator[Span]:
    spans = split_sentences(document.text[start:end], document.language) if start < end else ()
    yield from (span.shift(start) for span in spans)


def piece_data(
    document: Document, spans: Sequence[Span], index: int, context: int
) -> dict[str, Any]:
    """Return what a task holds to show one sentence, with ``context`` sentences on either side."""
    text, span = document.text, spans[index]
    before = spans[max(0, index - context)].start
    after = spans[min(len(spans) - 1, index + context)].end
    title = f"{document.title} · " if document.title else ""
    return {
        HEADING: f"{title}sentence {index + 1} of {len(spans)}",
        BEFORE: text[before : span.start].rstrip(),
        AFTER: text[span.end : after].lstrip(),
        PIECE: {
            "index": index,
            "of": len(spans),
            "lead": text[spans[index - 1].end if index else 0 : span.start],
            "tail": text[span.end :] if index == len(spans) - 1 else "",
            "digest": digest(text),
        },
    }


def part(annotation: Annotation, span: Span) -> Annotation:
    """Return what ``annotation`` says about one sentence, with offsets from the sentence's start.

    A holder outside of the sentence becomes `Voice.OTHER`, a cue or target outside of it none.
    """
    sentence = next((s for s in annotation.sentences if span == _trimmed(s, annotation)), None)
    whole = Span(0, len(span))
    found = Sentence(0, whole) if sentence is None else replace(sentence, index=0, span=whole)
    return Annotation(
        document=replace(annotation.document, text=span.of(annotation.document.text)),
        annotator=annotation.annotator,
        sentences=(found,),
        claims=tuple(
            _moved_claim(c, span, -span.start) for c in annotation.claims if _inside(c, span)
        ),
        evaluations=tuple(
            _moved_evaluation(e, span, -span.start)
            for e in annotation.evaluations
            if _inside(e, span)
        ),
    )


def one_sentence(annotation: Annotation) -> Annotation:
    """Return an annotation of a piece with one sentence, however many an annotator saw in it."""
    longest = max(annotation.sentences, key=lambda s: len(s.span), default=None)
    whole = Span(0, len(annotation.document.text))
    found = Sentence(0, whole) if longest is None else replace(longest, index=0, span=whole)
    return replace(annotation, sentences=(found,))


def crossing(annotation: Annotation, spans: Sequence[Span]) -> Iterator[str]:
    """Yield, in words, the marks and links that do not stay inside one of ``spans``."""
    marks: tuple[Claim | Evaluation, ...] = (*annotation.claims, *annotation.evaluations)
    for mark in marks:
        home = next((span for span in spans if _inside(mark, span)), None)
        kind = type(mark).__name__.lower()
        if home is None:
            yield f"{kind} {mark.id!r}"
            continue
        for role in ("holder", "cue", "target"):
            end = getattr(mark, role, None)
            if isinstance(end, Span) and not home.contains(end):
                yield f"the {role} of {kind} {mark.id!r}"


def moved(annotation: Annotation, offset: int) -> tuple[tuple[Claim, ...], tuple[Evaluation, ...]]:
    """Return the claims and evaluations of a piece with the offsets of its document."""
    whole = Span(0, len(annotation.document.text))
    return (
        tuple(_moved_claim(claim, whole, offset) for claim in annotation.claims),
        tuple(_moved_evaluation(e, whole, offset) for e in annotation.evaluations),
    )


def joined(pieces: Iterable[Piece]) -> str | None:
    """Return the text that pieces in order are, or None if it is not the one that was cut."""
    given = list(pieces)
    text = "".join(piece.lead + piece.text + piece.tail for piece in given)
    return text if given and digest(text) == given[0].digest else None


def _trimmed(sentence: Sentence, annotation: Annotation) -> Span | None:
    return trim(sentence.span, annotation.document.text)


def _inside(mark: Claim | Evaluation, span: Span) -> bool:
    return span.contains(mark.span)


def _moved_claim(claim: Claim, within: Span, by: int) -> Claim:
    return replace(
        claim,
        spans=tuple(fragment.shift(by) for fragment in claim.spans),
        holder=_moved_holder(claim.holder, within, by),
        cue=_end(claim.cue, within, by),
    )


def _moved_evaluation(evaluation: Evaluation, within: Span, by: int) -> Evaluation:
    return replace(
        evaluation,
        span=evaluation.span.shift(by),
        holder=_moved_holder(evaluation.holder, within, by),
        target=_end(evaluation.target, within, by),
    )


def _moved_holder(holder: Holder, within: Span, by: int) -> Holder:
    return (_end(holder, within, by) or Voice.OTHER) if isinstance(holder, Span) else holder


def _end(end: Span | None, within: Span, by: int) -> Span | None:
    """Return the other end of a link, moved; None if it lies outside of the sentence."""
    return end.shift(by) if end is not None and within.contains(end) else None
