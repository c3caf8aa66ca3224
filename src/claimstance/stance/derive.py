"""Stances: what follows from who judges what, and how strongly.

A stance is never annotated; it is derived from the polarities and strengths of one holder's
evaluations of one target and of its other mentions in the document.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from claimstance.core.annotation import Annotation
from claimstance.core.marks import Attitude, Evaluation, Holder, Polarity, Stance, Voice
from claimstance.core.span import Span
from claimstance.stance.mentions import Mentions

BALANCE = 0.25
"""Below this share of the net weight, praise and blame count as balanced: ``none``."""
_SIGN = {Polarity.POSITIVE: 1, Polarity.NEGATIVE: -1}


def derive_stances(annotation: Annotation) -> tuple[Stance, ...]:
    """Return the stances of each holder towards each target, in the order of their evidence.

    Mentions of one target are grouped, and so are mentions of one holder; ``author`` and
    ``other`` are holders like any. Evaluations without a target say nothing about a stance. The
    result does not depend on the order in which the evaluations are given.
    """
    judged = sorted(
        (e for e in annotation.evaluations if e.target is not None),
        key=lambda e: (e.span, e.id),
    )
    mentions = Mentions.of(annotation)
    groups: dict[tuple[Holder, Span], list[Evaluation]] = defaultdict(list)
    for evaluation in judged:
        if evaluation.target is not None:
            holder = evaluation.holder
            first = holder if isinstance(holder, Voice) else mentions.first(holder)
            groups[first, mentions.first(evaluation.target)].append(evaluation)
    return tuple(
        _stance(holder, target, evidence, mentions) for (holder, target), evidence in groups.items()
    )


def with_stances(annotation: Annotation) -> Annotation:
    """Return ``annotation`` with the stances that follow from its evaluations."""
    return replace(annotation, stances=derive_stances(annotation))


def _stance(
    holder: Holder, target: Span, evidence: Sequence[Evaluation], mentions: Mentions
) -> Stance:
    attitude, score = weigh(evidence)
    return Stance(
        holder=holder if isinstance(holder, Voice) else mentions.fullest(holder),
        target=mentions.name(target),
        targets=tuple(sorted({e.target for e in evidence if e.target is not None})),
        stance=attitude,
        score=round(score, 4),
        evidence=tuple(e.id for e in evidence),
    )


def weigh(evidence: Iterable[Evaluation]) -> tuple[Attitude, float]:
    """Return the attitude that evaluations of one target amount to, and its score.

    With ``p`` and ``n`` the summed strengths of the positive and of the negative ones, the share
    ``|p - n| / (p + n)`` tells how much they agree, and ``1 - 0.5 ** (p + n)`` how much there is;
    the score is their product, times the mean score of the evaluations where they have one. A
    single faint evaluation thus scores .5, a clear one .75, both together .875. Neutral ones
    alone give ``none``.
    """
    found = list(evidence)
    signed = [_SIGN.get(e.polarity, 0) * (e.strength or 1) for e in found if e.polarity]
    total, net = sum(map(abs, signed)), sum(signed)
    certainty = _mean([e.score for e in found if e.score is not None])
    if not total:
        return Attitude.NONE, certainty * (1 - 0.5 ** len(found))
    share = abs(net) / total
    amount = 1 - 0.5**total
    if share < BALANCE:
        return Attitude.NONE, certainty * (1 - share) * amount
    return (Attitude.FAVOR if net > 0 else Attitude.AGAINST), certainty * share * amount


def _mean(scores: Sequence[float]) -> float:
    return sum(scores) / len(scores) if scores else 1.0
