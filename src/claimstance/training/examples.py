"""Sentences as the trainer takes them: token ids and targets."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor

from claimstance.core.annotation import Annotation
from claimstance.core.marks import Sentence, Subjectivity
from claimstance.errors import FormatError
from claimstance.io.jsonl import read_annotations
from claimstance.models.span.encoding import MISSING, Targets, TokenPair, encode_targets, token_pair
from claimstance.training.ensemble import Lesson


@dataclass(frozen=True, slots=True)
class Example:
    """One sentence."""

    ids: tuple[int, ...]
    """Token ids, the special tokens at both ends included."""
    targets: Targets
    weight: float = 1.0


def read_examples(
    paths: Iterable[str], tokenizer: Tokenizer, weight: float = 1.0
) -> Iterator[Example]:
    """Read the sentences of annotated documents.

    Raises:
        FormatError: If a file cannot be read or a line does not fit (``path:line``).
    """
    for path in paths:
        for annotation in read_annotations(path):
            yield from annotation_examples(annotation, tokenizer, weight)


def lesson_examples(lesson: Lesson, tokenizer: Tokenizer, weight: float) -> Iterator[Example]:
    """Yield the sentences of a document that teachers annotated.

    What they are unsure of is passed on as such: spans with their probabilities, and the
    probability of ``SUBJ`` as a rating instead of a label.
    """
    annotation = lesson.annotation
    known = annotation_examples(annotation, tokenizer, weight)
    for example, sentence, beliefs in zip(known, annotation.sentences, lesson.beliefs, strict=True):
        offsets = tokenizer.encode(sentence.span.of(annotation.document.text)).offsets
        placed: dict[tuple[int, TokenPair], float] = {}
        for layer, span, probability in beliefs:
            if pair := token_pair(offsets, span):
                placed[layer, pair] = max(probability, placed.get((layer, pair), 0.0))
        targets = replace(
            example.targets,
            beliefs=tuple((*key, probability) for key, probability in placed.items()),
            subjectivity=MISSING,
            rating=_subjective(sentence),
        )
        yield replace(example, targets=targets)


def _subjective(sentence: Sentence) -> float:
    """Return the probability of ``SUBJ``, or `MISSING`."""
    if sentence.score is None:
        return float(MISSING)
    subjective = sentence.subjectivity is Subjectivity.SUBJECTIVE
    return sentence.score if subjective else 1 - sentence.score


def annotation_examples(
    annotation: Annotation, tokenizer: Tokenizer, weight: float = 1.0
) -> Iterator[Example]:
    """Yield the sentences of one annotated document."""
    for sentence in annotation.sentences:
        encoding = tokenizer.encode(sentence.span.of(annotation.document.text))
        targets = encode_targets(annotation, sentence, encoding.offsets)
        yield Example(tuple(encoding.ids), targets, weight)


def read_ratings(path: str, tokenizer: Tokenizer, without: set[str]) -> list[Example]:
    """Read sentences rated 0 (certainly objective) to 4 (certainly subjective).

    Args:
        path: JSON lines with ``text`` and ``rating``.
        tokenizer: Of the encoder.
        without: Sentences to leave out, such as those of the held-out documents.

    Raises:
        FormatError: If a line has no text or no such rating.
    """
    examples = []
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        try:
            record = json.loads(line)
            text, rating = str(record["text"]), float(record["rating"])
        except (ValueError, KeyError, TypeError) as error:
            raise FormatError(f"{path}:{number}: expected text and rating ({error!r})") from None
        if not 0 <= rating <= 4:
            raise FormatError(f"{path}:{number}: rating {rating} given, expected 0 to 4")
        if text not in without:
            ids = tuple(tokenizer.encode(text).ids)
            examples.append(Example(ids, Targets(rating=rating / 4)))
    return examples


def collate(examples: Sequence[Example]) -> dict[str, Any]:
    """Pad examples to the longest and put them into tensors; targets stay as they are."""
    width = max(len(example.ids) for example in examples)
    ids = torch.zeros(len(examples), width, dtype=torch.long)
    attention, words = torch.zeros_like(ids), torch.zeros_like(ids)
    for row, example in enumerate(examples):
        length = len(example.ids)
        ids[row, :length] = torch.tensor(example.ids)
        attention[row, :length] = 1
        words[row, 1 : length - 1] = 1
    weights: Tensor = torch.tensor([example.weight for example in examples])
    return {
        "input_ids": ids,
        "attention_mask": attention,
        "word_mask": words,
        "weights": weights,
        "targets": [example.targets for example in examples],
    }
