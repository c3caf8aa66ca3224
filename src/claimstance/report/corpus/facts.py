"""The countable facts of a corpus, in a database on disk, so that its size does not matter."""

import json
import sqlite3
import tempfile
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from functools import cache
from importlib.resources import files
from typing import Any

from claimstance.core.annotation import Annotation
from claimstance.core.marks import Claim, Holder, Polarity
from claimstance.core.span import Span
from claimstance.grammar.classes import Grammar
from claimstance.report.article import heading
from claimstance.report.corpus.names import Name, resolve
from claimstance.report.pieces import Piece, cut
from claimstance.report.wording import one_line, sign, visible
from claimstance.stance.derive import BALANCE
from claimstance.stance.mentions import Mentions, grammar_of
from claimstance.stance.names import Mention

NO_OUTLET = "(not given)"
_POSSESSIVE = ("his", "her", "its", "their", "such", "su", "sus")
_SHORTEST = 4
"""Words after the first that a claim needs to be understood alone."""
_SIGN = {Polarity.POSITIVE: 1, Polarity.NEGATIVE: -1}


_ENTITIES = """
INSERT INTO entity
SELECT entity, words, ? FROM mention JOIN surface ON mention.id = surface.mention
WHERE key = ? ORDER BY (LOWER(words) = key AND articles > 1) DESC, articles DESC, words LIMIT 1
"""
"""A name is shown without a title where that is usual, else in its most frequent form."""
_STANCES = """
INSERT INTO stance SELECT NULL, article, voice, holder, target, CASE
    WHEN SUM(ABS(sign) * strength) = 0 THEN 0
    WHEN ABS(SUM(sign * strength)) < :balance * SUM(ABS(sign) * strength) THEN 0
    WHEN SUM(sign * strength) > 0 THEN 1 ELSE -1 END
FROM evaluation WHERE target IS NOT NULL AND sentence IS NOT NULL
GROUP BY article, voice, holder, target
"""
"""The stances of a document, as `claimstance.stance.derive` weighs them, with its names joined."""


