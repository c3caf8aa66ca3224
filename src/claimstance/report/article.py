"""An annotation as plain values for templates, the same for the page and for notebooks."""

from typing import Any
from urllib.parse import urlsplit

from claimstance.core.annotation import Annotation
from claimstance.core.document import Document
from claimstance.core.marks import Attitude, Claim, Evaluation, Sentence, Stance
from claimstance.report.pieces import Piece, cut
from claimstance.report.wording import (
    holder_words,
    made_by,
    one_line,
    sign,
    title_of,
    totals,
    visible,
)

_ATTITUDES = {
    Attitude.FAVOR: ("positive", "+"),
    Attitude.AGAINST: ("negative", "−"),
    Attitude.NONE: ("neutral", "○"),
}


def article(prefix: str, annotation: Annotation) -> dict[str, Any]:
    """Return what the templates show of ``annotation``; ``prefix`` keeps its ids apart."""
    document = annotation.document
    sentences = _sentences(prefix, annotation)
    return {
        "id": prefix,
        **heading(document),
        "made_by": made_by(annotation.annotator).capitalize(),
        "totals": ", ".join(totals(annotation)),
        "sentences": sentences,
        "marks": [m for s in sentences for m in (*s["claims"], *s["evaluations"])],
        "stances": [_stance(prefix, stance, annotation) for stance in annotation.stances],
    }


def heading(document: Document) -> dict[str, Any]:
    """Return what the templates show of ``document`` above its text."""
    facts = [document.source, document.published, *map(str, document.meta.get("authors") or ())]
    return {
        "title": title_of(document),
        "language": (document.language or "und")[:8],
        "facts": [one_line(fact) for fact in facts if fact],
        "url": document.url if _is_web(document.url) else None,
    }


def _is_web(url: str | None) -> bool:
    if not url:
        return False
    try:
        return urlsplit(url).scheme in ("http", "https")
    except ValueError:
        return False


def _sentences(prefix: str, annotation: Annotation) -> list[dict[str, Any]]:
    found = []
    end = 0
    for sentence in annotation.sentences:
        gap = annotation.document.text[end : sentence.span.start]
        found.append(_sentence(prefix, annotation, sentence) | {"new_paragraph": "\n" in gap})
        end = sentence.span.end
    return found


def _sentence(prefix: str, annotation: Annotation, sentence: Sentence) -> dict[str, Any]:
    text = annotation.document.text
    span = sentence.span
    return {
        "id": f"{prefix}-s{sentence.index + 1}",
        "number": sentence.index + 1,
        "subjective": sentence.subjectivity == "SUBJ",
        "pieces": [_piece(prefix, piece, text) for piece in cut(annotation, span)],
        "claims": [_claim(prefix, c, text) for c in annotation.claims_in(span)],
        "evaluations": [_evaluation(prefix, e, text) for e in annotation.evaluations_in(span)],
    }


def _piece(prefix: str, piece: Piece, text: str) -> dict[str, str]:
    return {
        "text": visible(piece.span.of(text)),
        "classes": "".join(f" {name}" for name in piece.classes),
        "marks": " ".join(_key(prefix, id_) for id_ in piece.marks),
        "roles": " ".join(f"{_key(prefix, link.mark)}:{link.role}" for link in piece.links),
    }


def _key(prefix: str, id_: str) -> str:
    """Return an id that is safe in an attribute that lists several."""
    return f"{prefix}-{''.join(c if c.isalnum() else f'_{ord(c):x}_' for c in id_)}"


def _claim(prefix: str, claim: Claim, text: str) -> dict[str, Any]:
    words = claim.neutral or " … ".join(span.of(text) for span in claim.spans)
    holder = holder_words(claim.holder, text)
    notes = [claim.kind, holder, "check-worthy" if claim.worth else None]
    return {
        "id": _key(prefix, claim.id),
        "neutral": one_line(words),
        "holder": holder,
        "notes": " · ".join(note for note in notes if note),
    }


def _evaluation(prefix: str, evaluation: Evaluation, text: str) -> dict[str, Any]:
    holder = holder_words(evaluation.holder, text)
    strength = evaluation.strength or 1
    return {
        "id": _key(prefix, evaluation.id),
        "text": one_line(evaluation.span.of(text)),
        "polarity": evaluation.polarity or "neutral",
        "sign": sign(evaluation.polarity) * strength,
        "strength": strength,
        "holder": holder,
        "target": one_line(evaluation.target.of(text)) if evaluation.target else None,
        "notes": " · ".join(note for note in (evaluation.type, holder) if note),
    }


def _stance(prefix: str, stance: Stance, annotation: Annotation) -> dict[str, Any]:
    text = annotation.document.text
    polarity, mark = _ATTITUDES[stance.stance]
    words = {e.id: one_line(e.span.of(text)) for e in annotation.evaluations}
    return {
        "holder": holder_words(stance.holder, text),
        "stance": stance.stance.value,
        "polarity": polarity,
        "sign": mark,
        "target": one_line(stance.target),
        "evidence": [{"id": _key(prefix, i), "text": words[i]} for i in stance.evidence],
    }
