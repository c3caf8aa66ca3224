"""Which words can be what, decided by closed classes and endings; there is no parser."""

import re
from collections.abc import Iterable
from functools import lru_cache

from claimstance.errors import FormatError
from claimstance.grammar.lists import read_shipped
from claimstance.grammar.phrases import PhraseTable
from claimstance.grammar.tokens import Tokens

CLASSES = (
    *("cue", "weak cue", "cue phrase", "tell verb", "auxiliary", "be", "copula", "verb"),
    *("noun like verb", "preposition", "determiner", "pronoun", "subject pronoun"),
    *(
        "first person",
        "second person",
        "contraction",
        "coordinator",
        "subordinator",
        "causal",
        "conditional",
    ),
    *("relative", "adverb", "not adverb", "not participle", "not verb", "temporal", "negation"),
    *(
        "cause cue",
        "forecast cue",
        "quantity cue",
        "state cue",
        "trivial",
        "imperative",
        "public affairs",
    ),
    *("title", "article", "definite", "place preposition", "modal", "time span"),
)
"""The word classes that a list can have a section for."""

_SPANISH_FINITE = re.compile(
    r"(?:ó|aron|ieron|yeron|aba|aban|ábamos|ía|ían|íamos|rá|rán|ré|remos|ría|rían"
    r"|ara|aran|iera|ieran|ase|asen)$"
)


