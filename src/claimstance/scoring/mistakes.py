"""Where prediction and gold differ, one by one, each with its sentence."""

from bisect import bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from claimstance.core.layers import ATTRIBUTES, LINKS, MARKED, Layer, LayerMark, Link, link_label
from claimstance.core.marks import Claim
from claimstance.core.matching import HALF, Extent
from claimstance.core.rounds import Item
from claimstance.core.span import Span
from claimstance.scoring.matches import Group, groups
from claimstance.scoring.pairs import Pair
from claimstance.scoring.tally import links_agree, sentence_labels, words


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """One difference between a prediction and gold."""

    document: str
    sentence: Span
    """Of the gold annotation, or a line of the text where it has none."""
    layer: Layer
    kind: str
    """``missed``, ``spurious``, ``extent``, or the attribute or link that differs."""
    gold: str | None
    """The marked words, or the value; None for a spurious mark."""
    predicted: str | None
    """The marked words, or the value; None for a missed mark."""
    mark: str
    """The words of the mark: of the gold one, unless it is spurious."""
    text: str
    """The sentence's words."""


def mistakes(pair: Pair, layers: Collection[Layer] = tuple(Layer)) -> tuple[Mistake, ...]:
    """Return the mistakes of one document in text order.

    Marks that do not match with at least half overlap are missed or spurious; of those that match,
    other extents, attributes, links and neutral texts are named.
    """
    found = _Finder(pair)
    made: list[Mistake] = []
    for layer in MARKED:
        if layer in layers:
            made += [m for group in groups(pair, layer) for m in found.in_group(group)]
    if Layer.SENTENCES in layers:
        for sentence, label in sentence_labels(pair):
            right = str(sentence.subjectivity)
            if right != label:
                mark = LayerMark(Layer.SENTENCES, (sentence.span,), sentence)
                made.append(found.mistake(mark, "subjectivity", right, label))
    order = {layer: number for number, layer in enumerate(Layer)}
    return tuple(sorted(made, key=lambda m: (m.sentence, order[m.layer])))


class _Finder:
    def __init__(self, pair: Pair) -> None:
        self.document = pair.gold.document
        item = Item(self.document, (pair.gold,))
        self.sentences = [sentence.span for sentence in item.sentences()]
        self.starts = [span.start for span in self.sentences]

    def in_group(self, group: Group) -> Iterator[Mistake]:
        matched = group.matches(HALF)
        predicted = {id(mark) for mark, _ in matched}
        gold = {id(mark) for _, mark in matched}
        for mark in group.gold:
            if id(mark) not in gold:
                yield self.mistake(mark, "missed", self.said(mark.extent), None)
        for mark in group.predicted:
            if id(mark) not in predicted:
                yield self.mistake(mark, "spurious", None, self.said(mark.extent))
        for guess, right in matched:
            for kind, expected, given in self.differences(guess, right):
                yield self.mistake(right, kind, expected, given)

    def differences(self, guess: LayerMark, right: LayerMark) -> Iterator[tuple[str, str, str]]:
        if guess.extent != right.extent:
            yield "extent", self.said(right.extent), self.said(guess.extent)
        for name in ATTRIBUTES.get(right.layer, ()):
            expected, given = right.attribute(name), guess.attribute(name)
            if expected is not None and expected != given:
                yield name, expected, given or "none"
        for name in LINKS.get(right.layer, ()):
            if not links_agree(guess.link(name), right.link(name)):
                yield name, self.linked(right.link(name)), self.linked(guess.link(name))
        if isinstance(guess.mark, Claim) and isinstance(right.mark, Claim):
            expected, given = right.mark.neutral, guess.mark.neutral
            if expected and words(expected) != words(given):
                yield "neutral", expected, given or "none"

    def mistake(
        self, mark: LayerMark, kind: str, gold: str | None, predicted: str | None
    ) -> Mistake:
        number = max(0, bisect_right(self.starts, mark.start) - 1)
        span = self.sentences[number]
        text = span.of(self.document.text)
        words = self.said(mark.extent)
        return Mistake(self.document.id, span, mark.layer, kind, gold, predicted, words, text)

    def said(self, extent: Extent) -> str:
        return " … ".join(span.of(self.document.text) for span in extent)

    def linked(self, link: Link) -> str:
        return link.of(self.document.text) if isinstance(link, Span) else link_label(link)
