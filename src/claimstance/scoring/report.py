"""Predictions against gold, as numbers and as a list of mistakes."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from claimstance.core.annotation import Annotation
from claimstance.core.layers import ATTRIBUTES, LINKS, MARKED, Layer
from claimstance.scoring.matches import CRITERIA
from claimstance.scoring.mistakes import Mistake, mistakes
from claimstance.scoring.pairs import Pairs, pair
from claimstance.scoring.sums import Estimate, Numbers, Sums, estimate, kappa, ratio
from claimstance.scoring.tally import OTHER_WORDS, WORDS, tally

Confusion: TypeAlias = tuple[tuple[int, ...], ...]
"""Counts, one row for each gold category, one column for each predicted one."""


@dataclass(frozen=True, slots=True)
class Found:
    """Precision, recall and F1, with the counts behind them."""

    matched: int
    predicted: int
    gold: int
    precision: Estimate
    """matched / predicted."""
    recall: Estimate
    """matched / gold."""
    f1: Estimate
    """2 matched / (predicted + gold)."""


@dataclass(frozen=True, slots=True)
class SpanScore:
    """How well the marks of one layer were found."""

    layer: Layer
    criterion: str
    """``exact``, ``half`` (Jaccard index of at least .5), ``any`` (a common character), or
    ``characters`` (counts are characters, not marks)."""
    found: Found


@dataclass(frozen=True, slots=True)
class ValueScore:
    """An attribute or link of matched marks (half overlap), or the subjectivity of sentences."""

    layer: Layer
    name: str
    count: int
    """Matched marks whose gold mark gives a value."""
    accuracy: Estimate
    kappa: Estimate
    """Cohen's kappa; for links of where they lead (``author``, ``other``, ``none`` or to words,
    whichever words they are)."""
    categories: tuple[str, ...]
    """``other words`` are words that share no character with those of the gold link."""
    confusion: Confusion
    end_to_end: Found | None = None
    """For links: right ones over all links of all marks, matched or not."""


@dataclass(frozen=True, slots=True)
class SentenceScore:
    """Subjectivity of sentences."""

    value: ValueScore
    subjective_f1: Estimate
    objective_f1: Estimate
    macro_f1: Estimate
    """Mean of the two F1; undefined where one is."""


@dataclass(frozen=True, slots=True)
class NeutralScore:
    """Neutral texts of matched claims."""

    count: int
    exact: Estimate
    """Share with the same words in the same order, whatever case and punctuation."""
    word_f1: Estimate
    """Mean F1 of words; words count as often as they occur."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Predictions against gold; see `claimstance.scoring.tally` for what counts as right."""

    documents: int
    missing: tuple[str, ...]
    """Gold documents without prediction, scored as empty."""
    extra: tuple[str, ...]
    """Predicted documents without gold, not scored."""
    spans: tuple[SpanScore, ...]
    attributes: tuple[ValueScore, ...]
    links: tuple[ValueScore, ...]
    sentences: SentenceScore | None
    neutral: NeutralScore | None
    mistakes: tuple[Mistake, ...]

    def f1(self, layer: Layer, criterion: str = "half") -> float | None:
        """Return one F1 of spans, None where it is undefined or was not scored."""
        for score in self.spans:
            if (score.layer, score.criterion) == (layer, criterion):
                return score.found.f1.value
        return None


def score(
    predictions: Iterable[Annotation],
    gold: Iterable[Annotation],
    *,
    layers: Collection[Layer] = tuple(Layer),
    draws: int = 0,
    seed: int = 0,
) -> Report:
    """Score predictions against gold, whatever the order of either.

    Args:
        predictions: At most one annotation of each document.
        gold: One annotation of each document.
        layers: What to score; leave out what gold was never annotated for.
        draws: Bootstrap samples (over documents) for 95 % intervals; 0 for none.
        seed: Makes the intervals repeatable.

    Raises:
        ConfigError: If the two sides do not fit together (`claimstance.scoring.pairs.pair`).
    """
    return score_pairs(pair(predictions, gold), layers=layers, draws=draws, seed=seed)


