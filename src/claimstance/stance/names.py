"""What a mention looks like: a name, a description, a pronoun."""

import re
from dataclasses import dataclass

from claimstance.core.span import Span
from claimstance.grammar.classes import Grammar

_WORD = re.compile(r"\w+(?:[-’'.]\w+)*")
_POSSESSIVE = re.compile(r"[’']s?$")
_NAME = re.compile(
    r"(?:[^\W\d_a-zß-ÿ][\w’'-]*\.?)(?: (?:(?:de|del|la|von|van|bin|al) )*[^\W\d_a-zß-ÿ][\w’'-]*)*"
)
_PERSONAL = frozenset(("he", "she", "él", "ella"))
_COORDINATED = frozenset(("and", "y", "e"))
_LINKS = frozenset(("of", "the", "and", "for", "de", "del", "la", "las", "los", "y", "e"))


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names somebody or something, as the grouping sees it."""

    span: Span
    words: tuple[str, ...]
    """Lower case, without article, quotation marks and possessive."""
    is_name: bool = False
    """Every word but titles and links has a capital."""
    bare: tuple[str, ...] = ()
    """The words without titles, or all if there is nothing else."""
    is_pronoun: bool = False
    is_personal: bool = False
    """He or she."""
    definite: bool = False
    head: str = ""
    acronym: str = ""
    """The capitals of the name, or the name itself where it consists of capitals."""

    @property
    def rank(self) -> int:
        """Return how much the mention says: 2 a name, 1 a description, 0 a pronoun."""
        return 0 if self.is_pronoun else 1 + self.is_name

    @property
    def is_bare_definite(self) -> bool:
        """Tell whether it is a single noun taken up again: "the model"."""
        return self.definite and len(self.words) == 1 and not (self.is_name or self.is_pronoun)

    @property
    def short_forms(self) -> frozenset[str]:
        """Return the single words that this full name is known by: surname and acronym."""
        if not _COORDINATED.isdisjoint(self.words):
            return frozenset()
        acronym = {self.acronym.lower()} if len(self.acronym) > 1 else set()
        return frozenset({self.bare[-1], self.words[-1], *acronym})


def read_mention(span: Span, text: str, grammar: Grammar) -> Mention:
    """Return what the words of ``span`` are."""
    raw = [_POSSESSIVE.sub("", word) for word in _WORD.findall(span.of(text))]
    raw = [word for word in raw if word] or [span.of(text)]
    first = raw[0].lower()
    if len(raw) == 1 and first in grammar.unnamed:
        return Mention(span, (first,), is_pronoun=True, is_personal=first in _PERSONAL)
    titles = grammar.words("title")
    if first in grammar.words("article") and len(raw) > 1:
        raw = raw[1:]
    words = tuple(word.lower() for word in raw)
    carrying = [w for w in raw if w.lower() not in titles and w.lower() not in _LINKS]
    is_name = bool(carrying) and all(word[0].isupper() for word in carrying)
    capitals = "".join(word[0] for word in carrying if word[0].isupper())
    single = len(raw) == 1 and raw[0].isupper()
    return Mention(
        span,
        words,
        is_name=is_name,
        bare=tuple(word for word in words if word not in titles) or words,
        definite=first in grammar.words("definite"),
        head=_head(words, grammar),
        acronym=raw[0].replace(".", "") if single else capitals,
    )


def _head(words: tuple[str, ...], grammar: Grammar) -> str:
    """Return the head noun: in English the last word before a preposition, else the first."""
    if grammar.language == "es":
        return words[0]
    for number, word in enumerate(words):
        if number and (word in grammar.prepositions or word in grammar.relatives or word == "that"):
            return words[number - 1]
        reduced = number > 0 and word.endswith(("ed", "ing"))
        if reduced and words[number + 1 : number + 2] and words[number + 1] in grammar.prepositions:
            return words[number - 1]
    return words[-1]


def names_in(window: Span, text: str, grammar: Grammar) -> list[Mention]:
    """Return the names in ``window`` that may be persons: no places, days or opening words."""
    found = []
    for match in _NAME.finditer(text, window.start, window.end):
        mention = read_mention(Span(*match.span()), text, grammar)
        if mention.is_pronoun or not mention.is_name:
            continue
        if len(mention.words) == 1 and (
            mention.words[0] in grammar.function
            or mention.words[0] in grammar.temporals
            or grammar.is_adverb(mention.words[0])
        ):
            continue
        before = _WORD.findall(text[max(0, match.start() - 12) : match.start()])
        if (
            before
            and before[-1].lower() in grammar.words("place preposition")
            and len(mention.words) < 3
        ):
            continue
        found.append(mention)
    return found