class Grammar:
    """Questions about the words of a sentence in one language."""

    def __init__(self, language: str, entries: Iterable[tuple[str, str]]) -> None:
        phrases: dict[str, dict[str, bool]] = {name: {} for name in CLASSES}
        for name, phrase in entries:
            phrases[name][phrase] = True
        self.language = language
        self.classes = {name: PhraseTable(found.items()) for name, found in phrases.items()}
        self.auxiliaries = self.words("auxiliary")
        self.be = self.words("be")
        self.copulas = self.words("copula")
        self.verbs = self.words("verb") | self.words("cue") | self.words("weak cue")
        self.noun_like = self.words("noun like verb")
        self.prepositions = self.words("preposition")
        self.determiners = self.words("determiner")
        self.pronouns = self.words("pronoun")
        self.unnamed = self.pronouns | self.determiners | self.words("first person")
        self.subjects = self.words("subject pronoun")
        self.coordinators = self.words("coordinator")
        self.relatives = self.words("relative")
        self.adverbs = self.words("adverb")
        self.temporals = self.words("temporal")
        self.causals = self.words("causal")
        self.conditionals = self.words("conditional")
        self.subordinators = self.words("subordinator")
        self.function = (
            self.auxiliaries | self.prepositions | self.determiners | self.pronouns
        ) | (self.coordinators | self.relatives | self.subordinators | self.adverbs)
        starts = [self.classes[name].starts for name in ("cue", "weak cue", "cue phrase")]
        self.reporting = (
            None if None in starts else frozenset[str]().union(*(s for s in starts if s))
        )
        """Words that a reporting frame's cue can begin with; None where it can be any."""
        self._not_adverbs = self.words("not adverb")
        self._not_participles = self.words("not participle")
        self._not_verbs = self.words("not verb")

    def words(self, name: str) -> frozenset[str]:
        """Return the single words of a class."""
        return self.classes[name].words

    def is_adverb(self, word: str) -> bool:
        """Tell whether ``word`` is an adverb by list or ending."""
        if word in self.adverbs:
            return True
        if self.language == "es":
            return word.endswith("mente")
        return word.endswith("ly") and len(word) > 4 and word not in self._not_adverbs

    def is_finite(self, tokens: Tokens, at: int, start: int) -> bool:
        """Tell whether token ``at`` can be the finite verb of a clause begun at ``start``."""
        word = tokens.words[at]
        if word in self.auxiliaries:
            if word in ("been", "being", "be", "having", "ser", "sido") or tokens.raw(at) == "AM":
                return False
            return not (at > start and tokens.words[at - 1] in ("to", "a", "the", "los", "las"))
        if not word[0].isalpha() or (at > 0 and tokens.is_capital(at) and tokens.is_word(at - 1)):
            return False
        if self.language == "es":
            return self._spanish_finite(tokens, at, start)
        return self._english_finite(tokens, at, start)

    def _spanish_finite(self, tokens: Tokens, at: int, start: int) -> bool:
        word = tokens.words[at]
        before = tokens.words[at - 1] if at > start else ""
        if before not in self.pronouns and (
            before in self.determiners or before in self.prepositions
        ):
            return False
        if word in self.verbs:
            return word not in self.noun_like or before in self.pronouns or before == "no"
        if len(word) < 4 or word in self._not_verbs:
            return False
        return bool(_SPANISH_FINITE.search(word))

    def _english_finite(self, tokens: Tokens, at: int, start: int) -> bool:
        word = tokens.words[at]
        if word.endswith("ing"):
            return False
        regular = word.endswith("ed") and len(word) > 4 and word not in self._not_verbs
        if word not in self.verbs and not regular:
            return False
        if at == start:
            after = tokens.words[at + 1] if at + 1 < len(tokens) else ""
            return (
                regular
                or word not in self.noun_like
                or after in self.determiners
                or after in self.pronouns
            )
        before = tokens.words[at - 1]
        if before in self.subjects or before in ("who", "which", "that"):
            return True
        if before == "to" or before in self.determiners or before in self.prepositions:
            return False
        after = tokens.words[at + 1] if at + 1 < len(tokens) else ""
        if regular and (after == "by" or (not before[0].isalnum() and after in self.prepositions)):
            return False
        back = at - 1
        while back > start and self.is_adverb(tokens.words[back]):
            back -= 1
        if tokens.words[back] in self.be or tokens.words[back] in self.auxiliaries:
            return False
        if word in self.noun_like:
            return self._noun_like_is_verb(tokens, at)
        return not before.endswith("'s")

    def _noun_like_is_verb(self, tokens: Tokens, at: int) -> bool:
        """Decide for words such as "plans": a verb if an object or clause follows a noun."""
        if at + 1 >= len(tokens):
            return False
        after = tokens.words[at + 1]
        follows = after in self.determiners or after in self.pronouns or after in ("to", "that")
        behind_word = tokens.words[at - 1][0].isalpha()
        return follows or (tokens.is_capital(at + 1) and behind_word)

    def has_finite(self, tokens: Tokens, start: int, end: int) -> bool:
        """Tell whether a finite verb stands in the tokens ``start`` to ``end - 1``."""
        return self.first_finite(tokens, start, end) is not None

    def first_finite(self, tokens: Tokens, start: int, end: int) -> int | None:
        """Return the position of the first finite verb, if there is one."""
        for at in range(start, end):
            if self.is_finite(tokens, at, start):
                return at
        return None

    def is_participle(self, tokens: Tokens, at: int) -> bool:
        """Tell whether token ``at`` opens a participle clause ("leading to …", "generando …")."""
        word = tokens.words[at]
        if len(word) < 6 or word in self._not_participles:
            return False
        if self.language == "es":
            return word.endswith(("ando", "iendo", "yendo"))
        return word.endswith("ing")


def load_grammar(language: str, added: tuple[tuple[str, str], ...] = ()) -> Grammar:
    """Return the shipped classes of ``language`` with ``added`` pairs of class and phrase.

    Raises:
        FormatError: If a class is unknown.
    """
    return _load(language, added)


@lru_cache(maxsize=16)
def _load(language: str, added: tuple[tuple[str, str], ...]) -> Grammar:
    shipped = read_shipped("claimstance.grammar", f"{language}.txt")
    for section, _ in shipped:
        if section.name not in CLASSES:
            raise FormatError(
                f"{section.place}: section [{section.name}] given, expected of {list(CLASSES)}"
            )
    return Grammar(language, [*((section.name, phrase) for section, phrase in shipped), *added])
