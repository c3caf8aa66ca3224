"""Deciding without a person: by majority, or by estimated reliability. Both may abstain."""

import math
from collections.abc import Mapping
from itertools import chain

from claimstance.adjudication.decisions import Decision
from claimstance.core.disagreements import EXTENT, Disagreement, decisions_on, questions
from claimstance.core.rounds import Round

ROUNDS = 20
"""Passes of the estimation; it settles after a few."""


def majority(round_: Round) -> dict[str, Decision]:
    """Decide for the answer that more than half of those who answered gave; else abstain."""
    decided = {}
    for item in round_.items:
        for disagreement in (d for q in questions(item) for d in q.disagreements):
            counts = [len(option.annotators) for option in disagreement.options]
            if 2 * counts[0] > sum(counts):
                value = disagreement.options[0].value
                decided[disagreement.id] = Decision(id=disagreement.id, value=value, by="majority")
    return decided


def reliability(round_: Round) -> dict[str, float]:
    """Estimate how often each annotator gives the right answer, from 0 to 1.

    The one-coin model of Dawid & Skene (1979), Maximum likelihood estimation of observer
    error-rates using the EM algorithm: an annotator is right with one probability on every
    question, and wrong answers are equally likely. Questions that all answered alike count as
    right; every estimate starts from, and is drawn towards, one right and one wrong answer.
    """
    asked, agreed = _evidence(round_)
    accuracy = dict.fromkeys(round_.annotators, 0.7)
    for _ in range(ROUNDS):
        right = {name: 1.0 + agreed[name] for name in accuracy}
        total = {name: 2.0 + agreed[name] for name in accuracy}
        for disagreement in asked:
            for option, share in zip(
                disagreement.options, posterior(disagreement, accuracy), strict=True
            ):
                for name in option.annotators:
                    right[name] += share
                    total[name] += 1
        accuracy = {name: right[name] / total[name] for name in accuracy}
    return accuracy


def _evidence(round_: Round) -> tuple[list[Disagreement], dict[str, int]]:
    """Return all disagreements, and how many questions each annotator answered like the others."""
    asked: list[Disagreement] = []
    agreed = dict.fromkeys(round_.annotators, 0)
    for item in round_.items:
        for question in questions(item):
            asked += question.disagreements
            if len(question.unit.marks) < 2:
                continue
            open_ = {d.decision for d in question.disagreements}
            same = len({EXTENT, *decisions_on(question.layer)} - open_)
            for name in question.unit.marks:
                agreed[name] += same
    return asked, agreed


def posterior(disagreement: Disagreement, accuracy: Mapping[str, float]) -> tuple[float, ...]:
    """Return the probability of each option, given how reliable its annotators are."""
    others = max(1, len(disagreement.options) - 1)
    names = list(chain.from_iterable(option.annotators for option in disagreement.options))
    logs = [
        sum(
            math.log(accuracy[n] if n in option.annotators else (1 - accuracy[n]) / others)
            for n in names
        )
        for option in disagreement.options
    ]
    weights = [math.exp(log - max(logs)) for log in logs]
    return tuple(weight / sum(weights) for weight in weights)


def weighted(round_: Round, *, at_least: float = 0.8) -> dict[str, Decision]:
    """Decide for the most probable answer where its probability reaches ``at_least``."""
    accuracy = reliability(round_)
    decided = {}
    for item in round_.items:
        for disagreement in (d for q in questions(item) for d in q.disagreements):
            shares = posterior(disagreement, accuracy)
            if max(shares) >= at_least:
                value = disagreement.options[shares.index(max(shares))].value
                decided[disagreement.id] = Decision(
                    id=disagreement.id,
                    value=value,
                    by="reliability",
                    note=f"probability {max(shares):.2f}",
                )
    return decided
