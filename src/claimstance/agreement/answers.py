"""What annotators answered to one question, as whole numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Integers: TypeAlias = NDArray[np.int64]
MISSING = -1
"""Code of an annotator who did not see the item or gave no answer."""


@dataclass(frozen=True, slots=True)
class Answers:
    """One row for each item, one column for each annotator.

    Codes below ``len(categories)`` are categories. Codes from there on are private: they mean
    something within one document only, such as "the words at 22", and are equal if the answers
    are.
    """

    categories: tuple[str, ...]
    codes: Integers
    """Items by annotators; `MISSING` where there is no answer."""
    documents: Integers
    """Index of the document of each item."""
    size: int
    """Number of documents, those without an item included."""

    def only(self, columns: Sequence[int]) -> "Answers":
        """Return the answers of some annotators."""
        codes = self.codes[:, list(columns)]
        return Answers(self.categories, codes, self.documents, self.size)


@dataclass(slots=True)
class AnswerSheet:
    """Collects the answers to one question, item by item."""

    categories: tuple[str, ...]
    annotators: tuple[str, ...]
    rows: list[list[int]] = field(default_factory=list)
    documents: list[int] = field(default_factory=list)
    _codes: dict[object, int] = field(default_factory=dict)
    _columns: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._codes = {category: code for code, category in enumerate(self.categories)}
        self._columns = {name: column for column, name in enumerate(self.annotators)}

    def add(self, document: int, answers: Mapping[str, object]) -> None:
        """Add one item.

        Args:
            document: Index of its document.
            answers: Annotator to category, to a private answer (any other hashable), or to None
                for no answer.
        """
        row = [MISSING] * len(self.annotators)
        for name, answer in answers.items():
            if answer is not None:
                key = answer if answer in self._codes else (document, answer)
                row[self._columns[name]] = self._codes.setdefault(key, len(self._codes))
        self.rows.append(row)
        self.documents.append(document)

    def answers(self, size: int) -> Answers:
        """Return what was collected; ``size`` is the number of documents."""
        codes = np.array(self.rows, dtype=np.int64).reshape(-1, len(self.annotators))
        documents = np.array(self.documents, dtype=np.int64)
        return Answers(self.categories, codes, documents, size)
