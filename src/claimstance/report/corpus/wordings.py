"""How things are told: loaded wordings, judgements, and the words that set outlets apart."""

from collections import Counter, defaultdict
from math import log, sqrt
from typing import Any

from claimstance.report.corpus.evidence import Evidence
from claimstance.report.corpus.facts import Facts

LIMIT = 200
DISTINCTIVE = 8
SIGNIFICANT = 1.96
COLOURED = "type IN ('loaded', 'emotive')"
JUDGING = "type = 'judgement'"


def most_used(facts: Facts, evidence: Evidence, kind: str) -> list[dict[str, Any]]:
    """Return the wordings of a kind: those of most articles and most strength first.

    Args:
        facts: The corpus.
        evidence: Where the sentences go.
        kind: `COLOURED` or `JUDGING`.
    """
    rows = facts.ask(
        f"""
        SELECT words, COUNT(DISTINCT article), COUNT(*), SUM(voice = 'author'), AVG(strength),
            SUM(sign > 0), SUM(sign < 0)
        FROM evaluation WHERE sentence AND {kind} GROUP BY words
        ORDER BY COUNT(DISTINCT article) * AVG(strength) DESC, words LIMIT ?
        """,
        LIMIT,
    )
    return [
        {
            "words": words,
            "articles": articles,
            "marks": marks,
            "own": own,
            "strength": strength,
            "positive": positive,
            "negative": negative,
            "targets": _targets(facts, words, kind),
            "link": evidence.of(
                f"“{words}”", "evaluation", f"words = ? AND {kind}", words, order="strength DESC"
            ),
        }
        for words, articles, marks, own, strength, positive, negative in rows
    ]


def _targets(facts: Facts, words: str, kind: str) -> str:
    rows = facts.ask(
        "SELECT name FROM evaluation JOIN entity ON entity.id = target"
        f" WHERE words = ? AND {kind} GROUP BY target"
        " ORDER BY COUNT(*) DESC, name LIMIT 3",
        words,
    )
    return ", ".join(name for (name,) in rows)


def distinctive(facts: Facts, evidence: Evidence) -> list[dict[str, Any]]:
    """Return for each outlet the coloured words of its own that others use less.

    Log-odds ratios with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008,
    "Fightin' Words", equations 15, 16 and 22), with the whole corpus as the prior. Words of at
    least two articles whose z-score is above 1.96.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    spread: dict[tuple[str, str], int] = {}
    for outlet, words, marks, articles in facts.ask(
        "SELECT outlet, words, COUNT(*), COUNT(DISTINCT article) FROM evaluation"
        " JOIN article ON article.id = evaluation.article WHERE sentence AND voice = 'author'"
        f" AND ({COLOURED} OR {JUDGING}) GROUP BY outlet, words"
    ):
        counts[outlet][words] = marks
        spread[outlet, words] = articles
    total: Counter[str] = sum(counts.values(), Counter())
    found = []
    for outlet in sorted(counts, key=lambda name: (-counts[name].total(), name)):
        scores = {w: _z(w, counts[outlet], total) for w in counts[outlet] if spread[outlet, w] > 1}
        best = sorted(scores, key=lambda w: (-scores[w], w))[:DISTINCTIVE]
        found.append(
            {
                "outlet": outlet,
                "words": [
                    {
                        "words": words,
                        "marks": counts[outlet][words],
                        "link": evidence.of(
                            f"“{words}” in {outlet}",
                            "evaluation",
                            "words = ? AND outlet = ? AND voice = 'author'",
                            words,
                            outlet,
                        ),
                    }
                    for words in best
                    if scores[words] > SIGNIFICANT
                ],
            }
        )
    return [row for row in found if row["words"]]


def _z(words: str, here: Counter[str], total: Counter[str]) -> float:
    """Return the z-score of a word's log-odds ratio between an outlet and all others."""
    prior, priors = total[words], total.total()
    one, ones = here[words] + prior, here.total() + priors
    other = total[words] - here[words] + prior
    others = priors - here.total() + priors
    if one == ones or other == others:
        return 0.0  # there is no second word to prefer
    delta = log(one / (ones - one)) - log(other / (others - other))
    return delta / sqrt(1 / one + 1 / other)
