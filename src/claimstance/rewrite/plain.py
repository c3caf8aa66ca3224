"""Plain words for evaluative ones, from the package's own small lists."""

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from claimstance.grammar.inflection import expand


@lru_cache(maxsize=4)
def plain_words(language: str) -> Mapping[str, str]:
    """Return the replacements of ``language``, both sides in lower case.

    An empty replacement means that the word can be left out even where it looks like a noun.
    """
    return dict(_pairs((files(__package__) / "data" / f"plain-{language}.txt").read_text("utf-8")))


def _pairs(text: str) -> list[tuple[str, str]]:
    regular: list[tuple[str, str]] = []
    given: list[tuple[str, str]] = []
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    for item in ";".join(lines).split(";"):
        left, sign, right = item.partition("=")
        if not sign:
            continue
        evaluative, plain = expand(left.strip()), expand(right.strip())
        if len(plain) < len(evaluative):
            plain = (*plain, *(plain[-1:] * (len(evaluative) - len(plain))))
        pairs = list(zip(evaluative, plain, strict=False))
        if len(pairs) > 1:
            regular += pairs
        else:
            given += pairs
    # forms given one by one override regular ones; of several the first counts
    return regular[::-1] + given[::-1]
