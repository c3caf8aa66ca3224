"""What is claimed, and by whom."""

from typing import Any

from claimstance.report.corpus.evidence import Evidence
from claimstance.report.corpus.facts import Facts

CLAIMS = 300
CLAIMANTS = 200
PER_ARTICLE = 3
"""Claims of one article at most, so that one long article does not fill the list."""


def checkworthiest(facts: Facts, evidence: Evidence) -> list[dict[str, Any]]:
    """Return the claims that a fact-checker would look at first.

    Those that stand alone come before those that begin with a pronoun, of equal worth.
    """
    rows = facts.ask(
        """
        SELECT c.id, neutral, voice, entity.name, kind, worth_score, outlet, published FROM (
            SELECT *, ROW_NUMBER() OVER (
                PARTITION BY article ORDER BY alone DESC, ROUND(worth_score, 2) DESC, score DESC, id
            ) AS place,
                ROW_NUMBER() OVER (PARTITION BY neutral ORDER BY id) AS copy
            FROM claim WHERE worth AND sentence) c
        JOIN article ON article.id = c.article LEFT JOIN entity ON entity.id = c.holder
        WHERE place <= ? AND copy = 1
        ORDER BY alone DESC, ROUND(worth_score, 2) DESC, place, ROUND(c.score, 1) DESC, c.id LIMIT ?
        """,
        PER_ARTICLE,
        CLAIMS,
    )
    return [
        {
            "neutral": neutral,
            "holder": _whose(voice, name, outlet),
            "kind": kind or "",
            "worth": worth,
            "outlet": outlet,
            "published": (published or "")[:10],
            "link": evidence.of(neutral, "claim", "t.id = ?", id_),
        }
        for id_, neutral, voice, name, kind, worth, outlet, published in rows
    ]


def _whose(voice: str, name: str | None, outlet: str) -> str:
    if voice == "author":
        return f"{outlet} itself"
    return name or ("someone unnamed" if voice == "other" else "he, she, they")


def voices(facts: Facts, evidence: Evidence) -> list[dict[str, Any]]:
    """Return who makes the claims: the articles, named others, pronouns, nobody named."""
    total = facts.count("SELECT COUNT(*) FROM claim") or 1
    kinds = (
        ("the articles themselves", "voice = 'author'"),
        ("named sources", "voice = 'named' AND holder IS NOT NULL"),
        ("sources taken up by a pronoun only", "voice = 'named' AND holder IS NULL"),
        ("sources the sentence does not name", "voice = 'other'"),
    )
    found = []
    for name, where in kinds:
        count = facts.count(f"SELECT COUNT(*) FROM claim WHERE {where}")
        heading = f"Claims made by {name}"
        link = evidence.of(heading, "claim", where, order="worth_score DESC")
        found.append({"name": name, "count": count, "share": count / total, "link": link})
    return found


def claimants(facts: Facts, evidence: Evidence) -> list[dict[str, Any]]:
    """Return the named sources whose claims are reported, the most widely reported first."""
    rows = facts.ask(
        """
        SELECT holder, name, COUNT(*), SUM(worth), COUNT(DISTINCT article.id),
            COUNT(DISTINCT outlet)
        FROM claim JOIN entity ON entity.id = holder JOIN article ON article.id = claim.article
        WHERE sentence GROUP BY holder ORDER BY 5 DESC, 3 DESC, name LIMIT ?
        """,
        CLAIMANTS,
    )
    return [
        {
            "name": name,
            "claims": claims,
            "worth": worth or 0,
            "articles": articles,
            "outlets": outlets,
            "link": evidence.of(
                f"Claims by {name}", "claim", "holder = ?", id_, order="worth_score DESC"
            ),
        }
        for id_, name, claims, worth, articles, outlets in rows
    ]
