"""Which prediction belongs to which gold annotation: paired by document id, same text."""

from collections.abc import Iterable
from dataclasses import dataclass

from claimstance.core.annotation import Annotation
from claimstance.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Pair:
    """What was predicted for a document and what is right."""

    predicted: Annotation
    gold: Annotation


@dataclass(frozen=True, slots=True)
class Pairs:
    """All gold documents, each with its prediction."""

    pairs: tuple[Pair, ...]
    """By document id."""
    missing: tuple[str, ...]
    """Gold documents without a prediction; they are scored as if nothing was found in them."""
    extra: tuple[str, ...]
    """Predicted documents without gold; they are not scored."""


def pair(predictions: Iterable[Annotation], gold: Iterable[Annotation]) -> Pairs:
    """Pair predictions with gold.

    Raises:
        ConfigError: If there is no gold, no document in common, two annotations of one document on
            a side, or another text under the same id.
    """
    predicted, right = _by_id(predictions, "predictions"), _by_id(gold, "gold")
    if not right:
        raise ConfigError("gold holds no annotation; expected at least one to score against")
    if not predicted.keys() & right.keys():
        raise ConfigError(
            f"no document in common: {len(predicted)} predicted (such as {_first(predicted)}), "
            f"{len(right)} in gold (such as {_first(right)}); give files about the same documents"
        )
    found = []
    for id_ in sorted(right):
        answer = right[id_]
        guess = predicted.get(id_) or Annotation(document=answer.document, annotator="nobody")
        _check_text(guess, answer)
        found.append(Pair(guess, answer))
    missing = tuple(sorted(right.keys() - predicted.keys()))
    return Pairs(tuple(found), missing, tuple(sorted(predicted.keys() - right.keys())))


def _by_id(annotations: Iterable[Annotation], side: str) -> dict[str, Annotation]:
    found: dict[str, Annotation] = {}
    for annotation in annotations:
        id_ = annotation.document.id
        if id_ in found:
            raise ConfigError(
                f"{side}: document {id_!r} is given twice (by {found[id_].annotator} and "
                f"{annotation.annotator}), expected once; score one annotator at a time"
            )
        found[id_] = annotation
    return found


def _check_text(guess: Annotation, answer: Annotation) -> None:
    given, expected = guess.document.text, answer.document.text
    if given == expected:
        return
    at = next(
        (i for i, (a, b) in enumerate(zip(given, expected, strict=False)) if a != b),
        min(len(given), len(expected)),
    )
    raise ConfigError(
        f"document {answer.document.id!r}: the predicted text differs from the gold text from "
        f"character {at} on ({given[at : at + 20]!r} given, {expected[at : at + 20]!r} expected); "
        "annotate the gold file's own text"
    )


def _first(annotations: dict[str, Annotation]) -> str:
    return repr(min(annotations)) if annotations else "none"
