"""Kind and worth of a claim, subjectivity of a sentence: from closed lists and the marks."""

import re
from collections.abc import Sequence

from claimstance.annotators.lexicon.evaluative import Found
from claimstance.core.marks import ClaimKind, EvaluationType, Subjectivity
from claimstance.grammar.classes import Grammar
from claimstance.grammar.tokens import Tokens

_NUMBER = re.compile(r"^\d[\d.,]*%$|^\d{1,3}(?:[.,]\d+)+$|^\d{2,3}$|^\d+[.,]\d+$")


def claim_kind(tokens: Tokens, first: int, end: int, opener: str, grammar: Grammar) -> ClaimKind:
    """Return what the clause asserts; the first rule that applies decides."""
    classes = grammar.classes
    words = tokens.words

    def has(name: str) -> bool:
        return classes[name].occurs(words, first, end)

    if opener in grammar.causals or has("cause cue"):
        return ClaimKind.CAUSE
    if has("forecast cue"):
        return ClaimKind.FORECAST
    if has("quantity cue") or _measured(tokens, first, end):
        return ClaimKind.QUANTITY
    verb = grammar.first_finite(tokens, first, end)
    if verb is not None and _is_state(tokens, verb, end, grammar):
        return ClaimKind.STATE
    return ClaimKind.EVENT


def _measured(tokens: Tokens, first: int, end: int) -> bool:
    return any(
        _NUMBER.match(tokens.words[i]) or tokens.words[i] in "$€£" for i in range(first, end)
    )


def _is_state(tokens: Tokens, verb: int, end: int, grammar: Grammar) -> bool:
    words = tokens.words
    if grammar.classes["state cue"].match(words, verb) is None:
        return False
    behind = verb + 1
    while behind < end and (grammar.is_adverb(words[behind]) or words[behind] == "been"):
        behind += 1
    if behind >= end:
        return True
    participle = words[behind].endswith(("ed", "ado", "ada", "ados", "adas", "ido")) or (
        words[behind] in grammar.verbs and words[verb] in ("has", "have", "was", "were", "had")
    )
    return not participle


def is_worth(tokens: Tokens, first: int, end: int, kind: ClaimKind, grammar: Grammar) -> bool:
    """Tell whether a fact-checker would look at it: names, numbers, nothing private."""
    words = tokens.words[first:end]
    if any(word in grammar.words("trivial") for word in words):
        return False
    if kind is ClaimKind.QUANTITY:
        return True
    names = sum(tokens.is_capital(i) for i in range(first + 1, end))
    numbers = any(word[0].isdigit() for word in words)
    return bool(names or numbers) or (len(words) > 11 and kind is not ClaimKind.STATE)


def subjectivity(
    tokens: Tokens,
    evaluations: Sequence[Found],
    quoted: Sequence[tuple[int, int]],
    reported: bool,
    grammar: Grammar,
) -> tuple[Subjectivity, float]:
    """Return whether the sentence serves to express its author's opinion, and how sure it is."""
    weight = 0.0
    for item in evaluations:
        if not _inside(item.first, quoted):
            weight += {1: 0.45, 2: 1.0, 3: 1.6}[item.entry.strength]
            weight += 0.4 * (item.entry.type is EvaluationType.STANCE)
    own = [i for i in range(len(tokens)) if not _inside(i, quoted)]
    words = [tokens.words[i] for i in own]
    weight += 0.7 * any(word in grammar.words("first person") for word in words)
    weight += 0.5 * any(word in grammar.words("second person") for word in words)
    weight += 0.8 * ("!" in words) + 0.5 * ("?" in words)
    if reported:
        weight -= 1.4
    weight -= 0.02 * max(0, len(tokens) - 20)
    value = Subjectivity.SUBJECTIVE if weight >= 1.4 else Subjectivity.OBJECTIVE
    return value, min(0.95, 0.5 + abs(weight - 1.4) / 5)


def _inside(at: int, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(first <= at < end for first, end in ranges)
