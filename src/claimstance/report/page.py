"""Annotated articles as one self-contained page: no network, no script from elsewhere."""

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment
from markupsafe import Markup

from claimstance.core.annotation import Annotation
from claimstance.core.marks import Attitude, Claim, Evaluation, Sentence, Stance
from claimstance.core.palette import DARK, LIGHT, Shade
from claimstance.report.pieces import Piece, cut
from claimstance.report.wording import (
    holder_words,
    made_by,
    one_line,
    share_subjective,
    sign,
    visible,
)

_ATTITUDES = {
    Attitude.FAVOR: ("positive", "+"),
    Attitude.AGAINST: ("negative", "−"),
    Attitude.NONE: ("neutral", "○"),
}


def render_page(annotations: Sequence[Annotation]) -> str:
    """Return one HTML page with all ``annotations``, in order.

    Whatever texts, titles and addresses hold is escaped; a content security policy lets nothing
    run but the page's own script.
    """
    articles = [_article(number, a) for number, a in enumerate(annotations, 1)]
    script = _source("page.js")
    holders = sorted({mark["holder"] for a in articles for mark in a["marks"]}, key=str.casefold)
    return (
        _environment()
        .from_string(_source("page.html"))
        .render(
            language=articles[0]["language"],
            heading=articles[0]["title"] if len(articles) == 1 else f"{len(articles)} articles",
            articles=articles,
            holders=holders,
            style=Markup(page_style()),
            script=Markup(script),
            script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        )
    )


def page_style() -> str:
    """Return the page's style sheet with the palette filled in."""
    css = _source("page.css")
    return css.replace("{{ light }}", _variables(LIGHT)).replace("{{ dark }}", _variables(DARK))


def _variables(shades: dict[str, Shade]) -> str:
    return "".join(f"--{name}:{s.ink};--{name}-bg:{s.ground};" for name, s in shades.items())


@cache
def _source(name: str) -> str:
    return (files("claimstance.report") / "templates" / name).read_text(encoding="utf-8").strip()


@cache
def _environment() -> Environment:
    return Environment(autoescape=True, trim_blocks=False, keep_trailing_newline=False)


def _article(number: int, annotation: Annotation) -> dict[str, Any]:
    document = annotation.document
    prefix = f"d{number}"
    facts = [document.source, document.published, *map(str, document.meta.get("authors") or ())]
    sentences = _sentences(prefix, annotation)
    counts = f"{len(annotation.claims)} claims, {len(annotation.evaluations)} evaluations"
    return {
        "id": prefix,
        "title": one_line(document.title or _opening(annotation)),
        "language": (document.language or "und")[:8],
        "facts": [one_line(fact) for fact in facts if fact],
        "url": document.url if _is_web(document.url) else None,
        "made_by": made_by(annotation.annotator).capitalize(),
        "totals": f"{counts}, {share_subjective(annotation)}",
        "sentences": sentences,
        "marks": [m for s in sentences for m in (*s["claims"], *s["evaluations"])],
        "stances": [_stance(prefix, stance, annotation) for stance in annotation.stances],
    }


def _opening(annotation: Annotation) -> str:
    first = annotation.document.text.strip().partition("\n")[0]
    words = one_line(first[:400])
    return words if len(words) <= 80 else f"{words[:80].rsplit(' ', 1)[0]} …"


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
    classes = [f"l{min(lane, 2)}" for _, lane in piece.claims]
    for evaluation in piece.evaluations:
        classes += ["ev", evaluation.polarity or "neutral", f"st{evaluation.strength or 1}"]
    classes += sorted({link.role for link in piece.links})
    marks = [claim.id for claim, _ in piece.claims] + [e.id for e in piece.evaluations]
    return {
        "text": visible(piece.span.of(text)),
        "classes": "".join(f" {name}" for name in dict.fromkeys(classes)),
        "marks": " ".join(_key(prefix, id_) for id_ in marks),
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