class Facts:
    """Articles, sentences, claims and evaluations of a corpus as tables.

    Use `gather`, which fills it from a stream and removes it in the end.
    """

    def __init__(self, path: str, by: str) -> None:
        self.by = by
        """What tells outlets apart: ``source`` or a key of the documents' ``meta``."""
        self.repeated = 0
        """Annotations that were left out, as their document had been counted already."""
        self._database = sqlite3.connect(path, isolation_level=None)
        self._database.execute("PRAGMA journal_mode=OFF")
        self._database.execute("PRAGMA synchronous=OFF")
        self._database.executescript(
            (files("claimstance.report.corpus") / "schema.sql").read_text(encoding="utf-8")
        )

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def ask(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Return all rows that a query yields."""
        return self._database.execute(query, values).fetchall()

    def count(self, query: str, *values: object) -> int:
        """Return the only number that a query yields."""
        return int(self._database.execute(query, values).fetchone()[0] or 0)

    def add(self, annotation: Annotation) -> None:
        """Count one annotation; a document that was counted already is left out."""
        self._database.execute("BEGIN")
        article = self._article(annotation)
        if article is None:
            self.repeated += 1
        else:
            sentences = self._sentences(article, annotation)
            self._marks(article, annotation, sentences)
        self._database.execute("COMMIT")

    def seal(self) -> None:
        """Join the names of the same persons and things; call it once, after the last article."""
        names = [
            Name(key, articles, 2 * named > articles, 2 * definite > articles)
            for key, articles, named, definite in self.ask(
                "SELECT key, SUM(articles), SUM(is_name * articles), SUM(definite * articles)"
                " FROM mention JOIN surface ON mention.id = surface.mention GROUP BY mention.id"
            )
        ]
        by_key = {name.key: name for name in names}
        same = resolve(names)
        entities = {key: number for number, key in enumerate(sorted(set(same.values())), 1)}
        self._database.execute("BEGIN")
        self._database.executemany(
            "UPDATE mention SET entity = ? WHERE key = ?",
            ((entities[main], key) for key, main in same.items()),
        )
        self._database.executemany(
            _ENTITIES,
            ((by_key[key].is_name, key) for key in entities),
        )
        for table, column in (
            ("claim", "holder"),
            ("evaluation", "holder"),
            ("evaluation", "target"),
        ):
            self._database.execute(
                f"UPDATE {table} SET {column} ="
                f" (SELECT entity FROM mention WHERE mention.id = {table}.{column})"
                f" WHERE {column} IS NOT NULL"
            )
            self._database.execute(f"CREATE INDEX {table}_{column} ON {table}({column})")
        self._database.execute(_STANCES, {"balance": BALANCE})
        self._database.execute("CREATE INDEX claim_article ON claim(article)")
        self._database.execute("CREATE INDEX evaluation_article ON evaluation(article)")
        self._database.execute("CREATE INDEX evaluation_words ON evaluation(words)")
        self._database.execute("COMMIT")

    def _article(self, annotation: Annotation) -> int | None:
        document = annotation.document
        labelled = [s for s in annotation.sentences if s.subjectivity]
        shown = heading(document)
        row = self._database.execute(
            "INSERT OR IGNORE INTO article VALUES (NULL,?,?,?,?,?,?,?,?,?,?) RETURNING id",
            (
                document.id,
                annotation.annotator,
                shown["title"],
                self._outlet(annotation),
                document.published or None,
                shown["url"],
                shown["language"],
                len(annotation.sentences),
                len(labelled),
                sum(s.subjectivity == "SUBJ" for s in labelled),
            ),
        ).fetchone()
        return row[0] if row else None

    def _outlet(self, annotation: Annotation) -> str:
        document = annotation.document
        value = document.source if self.by == "source" else document.meta.get(self.by)
        return one_line(str(value))[:80] if value not in (None, "") else NO_OUTLET

    def _sentences(self, article: int, annotation: Annotation) -> list[int]:
        """Return the database's ids of the sentences."""
        text = annotation.document.text
        ids = []
        for sentence in annotation.sentences:
            pieces = _pieces(annotation, sentence.span)
            cursor = self._database.execute(
                "INSERT INTO sentence VALUES (NULL,?,?,?,?,?)",
                (
                    article,
                    sentence.index + 1,
                    sentence.subjectivity == "SUBJ",
                    one_line(sentence.span.of(text)),
                    pieces,
                ),
            )
            ids.append(cursor.lastrowid or 0)
        return ids

    def _marks(self, article: int, annotation: Annotation, sentences: list[int]) -> None:
        text = annotation.document.text
        leaning = _leaning(grammar_of(annotation.document))
        holders = [c.holder for c in annotation.claims if isinstance(c.holder, Span)]
        mentions = Mentions.of(annotation, holders)
        named: dict[Span, int | None] = {}
        counted: set[tuple[int, str]] = set()
        for span in mentions.groups:
            named[span] = self._mention(mentions.best(span), mentions.name(span), counted)
        starts = [s.span.start for s in annotation.sentences]

        def place(span: Span) -> int | None:
            index = bisect_right(starts, span.start) - 1
            return sentences[index] if index >= 0 else None

        self._database.executemany(
            "INSERT INTO claim VALUES (NULL,?,?,?,?,?,?,?,?,?,?,?)",
            (
                (
                    article,
                    place(c.span),
                    c.id,
                    *_voice(c.holder, named),
                    c.kind,
                    c.worth,
                    c.worth_score,
                    *_plain(c, text, leaning),
                    c.score,
                )
                for c in annotation.claims
            ),
        )
        self._database.executemany(
            "INSERT INTO evaluation VALUES (NULL,?,?,?,?,?,?,?,?,?,?)",
            (
                (
                    article,
                    place(e.span),
                    e.id,
                    one_line(e.span.of(text)).lower(),
                    e.type,
                    _SIGN.get(e.polarity, 0) if e.polarity else 0,
                    e.strength or 1,
                    *_voice(e.holder, named),
                    named[e.target] if e.target else None,
                )
                for e in annotation.evaluations
            ),
        )

    def _mention(self, best: Mention, words: str, counted: set[tuple[int, str]]) -> int | None:
        """Return the id of a mention by its key; pronouns name nobody."""
        if best.is_pronoun:
            return None
        key = " ".join(best.bare if best.is_name else best.words)
        self._database.execute("INSERT OR IGNORE INTO mention VALUES (NULL, ?, NULL)", (key,))
        found = int(self.ask("SELECT id FROM mention WHERE key = ?", key)[0][0])
        shown = visible(words)
        if (found, shown) not in counted:
            counted.add((found, shown))
            self._database.execute(
                "INSERT INTO surface VALUES (?, ?, ?, ?, 1)"
                " ON CONFLICT (mention, words) DO UPDATE SET articles = articles + 1",
                (found, shown, best.is_name, best.definite),
            )
        return found


def _plain(claim: Claim, text: str, leaning: frozenset[str]) -> tuple[str, bool]:
    """Return the claim in plain words, and whether they can be understood alone."""
    words = one_line(claim.neutral or " … ".join(span.of(text) for span in claim.spans))
    first, *more = words.lower().split()
    return words, first not in leaning and len(more) >= _SHORTEST


@cache
def _leaning(grammar: Grammar) -> frozenset[str]:
    """Return the opening words of what is no sentence or leans on an earlier one."""
    joining = grammar.subordinators | grammar.coordinators | grammar.relatives
    return grammar.pronouns | grammar.words("first person") | joining | set(_POSSESSIVE)


def _voice(holder: Holder, named: dict[Span, int | None]) -> tuple[str, int | None]:
    return ("named", named[holder]) if isinstance(holder, Span) else (holder.value, None)


def _pieces(annotation: Annotation, span: Span) -> str | None:
    """Return a marked sentence as ``[[words, classes, marks], …]``, None for one without marks."""
    pieces = cut(annotation, span)
    if not any(piece.claims or piece.evaluations for piece in pieces):
        return None
    text = annotation.document.text
    found = [
        [visible(piece.span.of(text)), " ".join(piece.classes), piece.marks, _signs(piece)]
        for piece in pieces
    ]
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def _signs(piece: Piece) -> str:
    """Return the signs of the evaluations that begin with the piece."""
    return "".join(sign(e.polarity) for e in piece.evaluations if e.id in piece.starts)


@contextmanager
def gather(annotations: Iterable[Annotation], *, by: str = "source") -> Iterator[Facts]:
    """Count a stream of annotations in a temporary database; one article is in memory at a time.

    Args:
        annotations: One per document; what comes twice is counted once.
        by: What tells outlets apart: ``source``, or a key of the documents' ``meta``.
    """
    with (
        tempfile.TemporaryDirectory(prefix="claimstance-report-") as folder,
        closing(Facts(f"{folder}/facts.sqlite", by)) as facts,
    ):
        for annotation in annotations:
            facts.add(annotation)
        facts.seal()
        yield facts
