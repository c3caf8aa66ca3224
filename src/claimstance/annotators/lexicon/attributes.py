"""Kind and worth of a claim, subjectivity of a sentence: from closed lists and the marks."""

import math
import re
from collections.abc import Sequence
from functools import lru_cache

from claimstance.annotators.lexicon.evaluative import Found
from claimstance.core.marks import ClaimKind, EvaluationType, Subjectivity
from claimstance.grammar.classes import Grammar
from claimstance.grammar.tokens import Tokens
from claimstance.rewrite.verbs import irregular_pasts, past_participles

_NUMBER = re.compile(r"^\d[\d.,]*%$|^\d{1,3}(?:[.,]\d+)+$|^\d{3}$")


def claim_kind(tokens: Tokens, first: int, end: int, opener: str, grammar: Grammar) -> ClaimKind:
    """Return what the clause asserts; the first rule that applies decides."""
    classes = grammar.classes
    words = tokens.words

    def has(name: str) -> bool:
        return classes[name].occurs(words, first, end)

    if opener in grammar.causals or has("cause cue"):
        return ClaimKind.CAUSE
    if has("forecast cue") or _is_future(tokens, first, end):
        return ClaimKind.FORECAST
    if has("quantity cue") or _measured(tokens, first, end):
        return ClaimKind.QUANTITY
    verb = grammar.first_finite(tokens, first, end)
    if verb is not None and _is_state(tokens, verb, end, grammar):
        return ClaimKind.STATE
    return ClaimKind.EVENT


def _is_future(tokens: Tokens, first: int, end: int) -> bool:
    """Tell "may rise" from the month and from "may have risen"."""
    return any(
        tokens.words[i] == "may" and not tokens.is_capital(i) and tokens.words[i + 1] != "have"
        for i in range(first, end - 1)
    )


def _measured(tokens: Tokens, first: int, end: int) -> bool:
    return any(
        _NUMBER.match(tokens.words[i]) or tokens.words[i] in "$€£" for i in range(first, end)
    )


def _is_state(tokens: Tokens, verb: int, end: int, grammar: Grammar) -> bool:
    """Tell whether the verb says how something is: the present, or "was" without a participle."""
    word = tokens.words[verb]
    if grammar.classes["state cue"].match(tokens.words, verb) is None:
        return is_present(word) and word not in grammar.auxiliaries
    behind = verb + 1
    while behind < end and (
        grammar.is_adverb(tokens.words[behind]) or tokens.words[behind] == "been"
    ):
        behind += 1
    if behind >= end:
        return True
    following = tokens.words[behind]
    if word in _PRESENT and following.endswith("ing"):
        return False
    return not (following in _participles() or following.endswith(_PARTICIPLE))


_PARTICIPLE = ("ed", "ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas")
_PAST = ("ed", "ó", "aron", "ieron")


@lru_cache(maxsize=1)
def _participles() -> frozenset[str]:
    return past_participles() - {"become", "come", "run", "set", "cut"}


def is_present(word: str) -> bool:
    """Tell whether a finite verb is in the present, as far as its form shows."""
    return not word.endswith(_PAST) and word not in irregular_pasts()


def worth(
    tokens: Tokens,
    first: int,
    end: int,
    kind: ClaimKind,
    *,
    by_author: bool,
    coloured: int,
    grammar: Grammar,
) -> float:
    """Return how likely a fact-checker would look at it, from 0 to 1.

    Numbers and public affairs speak for it; states, private matters, the author's own telling
    and coloured words against it.
    """
    words = set(tokens.words[first:end])

    def has(name: str) -> bool:
        return not words.isdisjoint(grammar.words(name))

    weight = 1.0 + 0.25 * (end - first) / 10 - 0.2 * coloured - 0.75 * by_author
    weight += 0.8 * (kind is ClaimKind.QUANTITY) - 0.7 * (kind is ClaimKind.STATE)
    weight += 0.35 * any(word[0].isdigit() for word in words) + 0.55 * has("public affairs")
    weight -= 1.0 * has("first person") + 0.8 * has("second person")
    weight -= 0.75 * has("trivial") + 0.35 * has("contraction")
    return _probability(weight)


def subjectivity(
    tokens: Tokens,
    evaluations: Sequence[Found],
    reported: Sequence[tuple[int, int]],
    *,
    framed: bool,
    grammar: Grammar,
) -> tuple[Subjectivity, float]:
    """Return whether the sentence serves to express its author's opinion, and how sure it is.

    Args:
        tokens: The sentence.
        evaluations: Its evaluations, of which only the author's count.
        reported: What is somebody else's, as ranges of tokens.
        framed: The sentence reports.
        grammar: The closed classes of the language.
    """
    own = [i for i in range(len(tokens)) if not _inside(i, reported)]
    words = {tokens.words[i] for i in own}
    weight = _BIAS + sum(_of_evaluation(e) for e in evaluations if not _inside(e.first, reported))
    weight += 1.3 * (not words.isdisjoint(grammar.words("first person")))
    weight += 0.75 * (not words.isdisjoint(grammar.words("second person")))
    weight += 1.4 * (not words.isdisjoint(grammar.words("contraction")))
    weight += 0.5 * (not words.isdisjoint(_PRESENT))
    weight += 0.6 * ("!" in words) + 1.0 * ("?" in words)
    weight += 0.4 * (bool(own) and tokens.words[own[0]] in grammar.coordinators)
    weight -= 0.5 * framed + 1.2 * bool(reported)
    weight -= 0.7 * any(word[0].isdigit() for word in words)
    weight -= 0.25 * sum(tokens.is_capital(i) for i in own[1:])
    probability = _probability(weight)
    value = Subjectivity.SUBJECTIVE if weight > 0 else Subjectivity.OBJECTIVE
    return value, max(probability, 1 - probability)


def _probability(weight: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, weight))))


_BIAS = -0.8
_PRESENT = frozenset(("is", "are", "es", "son"))


def _of_evaluation(item: Found) -> float:
    weight = (0.0, 0.6, 0.9, 1.2)[item.entry.strength]
    if item.entry.type in (EvaluationType.STANCE, EvaluationType.LOADED):
        weight += 0.3
    return weight


def _inside(at: int, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(first <= at < end for first, end in ranges)
