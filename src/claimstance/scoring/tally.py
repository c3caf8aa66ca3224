"""What is counted in one document; every score is a formula on sums of these counts.

Definitions:

* A mark is found where it is matched one-to-one with a gold mark of its layer, best overlap first
  (`claimstance.core.matching.match`). Characters count once, however many marks cover them.
* Attributes and links are judged on half-overlap matches. An attribute that gold leaves open is
  not asked. Two links to words agree if the words share a character.
* End to end, a link is right if its mark is matched and the link agrees; links to nothing (no cue,
  no target) are not counted.
* A gold sentence takes the label of the predicted sentence that shares the most characters with
  it, and ``OBJ`` where there is none or it has no label (the scheme's "OBJ otherwise").
* Neutral texts are compared as lower-case words, on half-overlap matches with a gold text.
"""

import re
from collections import Counter
from collections.abc import Collection
from typing import TypeAlias

from claimstance.core.layers import ATTRIBUTES, LINKS, MARKED, Layer, LayerMark, Link, link_label
from claimstance.core.marks import Claim, Sentence, Subjectivity
from claimstance.core.matching import HALF
from claimstance.core.span import Span
from claimstance.scoring.matches import CRITERIA, Group, groups
from claimstance.scoring.pairs import Pair

Key: TypeAlias = tuple[str, ...]
Tally: TypeAlias = Counter[Key]

WORDS = "words"
"""A link that leads to words (`claimstance.core.layers.link_label`)."""
OTHER_WORDS = "other words"
"""A predicted link to words that share no character with those of the gold link."""
_WORD = re.compile(r"\w+")


def tally(pair: Pair, layers: Collection[Layer] = tuple(Layer)) -> Tally:
    """Count everything in one document.

    Returns:
        Counts under ``("spans", layer, criterion, matched|predicted|gold)``,
        ``("pairs", layer, attribute or link, gold value, predicted value)``,
        ``("linked", layer, link, matched|predicted|gold)`` and
        ``("neutral", count|exact|f1)``; sentences are pairs too.
    """
    found: Tally = Counter()
    for layer in MARKED:
        if layer in layers:
            _count_layer(pair, layer, found)
    if Layer.SENTENCES in layers:
        for gold, label in sentence_labels(pair):
            found["pairs", Layer.SENTENCES, "subjectivity", str(gold.subjectivity), label] += 1
    return found


def sentence_labels(pair: Pair) -> list[tuple[Sentence, str]]:
    """Return the gold sentences that have a label, each with the label predicted for it."""
    return [(s, _label(pair, s.span)) for s in pair.gold.sentences if s.subjectivity is not None]


def _label(pair: Pair, span: Span) -> str:
    def common(other: Sentence) -> int:
        return max(0, min(span.end, other.span.end) - max(span.start, other.span.start))

    best = max(pair.predicted.sentences, key=common, default=None)
    if best is None or not common(best):
        return Subjectivity.OBJECTIVE.value
    return (best.subjectivity or Subjectivity.OBJECTIVE).value


def links_agree(predicted: Link, gold: Link) -> bool:
    """Tell whether two links lead to the same: a common character, or the same voice or none."""
    if isinstance(predicted, Span) and isinstance(gold, Span):
        return predicted.overlaps(gold)
    return predicted == gold


def words(text: str | None) -> list[str]:
    """Return the lower-case words of a text."""
    return _WORD.findall((text or "").lower())


def word_f1(predicted: list[str], gold: list[str]) -> float:
    """Return twice the common words (as often as both have them) over the words of both."""
    common = (Counter(predicted) & Counter(gold)).total()
    return 2 * common / (len(predicted) + len(gold))


def _count_layer(pair: Pair, layer: Layer, found: Tally) -> None:
    for group in groups(pair, layer):
        sizes = len(group.predicted), len(group.gold)
        for criterion, at_least in CRITERIA.items():
            matched = len(group.matches(at_least))
            _add(found, ("spans", layer, criterion), (matched, *sizes))
        _add(found, ("spans", layer, "characters"), group.characters())
        if layer in LINKS:
            _count_values(layer, group, found)


def _count_values(layer: Layer, group: Group, found: Tally) -> None:
    for name in LINKS[layer]:
        predicted, gold = _linked(group.predicted, name), _linked(group.gold, name)
        _add(found, ("linked", layer, name), (0, predicted, gold))
    for guess, right in group.matches(HALF):
        for name in ATTRIBUTES[layer]:
            if (value := right.attribute(name)) is not None:
                given = guess.attribute(name) or "none"
                found["pairs", layer, name, value, given] += 1
        for name in LINKS[layer]:
            _count_link(layer, name, guess.link(name), right.link(name), found)
        _count_neutral(guess, right, found)


def _linked(marks: tuple[LayerMark, ...], name: str) -> int:
    return sum(mark.link(name) is not None for mark in marks)


def _count_link(layer: Layer, name: str, predicted: Link, gold: Link, found: Tally) -> None:
    agreeing = links_agree(predicted, gold)
    guess = link_label(predicted)
    if guess == link_label(gold) == WORDS and not agreeing:
        guess = OTHER_WORDS
    found["pairs", layer, name, link_label(gold), guess] += 1
    found["linked", layer, name, "matched"] += agreeing and gold is not None


def _count_neutral(predicted: LayerMark, gold: LayerMark, found: Tally) -> None:
    if not isinstance(predicted.mark, Claim) or not isinstance(gold.mark, Claim):
        return
    if right := words(gold.mark.neutral):
        guess = words(predicted.mark.neutral)
        found["neutral", "count"] += 1
        found["neutral", "exact"] += guess == right
        found["neutral", "f1"] += word_f1(guess, right)  # type: ignore[assignment]


def _add(found: Tally, key: Key, numbers: tuple[int, int, int]) -> None:
    for name, number in zip(("matched", "predicted", "gold"), numbers, strict=True):
        found[*key, name] += number
