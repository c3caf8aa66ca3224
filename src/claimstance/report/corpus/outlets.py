"""Outlets side by side: how much they colour, and whom they let speak."""

from collections import defaultdict
from typing import Any

from claimstance.report.corpus.evidence import Evidence
from claimstance.report.corpus.facts import Facts
from claimstance.report.corpus.intervals import Rate, rate

LIMIT = 100
_NOTHING = Rate(0.0)


def outlets(facts: Facts, evidence: Evidence) -> list[dict[str, Any]]:
    """Return one row for each outlet, the most colouring first; the smallest may be left out."""
    counts: dict[str, list[tuple[int, ...]]] = defaultdict(list)
    for outlet, *row in facts.ask(
        """
        SELECT outlet, sentences, labelled, subjective,
            (SELECT COUNT(*) FROM evaluation WHERE article = article.id AND voice = 'author'),
            (SELECT COUNT(*) FROM claim WHERE article = article.id),
            (SELECT COUNT(*) FROM claim WHERE article = article.id AND voice = 'named')
        FROM article ORDER BY article.id
        """
    ):
        counts[outlet].append(tuple(row))
    largest = sorted(counts, key=lambda name: (-len(counts[name]), name))[:LIMIT]
    found = [_outlet(name, counts[name], evidence) for name in largest]
    return sorted(found, key=lambda row: (-row["coloured"].value, row["outlet"]))


def _outlet(name: str, rows: list[tuple[int, ...]], evidence: Evidence) -> dict[str, Any]:
    coloured = rate([(row[3], row[0]) for row in rows], per=100)
    return {
        "outlet": name,
        "articles": len(rows),
        "sentences": sum(row[0] for row in rows),
        "coloured": coloured or _NOTHING,
        "subjective": rate([(row[2], row[1]) for row in rows], per=100),
        "quoted": rate([(row[5], row[4]) for row in rows], per=100),
        "coloured_link": evidence.of(
            f"{name}, in its own voice",
            "evaluation",
            "outlet = ? AND voice = 'author'",
            name,
            order="strength DESC",
        ),
        "subjective_link": evidence.of(
            f"Subjective sentences in {name}", "sentence", "outlet = ? AND t.subjective", name
        ),
        "quoted_link": evidence.of(
            f"Claims of named sources in {name}",
            "claim",
            "outlet = ? AND voice = 'named'",
            name,
            order="worth_score DESC",
        ),
    }
