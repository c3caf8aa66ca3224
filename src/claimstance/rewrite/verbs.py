"""Turns English participles into finite verbs, and contractions into full forms."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Literal, TypeAlias

from claimstance.grammar.classes import load_grammar
from claimstance.grammar.inflection import verb_forms

Form: TypeAlias = Literal["base", "present", "past", "participle", "ing"]
_LENGTHENED = (
    *(
        "at",
        "iz",
        "ur",
        "uc",
        "v",
        "rg",
        "nc",
        "dg",
        "bl",
        "pl",
        "tl",
        "kl",
        "gl",
        "dl",
        "zl",
        "fl",
        "is",
        "ir",
        "ag",
        "us",
    ),
    *("as", "ut", "or"),
)
CONTRACTIONS: Mapping[str, str] = {
    "won't": "will not",
    "can't": "cannot",
    "shan't": "shall not",
    "let's": "let us",
    "ain't": "is not",
    "it's": "it is",
    "he's": "he is",
    "she's": "she is",
    "that's": "that is",
    "there's": "there is",
    "what's": "what is",
    "who's": "who is",
    "i'm": "I am",
}
_AFTER_CONTRACTION = {"been": "has", "going": "is", "not": "is", "doing": "is", "a": "is"}
_ENDINGS = (("n't", " not"), ("'re", " are"), ("'ve", " have"), ("'ll", " will"))


@lru_cache(maxsize=1)
def _irregular() -> Mapping[str, tuple[str, str]]:
    """Return past and participle of the irregular verbs by their base."""
    text = (files(__package__) / "data" / "verbs-en.txt").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    triples = [item.split() for item in ";".join(lines).split(";")]
    return {base: (past, participle) for base, past, participle in filter(None, triples)}


@lru_cache(maxsize=1)
def irregular_pasts() -> frozenset[str]:
    """Return the irregular past tenses."""
    return frozenset(past for past, _ in _irregular().values())


@lru_cache(maxsize=1)
def past_participles() -> frozenset[str]:
    """Return the irregular past participles."""
    return frozenset(participle for _, participle in _irregular().values())


def base_of(participle: str) -> str:
    """Return the base of a form in ``-ing``: "leading" gives "lead"."""
    stem = participle[:-3]
    known = load_grammar("en").verbs | _irregular().keys()
    for candidate in (stem, f"{stem}e", stem[:-1]):
        if candidate in known and (candidate != stem[:-1] or stem[-1:] == stem[-2:-1]):
            return candidate
    if stem[-1:] == stem[-2:-1] and stem[-1:] not in "lsz":
        return stem[:-1]
    return f"{stem}e" if stem.endswith(_LENGTHENED) else stem


def past_of(base: str) -> str:
    """Return the past tense of ``base``."""
    found = _irregular().get(base)
    return found[0] if found else verb_forms(base)[2]


def present_of(base: str, *, plural: bool) -> str:
    """Return the present tense of ``base``, third person."""
    if base in ("have", "do", "go"):
        return base if plural else {"have": "has", "do": "does", "go": "goes"}[base]
    return base if plural else verb_forms(base)[1]


def participle_of(base: str) -> str:
    """Return the past participle of ``base``."""
    found = _irregular().get(base)
    return found[1] if found else verb_forms(base)[2]


def inflected(base: str, form: Form) -> str:
    """Return a form of a verb; the present is that of "she"."""
    if form == "present":
        return present_of(base, plural=False)
    if form == "past":
        return past_of(base)
    if form == "participle":
        return participle_of(base)
    return verb_forms(base)[3] if form == "ing" else base


def forms_of(base: str) -> Iterator[tuple[Form, str]]:
    """Return all forms of a verb, the regular ones also of an irregular verb ("leaped")."""
    _, _, regular, ing = verb_forms(base)
    yield "base", base
    yield "present", present_of(base, plural=False)
    for past in {regular, past_of(base)}:
        yield "past", past
    for participle in {regular, participle_of(base)}:
        yield "participle", participle
    yield "ing", ing


def _of_auxiliary(word: str, following: str) -> str | None:
    """Return "it has" for "it's been" and "he had" for "he'd been"; None for other words."""
    stem, sign, ending = word.rpartition("'")
    participle = following in {"been", "got"}
    if not sign or not following:
        return None
    if ending == "s" and (participle or following in {"become", "had"}):
        return f"{stem} has"
    if ending == "d" and stem.lower() in _PERSONS:
        past = participle or following in past_participles() - _BARE or following.endswith("ed")
        return f"{stem} {'had' if past else 'would'}"
    return None


_PERSONS = frozenset(("i", "you", "he", "she", "it", "we", "they", "who", "that", "there"))
_BARE = frozenset(("come", "become", "run", "put", "cut", "set", "let", "read", "hit", "overcome"))
"""Participles that are bases too."""


def expanded(word: str, following: str = "") -> str:
    """Return a contraction written out ("haven't" gives "have not"), else the word itself.

    Args:
        word: The word as it is written.
        following: The word behind it, in lower case: "the inquiry's been" is "inquiry has been".
    """
    if "'" not in word and "’" not in word:
        return word
    plain = word.replace("’", "'")
    full = _of_auxiliary(plain, following) or CONTRACTIONS.get(plain.lower())
    if full is None:
        for ending, written in _ENDINGS:
            if plain.lower().endswith(ending) and len(plain) > len(ending):
                full = plain[: -len(ending)] + written
                break
    if full is None and plain.endswith("'s") and following in _AFTER_CONTRACTION:
        full = f"{plain[:-2]} {_AFTER_CONTRACTION[following]}"
    if full is None:
        return word
    if len(stem := plain.rpartition("'")[0]) > 1 and stem.isupper():
        return full.upper()
    return full[0].upper() + full[1:] if word[0].isupper() else full
