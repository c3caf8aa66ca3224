"""Takes news articles apart: factual claims, evaluative language, who says it, about what."""

from typing import TYPE_CHECKING, Any

from claimstance.core.annotation import Annotation, Annotator
from claimstance.core.document import Document
from claimstance.core.marks import (
    Attitude,
    Claim,
    ClaimKind,
    Evaluation,
    EvaluationType,
    Polarity,
    Sentence,
    SentenceKind,
    Stance,
    Subjectivity,
    Voice,
)
from claimstance.core.span import Span
from claimstance.errors import ClaimstanceError

if TYPE_CHECKING:
    from claimstance.annotators.registry import get_annotator
    from claimstance.io.articles import read_articles
    from claimstance.io.jsonl import read_annotations, write_annotations

__version__ = "0.1.0"

_LAZY = {
    "get_annotator": "claimstance.annotators.registry",
    "read_annotations": "claimstance.io.jsonl",
    "read_articles": "claimstance.io.articles",
    "write_annotations": "claimstance.io.jsonl",
}


def __getattr__(name: str) -> Any:
    """Import a function on first use, so that ``import claimstance`` stays fast."""
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_LAZY[name]), name)


__all__ = [
    "Annotation",
    "Annotator",
    "Attitude",
    "Claim",
    "ClaimKind",
    "ClaimstanceError",
    "Document",
    "Evaluation",
    "EvaluationType",
    "Polarity",
    "Sentence",
    "SentenceKind",
    "Span",
    "Stance",
    "Subjectivity",
    "Voice",
    "get_annotator",
    "read_annotations",
    "read_articles",
    "write_annotations",
]
