"""Which words can be what, decided by closed classes and endings; there is no parser."""

import re

from claimstance.annotators.lexicon.tokens import Tokens
from claimstance.annotators.lexicon.wordlists import Lexicon

_SPANISH_FINITE = re.compile(
    r"(?:ó|aron|ieron|yeron|aba|aban|ábamos|ía|ían|íamos|rá|rán|ré|remos|ría|rían|ara|aran|iera|ieran|ase|asen)$"
)
_SPANISH_NOUNS = frozenset(
    ["día", "policía", "compañía", "mayoría", "energía", "economía", "todavía", "política", "categoría", "minoría", "garantía", "vía", "tecnología", "librería", "guía", "alegría", "biología", "ideología", "ahora", "para", "cámara", "hora", "fuera", "acción", "alcaldía", "fiscalía", "ciudadanía", "tía", "teoría", "historia", "tesorería", "secretaría", "jerarquía", "democracia", "claro", "cara", "obra", "sombra", "palabra", "cultura", "quizá", "mamá", "papá", "allá", "acá", "madera", "carrera", "manera", "frontera", "primera", "bandera", "cuera", "barrera", "espera", "quimera", "clase", "base", "frase", "fase", "cada"]
)
_BE = frozenset(
    ["is", "are", "was", "were", "be", "been", "being", "am", "isn't", "aren't", "wasn't", "weren't", "it's", "he's", "she's", "that's", "there's", "they're", "we're", "you're", "i'm", "has", "have", "had", "having", "hasn't", "haven't", "hadn't", "he'd", "she'd", "they've", "we've", "i've", "you've", "get", "gets", "got", "es", "son", "era", "eran", "fue", "fueron", "ser", "sido", "está", "están", "ha", "han", "había", "habían"]
)


class Grammar:
    """Questions about the words of a sentence in one language."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.language = lexicon.language
        self.classes = lexicon.classes
        self.auxiliaries = self.words("auxiliary")
        self.verbs = self.words("verb") | self.words("cue") | self.words("weak cue")
        self.noun_like = self.words("noun like verb")
        self.prepositions = self.words("preposition")
        self.determiners = self.words("determiner")
        self.pronouns = self.words("pronoun")
        self.subjects = self.words("subject pronoun")
        self.coordinators = self.words("coordinator")
        self.relatives = self.words("relative")
        self.adverbs = self.words("adverb")
        self.temporals = self.words("temporal")
        self.causals = self.words("causal")
        self.conditionals = self.words("conditional")
        self.subordinators = self.words("subordinator")

    def words(self, name: str) -> frozenset[str]:
        """Return the single words of a class."""
        return self.classes[name].words

    def is_adverb(self, word: str) -> bool:
        """Tell whether ``word`` is an adverb by list or ending."""
        if word in self.adverbs:
            return True
        if self.language == "es":
            return word.endswith("mente")
        return word.endswith("ly") and len(word) > 4 and word not in ("family", "supply", "rely")

    def is_finite(self, tokens: Tokens, at: int, start: int) -> bool:
        """Tell whether token ``at`` can be the finite verb of a clause begun at ``start``."""
        word = tokens.words[at]
        if word in self.auxiliaries:
            return not (word in ("been", "being", "be", "having") or self._after(tokens, at, start))
        if not word[0].isalpha() or (at > start and tokens.is_capital(at)):
            return False
        if self.language == "es":
            return self._spanish_finite(tokens, at, start)
        return self._english_finite(tokens, at, start)

    def _after(self, tokens: Tokens, at: int, start: int) -> bool:
        return at > start and tokens.words[at - 1] in ("to", "a", "the", "los", "las")

    def _spanish_finite(self, tokens: Tokens, at: int, start: int) -> bool:
        word = tokens.words[at]
        before = tokens.words[at - 1] if at > start else ""
        if before in self.determiners or before in self.prepositions:
            return False
        if word in self.verbs:
            return word not in self.noun_like or before in self.pronouns or before == "no"
        return len(word) > 3 and word not in _SPANISH_NOUNS and bool(_SPANISH_FINITE.search(word))

    def _english_finite(self, tokens: Tokens, at: int, start: int) -> bool:
        word = tokens.words[at]
        if word.endswith("ing"):
            return False
        regular = word.endswith("ed") and len(word) > 4
        if word not in self.verbs and not regular:
            return False
        if at == start:
            return regular or word not in self.noun_like
        before = tokens.words[at - 1]
        if before in self.subjects or before in ("who", "which", "that"):
            return True
        if before == "to" or before in self.determiners or before in self.prepositions:
            return False
        back = at - 1
        while back > start and self.is_adverb(tokens.words[back]):
            back -= 1
        if tokens.words[back] in _BE or tokens.words[back] in self.auxiliaries:
            return False
        if word in self.noun_like:
            return self._noun_like_is_verb(tokens, at)
        return not before.endswith("'s")

    def _noun_like_is_verb(self, tokens: Tokens, at: int) -> bool:
        """Decide for words such as "plans": a verb if an object or clause follows a noun."""
        if at + 1 >= len(tokens):
            return False
        after = tokens.words[at + 1]
        before = tokens.words[at - 1]
        follows = after in self.determiners or after in self.pronouns or after in ("to", "that")
        return (follows or tokens.is_capital(at + 1)) and before[0].isalpha()

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
        if self.language == "es":
            return len(word) > 5 and word.endswith(("ando", "iendo", "yendo"))
        if word.endswith("ing"):
            return len(word) > 5 and word not in _NOT_PARTICIPLES
        return False


_NOT_PARTICIPLES = frozenset(
    ["nothing", "something", "everything", "anything", "morning", "evening", "during", "including", "according", "regarding", "following", "concerning", "building", "meeting", "hearing", "spring", "string", "interesting", "depending"]
)
