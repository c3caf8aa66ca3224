"""How the corpus changes over time; articles without a date are left out and counted."""

from collections import defaultdict
from datetime import date
from typing import Any

from claimstance.report.corpus.evidence import Evidence
from claimstance.report.corpus.facts import Facts
from claimstance.report.corpus.intervals import ENOUGH, rate
from claimstance.report.corpus.stances import cell, targets

FOLLOWED = 5
_WITHIN = "SUBSTR(published, 1, ?) = ? AND voice = 'author'"
"""Own voice of one period, given the length of its ISO form and the form."""
_MOST = 40
"""Periods at most, so that a plot can be read."""


def periods(facts: Facts, evidence: Evidence) -> dict[str, Any]:
    """Return a row for each period that has articles, and how their own voice judges.

    A period is a day, a month or a year, whichever is the shortest that makes no more than 40
    periods of five articles on average.
    """
    rows = facts.ask(
        """
        SELECT published, sentences, labelled, subjective,
            (SELECT COUNT(*) FROM evaluation e WHERE e.article = article.id AND voice = 'author')
        FROM article WHERE published IS NOT NULL ORDER BY published, id
        """
    )
    dated = [(day, counts) for text, *counts in rows if (day := _day(text))]
    undated = facts.count("SELECT COUNT(*) FROM article") - len(dated)
    unit, length = _unit([day for day, _ in dated])
    grouped: dict[str, list[list[int]]] = defaultdict(list)
    for day, counts in dated:
        grouped[day.isoformat()[:length]].append(counts)
    followed = targets(facts, FOLLOWED, voice="author")
    found = []
    for period in sorted(grouped):
        counted = grouped[period]
        found.append(
            {
                "period": period,
                "articles": len(counted),
                "coloured": rate([(c[3], c[0]) for c in counted], per=100),
                "subjective": rate([(c[2], c[1]) for c in counted], per=100),
                "stances": [_stance(facts, evidence, t, (length, period)) for t in followed],
                "link": evidence.of(
                    f"{period}, in the articles’ own voice",
                    "evaluation",
                    _WITHIN,
                    length,
                    period,
                    order="strength DESC",
                ),
            }
        )
    return {
        "unit": unit,
        "undated": undated,
        "rows": found,
        "followed": [name for _, name in followed],
    }


def _stance(
    facts: Facts, evidence: Evidence, target: tuple[int, str], period: tuple[int, str]
) -> dict[str, Any] | None:
    """Return in how many articles of a period the own voice is for and against a target."""
    [counts] = facts.ask(
        f"""
        SELECT SUM(attitude > 0), SUM(attitude < 0), SUM(attitude = 0) FROM stance
        JOIN article ON article.id = stance.article WHERE {_WITHIN} AND target = ?
        """,
        *period,
        target[0],
    )
    heading = f"{period[1]}, in the articles’ own voice, about {target[1]}"
    return cell(evidence, heading, _WITHIN, (*period, target[0]), list(counts))


def _day(published: str) -> date | None:
    try:
        return date.fromisoformat(published[:10])
    except ValueError:
        return None


def _unit(days: list[date]) -> tuple[str, int]:
    """Return the unit and the length of its ISO form."""
    for unit, length in (("day", 10), ("month", 7)):
        found = len({day.isoformat()[:length] for day in days})
        if found <= _MOST and len(days) >= ENOUGH * found:
            return unit, length
    return "year", 4
