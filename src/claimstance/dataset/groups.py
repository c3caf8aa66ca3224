"""Documents that must not be torn apart: one article, one address, nearly the same words."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from claimstance.core.document import Document

_WORD = re.compile(r"\w+")
_WIDTH = 5
_FEW = 8
_STOCK = 10


@dataclass(frozen=True, slots=True)
class Grouping:
    """What makes two documents belong together."""

    overlap: float = 0.5
    """Share of the shorter text's runs of five words that the longer one has too. A text of fewer
    than eight runs must have all of them in common, because stock phrases are that long."""
    article: str | None = None
    """Regular expression on document ids whose first group names the article."""


def group(documents: Sequence[Document], grouping: Grouping | None = None) -> list[list[str]]:
    """Group documents that share an id, an address, an article or most of their words.

    Belonging together is passed on: if a belongs to b and b to c, all three do.

    Returns:
        Ids in sorted order, groups by their first id; whatever the order of ``documents``.
    """
    grouping = grouping or Grouping()
    forest = _Forest(document.id for document in documents)
    for pairs in (_same(documents, grouping.article), _near(documents, grouping.overlap)):
        for one, other in pairs:
            forest.join(one, other)
    found: dict[str, list[str]] = defaultdict(list)
    for id_ in sorted(forest.parent):
        found[forest.root(id_)].append(id_)
    return sorted(found.values())


class _Forest:
    """Disjoint sets of ids."""

    def __init__(self, ids: Iterable[str]) -> None:
        self.parent = {id_: id_ for id_ in ids}

    def root(self, id_: str) -> str:
        while self.parent[id_] != id_:
            self.parent[id_] = self.parent[self.parent[id_]]
            id_ = self.parent[id_]
        return id_

    def join(self, one: str, other: str) -> None:
        self.parent[self.root(one)] = self.root(other)


def _same(documents: Iterable[Document], article: str | None) -> Iterator[tuple[str, str]]:
    first: dict[tuple[str, str], str] = {}
    for document in documents:
        names = [("url", document.url or ""), ("article", str(document.meta.get("article") or ""))]
        if article and (found := re.match(article, document.id)):
            names.append(("article", found.group(1)))
        for name in names:
            if name[1]:
                yield document.id, first.setdefault(name, document.id)


def _near(documents: Iterable[Document], overlap: float) -> Iterator[tuple[str, str]]:
    """Yield pairs of documents whose texts share most runs of words (containment).

    Exact, by an inverted index; equal texts are indexed once. Runs that many different texts hold
    (notices, footers) say nothing about any two of them.
    """
    known: dict[tuple[str, ...], str] = {}
    runs: dict[str, set[tuple[str, ...]]] = {}
    for document in documents:
        words = tuple(_WORD.findall(document.text.lower()))
        if (same := known.setdefault(words, document.id)) != document.id:
            yield document.id, same
        else:
            runs[document.id] = _runs(words)
    counts = Counter(run for found in runs.values() for run in found)
    holders: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for id_, found in runs.items():
        telling = runs[id_] = {run for run in found if counts[run] <= _STOCK}
        common = Counter(other for run in telling for other in holders[run])
        for other, count in common.items():
            smaller = min(len(telling), len(runs[other]))
            if count >= (overlap * smaller if smaller >= _FEW else smaller):
                yield id_, other
        for run in telling:
            holders[run].append(id_)


def _runs(words: tuple[str, ...]) -> set[tuple[str, ...]]:
    return {words[at : at + _WIDTH] for at in range(max(1, len(words) - _WIDTH + 1))}
