"""Takes news articles apart: factual claims, evaluative language, who says it, about what."""

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

__version__ = "0.1.0"

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
]
