"""Several exported models as one, and what they find in unlabelled articles."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Encoding

from claimstance.core.annotation import Annotation
from claimstance.core.document import Document
from claimstance.core.failure import Failure
from claimstance.errors import ModelError
from claimstance.io.articles import read_articles
from claimstance.models.span.assembly import Assembler
from claimstance.models.span.decoding import Settings, decode_batch
from claimstance.models.span.runtime import SpanModel
from claimstance.segment.sentences import split_sentences


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

    def annotate(self, document: Document, settings: Settings) -> Annotation:
        """Return what the models together find in one document."""
        assembler = Assembler(document.text, document.language or "en")
        for span in split_sentences(document.text, document.language):
            encoding = self.tokenizer.encode(span.of(document.text))
            [found] = decode_batch(self.run([encoding]), settings, [encoding.offsets])
            assembler.add(span, found, encoding.offsets)
        return assembler.annotation(document, "model:ensemble")


def pseudo_label(
    sources: Iterable[str],
    ensemble: Ensemble,
    settings: Settings,
    *,
    without: set[str],
    sentences: int,
) -> Iterator[Annotation]:
    """Annotate unlabelled articles until there are enough sentences.

    Args:
        sources: Articles, as `claimstance.io.articles` reads them.
        ensemble: The teachers.
        settings: Their thresholds, chosen on held-out sentences.
        without: Ids and sentences of held-out documents, which are left out.
        sentences: How many are enough.
    """
    count = 0
    for item in read_articles(sources):
        if isinstance(item, Failure) or item.id in without:
            continue
        annotation = ensemble.annotate(item, settings)
        words = {s.span.of(item.text) for s in annotation.sentences}
        if words & without:
            continue
        yield annotation
        count += len(annotation.sentences)
        if count >= sentences:
            return
