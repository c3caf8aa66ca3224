"""Scores as tables for a terminal."""

from collections import Counter
from collections.abc import Iterator, Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from claimstance.core.layers import MARKED, Layer
from claimstance.report.wording import one_line
from claimstance.scoring.report import Found, Report, ValueScore
from claimstance.scoring.sums import Estimate


def render_scores(report: Report) -> RenderableType:
    """Return a report for `rich`: spans, values of matched marks, sentences, kinds of mistakes."""
    parts: list[RenderableType] = [Text(_scope(report), style="dim"), Text(), _spans(report)]
    values = [*report.attributes, *report.links]
    if values:
        parts += [Text(), _values(values)]
    if whole := list(_whole(report)):
        parts += [Text(), _rows(("Sentences and neutral texts", "Compared", "Score"), whole)]
    parts += [Text(), Text(_mistakes(report), style="dim")]
    return Group(*parts)


def show(estimate: Estimate) -> str:
    """Return a score with its interval as text, such as ``.81 [.77 .84]``; ``–`` if undefined."""
    if estimate.value is None:
        return "–"
    if estimate.low is None or estimate.high is None:
        return _number(estimate.value)
    interval = f"[{_number(estimate.low)} {_number(estimate.high)}]"
    return f"{_number(estimate.value)} {interval}"


def _number(value: float) -> str:
    shown = f"{value:.2f}"
    return shown.replace("0.", ".", 1) if abs(value) < 0.995 else shown


def _scope(report: Report) -> str:
    scope = f"{report.documents} documents"
    if report.missing:
        names = ", ".join(one_line(id_) for id_ in report.missing[:3])
        more = ", …" if len(report.missing) > 3 else ""
        scope += f", {len(report.missing)} of them without prediction ({names}{more})"
    if report.extra:
        scope += f"; {len(report.extra)} predicted without gold, not scored"
    return scope


def _spans(report: Report) -> Table:
    found = {(s.layer, s.criterion): s.found for s in report.spans}
    rows = []
    for layer in MARKED:
        if (layer, "half") not in found:
            continue
        half, exact = found[layer, "half"], found[layer, "exact"]
        rows.append(
            (
                layer.value,
                f"{half.gold:,}",
                f"{half.predicted:,}",
                show(exact.f1),
                show(half.f1),
                _precision_recall(half),
                show(found[layer, "characters"].f1),
            )
        )
    heads = ("Layer", "Gold", "Found", "Exact F1", "Half F1", "(P / R)", "Characters F1")
    return _rows(heads, rows)


def _precision_recall(found: Found) -> str:
    pair = (found.precision.value, found.recall.value)
    return " / ".join("–" if value is None else _number(value) for value in pair)


def _values(values: list[ValueScore]) -> Table:
    rows = [
        (
            f"{score.layer.value.removesuffix('s')} {score.name}",
            f"{score.count:,}",
            show(score.accuracy),
            show(score.kappa),
            show(score.end_to_end.f1) if score.end_to_end else "",
        )
        for score in values
    ]
    return _rows(("On matched marks", "Marks", "Accuracy", "Kappa", "End-to-end F1"), rows)


def _whole(report: Report) -> Iterator[tuple[str, ...]]:
    if report.sentences:
        count = f"{report.sentences.value.count:,}"
        yield "subjectivity, macro F1", count, show(report.sentences.macro_f1)
        yield "subjectivity, SUBJ F1", count, show(report.sentences.subjective_f1)
        yield "subjectivity, kappa", count, show(report.sentences.value.kappa)
    if report.neutral:
        count = f"{report.neutral.count:,}"
        yield "neutral text, word F1", count, show(report.neutral.word_f1)
        yield "neutral text, same words", count, show(report.neutral.exact)


def _rows(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), pad_edge=False)
    for number, head in enumerate(heads):
        table.add_column(head, justify="left" if number == 0 else "right", no_wrap=True)
    for row in rows:
        table.add_row(*row)
    return table


def _mistakes(report: Report) -> str:
    order = list(Layer)
    counts = Counter((m.layer, m.kind) for m in report.mistakes)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], order.index(item[0][0]), item[0]))
    shown = ", ".join(f"{layer.value} {kind} {n:,}" for (layer, kind), n in ranked[:8])
    return f"{len(report.mistakes):,} differences{': ' if shown else ''}{shown}"
