"""Documents that are unlike one another: by their words, and by what is marked in them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from claimstance.core.annotation import Annotation
from claimstance.core.layers import MARKED, layer_marks

SIZE = 2048
"""Dimensions that words are hashed into."""
_WORD = re.compile(r"\w+")


def spread(annotations: Sequence[Annotation]) -> list[int]:
    """Return positions such that each is as unlike those before it as can be.

    Greedy farthest-first traversal (Gonzalez 1985), which keeps the largest distance of a
    document to those chosen within twice the optimum, started at the document most like the
    others. Distance is one minus the cosine of word counts, words of each layer apart.
    """
    if not annotations:
        return []
    vectors = np.stack([_vector(annotation) for annotation in annotations])
    mean = vectors.mean(axis=0)
    chosen = [int(np.argmax(vectors @ mean))]
    nearest = 1 - vectors @ vectors[chosen[0]]
    nearest[chosen[0]] = -1
    while len(chosen) < len(annotations):
        following = int(np.argmax(nearest))
        chosen.append(following)
        nearest = np.minimum(nearest, 1 - vectors @ vectors[following])
        nearest[chosen] = -1
    return chosen


def _vector(annotation: Annotation) -> NDArray[np.float32]:
    vector = np.zeros(SIZE, dtype=np.float32)
    for word, count in Counter(_words(annotation)).items():
        vector[crc32(word.encode("utf-8", "replace")) % SIZE] += np.log1p(count)
    length = np.linalg.norm(vector)
    return vector / length if length else vector


def _words(annotation: Annotation) -> Iterator[str]:
    text = annotation.document.text
    yield from (word.casefold() for word in _WORD.findall(text))
    for layer in MARKED:
        for mark in layer_marks(annotation, layer):
            for span in mark.extent:
                yield from (f"{layer} {w.casefold()}" for w in _WORD.findall(span.of(text)))
