"""Finds evaluative words, joins what does one job, and looks for their targets."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from claimstance.annotators.lexicon.wordlists import Entry, Lexicon
from claimstance.core.marks import EvaluationType, Polarity
from claimstance.grammar.classes import Grammar
from claimstance.grammar.nounphrases import governing_subject, phrase_after
from claimstance.grammar.tokens import Tokens

_FLIP = {
    Polarity.POSITIVE: Polarity.NEGATIVE,
    Polarity.NEGATIVE: Polarity.POSITIVE,
    Polarity.NEUTRAL: Polarity.NEUTRAL,
}


@dataclass(frozen=True, slots=True)
class Found:
    """An evaluation as a range of tokens."""

    first: int
    end: int
    entry: Entry


def find_evaluations(tokens: Tokens, lexicon: Lexicon) -> list[Found]:
    """Return the evaluations of a sentence in text order, without overlap."""
    table = lexicon.evaluations
    grammar = lexicon.grammar
    found: list[Found] = []
    at = 0
    while at < len(tokens):
        match = table.match(tokens.words, at)
        if match is None or not _applies(tokens, at, match[0], grammar, match[1]):
            at += 1
            continue
        length, entry = match
        found.append(Found(at, at + length, entry))
        at += length
    return [_negated(tokens, item, grammar) for item in _joined(found)]


def _applies(tokens: Tokens, at: int, length: int, grammar: Grammar, entry: Entry) -> bool:
    """Tell names from judgements: a capital inside the sentence is no evaluation."""
    if length > 1 or at == 0 or not tokens.is_capital(at):
        return True
    return not tokens.is_word(at - 1) and tokens.words[at - 1] in '“"«:'


def _joined(found: list[Found]) -> list[Found]:
    """Merge an intensifier with the evaluation that follows it."""
    joined: list[Found] = []
    for item in found:
        last = joined[-1] if joined else None
        if last is not None and last.entry.intensifier and last.end == item.first:
            entry = item.entry
            strength = min(3, entry.strength + (entry.strength == 1 and not entry.intensifier))
            joined[-1] = Found(last.first, item.end, replace(entry, strength=strength))
        else:
            joined.append(item)
    return [item for item in joined if item.entry.alone]


def _negated(tokens: Tokens, item: Found, grammar: Grammar) -> Found:
    """Take in a negation right before a judgement ("not credible") and turn its polarity."""
    if item.first == 0 or item.entry.type is not EvaluationType.JUDGEMENT:
        return item
    before = tokens.words[item.first - 1]
    if before not in ("not", "never", "no", "neither", "hardly", "nunca", "tampoco"):
        return item
    entry = replace(item.entry, polarity=_FLIP[item.entry.polarity])
    return Found(item.first - 1, item.end, entry)


def find_targets(
    tokens: Tokens, found: Sequence[Found], grammar: Grammar
) -> list[tuple[int, int] | None]:
    """Return what each evaluation is about: the noun beside it, or the subject."""
    targets: list[tuple[int, int] | None] = []
    for number in range(len(found) - 1, -1, -1):
        item = found[number]
        behind = found[number + 1] if number + 1 < len(found) else None
        if behind is not None and _shares_noun(tokens, item, behind, grammar):
            targets.append(targets[-1])  # "a controversial neoliberal model": one noun for both
        else:
            targets.append(_target(tokens, item, grammar))
    return targets[::-1]


def _shares_noun(tokens: Tokens, item: Found, behind: Found, grammar: Grammar) -> bool:
    """Tell whether the next evaluation follows at once, or after "and" or a comma."""
    between = tokens.words[item.end : behind.first]
    if grammar.language == "es" or EvaluationType.EMOTIVE in (item.entry.type, behind.entry.type):
        return False
    return not between or between in ((",",), ("and",), ("but",), ("or",), (",", "and"))


def _target(tokens: Tokens, item: Found, grammar: Grammar) -> tuple[int, int] | None:
    entry = item.entry
    if entry.type is EvaluationType.STANCE:
        return governing_subject(tokens, item.end - 1, grammar)
    if grammar.language == "es" and (target := _spanish_noun(tokens, item, grammar)):
        return target
    following = item.end
    if tokens.words[following : following + 1] and tokens.words[following] in grammar.words(
        "time span"
    ):
        return None  # "just hours before": a measure is nothing that is judged
    attributive = following < len(tokens) and _is_noun_like(tokens, following, grammar)
    if attributive and not (
        entry.type is EvaluationType.EMOTIVE and _is_verb(tokens, item, grammar)
    ):
        return _with_restriction(
            tokens, phrase_after(tokens, following, len(tokens), grammar), grammar
        )
    if entry.type is EvaluationType.LOADED and not _is_predicate(tokens, item, grammar):
        return None
    return governing_subject(tokens, item.end - 1, grammar)


def _is_predicate(tokens: Tokens, item: Found, grammar: Grammar) -> bool:
    """Tell whether a copula stands before the words, articles skipped."""
    at = item.first
    while at > 0 and tokens.words[at - 1] in grammar.determiners:
        at -= 1
    return at > 0 and tokens.words[at - 1] in grammar.copulas


def _with_restriction(
    tokens: Tokens, found: tuple[int, int] | None, grammar: Grammar
) -> tuple[int, int] | None:
    """Add the other half of "social and economic crisis" and "… applied in the country"."""
    if found is None or grammar.language != "en":
        return found
    first, end = found
    words = tokens.words
    if (
        end + 1 < len(tokens)
        and words[end] in ("and", "or")
        and words[end - 1].endswith(_ADJECTIVE)
    ):
        more = phrase_after(tokens, end + 1, len(tokens), grammar)
        if more is not None:
            end = more[1]
    if end + 1 < len(tokens) and words[end].endswith("ed") and words[end + 1] in _AT:
        more = phrase_after(tokens, end + 2, len(tokens), grammar)
        if more is not None and more[1] - end < 7:
            end = more[1]
    return first, end


_ADJECTIVE = ("al", "ic", "ive", "ous", "ary", "ful", "ish", "an", "ble", "less")
_AT = frozenset(("in", "at", "by", "on", "to", "for", "with"))


def _is_verb(tokens: Tokens, item: Found, grammar: Grammar) -> bool:
    """Tell a vivid verb from an adjective: no article, possessive or preposition before it."""
    if item.first == 0:
        return tokens.words[item.first].endswith("ing")
    before = tokens.words[item.first - 1]
    return not (
        before in grammar.determiners
        or before.endswith("'s")
        or (before in grammar.prepositions and before != "to")
    )


def _is_noun_like(tokens: Tokens, at: int, grammar: Grammar) -> bool:
    word = tokens.words[at]
    return (
        tokens.is_word(at)
        and word not in grammar.prepositions
        and word not in grammar.determiners
        and word not in grammar.coordinators
        and word not in grammar.subjects
        and word not in grammar.relatives
        and word != "that"
        and not grammar.is_adverb(word)
        and not grammar.is_finite(tokens, at, max(0, at - 1))
    )


def _spanish_noun(tokens: Tokens, item: Found, grammar: Grammar) -> tuple[int, int] | None:
    """Return the noun before a Spanish adjective ("modelo polémico")."""
    if item.first > 0 and _is_noun_like(tokens, item.first - 1, grammar):
        before = tokens.words[item.first - 1]
        if before not in grammar.copulas and len(before) > 2:
            return item.first - 1, item.first
    return None
