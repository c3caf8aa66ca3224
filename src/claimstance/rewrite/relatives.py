"""Relative clauses as main clauses: the antecedent in the place of the pronoun."""

from claimstance.grammar.nounphrases import phrase_before
from claimstance.rewrite.draft import Draft
from claimstance.rewrite.subjects import Subject, antecedent, is_plural

_WHERE = frozenset(("in", "at", "on", "to", "from", "into", "near", "of"))
_WHEN = frozenset(("in", "on", "since", "until", "during", "by"))
_SINGULAR_VERBS = frozenset(("is", "was", "has", "does", "isn't", "wasn't", "hasn't", "doesn't"))
_PLURAL_VERBS = frozenset(("are", "were", "have", "do", "aren't", "weren't", "haven't", "don't"))


class RelativeClause:
    """The relative clause that a draft begins with, its pronoun at ``at``."""

    def __init__(self, draft: Draft, at: int) -> None:
        self.draft = draft
        self.tokens = draft.tokens
        self.words = draft.words
        self.grammar = draft.grammar
        self.at = at

    def subject(self) -> str:
        """Strike or replace the pronoun; return the words to put in front."""
        word = self.words[self.at]
        if word in ("where", "when", "donde", "cuando"):
            return self._adverbial(word)
        found = self._antecedent()
        if word == "that" and found is None:
            return ""  # "that was the end of it"
        if word == "whose":
            return self._possessor(found)
        if self.draft.english and self._is_object():
            return self._object(found)
        if found is not None and self._disagrees(found):
            found = self._around(found)
        if found is None:
            if word not in ("who", "quien", "quienes"):
                plural = self.draft.word(self.at + 1) in _PLURAL_VERBS
                english = "these" if plural else "this"
                self.draft.replaced[self.at] = english if self.draft.english else "esto"
            return ""
        self.draft.strike((self.at,))
        return self._phrase(found)

    def _possessor(self, found: tuple[int, int] | None) -> str:
        if found is None:
            return ""
        self.draft.strike((self.at,))
        phrase = self._phrase(found)
        return (
            f"{phrase}'"
            if phrase.endswith("s") and is_plural(self.tokens, Subject(*found))
            else f"{phrase}'s"
        )

    def _phrase(self, found: tuple[int, int]) -> str:
        phrase = self.draft.join(range(*found))
        return f"the {phrase.partition(' ')[2]}" if phrase.startswith(("a ", "an ")) else phrase

    # ---- the antecedent ----

    def _antecedent(self) -> tuple[int, int] | None:
        found = antecedent(self.tokens, self.at, self.grammar)
        if found is None or not self.draft.english:
            return found
        first, end = found
        before = self.draft.word(first - 1)
        if self.grammar.is_participle(self.tokens, first) and end - first > 1:
            behind = self.words[first + 1]
            named = self.tokens.is_capital(first + 1) or behind in self.grammar.determiners
            first += before in self.grammar.be or (named and not before[:1].isalnum())
        if before in ("and", "or") and self._is_shared(first, end):
            first -= 1
            while first > 0 and self._is_content(first - 1):
                first -= 1
        if self.draft.word(first - 1) in ("$", "€", "£"):
            first -= 1
        return (first, end) if first < end else None

    def _is_content(self, at: int) -> bool:
        word = self.words[at]
        return word[0].isalpha() and word not in self.grammar.function

    def _is_shared(self, first: int, end: int) -> bool:
        """Tell whether "and" joins what belongs to the antecedent: "white and Asian families"."""
        return self.words[first] not in self.grammar.determiners and is_plural(
            self.tokens, Subject(first, end)
        )

    def _around(self, found: tuple[int, int]) -> tuple[int, int] | None:
        """Return the phrase before the preposition, if it agrees: "protests in town, which"."""
        at = found[0] - 1
        if self.draft.word(at) not in ("in", "at", "on", "from", "for", "with", "of", "by"):
            return None
        if self.draft.word(self.at + 1) not in _PLURAL_VERBS:
            return None
        head = phrase_before(self.tokens, at, max(0, at - 8), self.grammar)
        if head is None or head[1] != at or self._disagrees((head[0], at)):
            return None
        if any(
            self.words[i] in self.grammar.verbs or self.words[i].endswith("ed")
            for i in range(*head)
        ):
            return None
        return head[0], found[1]

    def _disagrees(self, found: tuple[int, int]) -> bool:
        """Tell whether the verb shows that the phrase before is not what is meant."""
        if not self.draft.english:
            return False
        first, end = found
        plural = is_plural(self.tokens, Subject(first, end))
        verb = self.draft.word(self.at + 1)
        if verb in (_SINGULAR_VERBS if plural else _PLURAL_VERBS):
            return True
        bare = end - first == 1 and not self.tokens.is_capital(first) and not plural
        return bare and self.draft.word(first - 1) in self.grammar.prepositions

    # ---- objects: "which he made earlier" ----

    def _is_object(self) -> bool:
        """Tell whether a subject of its own follows the pronoun."""
        following = [at for at in self.draft.positions if at > self.at]
        if not following or self.words[self.at] in ("who", "that"):
            return False
        behind = self.words[following[0]]
        if behind in self.grammar.subjects or behind in ("the", "a", "an", "his", "her", "their"):
            return behind not in ("both", "all", "some", "many", "others")
        return self.tokens.is_capital(following[0])

    def _object(self, found: tuple[int, int] | None) -> str:
        """Put the antecedent behind the verb, where it is clear which one that is."""
        at, last = self.at, self.draft.last
        verb = self.grammar.first_finite(self.tokens, at + 1, last + 1)
        while verb is not None and verb < last and self._verb_goes_on(verb + 1):
            verb += 1
        behind = self.draft.word(verb + 1) if verb is not None and verb < last else ""
        ends = (
            behind in self.grammar.prepositions
            or behind in self.grammar.temporals
            or not (behind[:1].isalnum())
        )
        if verb is not None and self.draft.word(last - 1) == "to":
            verb, ends = last, True  # "had told him to hold"
        if verb is None or not ends:
            return ""
        named = found is not None and not self._is_bare(found)
        thing = self._phrase(found) if found is not None and named else "this"
        self.draft.strike((at,))
        self.draft.replaced[verb] = f"{self.draft.written(verb)} {thing}"
        return ""

    def _is_bare(self, found: tuple[int, int]) -> bool:
        return found[1] - found[0] == 1 and not self.tokens.is_capital(found[0])

    def _verb_goes_on(self, at: int) -> bool:
        word = self.words[at]
        return (
            word in self.grammar.auxiliaries
            or word in ("not", "to")
            or self.grammar.is_adverb(word)
            or word in self.grammar.verbs
            or word.endswith(("ed", "en", "wn"))
        )

    # ---- where and when ----

    def _adverbial(self, word: str) -> str:
        opens = self.at > 0 and self.words[self.at - 1] == ","
        found = self._antecedent() if opens and self.draft.english else None
        if found is not None:
            before = self.draft.word(found[0] - 1)
            dated = any(
                self.words[i][0].isdigit() or self.words[i] in self.grammar.temporals
                for i in range(*found)
            )
            if before in (_WHERE if word == "where" else _WHEN) and (word == "where" or dated):
                self.draft.strike((self.at,))
                preposition = before if before in ("in", "at", "on", "during", "near") else "in"
                return f"{preposition} {self.draft.join(range(*found))},"
        if not self._has_main_clause():
            self.draft.strike((self.at,))
        return ""

    def _has_main_clause(self) -> bool:
        """Tell whether a main clause follows: "when it rained, they left"."""
        if not self.draft.english:
            return False
        verb = self.grammar.first_finite(self.tokens, self.at + 1, self.draft.last + 1)
        signs = [at for at in self.draft.positions if at > self.at and self.words[at] == ","]
        if self.draft.word(self.at + 1).endswith(("ed", "ing", "ted")) or verb is None:
            return True  # "when confronted, they left"
        return any(
            sign > verb and self.grammar.has_finite(self.tokens, sign + 1, self.draft.last + 1)
            for sign in signs
        )
