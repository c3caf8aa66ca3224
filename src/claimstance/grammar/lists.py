"""Word lists as text files: sections in brackets, below each its phrases.

``docs/lexicon.md`` describes the format for users.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from claimstance.errors import ConfigError, FormatError
from claimstance.grammar.inflection import expand

LANGUAGES = ("en", "es")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, the languages its entries are for, and where it stands."""

    name: str
    languages: tuple[str, ...]
    place: str
    """``file:line``."""


def read_shipped(package: str, name: str) -> tuple[tuple[Section, str], ...]:
    """Return section and phrase of every entry of a list that comes with ``package``."""
    text = (files(package) / "data" / name).read_text(encoding="utf-8")
    return tuple(_entries(name, text.splitlines()))


def read_lists(path: str | Path) -> tuple[tuple[Section, str], ...]:
    """Return section and phrase of every entry of a user's file.

    Raises:
        ConfigError: If the file cannot be read.
        FormatError: If it is not UTF-8, or an entry stands before the first section.
    """
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise ConfigError(
            f"lexicon {path}: cannot be read ({error.strerror}); check the name"
        ) from None
    except UnicodeDecodeError as error:
        raise FormatError(
            f"lexicon {path}: not UTF-8 (byte {error.start}); save the file as UTF-8"
        ) from None
    return tuple(_entries(str(path), lines))


def _entries(name: str, lines: Iterable[str]) -> Iterator[tuple[Section, str]]:
    section: Section | None = None
    for number, raw in enumerate(lines, 1):
        line = raw.partition("#")[0].strip().lower().replace("’", "'")
        if line.startswith("[") and line.endswith("]"):
            section = _section(line[1:-1], f"{name}:{number}")
            continue
        for phrase in filter(None, map(str.strip, line.split(","))):
            if section is None:
                raise FormatError(
                    f"{name}:{number}: {phrase!r} given before any section, expected a heading "
                    "such as [judgement negative 2] above it"
                )
            yield from ((section, form) for form in expand(phrase))


def _section(heading: str, place: str) -> Section:
    words = heading.split()
    languages: tuple[str, ...] = LANGUAGES
    if words and words[0] in LANGUAGES:
        languages, words = (words[0],), words[1:]
    return Section(" ".join(words), languages, place)
