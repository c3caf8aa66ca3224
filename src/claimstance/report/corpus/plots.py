"""Plots as SVG inside the page: text stays text, colours follow the page's theme."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from io import StringIO
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from claimstance.core.palette import LIGHT
from claimstance.errors import MissingExtraError
from claimstance.report.corpus.intervals import Rate

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_INK, _DIM, _LINE = "#1c1d1f", "#5a5f66", "#dfdcd3"
_CLAIM, _NEGATIVE = LIGHT["claim"].ink, LIGHT["negative"].ink
_THEME = {
    _INK: "var(--fg)",
    _DIM: "var(--dim)",
    _LINE: "var(--line)",
    _CLAIM: "var(--claim)",
    _NEGATIVE: "var(--negative)",
}
_STYLE: dict[str, Any] = {
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 10.5,
    "text.color": _INK,
    "axes.edgecolor": _DIM,
    "axes.labelcolor": _DIM,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.grid": True,
    "grid.color": _LINE,
    "xtick.color": _DIM,
    "ytick.color": _DIM,
    "ytick.labelcolor": _INK,
    "xtick.labelcolor": _INK,
}


def require_matplotlib() -> None:
    """Raise MissingExtraError if matplotlib is not installed, before anything long is done."""
    if find_spec("matplotlib") is None:
        raise MissingExtraError("The report of a corpus", "report")


def dots(
    rows: Sequence[tuple[str, Rate]], *, axis: str, alternative: str, most: float | None = None
) -> Markup:
    """Draw one dot with its interval for each named rate, in the order given from the top.

    Args:
        rows: Names and rates.
        axis: What the axis shows, with its unit.
        alternative: What the plot shows, for those who cannot see it.
        most: Where the axis ends; None for where the intervals do.
    """
    with _axes(7.2, 0.6 + 0.29 * max(2, len(rows)), alternative) as (axes, drawn):
        places = list(range(len(rows), 0, -1))
        for place, (_, found) in zip(places, rows, strict=True):
            if found.low is not None and found.high is not None:
                ends = [found.low, found.high]
                axes.plot(ends, [place, place], color=_CLAIM, lw=2, solid_capstyle="butt")
            axes.plot([found.value], [place], "o", color=_CLAIM, ms=6.5, zorder=3, clip_on=False)
        axes.set_yticks(places, [name for name, _ in rows])
        axes.set_ylim(0.4, len(rows) + 0.6)
        axes.set_xlim(0, most)
        axes.grid(axis="y", visible=False)
        axes.set_xlabel(axis)
    return drawn[0]


def lines(
    periods: Sequence[str],
    series: Sequence[tuple[str, Sequence[Rate | None]]],
    *,
    axis: str,
    alternative: str,
) -> Markup:
    """Draw rates over periods; each series has a marker and a dash of its own.

    Args:
        periods: Names of the periods, in order.
        series: Names, and a rate or None for each period.
        axis: What the axis shows, with its unit.
        alternative: What the plot shows, for those who cannot see it.
    """
    looks = ((_CLAIM, "o", "-"), (_NEGATIVE, "s", "--"))
    with _axes(7.2, 3.0, alternative) as (axes, drawn):
        for (name, rates), (colour, marker, dash) in zip(series, looks, strict=False):
            known = [(place, found) for place, found in enumerate(rates) if found]
            for place, found in known:
                if found.low is not None and found.high is not None:
                    ends = [found.low, found.high]
                    axes.plot([place, place], ends, color=colour, lw=1, alpha=0.6)
            places, values = [p for p, _ in known], [found.value for _, found in known]
            axes.plot(places, values, dash, marker=marker, ms=5, color=colour, label=name)
        step = max(1, len(periods) // 10)
        axes.set_xticks(range(0, len(periods), step), periods[::step])
        axes.set_ylim(0, None)
        axes.grid(axis="x", visible=False)
        axes.set_ylabel(axis)
        if len(series) > 1:
            axes.legend(frameon=False, loc="upper left", bbox_to_anchor=(0, 1.15), ncols=2)
    return drawn[0]


@contextmanager
def _axes(width: float, height: float, alternative: str) -> Iterator[tuple["Axes", list[Markup]]]:
    """Yield axes to draw on, and a list that holds the SVG afterwards."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    drawn: list[Markup] = []
    written = StringIO()
    with mpl.rc_context(_STYLE | {"svg.hashsalt": alternative}):
        figure = Figure(figsize=(width, height), layout="constrained")
        axes = figure.subplots()
        axes.tick_params(length=0)
        yield axes, drawn
        figure.savefig(written, format="svg", transparent=True, metadata={"Date": None})
    svg = written.getvalue()
    svg = svg[svg.index("<svg") :]
    for colour, variable in _THEME.items():
        svg = svg.replace(colour, variable)
    label = Markup.escape(alternative)
    drawn.append(Markup(svg.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1)))
