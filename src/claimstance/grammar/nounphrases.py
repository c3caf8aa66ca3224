"""Noun phrases beside a word: the person who speaks, the thing that is judged."""

from claimstance.grammar.classes import Grammar
from claimstance.grammar.tokens import Tokens

_LONGEST = 12
_INSIDE = frozenset("'&-.%")
_GENITIVE = {"en": frozenset(("of",)), "es": frozenset(("de", "del"))}


def phrase_before(tokens: Tokens, end: int, floor: int, grammar: Grammar) -> tuple[int, int] | None:
    """Return the noun phrase that ends right before token ``end``, not before ``floor``."""
    while end > floor and grammar.is_adverb(tokens.words[end - 1]):
        end -= 1
    start = end
    while start > floor and end - start < _LONGEST and _belongs(tokens, start - 1, floor, grammar):
        start -= 1
    while start < end and _leads(tokens, start, grammar):
        start += 1
    while start < end and not tokens.is_word(end - 1) and not _closes(tokens, start, end):
        end -= 1
    return (start, end) if start < end else None


def _closes(tokens: Tokens, start: int, end: int) -> bool:
    """Tell whether the last token closes a quotation that the phrase opens."""
    pairs = {"”": "“", "»": "«"}
    return pairs.get(tokens.words[end - 1], "-") in tokens.words[start : end - 1]


def _belongs(tokens: Tokens, at: int, floor: int, grammar: Grammar) -> bool:
    word = tokens.words[at]
    if not tokens.is_word(at):
        if word in "»”" or word in "«“":
            return True
        return word in _INSIDE and (word != "." or (at > floor and tokens.is_capital(at - 1)))
    if word in ("and", "y", "e"):
        return _joins_names(tokens, at, floor, grammar)
    if word in grammar.coordinators or word in grammar.relatives or word == "that":
        return False
    if word in grammar.subordinators and word not in ("as", "after", "before"):
        return False
    return not grammar.is_finite(tokens, at, floor)


def _joins_names(tokens: Tokens, at: int, floor: int, grammar: Grammar) -> bool:
    """Tell "Lynch and Clinton said" from "he met Lynch and Clinton said"."""
    if at <= floor or at + 1 >= len(tokens):
        return False
    names = tokens.is_capital(at - 1) and (
        tokens.is_capital(at + 1) or tokens.words[at + 1] in grammar.determiners
    )
    return names and not grammar.has_finite(tokens, max(floor, at - _LONGEST), at)


def _leads(tokens: Tokens, at: int, grammar: Grammar) -> bool:
    """Tell whether token ``at`` cannot open a noun phrase and is to be left out."""
    word = tokens.words[at]
    if not tokens.is_word(at):
        return word not in "«“"
    if word in grammar.determiners or word in grammar.subjects:
        return False
    return (
        word in grammar.prepositions
        or word in grammar.coordinators
        or word in grammar.temporals
        or word in grammar.subordinators
        or grammar.is_adverb(word)
    )


def phrase_after(tokens: Tokens, start: int, end: int, grammar: Grammar) -> tuple[int, int] | None:
    """Return the noun phrase that begins at token ``start`` and ends before ``end``."""
    genitive = _GENITIVE[grammar.language]
    while start < end and tokens.words[start] in grammar.adverbs:
        start += 1
    stop = min(end, start + _LONGEST)
    at = start
    while at < stop and _continues(tokens, at, start, genitive, grammar):
        at += 1
    while at > start and (
        tokens.words[at - 1] in grammar.prepositions
        or (tokens.words[at - 1] in grammar.determiners and at - 1 > start)
        or not tokens.is_word(at - 1)
    ):
        at -= 1
    if at > start and not (
        tokens.words[at - 1] in grammar.determiners and tokens.words[at - 1] not in grammar.pronouns
    ):
        return start, at
    return None


def _continues(
    tokens: Tokens, at: int, start: int, genitive: frozenset[str], grammar: Grammar
) -> bool:
    word = tokens.words[at]
    if not tokens.is_word(at):
        if word in "«“»”":
            return at == start or word in "»”"
        return word in _INSIDE and at > start and (word != "." or tokens.is_capital(at - 1))
    if word in grammar.temporals or word in grammar.relatives or word == "that":
        return False
    if word in grammar.coordinators or (word in grammar.subordinators and at > start):
        return False
    if word in grammar.prepositions and word not in genitive:
        return False
    if at > start and (word in grammar.subjects and word not in grammar.determiners):
        return False
    return not (at > start and grammar.is_finite(tokens, at, start))


def subject_of(tokens: Tokens, start: int, end: int, grammar: Grammar) -> tuple[int, int] | None:
    """Return the noun phrase before the first finite verb of the clause."""
    verb = grammar.first_finite(tokens, start, end)
    if verb is None or verb == start:
        return None
    return phrase_before(tokens, verb, start, grammar)


def governing_subject(tokens: Tokens, at: int, grammar: Grammar) -> tuple[int, int] | None:
    """Return the subject of the clause that token ``at`` is in, looked for to the left.

    A relative pronoun is followed to the noun before it, and a verb without a subject of its own
    ("and attacked …") to the verb before.
    """
    end = at + 1
    for _ in range(4):
        verb = _last_finite(tokens, end, grammar)
        if verb is None:
            return None
        stop = verb
        while stop > 0 and tokens.is_word(stop - 1) and grammar.is_adverb(tokens.words[stop - 1]):
            stop -= 1
        if stop > 0 and tokens.words[stop - 1] in _RELATIVE_SUBJECTS:
            stop -= 1
            while stop > 0 and not tokens.is_word(stop - 1):
                stop -= 1
        found = phrase_before(tokens, stop, max(0, stop - _LONGEST), grammar) if stop else None
        if found is not None and found[1] == stop:
            return found
        end = verb
    return None


_RELATIVE_SUBJECTS = frozenset(("who", "which", "that", "que", "quien", "quienes"))


def _last_finite(tokens: Tokens, end: int, grammar: Grammar) -> int | None:
    """Return the last finite verb before ``end``, at the first word of its group."""
    for at in range(min(end, len(tokens)) - 1, max(-1, end - 40), -1):
        if grammar.is_finite(tokens, at, 0):
            first = at
            while first > 0 and tokens.words[first - 1] in grammar.auxiliaries:
                first -= 1
            return first
    return None