def score_pairs(
    pairs: Pairs, *, layers: Collection[Layer] = tuple(Layer), draws: int = 0, seed: int = 0
) -> Report:
    """Score documents that are paired already; the rest is as in `score`."""
    sums = Sums([tally(one, layers) for one in pairs.pairs], draws=draws, seed=seed)
    marked = [layer for layer in MARKED if layer in layers]
    return Report(
        documents=len(pairs.pairs),
        missing=pairs.missing,
        extra=pairs.extra,
        spans=tuple(
            SpanScore(layer, criterion, _found(sums, "spans", layer, criterion))
            for layer in marked
            for criterion in (*CRITERIA, "characters")
        ),
        attributes=tuple(
            _value(sums, layer, name) for layer in marked for name in ATTRIBUTES.get(layer, ())
        ),
        links=tuple(_links(sums, marked)),
        sentences=_sentences(sums) if Layer.SENTENCES in layers else None,
        neutral=_neutral(sums) if Layer.CLAIMS in layers else None,
        mistakes=tuple(m for one in pairs.pairs for m in mistakes(one, layers)),
    )


def _found(sums: Sums, *key: str) -> Found:
    matched, predicted, gold = (sums.of(*key, n) for n in ("matched", "predicted", "gold"))
    return _rates(matched, predicted, gold)


def _rates(matched: Numbers, predicted: Numbers, gold: Numbers) -> Found:
    return Found(
        int(matched[0]),
        int(predicted[0]),
        int(gold[0]),
        estimate(ratio(matched, predicted)),
        estimate(ratio(matched, gold)),
        estimate(ratio(2 * matched, predicted + gold)),
    )


def _value(sums: Sums, layer: Layer, name: str) -> ValueScore:
    categories, counts = sums.confusion(layer, name)
    total = counts.sum(axis=(1, 2))
    return ValueScore(
        layer=layer,
        name=name,
        count=int(total[0]),
        accuracy=estimate(ratio(counts.trace(axis1=1, axis2=2), total)),
        kappa=estimate(kappa(counts)),
        categories=categories,
        confusion=tuple(tuple(int(n) for n in row) for row in counts[0]),
    )


def _links(sums: Sums, layers: Iterable[Layer]) -> Iterator[ValueScore]:
    for layer in layers:
        for name in LINKS.get(layer, ()):
            found = _value(sums, layer, name)
            yield replace(
                found,
                kappa=estimate(kappa(_kinds(found.categories, sums.confusion(layer, name)[1]))),
                end_to_end=_found(sums, "linked", layer, name),
            )


def _kinds(categories: tuple[str, ...], counts: Numbers) -> Numbers:
    """Return a confusion of links in which words are words, whichever they are."""
    if OTHER_WORDS not in categories:
        return counts
    other, same = categories.index(OTHER_WORDS), categories.index(WORDS)
    merged = counts.copy()
    merged[:, :, same] += merged[:, :, other]
    merged[:, :, other] = 0
    return merged


def _sentences(sums: Sums) -> SentenceScore:
    layer, name = Layer.SENTENCES, "subjectivity"
    f1 = {}
    for label in ("SUBJ", "OBJ"):
        other = "OBJ" if label == "SUBJ" else "SUBJ"
        both = sums.of("pairs", layer, name, label, label)
        wrong = sums.of("pairs", layer, name, label, other)
        wrong = wrong + sums.of("pairs", layer, name, other, label)
        f1[label] = ratio(2 * both, 2 * both + wrong)
    return SentenceScore(
        value=_value(sums, layer, name),
        subjective_f1=estimate(f1["SUBJ"]),
        objective_f1=estimate(f1["OBJ"]),
        macro_f1=estimate((f1["SUBJ"] + f1["OBJ"]) / 2),
    )


def _neutral(sums: Sums) -> NeutralScore:
    count = sums.of("neutral", "count")
    return NeutralScore(
        int(count[0]),
        estimate(ratio(sums.of("neutral", "exact"), count)),
        estimate(ratio(sums.of("neutral", "f1"), count)),
    )
