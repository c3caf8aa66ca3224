"""The report's page: sections of tables and plots, and the sentences behind them."""

from typing import Any

from markupsafe import Markup

from claimstance.report.corpus import plots
from claimstance.report.corpus.claims import checkworthiest, claimants, voices
from claimstance.report.corpus.evidence import Evidence
from claimstance.report.corpus.facts import NO_OUTLET, Facts
from claimstance.report.corpus.intervals import Rate
from claimstance.report.corpus.outlets import outlets
from claimstance.report.corpus.periods import periods
from claimstance.report.corpus.stances import compared, matrix, pairs
from claimstance.report.corpus.wordings import COLOURED, JUDGING, distinctive, most_used
from claimstance.report.page import page_style
from claimstance.report.templating import digest, source, template
from claimstance.report.wording import made_by, one_line

_DRAWN = 25
"""Outlets in a plot at most; the table has them all."""


def render_corpus(facts: Facts, *, title: str | None = None, sentences: int = 25) -> str:
    """Return one self-contained HTML page about a corpus.

    Whatever texts, titles and addresses hold is escaped; a content security policy lets nothing
    run but the page's own script.

    Args:
        facts: The corpus, as `gather` counts it.
        title: The heading; None for the number of articles.
        sentences: Sentences kept behind one figure at most.

    Raises:
        MissingExtraError: If matplotlib is not installed.
    """
    evidence = Evidence(facts, sentences)
    sections = {
        "outlets": outlets(facts, evidence),
        "checkworthiest": checkworthiest(facts, evidence),
        "voices": voices(facts, evidence),
        "claimants": claimants(facts, evidence),
        "coloured": most_used(facts, evidence, COLOURED),
        "judging": most_used(facts, evidence, JUDGING),
        "distinctive": distinctive(facts, evidence),
        "matrix": matrix(facts, evidence),
        "pairs": pairs(facts, evidence),
        "compared": compared(facts, evidence),
        "periods": periods(facts, evidence),
    }
    script = source("corpus.js")
    return template("corpus.html").render(
        **sections,
        title=one_line(title) if title else f"{_articles(facts):,} articles",
        facts=_summary(facts),
        annotators=[
            made_by(name) for (name,) in facts.ask("SELECT DISTINCT annotator FROM article")
        ],
        repeated=facts.repeated,
        by="outlet" if facts.by == "source" else facts.by,
        plots=_plots(sections),
        limit=sentences,
        show=show,
        data=Markup(evidence.to_json()),
        style=Markup(f"{page_style()}\n{source('corpus.css')}"),
        script=Markup(script),
        script_hash=digest(script),
    )


def show(found: Rate | None, digits: int = 1) -> str:
    """Return a rate with its interval, or a dash where there is none."""
    if found is None:
        return "–"
    value = f"{found.value:.{digits}f}"
    if found.low is None or found.high is None:
        return value
    return f"{value} ({found.low:.{digits}f}–{found.high:.{digits}f})"


def _articles(facts: Facts) -> int:
    return facts.count("SELECT COUNT(*) FROM article")


def _summary(facts: Facts) -> dict[str, Any]:
    [(first, last)] = facts.ask(
        "SELECT MIN(SUBSTR(published, 1, 10)), MAX(SUBSTR(published, 1, 10)) FROM article"
    )
    return {
        "articles": _articles(facts),
        "outlets": facts.count(
            "SELECT COUNT(DISTINCT outlet) FROM article WHERE outlet != ?", NO_OUTLET
        ),
        "sentences": facts.count("SELECT SUM(sentences) FROM article"),
        "claims": facts.count("SELECT COUNT(*) FROM claim"),
        "worth": facts.count("SELECT SUM(worth) FROM claim"),
        "evaluations": facts.count("SELECT COUNT(*) FROM evaluation"),
        "targeted": facts.count("SELECT COUNT(*) FROM stance"),
        "named": facts.count(
            "SELECT COUNT(*) FROM stance JOIN entity ON entity.id = target WHERE is_name"
        ),
        "first": first,
        "last": last,
    }


def _plots(sections: dict[str, Any]) -> dict[str, Any]:
    largest = sorted(sections["outlets"], key=lambda row: -row["articles"])[:_DRAWN]
    shown = [row for row in sections["outlets"] if row in largest]
    time = sections["periods"]
    names = [row["period"] for row in time["rows"]]
    return {
        "outlets": plots.dots(
            [(f"{row['outlet']} ({row['articles']})", row["coloured"]) for row in shown],
            axis="evaluations in the outlet’s own voice for 100 sentences, 95 % interval",
            alternative="Evaluations for 100 sentences by outlet; the table below has the numbers",
        ),
        "compared": [
            plots.dots(
                [(f"{row['outlet']} ({row['articles']})", row["against"]) for row in c["outlets"]],
                axis="articles that are against, in 100, 95 % interval",
                alternative=f"Articles against {c['target']} by outlet; the table below "
                "has the numbers",
                most=100,
            )
            for c in sections["compared"]
        ],
        "periods": plots.lines(
            names,
            [
                ("evaluations for 100 sentences", [row["coloured"] for row in time["rows"]]),
                ("subjective sentences in 100", [row["subjective"] for row in time["rows"]]),
            ],
            axis="for 100 sentences",
            alternative=f"Evaluations and subjective sentences by {time['unit']}; the table below "
            "has the numbers",
        )
        if len(names) > 1
        else None,
    }
