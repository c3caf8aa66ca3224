"""The evaluative word lists, and how a user's file extends them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from claimstance.core.marks import EvaluationType, Polarity
from claimstance.errors import FormatError
from claimstance.grammar.classes import CLASSES, Grammar, load_grammar
from claimstance.grammar.lists import Section, read_lists, read_shipped
from claimstance.grammar.phrases import PhraseTable

_TYPES = {kind.value: kind for kind in EvaluationType}
_POLARITIES = {polarity.value: polarity for polarity in Polarity}
_JOINING = ("intensifier", "booster")
_REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Entry:
    """What an evaluative phrase is when it is met."""

    type: EvaluationType
    polarity: Polarity
    strength: int
    intensifier: bool = False
    """It joins the evaluation that follows it."""
    alone: bool = True
    """It is an evaluation even if none follows."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The evaluative phrases and the closed classes of one language."""

    evaluations: PhraseTable[Entry]
    grammar: Grammar


def load_lexicon(language: str, extra: str | Path | None = None) -> Lexicon:
    """Return the shipped lists of ``language`` with those of a user's file added.

    Args:
        language: A language that has lists (`claimstance.grammar.lists.LANGUAGES`).
        extra: A file in the same format; its entries override shipped ones.

    Raises:
        ConfigError: If ``extra`` cannot be read.
        FormatError: If a heading is unknown or an entry stands before the first one.
    """
    return _build(language, None if extra is None else str(extra))


@lru_cache(maxsize=16)
def _build(language: str, extra: str | None) -> Lexicon:
    own = () if extra is None else read_lists(extra)
    evaluations: dict[str, Entry] = {}
    # Among the shipped lists the first mention of a phrase counts, in a user's file the last.
    for section, phrase in reversed(read_shipped("claimstance.annotators", f"{language}.txt")):
        evaluations[phrase] = _entry(section)
    added: list[tuple[str, str]] = []
    for section, phrase in _of_language(own, language):
        if section.name == _REMOVE:
            evaluations.pop(phrase, None)
        elif section.name in CLASSES:
            added.append((section.name, phrase))
        else:
            evaluations[phrase] = _entry(section)
    return Lexicon(PhraseTable(evaluations.items()), load_grammar(language, tuple(added)))


def _of_language(
    entries: Iterable[tuple[Section, str]], language: str
) -> Iterable[tuple[Section, str]]:
    for section, phrase in entries:
        if section.name != _REMOVE and section.name not in CLASSES:
            _entry(section)  # a wrong heading is an error whatever language it is for
        if language in section.languages:
            yield section, phrase


@lru_cache(maxsize=256)
def _entry(section: Section) -> Entry:
    """Read a heading such as ``judgement negative 2``, its words in any order."""
    words = section.name.split()
    joining = next((word for word in words if word in _JOINING), None)
    words = ["intensity" if word == joining else word for word in words]
    types = [word for word in words if word in _TYPES]
    polarities = [word for word in words if word in _POLARITIES]
    strengths = [word for word in words if word in ("1", "2", "3")]
    if not (len(types) == len(polarities) == len(strengths) == 1 and len(words) == 3):
        raise FormatError(
            f"{section.place}: section [{section.name}] given, expected a type of "
            f"{[*_TYPES, *_JOINING]}, a polarity of {list(_POLARITIES)} and a strength of "
            f"1 to 3, such as [judgement negative 2], or one of {[*CLASSES, _REMOVE]}"
        )
    return Entry(
        _TYPES[types[0]],
        _POLARITIES[polarities[0]],
        int(strengths[0]),
        intensifier=joining is not None,
        alone=joining != "booster",
    )
