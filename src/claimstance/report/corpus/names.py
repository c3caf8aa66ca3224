"""Who is meant, across documents: "Mr Trump" here and "President Donald Trump" there.

Within a document `claimstance.stance.mentions` has grouped the mentions. Across documents only
what is safe is joined: a name with words before it that others leave out, and a surname with the
full name that nearly always goes with it.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

_DOMINANT = 0.8
"""Share of the articles with a full name of this surname that one person must have."""
_INTRODUCED = 0.3
"""Full names must be at least this frequent beside the bare surname: "America" is not short for
"North America"."""
_JOINED = frozenset(("and", "or", "y", "e", "o"))
"""Words that make a list of names."""


@dataclass(frozen=True, slots=True)
class Name:
    """One way to name somebody or something, and in how many articles it is the fullest."""

    key: str
    """Lower case, without article, title and possessive."""
    articles: int
    is_name: bool
    definite: bool = False
    """Mostly with an article, as "the House"; such names are no surnames."""


def resolve(names: Iterable[Name]) -> dict[str, str]:
    """Return for each key the key that stands for the same person or thing."""
    known = {name.key: name for name in names}
    same = {key: _without_prefix(name, known) for key, name in known.items()}
    persons: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for key, name in known.items():
        words = same[key].split()
        if name.is_name and len(words) == 2:
            persons[words[1]][same[key]] += name.articles
    for key, name in known.items():
        if name.is_name and not name.definite and " " not in key:
            same[key] = _person(name, persons.get(key, {})) or same[key]
    return same


def _without_prefix(name: Name, known: dict[str, Name]) -> str:
    """Return "james comey" for "former fbi james comey", where others use the short name."""
    words = name.key.split()
    if not name.is_name or len(words) < 3 or not _JOINED.isdisjoint(words):
        return name.key
    short = known.get(" ".join(words[-2:]))
    return short.key if short and short.is_name else name.key


def _person(surname: Name, candidates: dict[str, int]) -> str | None:
    total = sum(candidates.values())
    for key, articles in candidates.items():
        if articles >= _DOMINANT * total and articles >= _INTRODUCED * surname.articles:
            return key
    return None
