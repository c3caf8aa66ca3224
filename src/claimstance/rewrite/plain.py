"""Plain words for evaluative ones, from the package's own small lists."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from claimstance.grammar.inflection import expand
from claimstance.rewrite.verbs import Form, forms_of

_CLASSES = {
    "verb": "verb",
    "reporting verb": "reporting verb",
    "intransitive verb": "intransitive verb",
    "noun": "noun",
    "other": "",
}


@dataclass(frozen=True, slots=True)
class Plain:
    """What stands for an evaluative word: plain words, and where they may."""

    words: str
    """For a verb, with its base in front. Empty where the word can be left out."""
    word_class: str = ""
    """``verb``, ``reporting verb``, ``intransitive verb``, ``noun``, or nothing: any position."""
    forms: tuple[Form, ...] = ()
    """Which forms of a verb the evaluative word can be."""


@lru_cache(maxsize=4)
def plain_words(language: str) -> Mapping[str, tuple[Plain, ...]]:
    """Return the replacements of ``language`` by the evaluative words in lower case."""
    found: dict[str, tuple[Plain, ...]] = {}
    text = (files(__package__) / "data" / f"plain-{language}.txt").read_text("utf-8")
    for phrase, plain in _entries(text):
        same_class = any(p.word_class == plain.word_class for p in found.get(phrase, ()))
        if not same_class:  # of several the first counts
            found[phrase] = (*found.get(phrase, ()), plain)
    return found


def _entries(text: str) -> Iterator[tuple[str, Plain]]:
    word_class = ""
    for line in text.splitlines():
        if line.startswith("["):
            word_class = _CLASSES[line.strip("[] ")]
        elif not line.startswith("#"):
            for item in line.split(";"):
                left, sign, right = item.partition("=")
                if sign and word_class.endswith("verb"):
                    yield from _verbs(left.strip(), right.strip(), word_class)
                elif sign:
                    yield from _others(left.strip(), right.strip(), word_class)


def _verbs(left: str, right: str, word_class: str) -> Iterator[tuple[str, Plain]]:
    base, _, rest = left.partition(" ")
    forms: dict[str, list[Form]] = {}
    for form, word in forms_of(base):
        forms.setdefault(word, []).append(form)
    for word, which in forms.items():
        yield f"{word} {rest}".strip(), Plain(right, word_class, tuple(which))


def _others(left: str, right: str, word_class: str) -> Iterator[tuple[str, Plain]]:
    evaluative, plain = expand(left), expand(right)
    if len(plain) < len(evaluative):
        plain = (*plain, *(plain[-1:] * (len(evaluative) - len(plain))))
    for word, words in zip(evaluative, plain, strict=False):
        yield word, Plain(words, word_class)
