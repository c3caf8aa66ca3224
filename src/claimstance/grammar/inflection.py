"""Writes out the short forms of the word lists: ``slam/v``, ``failure/n``, ``polémico/a``."""

import re
from collections.abc import Callable

_VOWELS = "aeiou"
_DOUBLING = re.compile(r"^[^aeiou]*[aeiou][bdgklmnprt]$")


def expand(phrase: str) -> tuple[str, ...]:
    """Return the forms that ``phrase`` stands for; a phrase without a mark stands for itself.

    One word of the phrase may carry a mark: ``/v`` (English verb: ``-s``, ``-ed``, ``-ing``),
    ``/n`` (English plural), ``/a`` (Spanish gender and number), ``/s`` and ``/es`` (plural).
    """
    words = phrase.split()
    for position, word in enumerate(words):
        stem, slash, mark = word.rpartition("/")
        if slash and stem and mark in _FORMS:
            before, after = words[:position], words[position + 1 :]
            return tuple(" ".join([*before, form, *after]) for form in _FORMS[mark](stem))
    return (" ".join(words),)


def verb_forms(base: str) -> tuple[str, ...]:
    """Return an English regular verb with its ``-s``, ``-ed`` and ``-ing`` forms."""
    stem = base
    if _DOUBLING.match(base) and not base.endswith(("w", "x", "y")):
        stem = base + base[-1]
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base, f"{base[:-1]}ies", f"{base[:-1]}ied", f"{base}ing"
    if base.endswith("e"):
        ing = base if base.endswith("ee") else base[:-1]
        return base, f"{base}s", f"{base}d", f"{ing}ing"
    return base, _plural(base), f"{stem}ed", f"{stem}ing"


def _plural(noun: str) -> str:
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return f"{noun}es"
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return f"{noun[:-1]}ies"
    return f"{noun}s"


def _spanish(word: str) -> tuple[str, ...]:
    if word.endswith("o"):
        stem = word[:-1]
        return word, f"{stem}a", f"{stem}os", f"{stem}as"
    return word, f"{word}a", f"{word}es", f"{word}as"


_FORMS: dict[str, Callable[[str], tuple[str, ...]]] = {
    "v": verb_forms,
    "n": lambda noun: (noun, _plural(noun)),
    "a": _spanish,
    "s": lambda word: (word, f"{word}s"),
    "es": lambda word: (word, f"{word}es"),
}
