"""One poisonous document costs that document, never the run."""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from claimstance.core.annotation import Annotation, Annotator
from claimstance.core.document import Document
from claimstance.core.failure import Failure
from claimstance.errors import ClaimstanceError

MAX_CHARACTERS = 5_000_000
"""Longest document, in characters, that is annotated; a longer one is refused as a whole."""
DIED = "the worker process died on this document (out of memory or a crash)"
"""Said of a document that took its worker with it."""

Item: TypeAlias = Document | Failure
"""What a reader yields: a document, or why there is none."""
Outcome: TypeAlias = Annotation | Failure


def annotate_guarded(
    annotator: Annotator, items: Sequence[Item], *, max_characters: int = MAX_CHARACTERS
) -> Iterator[Outcome]:
    """Annotate ``items``; yield one outcome for each, in order.

    All documents are first given to the annotator together, which is fastest; where that fails,
    one by one, so that the one at fault is found.
    """
    checked = [_limited(item, max_characters) for item in items]
    documents = [item for item in checked if isinstance(item, Document)]
    outcomes = iter(_together(annotator, documents))
    for item in checked:
        yield item if isinstance(item, Failure) else next(outcomes)


def _limited(item: Item, max_characters: int) -> Item:
    if isinstance(item, Document) and len(item.text) > max_characters:
        return Failure(
            item.id,
            f"{name_of(item)}: {len(item.text):,} characters given, expected at most "
            f"{max_characters:,}; split the document or raise the limit (--max-characters)",
        )
    return item


def _together(annotator: Annotator, documents: Sequence[Document]) -> list[Outcome]:
    try:
        annotations = list(annotator(documents))
    except Exception:  # an annotator may be anyone's; the culprit is found one by one
        return [_alone(annotator, document) for document in documents]
    if len(annotations) != len(documents):
        return [_alone(annotator, document) for document in documents]
    return list(annotations)


def _alone(annotator: Annotator, document: Document) -> Outcome:
    try:
        annotations = list(annotator([document]))
    except ClaimstanceError as error:
        reason = str(error)
    except Exception as error:
        kind = "out of memory" if isinstance(error, MemoryError) else type(error).__name__
        reason = f"{annotator.name} failed: {kind}" + (f": {error}" if str(error) else "")
    else:
        if len(annotations) == 1:
            return annotations[0]
        reason = f"{annotator.name} gave {len(annotations)} annotations, expected one"
    return Failure(document.id, f"{name_of(document)}: {reason}")


def name_of(item: Item) -> str:
    """Return what a user knows a document by: its file, where it has one, and its id."""
    file = item.meta.get("file") if isinstance(item, Document) else None
    return f"{file} ({item.id})" if file else f"document {item.id}"
