"""Gold and prediction side by side, sentence by sentence, as one self-contained page."""

from importlib.resources import files
from typing import Any

from jinja2 import Environment, Template
from markupsafe import Markup

from claimstance.core.annotation import Annotation
from claimstance.core.layers import MARKED, Layer
from claimstance.core.span import Span
from claimstance.report.page import page_style
from claimstance.report.pieces import Piece, cut
from claimstance.report.scores import show
from claimstance.report.wording import made_by, one_line, sign, visible
from claimstance.scoring.mistakes import Mistake
from claimstance.scoring.pairs import Pair, Pairs
from claimstance.scoring.report import Report

_LONGEST = 40


def render_errors(report: Report, pairs: Pairs) -> str:
    """Return one HTML page with every sentence in which prediction and gold differ.

    Whatever the texts hold is escaped, and a content security policy lets no script run.

    Args:
        report: The scores, with the mistakes that are shown.
        pairs: What was scored.
    """
    places: dict[str, dict[Span, list[Mistake]]] = {}
    for mistake in report.mistakes:
        sentences = places.setdefault(mistake.document, {})
        sentences.setdefault(mistake.sentence, []).append(mistake)
    made = [(pair, places.get(pair.gold.document.id)) for pair in pairs.pairs]
    documents = [_document(pair, sentences) for pair, sentences in made if sentences]
    first = pairs.pairs[0]
    page: str = _template().render(
        style=Markup(page_style()),
        documents=documents,
        count=len(report.mistakes),
        sentences=sum(len(document["sentences"]) for document in documents),
        gold=made_by(first.gold.annotator),
        predicted=made_by(first.predicted.annotator),
        scores=[
            {"layer": s.layer.value, "f1": show(s.found.f1)}
            for s in report.spans
            if s.criterion == "half" and s.layer in MARKED
        ],
    )
    return page


def _template() -> Template:
    source = files("claimstance.report") / "templates" / "errors.html"
    return Environment(autoescape=True).from_string(source.read_text(encoding="utf-8"))


def _document(pair: Pair, sentences: dict[Span, list[Mistake]]) -> dict[str, Any]:
    document = pair.gold.document
    return {
        "title": one_line(document.title or document.id),
        "language": (document.language or "und")[:8],
        "sentences": [_sentence(pair, span, sentences[span]) for span in sorted(sentences)],
    }


def _sentence(pair: Pair, span: Span, made: list[Mistake]) -> dict[str, Any]:
    return {
        "gold": [marked_piece(piece, pair.gold) for piece in cut(pair.gold, span)],
        "predicted": [marked_piece(piece, pair.predicted) for piece in cut(pair.predicted, span)],
        "mistakes": [_mistake(mistake) for mistake in made],
    }


def _mistake(mistake: Mistake) -> dict[str, Any]:
    return {
        "what": f"{mistake.layer.value.removesuffix('s')} {mistake.kind}",
        "mark": _shortened(mistake),
        "gold": one_line(mistake.gold) if mistake.gold is not None else None,
        "predicted": one_line(mistake.predicted) if mistake.predicted is not None else None,
    }


def _shortened(mistake: Mistake) -> str | None:
    """Return the first words of the mark that differs, None where they are shown anyway."""
    if mistake.layer is Layer.SENTENCES or mistake.kind in ("missed", "spurious", "extent"):
        return None
    words = one_line(mistake.mark)
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rsplit(' ', 1)[0]} …"


def marked_piece(piece: Piece, annotation: Annotation) -> dict[str, str]:
    """Return a piece with its classes of the page's style sheet and what it is, in words."""
    notes = [f"claim ({claim.kind or 'no kind'})" for claim, _ in piece.claims]
    notes += [f"{sign(e.polarity)} {e.type or 'evaluation'}" for e in piece.evaluations]
    return {
        "text": visible(piece.span.of(annotation.document.text)),
        "classes": " ".join(piece.classes),
        "notes": ", ".join([*notes, *piece.roles]),
    }
