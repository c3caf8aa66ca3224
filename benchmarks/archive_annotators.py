"""Annotators for `archive.py`: what the engines cost without a model, and with one on one core."""

from collections.abc import Iterable, Iterator

from claimstance.annotators.span_model import SpanModelAnnotator, create_default_en
from claimstance.core.annotation import Annotation
from claimstance.core.document import Document
from claimstance.core.marks import Sentence
from claimstance.segment.sentences import split_sentences


class Nothing:
    """Marks nothing: reading, moving and writing are all that is left."""

    name = "benchmark:nothing"

    def __call__(self, documents: Iterable[Document]) -> Iterator[Annotation]:
        for document in documents:
            yield Annotation(document=document, annotator=self.name)


class Sentences:
    """Splits into sentences and does nothing else."""

    name = "benchmark:sentences"

    def __call__(self, documents: Iterable[Document]) -> Iterator[Annotation]:
        for document in documents:
            spans = split_sentences(document.text, document.language)
            sentences = tuple(Sentence(index, span) for index, span in enumerate(spans))
            yield Annotation(document=document, annotator=self.name, sentences=sentences)


nothing = Nothing
sentences = Sentences


def model() -> SpanModelAnnotator:
    """``default-en`` on one core, however many workers there are."""
    return create_default_en(threads=1)
