"""What is chosen after training on held-out sentences: thresholds and calibration."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

import numpy as np
from tokenizers import Encoding

from claimstance.core.annotation import Annotation
from claimstance.core.marks import Sentence
from claimstance.core.matching import HALF, Extent, match
from claimstance.core.span import Span
from claimstance.models.span.decoding import MARKS, Array, Found, Settings, decode_batch
from claimstance.models.span.encoding import TokenPair
from claimstance.models.span.layout import LAYERS, SUBJECTIVITY, WORTH

_GRID = tuple(np.arange(-3.5, 2.51, 0.25).tolist())
_TEMPERATURES = tuple(np.arange(0.5, 8.01, 0.25).tolist())
_LEAST = (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5)


class Network(Protocol):
    """What runs batches of encoded sentences: a `SpanModel` or several together."""

    def run(self, encodings: Sequence[Encoding]) -> Mapping[str, Any]:
        """Return the outputs of `claimstance.models.span.layout`."""
        ...


@dataclass(frozen=True, slots=True)
class Held:
    """A held-out sentence with the network's answer, cut to its own tokens."""

    offsets: Sequence[tuple[int, int]]
    outputs: Mapping[str, Array]
    gold: Mapping[str, tuple[Extent, ...]]
    """True spans of each layer, in characters of the sentence."""
    subjective: int | None
    worth: Mapping[Extent, bool] = field(default_factory=dict)
    """Whether claims are worth checking, where that is known."""


def hold(annotations: Iterable[Annotation], tokenizer: Any, network: Network) -> list[Held]:
    """Run the network on the sentences of annotated documents and keep its answers."""
    held = []
    for annotation in annotations:
        for sentence in annotation.sentences:
            encoding = tokenizer.encode(sentence.span.of(annotation.document.text))
            outputs = network.run([encoding])
            label = sentence.subjectivity
            held.append(
                Held(
                    encoding.offsets,
                    outputs,
                    _gold(annotation, sentence),
                    None if label is None else SUBJECTIVITY.index(label),
                    _worth(annotation, sentence),
                )
            )
    return held


def _gold(annotation: Annotation, sentence: Sentence) -> dict[str, tuple[Extent, ...]]:
    start = sentence.span.start
    claims = annotation.claims_in(sentence.span)
    evaluations = annotation.evaluations_in(sentence.span)
    found: dict[str, set[Extent]] = {layer: set() for layer in LAYERS}
    for claim in claims:
        found["claim"].add(tuple(span.shift(-start) for span in claim.spans))
        _put(found["cue"], claim.cue, start)
        _put(found["holder"], claim.holder, start)
    for evaluation in evaluations:
        _put(found["evaluation"], evaluation.span, start)
        _put(found["holder"], evaluation.holder, start)
        _put(found["target"], evaluation.target, start)
    return {layer: tuple(sorted(extents)) for layer, extents in found.items()}


def _worth(annotation: Annotation, sentence: Sentence) -> dict[Extent, bool]:
    start = sentence.span.start
    return {
        tuple(span.shift(-start) for span in claim.spans): claim.worth
        for claim in annotation.claims_in(sentence.span)
        if claim.worth is not None
    }


def _put(extents: set[Extent], span: object, start: int) -> None:
    if isinstance(span, Span) and span.start >= start:
        extents.add((span.shift(-start),))


def found_spans(found: Found, offsets: Sequence[tuple[int, int]]) -> dict[str, tuple[Extent, ...]]:
    """Return the spans of each layer in what was found, each once."""
    spans: dict[str, set[Extent]] = {layer: set() for layer in LAYERS}
    for mark in found.marks:
        spans[mark.layer].add(_place(mark.tokens, offsets))
        for role, value in mark.links.items():
            if isinstance(value, tuple):
                spans[role].add(_place(value, offsets))
    return {layer: tuple(sorted(extents)) for layer, extents in spans.items()}


def _place(tokens: TokenPair, offsets: Sequence[tuple[int, int]]) -> Extent:
    return (Span(offsets[tokens[0]][0], offsets[tokens[1]][1]),)


def half_overlap_f1(held: Sequence[Held], settings: Settings) -> dict[str, float]:
    """Return each layer's F1 at half overlap over all held-out sentences."""
    counts = {layer: [0, 0, 0] for layer in LAYERS}
    for sentence in held:
        [found] = decode_batch(sentence.outputs, settings, [sentence.offsets])
        spans = found_spans(found, sentence.offsets)
        for layer, count in counts.items():
            gold = sentence.gold[layer]
            count[0] += len(match(spans[layer], gold, at_least=HALF))
            count[1] += len(spans[layer])
            count[2] += len(gold)
    return {layer: 2 * both / max(1, a + b) for layer, (both, a, b) in counts.items()}


def macro_f1(truth: Sequence[int], found: Sequence[int]) -> float:
    """Return the mean of the F1 of classes 0 and 1."""
    scores = []
    for label in (0, 1):
        both = sum(a == b == label for a, b in zip(truth, found, strict=True))
        total = truth.count(label) + found.count(label)
        scores.append(2 * both / total if total else 0.0)
    return sum(scores) / 2


