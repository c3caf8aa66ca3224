"""The default: the trained model for the languages it knows, the word lists for the others."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

from claimstance.annotators.registry import annotator_names, get_annotator
from claimstance.core.annotation import Annotation, Annotator
from claimstance.core.document import Document
from claimstance.segment.language import guess_language

FALLBACK = "lexicon.v1"
_TOGETHER = 32


class Automatic:
    """Picks an annotator for each document by its language; annotations carry that one's name."""

    name = "auto"

    def __init__(self, **options: Any) -> None:
        self._options = options
        self._loaded: dict[str, Annotator] = {}
        self._names = annotator_names()

    def __call__(self, documents: Iterable[Document]) -> Iterator[Annotation]:
        """Annotate documents in order, a few dozen at a time."""
        source = iter(documents)
        while chunk := [_with_language(document) for document in islice(source, _TOGETHER)]:
            chosen = [self._choose(document) for document in chunk]
            pairs = list(zip(chunk, chosen, strict=True))
            results = {
                # A list, not a generator: that would look up the name when it runs, too late.
                name: self._annotator(name)([each for each, other in pairs if other == name])
                for name in dict.fromkeys(chosen)
            }
            for name in chosen:
                yield next(results[name])

    def with_threads(self, threads: int) -> "Automatic":
        """Return one whose model uses ``threads`` threads."""
        return Automatic(**self._options, threads=threads)

    def _choose(self, document: Document) -> str:
        model = f"default-{document.language}"
        return model if model in self._names and "lexicon" not in self._options else FALLBACK

    def _annotator(self, name: str) -> Annotator:
        if name not in self._loaded:
            taken = ("lexicon",) if name == FALLBACK else ("threads",)
            options = {key: self._options[key] for key in taken if key in self._options}
            self._loaded[name] = get_annotator(name, **options)
        return self._loaded[name]


def _with_language(document: Document) -> Document:
    if document.language:
        return document
    return replace(document, language=guess_language(document.text))


def create(**options: Any) -> Automatic:
    """The trained model where there is one for the language, else the word lists."""
    return Automatic(**options)
