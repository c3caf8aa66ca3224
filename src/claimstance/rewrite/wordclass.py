"""Whether an evaluative word stands as a verb or as a noun, as far as its neighbours tell."""

from claimstance.rewrite.draft import Draft
from claimstance.rewrite.plain import Plain
from claimstance.rewrite.verbs import Form, inflected

_HAVE = frozenset(("has", "have", "had", "having", "hasn't", "haven't", "hadn't"))
_NOUN_BEFORE = frozenset(("of", "in", "for", "with", "by", "from", "on", "at", "over", "under"))
_ALSO_NOUNS = frozenset(
    (
        *("fuel", "rock", "tank", "storm", "sack", "boot", "trash", "spark", "hammer", "race"),
        *("grill", "jump", "surge", "slump", "plunge", "rush", "climb", "blast", "smear", "spur"),
        *("rebuke", "tumble", "waste", "exploit", "champion", "duck", "dodge", "ax", "axe", "gut"),
        *("leap", "rocket", "balloon", "mushroom", "crater", "sink", "love", "hate", "rout"),
        *("clash", "feud", "row", "scheme", "plot", "rant", "lie", "spat", "triumph", "battle"),
    )
)
_REACH = 10


class WordClass:
    """Questions about the neighbours of a word of a draft."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.grammar = draft.grammar
        self.modals = draft.grammar.words("modal")

    def replacement(self, options: tuple[Plain, ...], first: int, end: int) -> str | None:
        """Return the plain words for the tokens ``first`` to ``end - 1``, in the form they need.

        None where no option is of the class of the words, or nothing tells their class.
        """
        for plain in options:
            if plain.word_class.endswith("verb"):
                if (form := self._form(plain, first, end)) is not None:
                    base, _, rest = plain.words.partition(" ")
                    if rest == "out" and self.draft.word(end) in ("it", "them", "him", "her"):
                        return None  # "carry it out"
                    return f"{inflected(base, form)} {rest}".strip()
            elif plain.word_class != "noun" or self._is_noun(first, end, sure=len(options) == 1):
                return plain.words
        return None

    def before(self, first: int) -> str:
        """Return the word before ``first``, adverbs skipped."""
        at = first - 1
        while at > 0 and self.grammar.is_adverb(self.draft.word(at)):
            at -= 1
        return self.draft.word(at)

    # ---- verbs ----

    def _form(self, plain: Plain, first: int, end: int) -> Form | None:
        if plain.word_class == "intransitive verb" and self._has_object(first, end):
            return None
        if plain.word_class == "reporting verb" and not self._reports(end):
            return None
        before = self.before(first)
        auxiliary = before in self.grammar.auxiliaries
        if plain.words.startswith("do not") and (auxiliary or before in ("to", "by", "for", "of")):
            return None
        forms = plain.forms
        if "past" in forms or "participle" in forms:
            return self._past(plain, before, first, end)
        if "ing" in forms:
            names = before in self.grammar.determiners or before.endswith("'s")
            return None if names or self._stands_before_noun(plain, before, end) else "ing"
        if "base" in forms and (before == "to" or before in self.modals):
            noun = before == "to" and self._is_also_noun(first) and self._bare_noun(end)
            return None if noun else "base"
        if self._has_object_word(first, end):
            return forms[0]
        if before in self.grammar.subjects or before in ("who", "which"):
            return forms[0]
        known = self._has_subject(first) and not self._is_also_noun(first)
        return forms[0] if known else None

    def _has_object_word(self, first: int, end: int) -> bool:
        """Tell whether a word follows that only a verb has behind it: "loves the attention"."""
        grammar, behind = self.grammar, self.draft.word(end)
        before = self.draft.word(first - 1)
        named = before in grammar.determiners or before.endswith("'s")
        if named or (before in grammar.prepositions and before != "to"):
            return False
        return behind in ("the", "a", "an") or behind in ("him", "them", "us", "it", "his", "their")

    def _past(self, plain: Plain, before: str, first: int, end: int) -> Form | None:
        grammar, behind = self.grammar, self.draft.word(end)
        if before in _HAVE:
            return "participle"
        if before in grammar.be or before in grammar.copulas or behind == "by":
            return None if plain.word_class == "intransitive verb" else "participle"
        if before in grammar.determiners and before not in grammar.pronouns:
            return None
        if before in self.modals or before == "to":
            return "base" if "base" in plain.forms else None
        if before in grammar.prepositions or "past" not in plain.forms:
            return None
        opens = first == 0 or not self.draft.tokens.is_word(first - 1)
        if opens and behind in grammar.prepositions and plain.word_class == "verb":
            return "participle"
        return "past"

    def _has_object(self, first: int, end: int) -> bool:
        behind = self.draft.word(end)
        grammar = self.grammar
        if behind in grammar.determiners or behind in ("him", "her", "them", "it", "us"):
            following = self.draft.word(end + 1)
            return not (following[:1].isdigit() or behind in ("more", "less"))
        return self.before(first) in grammar.be - _HAVE and not self.draft.words[first].endswith(
            "ing"
        )

    def _reports(self, end: int) -> bool:
        """Tell whether a clause follows: "that", or a subject with its verb."""
        behind, tokens = self.draft.word(end), self.draft.tokens
        if behind in ("that", ":") or behind in self.grammar.subjects:
            return True
        for at in range(end, min(end + _REACH, len(tokens))):
            if not tokens.is_word(at) or self.draft.words[at] in self.grammar.prepositions:
                return False
            if at > end and self.grammar.is_finite(tokens, at, end):
                return True
        return False

    def _stands_before_noun(self, plain: Plain, before: str, end: int) -> bool:
        """Tell "soaring prices" and "a mocking tone" from "was mocking him"."""
        if plain.word_class != "intransitive verb" or before in self.grammar.be:
            return False
        return self._bare_noun(end)

    def _bare_noun(self, at: int) -> bool:
        """Tell whether a noun without article may stand at ``at``."""
        word = self.draft.word(at)
        return (
            word[:1].isalpha()
            and word not in self.grammar.function
            and not self.draft.tokens.is_capital(at)
        )

    def _has_subject(self, first: int) -> bool:
        before = self.before(first)
        grammar = self.grammar
        adjective = before.endswith(("ous", "ful", "ive", "ble", "less", "al", "ic", "er"))
        return before[:1].isalpha() and before not in grammar.function and not adjective

    # ---- nouns ----

    def _is_also_noun(self, at: int) -> bool:
        word = self.draft.word(at)
        stems = (word, word.removesuffix("s"), word.removesuffix("es"))
        return any(stem in _ALSO_NOUNS for stem in stems) or word in self.grammar.noun_like

    def _is_noun(self, first: int, end: int, *, sure: bool) -> bool:
        """Tell whether the words are a noun that only names: no predicate ("he is a tyrant")."""
        grammar = self.grammar
        at = first - 1
        while at >= 0 and self._bare_noun(at) and not grammar.is_adverb(self.draft.word(at)):
            at -= 1
        word = self.draft.word(at)
        if word in ("a", "an") or word in grammar.copulas:
            before = self.before(at) if word in ("a", "an") else word
            if before in grammar.copulas or before == "as":
                return False
        if sure and not (self._is_also_noun(first) or self.draft.words[first] in grammar.verbs):
            return True
        named = word in grammar.determiners or word.endswith("'s") or word in _NOUN_BEFORE
        return named or self.draft.word(end) == "of"
