"""The network's output as marks: thresholds, overlaps, links, attributes, scores.

Marks are chosen by what overlapping candidates say together, see `pooling`; in a layer without a
least pooled probability, a span is taken where its logit passes the layer's threshold and no better
span of its layer rules it out. Claims may nest but neither cross nor repeat each other, evaluations
stand apart.

A link's logit is ``(first + last of the mark) · (first + last of the role) / sqrt(D)``, plus
whatever the role's own logit falls short of its threshold; the best of all roles and the special
candidates is taken. A role that is surely there but that no mark has chosen is given to the mark
that comes closest to choosing it.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from claimstance.core.marks import Subjectivity, Voice
from claimstance.models.span.encoding import TokenPair
from claimstance.models.span.layout import LAYERS, LINKS, SUBJECTIVITY, attribute_slices
from claimstance.models.span.pooling import pool

Array: TypeAlias = NDArray[np.float32]
MARKS = ("claim", "evaluation")
_POOLED_FLOOR = -4.5
"""Spans below this logit add next to nothing to what is pooled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What is chosen on held-out sentences after training."""

    thresholds: Mapping[str, float] = field(default_factory=lambda: dict.fromkeys(LAYERS, 0.0))
    """Smallest logit of a layer's spans."""
    scales: Mapping[str, tuple[float, float]] = field(
        default_factory=lambda: dict.fromkeys(LAYERS, (1.0, 0.0))
    )
    """Slope and offset that turn a span's logit into the logit of a calibrated probability."""
    least: Mapping[str, float] = field(default_factory=dict)
    """Smallest pooled probability of a layer's marks; layers without one go by the threshold."""
    exactness: Mapping[str, float] = field(
        default_factory=lambda: {"claim": 0.6, "evaluation": 0.2}
    )
    """Weight of a span's own probability against that of all that overlap it, in each layer."""
    reach: float = 3.0
    """How far below its threshold a role's span may still be linked to."""
    overlap: float = 0.5
    """Largest Jaccard index, in tokens, of a claim and one inside it."""
    adopt: float = 1.0
    """How far above its threshold a role must be to be given to a mark that did not choose it."""
    subjective: float = 0.5
    """Smallest probability of ``SUBJ``."""
    rating_weight: float = 0.0
    """Share of the rating in the probability of ``SUBJ``; the label's has the rest."""
    worth_temperature: float = 1.0
    """Divides the logits of ``worth``, so that its score is a probability (Guo et al. 2017)."""


@dataclass(slots=True)
class Mark:
    """A claim or evaluation found in a sentence, in tokens."""

    layer: str
    tokens: TokenPair
    score: float
    links: dict[str, TokenPair | Voice | None]
    attributes: dict[str, tuple[int, float]]
    """Attributes with the position of their value and its probability."""


@dataclass(slots=True)
class Found:
    """Everything found in a sentence."""

    marks: list[Mark]
    subjectivity: Subjectivity
    score: float
    """Probability of the subjectivity that was chosen."""


def decode_batch(
    outputs: Mapping[str, Array],
    settings: Settings,
    offsets: Sequence[Sequence[tuple[int, int]]],
) -> list[Found]:
    """Return what is found in each sentence of a batch.

    Args:
        outputs: See `layout` for the shapes.
        settings: Thresholds and the like.
        offsets: Characters of each sentence's tokens.
    """
    spans = outputs["spans"]
    floors = np.array([_floor(layer, settings) for layer in LAYERS], dtype=np.float32)
    where = np.nonzero(spans > floors[None, :, None, None])
    scores = spans[where]
    candidates: list[list[list[tuple[float, int, int]]]] = [
        [[] for _ in LAYERS] for _ in range(len(spans))
    ]
    order = np.argsort(-scores, kind="stable")
    rows = zip(*(axis[order].tolist() for axis in where), scores[order].tolist(), strict=True)
    for sentence, layer, first, last, score in rows:
        candidates[sentence][layer].append((score, first, last))
    probabilities = _subjective(outputs["sentence"], settings)
    return [
        _Sentence(outputs, number, found, settings, offsets[number]).decode(
            float(probabilities[number])
        )
        for number, found in enumerate(candidates)
    ]


def _floor(layer: str, settings: Settings) -> float:
    """Return the logit below which a layer's spans are not looked at."""
    if layer in settings.least:
        return _POOLED_FLOOR
    return settings.thresholds[layer] - (0.0 if layer in MARKS else settings.reach)


def _subjective(logits: Array, settings: Settings) -> Array:
    label = 1 / (1 + np.exp(logits[:, 0] - logits[:, 1]))
    rating = 1 / (1 + np.exp(-logits[:, 2]))
    weight = settings.rating_weight
    mixed: Array = (1 - weight) * label + weight * rating
    return mixed


def _logit(probability: float) -> float:
    clipped = min(max(probability, 1e-3), 1 - 1e-3)
    return math.log(clipped / (1 - clipped))


def _excludes(better: Sequence[int], pair: TokenPair, allowed: float) -> bool:
    """Tell whether a span rules another out: they cross, or one is too much of the other."""
    shared = min(pair[1], better[1]) - max(pair[0], better[0]) + 1
    if shared <= 0:
        return False
    either = max(pair[1], better[1]) - min(pair[0], better[0]) + 1
    shorter = min(pair[1] - pair[0], better[1] - better[0]) + 1
    return shared < shorter or shared > allowed * either


