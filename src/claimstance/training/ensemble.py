"""Several exported models as one, and what they find in unlabelled articles."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from tokenizers import Encoding

from claimstance.core.annotation import Annotation
from claimstance.core.document import Document
from claimstance.core.failure import Failure
from claimstance.core.span import Span
from claimstance.errors import ModelError
from claimstance.io.articles import read_articles
from claimstance.models.span.assembly import Assembler
from claimstance.models.span.decoding import Settings, decode_batch
from claimstance.models.span.runtime import SpanModel
from claimstance.segment.sentences import split_sentences

Belief: TypeAlias = tuple[int, Span, float]
"""Position of a layer in `LAYERS`, characters of a sentence, and how probable a mark there is."""
_LEAST_BELIEF = 0.01
"""Spans less probable than this are held to be none."""
_TOGETHER = 32
"""Articles that are taken at a time, so that all cores have work."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """What an ensemble teaches about one document."""

    annotation: Annotation
    beliefs: tuple[tuple[Belief, ...], ...]
    """Of each sentence, in the annotation's order."""


class Ensemble:
    """Models whose logits are averaged; they must share a tokenizer.

    Raises:
        ModelError: If none is given or one cannot be loaded.
    """

    def __init__(self, folders: Sequence[str]) -> None:
        if not folders:
            raise ModelError("ensemble of no models: name at least one folder")
        self.models = [SpanModel(Path(folder)) for folder in folders]
        self.tokenizer = self.models[0].tokenizer
        self.threads = self.models[0].threads

    def run(self, encodings: Sequence[Encoding]) -> Mapping[str, Any]:
        """Run all models on a batch; see `claimstance.models.span.layout` for the outputs.

        Link vectors are laid side by side, scaled so that their product is the mean of the
        members' products; everything else is averaged.
        """
        outputs = [model.run(encodings) for model in self.models]
        mean = {
            name: np.mean([output[name] for output in outputs], axis=0)
            for name in ("spans", "claims", "evaluations", "sentence")
        }
        scale = len(outputs) ** -0.25
        side = {
            name: np.concatenate([output[name] for output in outputs], axis=-1) * scale
            for name in ("marks", "roles", "special")
        }
        return mean | side

    def teach(self, document: Document, settings: Settings) -> Lesson:
        """Return what the models together find in one document, and how sure they are."""
        assembler = Assembler(document.text, document.language or "en")
        beliefs = []
        for span in split_sentences(document.text, document.language):
            encoding = self.tokenizer.encode(span.of(document.text))
            outputs = self.run([encoding])
            [found] = decode_batch(outputs, settings, [encoding.offsets])
            assembler.add(span, found, encoding.offsets)
            beliefs.append(_beliefs(outputs["spans"][0], encoding.offsets))
        return Lesson(assembler.annotation(document, "model:ensemble"), tuple(beliefs))


def _beliefs(logits: Any, offsets: Sequence[tuple[int, int]]) -> tuple[Belief, ...]:
    probabilities = 1 / (1 + np.exp(-np.maximum(logits, -30.0)))
    where = np.nonzero(probabilities > _LEAST_BELIEF)
    found = zip(*(axis.tolist() for axis in where), probabilities[where].tolist(), strict=True)
    return tuple(
        (layer, Span(offsets[first][0], offsets[last][1]), probability)
        for layer, first, last, probability in found
    )


def teach_unlabelled(
    sources: Iterable[str],
    ensemble: Ensemble,
    settings: Settings,
    *,
    without: set[str],
    sentences: int,
) -> Iterator[Lesson]:
    """Let teachers annotate unlabelled articles until there are enough sentences.

    Args:
        sources: Articles, as `claimstance.io.articles` reads them.
        ensemble: The teachers.
        settings: Their thresholds, chosen on held-out sentences.
        without: Ids and sentences of held-out documents, which are left out.
        sentences: How many are enough.
    """
    articles = (
        item
        for item in read_articles(sources)
        if not isinstance(item, Failure) and item.id not in without
    )
    count = 0
    with ThreadPoolExecutor(ensemble.threads) as pool:
        while some := list(islice(articles, _TOGETHER)):
            for lesson in pool.map(lambda item: ensemble.teach(item, settings), some):
                text, found = lesson.annotation.document.text, lesson.annotation.sentences
                if without.intersection(s.span.of(text) for s in found):
                    continue
                yield lesson
                count += len(found)
                if count >= sentences:
                    return
