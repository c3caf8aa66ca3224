"""Who judges whom, and how outlets differ over the same target."""

from typing import Any

from claimstance.report.corpus.evidence import Evidence
from claimstance.report.corpus.facts import Facts
from claimstance.report.corpus.intervals import percentage

HOLDERS = 12
TARGETS = 10
PAIRS = 200
COMPARED = 6
ENOUGH = 3
"""Articles of an outlet that judge a target, for the outlet to be compared."""
_ARTICLES = "The articles themselves"
_SUMS = "SUM(attitude > 0), SUM(attitude < 0), SUM(attitude = 0)"


def targets(
    facts: Facts, limit: int = TARGETS, *, voice: str | None = None
) -> list[tuple[int, str]]:
    """Return the named targets that most articles judge."""
    rows = facts.ask(
        """
        SELECT target, name FROM stance JOIN entity ON entity.id = target
        WHERE is_name AND (? IS NULL OR voice = ?)
        GROUP BY target ORDER BY COUNT(DISTINCT article) DESC, name LIMIT ?
        """,
        voice,
        voice,
        limit,
    )
    return [(id_, name) for id_, name in rows]


def matrix(facts: Facts, evidence: Evidence) -> dict[str, Any]:
    """Return in how many articles each holder is for and against each target."""
    columns = targets(facts)
    places = ", ".join("?" * len(columns))
    holders = facts.ask(
        f"""
        SELECT holder, name FROM stance JOIN entity ON entity.id = holder
        WHERE is_name AND target IN ({places})
        GROUP BY holder ORDER BY COUNT(DISTINCT article) DESC, COUNT(*) DESC, name LIMIT ?
        """,
        *(id_ for id_, _ in columns),
        HOLDERS - 1,
    )
    rows = []
    for holder, name in [(None, _ARTICLES), *holders]:
        condition = "voice = 'author'" if holder is None else "holder = ?"
        values = () if holder is None else (holder,)
        found = {
            target: counts
            for target, *counts in facts.ask(
                f"SELECT target, {_SUMS} FROM stance WHERE {condition} GROUP BY target",
                *values,
            )
        }
        cells = [
            cell(evidence, f"{name} about {shown}", condition, (*values, target), found.get(target))
            if target != holder
            else None
            for target, shown in columns
        ]
        rows.append({"name": name, "cells": cells})
    return {"columns": [name for _, name in columns], "rows": rows}


def cell(
    evidence: Evidence,
    heading: str,
    condition: str,
    values: tuple[object, ...],
    counts: list[int] | None,
) -> dict[str, Any] | None:
    """Return one figure: articles for, against and undecided, and where its sentences are."""
    if counts is None or counts[0] is None:
        return None
    favor, against, none = counts
    polarity = "positive" if favor > against else "negative" if against > favor else "neutral"
    where = f"{condition} AND target = ?"
    link = evidence.of(heading, "evaluation", where, *values, order="strength DESC")
    return {"favor": favor, "against": against, "none": none, "polarity": polarity, "link": link}


def pairs(facts: Facts, evidence: Evidence) -> list[dict[str, Any]]:
    """Return named holders and their targets, those of most articles first."""
    rows = facts.ask(
        f"""
        SELECT holder, h.name, target, t.name, {_SUMS} FROM stance
        JOIN entity h ON h.id = holder JOIN entity t ON t.id = target
        WHERE t.is_name AND holder != target GROUP BY holder, target
        ORDER BY COUNT(DISTINCT article) DESC, COUNT(*) DESC, h.name, t.name LIMIT ?
        """,
        PAIRS,
    )
    found = []
    for holder, holder_name, target, target_name, *counts in rows:
        heading = f"{holder_name} about {target_name}"
        figure = cell(evidence, heading, "holder = ?", (holder, target), counts)
        found.append({"holder": holder_name, "target": target_name, "cell": figure})
    return found


def compared(facts: Facts, evidence: Evidence) -> list[dict[str, Any]]:
    """Return for the most judged targets how the outlets' own voices differ.

    The article is the unit: of those of an outlet that judge the target themselves, the share
    that is against it, with Wilson's interval.
    """
    found = []
    for target, name in targets(facts, 4 * COMPARED, voice="author"):
        rows = facts.ask(
            f"""
            SELECT outlet, {_SUMS} FROM stance JOIN article ON article.id = stance.article
            WHERE voice = 'author' AND target = ? GROUP BY outlet
            HAVING COUNT(*) >= ? ORDER BY outlet
            """,
            target,
            ENOUGH,
        )
        if len(rows) < 2:
            continue
        outlets = [
            {
                "outlet": outlet,
                "cell": cell(
                    evidence,
                    f"{outlet}, in its own voice, about {name}",
                    "voice = 'author' AND outlet = ?",
                    (outlet, target),
                    counts,
                ),
                "articles": sum(counts),
                "against": percentage(counts[1], sum(counts)),
            }
            for outlet, *counts in rows
        ]
        outlets.sort(key=lambda row: (-row["against"].value, row["outlet"]))
        found.append({"target": name, "outlets": outlets})
        if len(found) == COMPARED:
            break
    return found
