"""Finds in the same sentence what a relative pronoun or a dropped subject stands for."""

from collections.abc import Sequence
from dataclasses import dataclass

from claimstance.core.span import Span
from claimstance.grammar.classes import Grammar
from claimstance.grammar.nounphrases import phrase_before
from claimstance.grammar.tokens import Tokens

_SINGULAR_S = ("ss", "us", "is", "'s")
_PLURAL = frozenset(
    (
        "they",
        "we",
        "you",
        "people",
        "police",
        "men",
        "women",
        "children",
        "both",
        "many",
        "most",
        "some",
        "several",
    )
)


@dataclass(frozen=True, slots=True)
class Subject:
    """A noun phrase as a range of the sentence's tokens, and whether its verb was in the past."""

    first: int
    end: int
    past: bool = True


def antecedent(tokens: Tokens, at: int, grammar: Grammar) -> tuple[int, int] | None:
    """Return the noun phrase right before the relative pronoun at ``at``."""
    end = at
    while end > 0 and not tokens.is_word(end - 1) and tokens.words[end - 1] not in "%)":
        end -= 1
    if end == 0:
        return None
    if whole := _whole_subject(tokens, end, grammar):
        return whole
    start = end
    while start > 0 and end - start < 14 and _inside(tokens, start - 1, end, grammar):
        start -= 1
        if start > 0 and tokens.words[start] in grammar.determiners and start < end - 1:
            if tokens.words[start - 1] not in ("of", "de", "all", "both", "todos", "todas"):
                break
        if start > 0 and tokens.words[start - 1] == "to":
            start += 1
            break
    found = phrase_before(tokens, end, start, grammar)
    return found if found is not None and found[1] == end else None


def _whole_subject(tokens: Tokens, end: int, grammar: Grammar) -> tuple[int, int] | None:
    """Return everything before ``end`` if it is one noun phrase that opens the sentence."""
    first = tokens.skip_signs(0, end)
    opens = first < end and (
        tokens.words[first] in grammar.determiners
        or tokens.words[first] not in grammar.function
        and not grammar.is_adverb(tokens.words[first])
    )
    if not opens or end - first > 16 or grammar.has_finite(tokens, first, end):
        return None
    if any(tokens.words[i] in ",;:—–(" for i in range(first, end)):
        return None
    return first, end


def subject_after(tokens: Tokens, at: int, grammar: Grammar) -> Subject | None:
    """Return the subject of the clause that follows a participle clause in front of it."""
    verb = grammar.first_finite(tokens, at, len(tokens))
    found = phrase_before(tokens, verb, at, grammar) if verb is not None else None
    return Subject(*found, is_past(tokens, verb)) if found and verb is not None else None


def _inside(tokens: Tokens, at: int, end: int, grammar: Grammar) -> bool:
    """Tell whether token ``at`` belongs to the noun phrase that ends at ``end``."""
    word = tokens.words[at]
    if not tokens.is_word(at):
        return word in "“”«»\"'&-.%" and (word != "." or at > 0 and tokens.is_capital(at - 1))
    if word in ("of", "de", "del"):
        return True
    if word in grammar.prepositions:
        # "the Court of Appeals for the First Circuit": names go on over prepositions
        behind = at + 2 if tokens.words[min(at + 1, end - 1)] in ("the", "la", "el") else at + 1
        return at > 0 and tokens.is_capital(at - 1) and behind < end and tokens.is_capital(behind)
    if word in ("and", "y", "e"):
        return at > 0 and at + 1 < end and tokens.is_capital(at - 1) and tokens.is_capital(at + 1)
    if word in grammar.coordinators or word in grammar.relatives or word == "that":
        return False
    if word in grammar.subordinators:
        return False
    return not grammar.is_finite(tokens, at, max(0, at - 3))


def subject_before(
    tokens: Tokens, at: int, starts: Sequence[int], grammar: Grammar
) -> Subject | None:
    """Return the subject that a clause begun at ``at`` without one takes over.

    Args:
        tokens: The sentence.
        at: Where the clause begins.
        starts: Where the claims before it begin, in text order.
        grammar: The closed classes of the language.
    """
    for start in sorted({s for s in starts if s < at} | {0}, reverse=True):
        verb = grammar.first_finite(tokens, start, at)
        if verb is None:
            continue
        past = is_past(tokens, verb)
        head = tokens.skip_signs(start, verb)
        if head < verb and tokens.words[head] in grammar.relatives and verb - head < 4:
            if found := antecedent(tokens, head, grammar):
                return Subject(*found, past)
            continue
        found = phrase_before(tokens, verb, start, grammar)
        if found is not None:
            return Subject(*found, past)
    return None


def is_past(tokens: Tokens, verb: int) -> bool:
    """Tell whether the finite verb at ``verb`` is in the past, as far as its form shows."""
    word = tokens.words[verb]
    if word in ("is", "are", "am", "will", "can", "may", "says", "say", "do", "does"):
        return False
    if word.endswith(("'s", "'re", "'ve", "'ll", "'m")):
        return False
    return not (word.endswith("s") and word not in ("was", "has"))


def is_plural(tokens: Tokens, subject: Subject) -> bool:
    """Tell whether the subject is plural, by its head noun."""
    words = tokens.words[subject.first : subject.end]
    if "and" in words or words[0] in _PLURAL:
        return True
    for number, word in enumerate(words):
        if word in ("of", "in", "for", "from", "to", "at", "on", "with", "by") and number:
            words = words[:number]
            break
    head = words[-1]
    if tokens.is_capital(subject.first + len(words) - 1) and words[0] not in ("the", "many"):
        return False
    return head in _PLURAL or (head.endswith("s") and not head.endswith(_SINGULAR_S))


def span_of(tokens: Tokens, found: tuple[int, int]) -> Span:
    """Return the characters of a range of tokens."""
    return tokens.span(*found)