class _Sentence:
    """One sentence of a batch while its marks are put together."""

    def __init__(
        self,
        outputs: Mapping[str, Array],
        number: int,
        candidates: Sequence[Sequence[tuple[float, int, int]]],
        settings: Settings,
        offsets: Sequence[tuple[int, int]],
    ) -> None:
        self.outputs = outputs
        self.offsets = offsets
        self.number = number
        self.settings = settings
        self.candidates = dict(zip(LAYERS, candidates, strict=True))

    def decode(self, subjective: float) -> Found:
        marks = [
            Mark(layer, (first, last), self._probability(layer, score), {}, {})
            for layer in MARKS
            for score, first, last in self._chosen(layer)
        ]
        for layer in MARKS:
            chosen = [mark for mark in marks if mark.layer == layer]
            if chosen:
                self._attach_attributes(layer, chosen)
                for kind, link in enumerate(LINKS):
                    if link.mark == layer:
                        self._attach_links(kind, chosen)
        marks.sort(key=lambda mark: (mark.layer, mark.tokens))
        is_subjective = subjective >= self.settings.subjective
        return Found(
            marks=marks,
            subjectivity=SUBJECTIVITY[is_subjective],
            score=subjective if is_subjective else 1 - subjective,
        )

    def _chosen(self, layer: str) -> list[tuple[float, int, int]]:
        """Return the layer's marks with the logits of their scores."""
        if layer not in self.settings.least:
            return self._distinct(layer)
        found = self.candidates[layer]
        pooled = pool(
            [(first, last) for _, first, last in found],
            [logit for logit, _, _ in found],
            self.offsets,
            least=self.settings.least[layer],
            nested=layer == "claim",
            exactness=self.settings.exactness[layer],
        )
        return [(_logit(probability), *found[number][1:]) for number, probability in pooled]

    def _distinct(self, layer: str) -> list[tuple[float, int, int]]:
        """Return the layer's candidates, best first, without those that repeat a better one."""
        allowed = self.settings.overlap if layer == "claim" else 0.0
        kept: list[tuple[float, int, int]] = []
        for score, first, last in self.candidates[layer]:
            if not any(_excludes(other, (first, last), allowed) for _, *other in kept):
                kept.append((score, first, last))
        return kept

    def _probability(self, layer: str, logit: float) -> float:
        slope, offset = self.settings.scales[layer]
        return float(1 / (1 + np.exp(-(slope * logit + offset))))

    def _attach_attributes(self, layer: str, marks: Sequence[Mark]) -> None:
        terms = self.outputs[f"{layer}s"][self.number]
        for mark in marks:
            first, last = mark.tokens
            logits = terms[first, 0] + terms[last, 1] + terms[first : last + 1, 2].mean(0)
            for name, place in attribute_slices(layer).items():
                temperature = self.settings.worth_temperature if name == "worth" else 1.0
                weights = np.exp((logits[place] - logits[place].max()) / temperature)
                best = int(weights.argmax())
                mark.attributes[name] = (best, float(weights[best] / weights.sum()))

    def _attach_links(self, kind: int, marks: Sequence[Mark]) -> None:
        link = LINKS[kind]
        roles = self.candidates[link.role]
        tokens = self.outputs["marks"][self.number, :, kind]
        firsts, lasts = (np.array([mark.tokens[end] for mark in marks]) for end in (0, 1))
        query = tokens[firsts, 0] + tokens[lasts, 1]
        keys = [self.outputs["special"][kind, : len(link.special)]]
        threshold = self.settings.thresholds[link.role]
        short = np.zeros(len(link.special) + len(roles), dtype=np.float32)
        if roles:
            ends = self.outputs["roles"][self.number, :, kind]
            first_tokens = np.array([first for _, first, _ in roles])
            last_tokens = np.array([last for _, _, last in roles])
            keys.append(ends[first_tokens, 0] + ends[last_tokens, 1])
            logits = np.array([role[0] for role in roles], dtype=np.float32)
            short[len(link.special) :] = np.minimum(logits - threshold, 0)
        logits = query @ np.concatenate(keys).T / np.sqrt(query.shape[1]) + short
        chosen = logits.argmax(1)
        self._adopt(kind, logits, chosen)
        for mark, choice in zip(marks, chosen.tolist(), strict=True):
            position = choice - len(link.special)
            value = link.special[choice] if position < 0 else roles[position][1:]
            mark.links[link.role] = value

    def _adopt(self, kind: int, logits: Array, chosen: NDArray[np.intp]) -> None:
        """Give roles that are surely there, but were not chosen, to a mark without one."""
        link = LINKS[kind]
        special = len(link.special)
        least = self.settings.thresholds[link.role] + self.settings.adopt
        free = np.flatnonzero(chosen < special)
        for score, first, last in self._distinct(link.role):
            if score < least or not len(free):
                return
            position = special + self.candidates[link.role].index((score, first, last))
            if self._is_taken(link.role, first, last, chosen[chosen >= special] - special):
                continue
            gaps = logits[free].max(1) - logits[free, position]
            nearest = int(gaps.argmin())
            if gaps[nearest] < self.settings.adopt:
                chosen[free[nearest]] = position
                free = np.delete(free, nearest)

    def _is_taken(self, role: str, first: int, last: int, taken: NDArray[np.intp]) -> bool:
        spans: list[Any] = [self.candidates[role][position] for position in taken.tolist()]
        return any(other[1] <= last and first <= other[2] for other in spans)
