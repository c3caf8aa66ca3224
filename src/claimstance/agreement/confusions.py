"""What annotators take for what, and what to talk about first."""

from collections import Counter
from dataclasses import dataclass
from itertools import combinations

from claimstance.agreement.answers import MISSING, Answers
from claimstance.core.disagreements import EXTENT, MARK, NEUTRAL, Disagreement, questions
from claimstance.core.layers import Layer
from claimstance.core.rounds import Round

WORDS = "the same words"
OTHER_WORDS = "other words"


@dataclass(frozen=True, slots=True)
class Confusion:
    """How often one annotator said one thing and another annotator another."""

    rows: tuple[str, ...]
    """What the annotator who comes first by name said."""
    columns: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]


def confusion(answers: Answers) -> Confusion:
    """Count the answers of all pairs of annotators; only what was ever answered has a row.

    Links to words are the same words or other ones, whatever the words are.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for i, j in combinations(range(answers.codes.shape[1]), 2):
        for left, right in answers.codes[:, [i, j]].tolist():
            if MISSING not in (left, right):
                counts[_names(left, right, answers.categories)] += 1
    order = (*answers.categories, WORDS, OTHER_WORDS)
    rows = tuple(name for name in order if any(row == name for row, _ in counts))
    columns = tuple(name for name in order if any(column == name for _, column in counts))
    table = tuple(tuple(counts[row, column] for column in columns) for row in rows)
    return Confusion(rows, columns, table)


def _names(left: int, right: int, categories: tuple[str, ...]) -> tuple[str, str]:
    first = str(categories[left]) if left < len(categories) else WORDS
    second = str(categories[right]) if right < len(categories) else WORDS
    if first == second == WORDS and left != right:
        second = OTHER_WORDS
    return first, second


@dataclass(frozen=True, slots=True)
class Topic:
    """Disagreements of one sort."""

    layer: Layer
    decision: str
    detail: str
    """Which answers stand against each other, where they are words of the scheme."""
    count: int
    examples: tuple[str, ...]
    """Words that it was about, the most frequent first."""


def topics(round_: Round) -> tuple[Topic, ...]:
    """Sort disagreements, the most frequent first: what to discuss before the next round.

    Neutral texts are left out: they are free text and nearly always differ.
    """
    words: dict[tuple[Layer, str, str], Counter[str]] = {}
    for item in round_.items:
        for question in questions(item):
            for found in question.disagreements:
                if found.decision != NEUTRAL:
                    key = (found.layer, found.decision, _detail(found))
                    text = " ".join(found.span.of(item.document.text).split())
                    words.setdefault(key, Counter())[text] += 1
    ranked = sorted(words.items(), key=lambda pair: (-pair[1].total(), pair[0]))
    return tuple(
        Topic(*key, count.total(), tuple(sorted(count, key=lambda w: (-count[w], w))[:5]))
        for key, count in ranked
    )


def _detail(found: Disagreement) -> str:
    if found.decision in (MARK, EXTENT):
        return ""
    values = {_word(option.value) for option in found.options}
    return " / ".join(sorted(values)) if len(values) > 1 else f"other {values.pop()}"


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "words" if isinstance(value, list) else "none" if value is None else str(value)
