"""The sentences behind each figure, kept once, however many figures they are behind."""

import json
from typing import Any

from claimstance.report.corpus.facts import Facts


class Evidence:
    """Collects the sentences that figures rest on.

    Args:
        facts: The corpus.
        limit: Sentences kept for one figure at most; the figure says how many there are.
    """

    def __init__(self, facts: Facts, limit: int) -> None:
        self.facts = facts
        self.limit = limit
        self._lists: list[tuple[str, int, list[tuple[int, str]]]] = []
        self._sentences: dict[int, int] = {}

    def of(self, heading: str, table: str, where: str, *values: object, order: str = "t.id") -> str:
        """Keep the marks of a table that a condition selects; return the link to them.

        Args:
            heading: What the figure says, shown above its sentences.
            table: ``claim``, ``evaluation`` or ``sentence``.
            where: A condition in SQL on the table ``t`` and its ``article``.
            values: For the question marks in ``where``.
            order: Which marks come first, in SQL.
        """
        columns = "t.id, ''" if table == "sentence" else "sentence, mark"
        placed = "1" if table == "sentence" else "sentence"
        source = (
            f"FROM {table} t JOIN article ON article.id = t.article WHERE {placed} AND ({where})"
        )
        total = self.facts.count(f"SELECT COUNT(*) {source}", *values)
        marks = self.facts.ask(
            f"SELECT {columns} {source} ORDER BY {order}, t.id LIMIT ?", *values, self.limit
        )
        for sentence, _ in marks:
            self._sentences.setdefault(sentence, len(self._sentences))
        self._lists.append((heading, total, [(sentence, mark) for sentence, mark in marks]))
        return f"#k{len(self._lists)}"

    def to_json(self) -> str:
        """Return everything for the page's script, safe inside an HTML script element."""
        rows = [self._sentence(id_) for id_ in self._sentences]
        articles = {row[0]: number for number, row in enumerate({r[0]: r for r in rows}.values())}
        data = {
            "lists": [
                [heading, total, [[self._sentences[s], mark] for s, mark in marks]]
                for heading, total, marks in self._lists
            ],
            "sentences": [[articles[row[0]], *row[1:]] for row in rows],
            "articles": [self._article(id_) for id_ in articles],
        }
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        for character in "<>&\u2028\u2029":
            text = text.replace(character, f"\\u{ord(character):04x}")
        return text

    def _sentence(self, id_: int) -> list[Any]:
        """Return article, number, pieces, and the words of the sentence before."""
        [(article, number, text, pieces)] = self.facts.ask(
            "SELECT article, number, text, pieces FROM sentence WHERE id = ?", id_
        )
        before = self.facts.ask(
            "SELECT text FROM sentence WHERE id = ? AND article = ?", id_ - 1, article
        )
        shown = json.loads(pieces) if pieces else [[text, "", [], ""]]
        return [article, number, shown, before[0][0] if before else ""]

    def _article(self, id_: int) -> list[Any]:
        [row] = self.facts.ask(
            "SELECT title, outlet, published, url, language FROM article WHERE id = ?", id_
        )
        return list(row)
