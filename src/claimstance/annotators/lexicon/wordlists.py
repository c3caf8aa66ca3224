"""The word lists as data files: read, checked, and put together into a `Lexicon`.

A file has sections, ``[judgement negative 2]`` or ``[cue]``, and below each its entries, separated
by commas or line breaks; ``docs/lexicon.md`` describes the format for users.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from claimstance.annotators.lexicon.inflection import expand
from claimstance.annotators.lexicon.phrases import PhraseTable
from claimstance.core.marks import EvaluationType, Polarity
from claimstance.errors import ConfigError, FormatError

LANGUAGES = ("en", "es")
CLASSES = (
    *("cue", "weak cue", "cue phrase", "tell verb", "auxiliary", "verb", "noun like verb"),
    *("preposition", "determiner", "pronoun", "subject pronoun", "first person", "second person"),
    *("coordinator", "subordinator", "causal", "conditional", "relative", "adverb", "temporal"),
    *("speech place", "cause cue", "forecast cue", "quantity cue", "state cue", "state blocker"),
    *("trivial", "imperative", "negation", "remove"),
)
_TYPES = {kind.value: kind for kind in EvaluationType}
_POLARITIES = {polarity.value: polarity for polarity in Polarity}
_SHIPPED = files("claimstance.annotators") / "data"


@dataclass(frozen=True, slots=True)
class Entry:
    """What an evaluative phrase is when it is met."""

    type: EvaluationType
    polarity: Polarity
    strength: int
    intensifier: bool = False
    """It joins the judgement that follows it."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The word lists of one language."""

    language: str
    evaluations: PhraseTable[Entry]
    classes: Mapping[str, PhraseTable[bool]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Section:
    """A heading, the languages it is for, and where it stands."""

    name: str
    languages: tuple[str, ...]
    place: str

    def entry(self) -> Entry | None:
        """Return what the heading says of its evaluative phrases; None for a word class."""
        if self.name in CLASSES:
            return None
        words = self.name.split()
        intensifier = "intensifier" in words
        words = ["intensity" if word == "intensifier" else word for word in words]
        types = [word for word in words if word in _TYPES]
        polarities = [word for word in words if word in _POLARITIES]
        strengths = [word for word in words if word in ("1", "2", "3")]
        if not len(types) == len(polarities) == len(strengths) == 1 or len(words) != 3:
            raise FormatError(
                f"{self.place}: section [{self.name}] given, expected a type of "
                f"{[*_TYPES, 'intensifier']}, a polarity of {list(_POLARITIES)} and a strength of "
                f"1 to 3, such as [judgement negative 2], or a word class of {list(CLASSES)}"
            )
        return Entry(_TYPES[types[0]], _POLARITIES[polarities[0]], int(strengths[0]), intensifier)


def load_lexicon(language: str, extra: str | Path | None = None) -> Lexicon:
    """Return the shipped lists of ``language`` with those of a user's file added.

    Args:
        language: One of `LANGUAGES`.
        extra: A file in the same format; its entries override shipped ones.

    Raises:
        ConfigError: If ``extra`` cannot be read.
        FormatError: If a section is unknown or an entry stands before the first one.
    """
    return _build(language, None if extra is None else str(extra))


@lru_cache(maxsize=16)
def _build(language: str, extra: str | None) -> Lexicon:
    sources = [(f"{language}{part}.txt", None) for part in ("", "-grammar")]
    lines: list[tuple[str, str]] = []
    for name, _ in sources:
        text = (_SHIPPED / name).read_text(encoding="utf-8")
        lines += [(f"{name}:{n}", line) for n, line in enumerate(text.splitlines(), 1)]
    if extra is not None:
        lines += [(f"{extra}:{n}", line) for n, line in enumerate(_read(extra), 1)]
    evaluations: dict[str, Entry] = {}
    classes: dict[str, dict[str, bool]] = {name: {} for name in CLASSES}
    for section, phrase in _entries(lines):
        if language not in section.languages:
            continue
        if (entry := section.entry()) is not None:
            evaluations.setdefault(phrase, entry) if section.place.startswith(
                language
            ) else evaluations.update({phrase: entry})
        elif section.name == "remove":
            evaluations.pop(phrase, None)
        else:
            classes[section.name][phrase] = True
    return Lexicon(
        language,
        PhraseTable(evaluations.items()),
        {name: PhraseTable(entries.items()) for name, entries in classes.items()},
    )


def _read(path: str) -> list[str]:
    try:
        return Path(path).read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise ConfigError(
            f"lexicon {path}: cannot be read ({error.strerror}); check the name"
        ) from None
    except UnicodeDecodeError as error:
        raise FormatError(
            f"lexicon {path}: not UTF-8 (byte {error.start}); save the file as UTF-8"
        ) from None


def _entries(lines: Iterable[tuple[str, str]]) -> Iterator[tuple[_Section, str]]:
    section: _Section | None = None
    for place, raw in lines:
        line = raw.partition("#")[0].strip().lower().replace("’", "'")
        if line.startswith("[") and line.endswith("]"):
            section = _section(line[1:-1], place)
            section.entry()  # a wrong heading is an error where it stands
            continue
        for phrase in line.split(","):
            if not phrase.strip():
                continue
            if section is None:
                raise FormatError(
                    f"{place}: {phrase.strip()!r} given before any section, expected one such as "
                    "[judgement negative 2] above it"
                )
            yield from ((section, form) for form in expand(phrase))


def _section(heading: str, place: str) -> _Section:
    words = heading.split()
    languages = LANGUAGES
    if words and words[0] in LANGUAGES:
        languages, words = (words[0],), words[1:]
    return _Section(" ".join(words), languages, place)
