"""How far annotators agree, and every sentence in which they do not, as one page."""

from typing import Any

from markupsafe import Markup

from claimstance.agreement.confusions import Confusion, Topic, confusion, topics
from claimstance.agreement.intervals import Estimate
from claimstance.agreement.measure import EXTENT, LINKED, PRESENCE, Agreement
from claimstance.core.disagreements import (
    EXTENT as WHERE,
)
from claimstance.core.disagreements import (
    MARK,
    Disagreement,
    disagreements,
)
from claimstance.core.layers import ATTRIBUTES, LINKS, MARKED, Layer
from claimstance.core.rounds import Item, Round
from claimstance.core.span import Span
from claimstance.report.errors import marked_piece
from claimstance.report.page import page_style
from claimstance.report.pieces import cut
from claimstance.report.templating import template
from claimstance.report.wording import one_line

SHOWN = 500
"""Sentences shown at most, so that the page opens."""


def render_agreement(agreement: Agreement, round_: Round) -> str:
    """Return one self-contained HTML page: numbers, confusions, what differs, what to discuss.

    Args:
        agreement: What was measured.
        round_: The round that it was measured on.
    """
    documents, left = [], SHOWN
    for item in round_.items:
        sentences = _sentences(item)[:left]
        left -= len(sentences)
        if sentences:
            title = one_line(item.document.title or item.document.id)
            language = (item.document.language or "und")[:8]
            documents.append({"title": title, "language": language, "sentences": sentences})
    page: str = template("agreement.html").render(
        style=Markup(page_style()),
        agreement=agreement,
        spans=_spans(agreement),
        values=_values(agreement),
        pairs=_pairs(agreement),
        topics=[_topic(topic) for topic in topics(round_)[:12]],
        confusions=_confusions(agreement),
        documents=documents,
        cut=not left,
    )
    return page


def show(estimate: Estimate) -> str:
    """Return a value with its interval, or a dash where there is none."""
    if estimate.value is None:
        return "–"
    if estimate.low is None or estimate.high is None:
        return f"{estimate.value:.2f}"
    return f"{estimate.value:.2f} ({estimate.low:.2f} to {estimate.high:.2f})"


def _spans(agreement: Agreement) -> list[list[str]]:
    rows = []
    for layer in MARKED:
        counts = agreement.marks[layer]
        cells = [layer.value, " / ".join(str(counts[name]) for name in agreement.annotators)]
        cells.append(show(agreement.find(layer, PRESENCE, "alpha")))
        cells.append(show(agreement.find(layer, EXTENT, "alpha_u")))
        cells += [
            show(agreement.find(layer, EXTENT, name))
            for name in ("f1_exact", "f1_half", "f1_characters")
        ]
        cells.append(show(agreement.find(layer, LINKED, "f1_links")))
        rows.append(cells)
    return rows


def _values(agreement: Agreement) -> list[list[str]]:
    kappa = "cohen" if len(agreement.annotators) == 2 else "fleiss"
    return [
        [
            f"{layer.value}: {name}",
            *(show(agreement.find(layer, name, c)) for c in ("alpha", kappa, "percent")),
        ]
        for layer, name in _decisions()
    ]


def _decisions() -> list[tuple[Layer, str]]:
    return [
        (layer, name)
        for layer, names in ATTRIBUTES.items()
        for name in (*names, *LINKS.get(layer, ()))
    ]


def _pairs(agreement: Agreement) -> list[list[str]]:
    pairs = sorted({m.annotators for m in agreement.measured if m.annotators})
    return [
        [
            " – ".join(pair),
            *(show(agreement.find(layer, EXTENT, "f1_half", pair)) for layer in MARKED),
        ]
        for pair in pairs
    ]


def _topic(topic: Topic) -> dict[str, Any]:
    what = {MARK: "marked or not", WHERE: "where it ends"}.get(topic.decision, topic.decision)
    return {
        "what": f"{topic.layer.value}: {what}",
        "detail": topic.detail,
        "count": topic.count,
        "examples": "; ".join(_short(example) for example in topic.examples[:3]),
    }


def _short(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:57]}…"


def _confusions(agreement: Agreement) -> list[tuple[str, Confusion]]:
    found = [
        (f"{layer.value}: {name}", confusion(agreement.answers[layer, name]))
        for layer, name in _decisions()
    ]
    return [(name, table) for name, table in found if table.rows]


def _sentences(item: Item) -> list[dict[str, Any]]:
    """Return the sentences of a document in which its annotators differ."""
    if len(item.annotations) < 2:
        return []
    differing = disagreements(item)
    found = []
    for sentence in item.sentences():
        span = sentence.span
        here = [d for d in differing if span.start <= d.span.start < span.end]
        if here:
            found.append(
                {
                    "sides": [
                        (a.annotator, [marked_piece(piece, a) for piece in cut(a, span)])
                        for a in item.annotations
                    ],
                    "rows": [_row(item, disagreement) for disagreement in here],
                }
            )
    return found


def _row(item: Item, found: Disagreement) -> dict[str, Any]:
    answers = {
        name: _answer(item, found.decision, option.value)
        for option in found.options
        for name in option.annotators
    }
    return {
        "what": f"{found.layer.value.removesuffix('s')} {found.decision}",
        "mark": _short(one_line(found.span.of(item.document.text))),
        "answers": [answers.get(name, "–") for name in item.annotators],
    }


def _answer(item: Item, decision: str, value: Any) -> str:
    text = item.document.text
    if value is None:
        return "none"
    if decision == MARK:
        return "marked" if value else "not marked"
    if decision == WHERE:
        return " … ".join(one_line(Span(*span).of(text)) for span in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return one_line(Span(*value).of(text)) if isinstance(value, list) else str(value)
