"""Phrases looked up word by word, the longest first."""

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

_T = TypeVar("_T")
_STEM = 3


class PhraseTable(Generic[_T]):
    """Phrases of lower-case words with a value each; a word ending in ``*`` is a stem.

    A look-up costs a dictionary access for words that start no phrase.
    """

    def __init__(self, entries: Iterable[tuple[str, _T]] = ()) -> None:
        self._exact: dict[str, list[tuple[tuple[str, ...], bool, _T]]] = {}
        self._stems: dict[str, list[tuple[str, tuple[str, ...], _T]]] = {}
        self.words: frozenset[str] = frozenset()
        """The entries of one word without a star."""
        self.starts: frozenset[str] | None = None
        """The words that entries begin with; None where stems make them countless."""
        for phrase, value in dict(entries).items():
            self._add(phrase.split(), value)
        for listed in self._exact.values():
            listed.sort(key=lambda item: -len(item[0]))
        for stems in self._stems.values():
            stems.sort(key=lambda item: (-len(item[1]), -len(item[0])))
        self.starts = None if self._stems else frozenset(self._exact)
        self.words = frozenset(
            first for first, listed in self._exact.items() if any(not rest for rest, _, _ in listed)
        )

    def _add(self, words: Sequence[str], value: _T) -> None:
        first, rest = words[0], tuple(words[1:])
        if first.endswith("*"):
            stem = first[:-1]
            self._stems.setdefault(stem[:_STEM], []).append((stem, rest, value))
        else:
            starred = any(word.endswith("*") for word in rest)
            self._exact.setdefault(first, []).append((rest, starred, value))

    def match(self, words: Sequence[str], at: int) -> tuple[int, _T] | None:
        """Return how many words from ``at`` on match the longest phrase, and its value."""
        word = words[at]
        listed = self._exact.get(word)
        if listed is not None:
            for rest, starred, value in listed:
                if (
                    not rest
                    or tuple(words[at + 1 : at + 1 + len(rest)]) == rest
                    or (starred and _follows(words, at + 1, rest))
                ):
                    return 1 + len(rest), value
        if not self._stems:
            return None
        for stem, rest, value in self._stems.get(word[:_STEM], ()):
            if word.startswith(stem) and (not rest or _follows(words, at + 1, rest)):
                return 1 + len(rest), value
        return None

    def occurs(self, words: Sequence[str], start: int, end: int) -> bool:
        """Tell whether a phrase lies within the words ``start`` to ``end - 1``."""
        if self.starts is not None and self.starts.isdisjoint(words[start:end]):
            return False
        for at in range(start, end):
            if words[at] in self._exact or self._stems:
                found = self.match(words, at)
                if found is not None and at + found[0] <= end:
                    return True
        return False


def _follows(words: Sequence[str], at: int, rest: tuple[str, ...]) -> bool:
    if at + len(rest) > len(words):
        return False
    return all(
        words[at + i] == word or (word.endswith("*") and words[at + i].startswith(word[:-1]))
        for i, word in enumerate(rest)
    )
