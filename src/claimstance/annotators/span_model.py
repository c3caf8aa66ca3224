"""Annotates with an exported span model: the one inside the package, or any folder."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from claimstance.core.annotation import Annotation
from claimstance.core.document import Document
from claimstance.errors import ModelError
from claimstance.models.span.assembly import Assembler
from claimstance.models.span.runtime import SpanModel
from claimstance.segment.sentences import split_sentences
from claimstance.stance.derive import with_stances


class SpanModelAnnotator:
    """Finds claims, evaluations, their roles, and subjectivity with a trained model.

    Args:
        folder: As `claimstance train` exports it.
        threads: Sentences that go through at the same time; 0 for one on each core.

    Raises:
        ModelError: If no model can be loaded from the folder.
    """

    def __init__(self, folder: Path, *, threads: int = 0) -> None:
        self.folder = folder
        self.model = SpanModel(folder, threads=threads)
        self.name = f"model:{self.model.config['name']}"
        self.language = str(self.model.config.get("language", "en"))

    def with_threads(self, threads: int) -> "SpanModelAnnotator":
        """Return the same annotator with another number of threads."""
        return SpanModelAnnotator(self.folder, threads=threads)

    def __call__(self, documents: Iterable[Document]) -> Iterator[Annotation]:
        """Annotate documents in order, in constant memory."""
        for document in documents:
            spans = split_sentences(document.text, document.language)
            results = self.model.predict([span.of(document.text) for span in spans])
            assembler = Assembler(document.text, document.language or self.language)
            for span, result in zip(spans, results, strict=True):
                assembler.add(span, result.found, result.offsets)
            yield with_stances(assembler.annotation(document, self.name))


def create(folder: str | Path, threads: int = 0) -> SpanModelAnnotator:
    """A model that claimstance train exported to a folder."""
    path = Path(folder)
    if not path.is_dir():
        raise ModelError(f"{folder}: no such folder; give one that claimstance train exported")
    return SpanModelAnnotator(path, threads=threads)


def create_default_en(threads: int = 0) -> SpanModelAnnotator:
    """The trained model of this package, for English: 22 million parameters, int8."""
    folder = Path(__file__).with_name("default_en")
    return SpanModelAnnotator(folder, threads=threads)
