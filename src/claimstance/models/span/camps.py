"""Names of camps that writers pin on others: "neoliberal", "radical".

The scheme and the annotators mark them as loaded, but each is too rare for the network to have
learned. Words that are as often plain names of a place among parties ("conservative", "leftist")
are left to it.
"""

from collections.abc import Sequence

from claimstance.core.marks import Evaluation, EvaluationType, Polarity, Voice
from claimstance.core.span import Span
from claimstance.grammar.classes import Grammar
from claimstance.grammar.nounphrases import phrase_after
from claimstance.grammar.tokens import Tokens

CAMPS = frozenset(
    (
        *("authoritarian", "extremist", "populist", "radical"),
        *("neoliberal", "neo-liberal", "neoconservative"),
        *("ultraliberal", "ultra-liberal", "ultraconservative", "ultra-conservative"),
    )
)
_SCORE = 0.5


def camp_evaluations(
    tokens: Tokens, grammar: Grammar, evaluations: Sequence[Evaluation]
) -> list[Evaluation]:
    """Return evaluations of the author's for camps before a noun that no evaluation covers yet."""
    found = []
    for at, word in enumerate(tokens.words):
        if word not in CAMPS or tokens.is_capital(at):
            continue
        span = tokens.span(at, at + 1)
        target = _target(tokens, grammar, at)
        if target is None or any(e.span.overlaps(span) for e in evaluations):
            continue
        found.append(
            Evaluation(
                id="e0",
                span=span,
                type=EvaluationType.LOADED,
                polarity=Polarity.NEGATIVE,
                strength=1,
                holder=Voice.AUTHOR,
                target=target,
                score=_SCORE,
            )
        )
    return found


def _target(tokens: Tokens, grammar: Grammar, at: int) -> Span | None:
    """Return the noun behind an adjective, if there is one."""
    phrase = phrase_after(tokens, at + 1, len(tokens), grammar)
    if phrase is None or phrase[0] != at + 1 or tokens.words[at + 1] in grammar.function:
        return None
    return tokens.span(*phrase)