def tune(held: Sequence[Held]) -> Settings:
    """Choose thresholds, how roles are adopted, the label's threshold, and calibrate scores."""
    settings = Settings()
    for layer in LAYERS:
        settings = _best(
            held,
            layer,
            [replace(settings, thresholds={**settings.thresholds, layer: v}) for v in _GRID],
        )
    nesting = [
        replace(settings, overlap=overlap, thresholds={**settings.thresholds, "claim": value})
        for overlap in (0.2, 0.3, 0.4, 0.5)
        for value in _GRID
    ]
    settings = _best(held, "claim", nesting)
    for layer in MARKS:
        pooled = [replace(settings, least={**settings.least, layer: v}) for v in _LEAST]
        settings = _best(held, layer, pooled)
    adopting = [replace(settings, adopt=value) for value in (0.5, 1.0, 2.0, 3.0, 99.0)]
    settings = _best(held, "cue", adopting)
    reaching = [replace(settings, reach=value) for value in (1.0, 2.0, 3.0, 5.0)]
    settings = _best(held, "target", reaching)
    settings = replace(settings, scales=_calibrate(held, settings))
    settings = replace(settings, worth_temperature=worth_temperature(held, settings))
    return _tune_subjectivity(held, settings)


def _best(held: Sequence[Held], layer: str, choices: Sequence[Settings]) -> Settings:
    """Return the choice with the best F1 of a layer; neighbours are averaged against chance."""
    scores = [half_overlap_f1(held, choice)[layer] for choice in choices]
    padded = [scores[0], *scores, scores[-1]]
    smooth = [sum(padded[n : n + 3]) / 3 + scores[n] / 3 for n in range(len(scores))]
    return choices[int(np.argmax(smooth))]


def _calibrate(held: Sequence[Held], settings: Settings) -> dict[str, tuple[float, float]]:
    """Fit slope and offset of each layer so that scores are probabilities (Platt 1999)."""
    plain = replace(settings, scales=dict.fromkeys(LAYERS, (1.0, 0.0)))
    pairs: dict[str, list[tuple[float, bool]]] = {"claim": [], "evaluation": []}
    for sentence in held:
        [found] = decode_batch(sentence.outputs, plain, [sentence.offsets])
        for layer, known in pairs.items():
            marks = [mark for mark in found.marks if mark.layer == layer]
            spans = [_place(mark.tokens, sentence.offsets) for mark in marks]
            right = {pair.left for pair in match(spans, sentence.gold[layer], at_least=HALF)}
            for number, mark in enumerate(marks):
                logit = float(np.log(mark.score / (1 - mark.score + 1e-9) + 1e-9))
                known.append((logit, number in right))
    scales = dict(settings.scales)
    for layer, known in pairs.items():
        if len({right for _, right in known}) > 1:
            scales[layer] = _logistic([x for x, _ in known], [right for _, right in known])
    return scales


def worth_temperature(held: Sequence[Held], settings: Settings) -> float:
    """Return the temperature that makes ``worth`` likeliest on claims found half right."""
    plain = replace(settings, worth_temperature=1.0)
    known = []
    for sentence in held:
        [found] = decode_batch(sentence.outputs, plain, [sentence.offsets])
        marks = [mark for mark in found.marks if mark.layer == "claim"]
        spans = [_place(mark.tokens, sentence.offsets) for mark in marks]
        truth = list(sentence.worth)
        for pair in match(spans, truth, at_least=HALF):
            value, probability = marks[pair.left].attributes["worth"]
            logit = math.log((probability + 1e-9) / (1 - probability + 1e-9))
            right = WORTH[value] == sentence.worth[truth[pair.right]]
            known.append(logit if right else -logit)
    if not known:
        return 1.0
    values = np.asarray(known)
    losses = [float(np.log1p(np.exp(-values / t)).mean()) for t in _TEMPERATURES]
    best: float = _TEMPERATURES[int(np.argmin(losses))]
    return best


def _logistic(values: Sequence[float], labels: Sequence[bool]) -> tuple[float, float]:
    """Fit a one-variable logistic regression by Newton's method, lightly regularised."""
    x = np.column_stack([values, np.ones(len(values))])
    y = np.asarray(labels, dtype=float)
    weights = np.zeros(2)
    for _ in range(25):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (p - y) + 1e-3 * weights
        hessian = (x * (p * (1 - p))[:, None]).T @ x + 1e-3 * np.eye(2)
        weights = weights - np.linalg.solve(hessian, gradient)
    return float(weights[0]), float(weights[1])


def _tune_subjectivity(held: Sequence[Held], settings: Settings) -> Settings:
    labelled = [sentence for sentence in held if sentence.subjective is not None]
    if not labelled:
        return settings
    truth = [int(sentence.subjective or 0) for sentence in labelled]
    best = (0.0, settings)
    for choice in _subjectivity_choices(settings):
        found = [int(is_subjective(sentence, choice)) for sentence in labelled]
        best = max(best, (macro_f1(truth, found), choice), key=lambda pair: pair[0])
    return best[1]


def _subjectivity_choices(settings: Settings) -> Iterator[Settings]:
    for weight in (0.5, 0.3, 0.7, 0.0, 1.0):
        for threshold in (0.5, 0.45, 0.55, 0.4, 0.35, 0.3, 0.6):
            yield replace(settings, rating_weight=weight, subjective=threshold)


def is_subjective(sentence: Held, settings: Settings) -> bool:
    """Tell whether ``SUBJ`` is chosen for a held-out sentence."""
    [found] = decode_batch(sentence.outputs, settings, [sentence.offsets])
    return bool(SUBJECTIVITY.index(found.subjectivity))
