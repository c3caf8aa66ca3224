"""Finds in the same sentence what a relative pronoun or a dropped subject stands for."""

from collections.abc import Sequence
from dataclasses import dataclass

from claimstance.grammar.classes import Grammar
from claimstance.grammar.nounphrases import phrase_before
from claimstance.grammar.tokens import Tokens

_GROUPS = ("crats", "cans", "ists", "tives", "als", "ians")
"""Endings of names for groups, which are plural though they have capitals."""
_SINGULAR_S = ("ss", "us", "is", "'s")
_BEFORE_DETERMINER = frozenset(("of", "de", "all", "both", "todos", "todas"))
_HEADS_END = frozenset(("of", "in", "for", "from", "to", "at", "on", "with", "by"))
_ENDS_PHRASE = frozenset(",;:—–()")
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
        before = tokens.words[start - 1] if start else ""
        determined = tokens.words[start] in grammar.determiners and start < end - 1
        if determined and before not in _BEFORE_DETERMINER:
            break
        if before == "to" and not tokens.is_capital(start):
            start += 1
            break
    found = phrase_before(tokens, end, start, grammar)
    if found is None or found[1] != end:
        return None
    return _around(tokens, *found, grammar)


def _around(tokens: Tokens, first: int, end: int, grammar: Grammar) -> tuple[int, int]:
    """Return the phrase that "applied in the country" belongs to, if ``first`` opens its end."""
    words = tokens.words
    participle = first > 2 and words[first - 1] in _AT and words[first - 2].endswith("ed")
    if not participle or grammar.language != "en" or words[first - 3] in grammar.function:
        return first, end
    head = first - 2
    while head > 0 and end - head < 14 and _inside(tokens, head - 1, end, grammar):
        head -= 1
        if words[head] in grammar.determiners:
            return head, end
    return first, end


_AT = frozenset(("in", "at", "by", "on", "to", "for", "with"))


def _whole_subject(tokens: Tokens, end: int, grammar: Grammar) -> tuple[int, int] | None:
    """Return everything before ``end`` if it is one noun phrase that opens the sentence."""
    first = tokens.skip_signs(0, end)
    opens = first < end and (
        tokens.words[first] in grammar.determiners
        or (
            tokens.words[first] not in grammar.function
            and not grammar.is_adverb(tokens.words[first])
        )
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
        return word in "“”«»\"'&-.%" and (word != "." or (at > 0 and tokens.is_capital(at - 1)))
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
        found = _up_to_verb(tokens, head, verb, grammar)
        if found is None and _is_clear(tokens, verb, grammar):
            found = phrase_before(tokens, verb, start, grammar)
            if found is not None and not _is_whole(tokens, *found, grammar):
                return None
        if found is not None:
            return Subject(*found, past)
    return None


def _is_clear(tokens: Tokens, verb: int, grammar: Grammar) -> bool:
    """Tell whether the word at ``verb`` is surely a verb: no "charges", "files", "plans"."""
    if grammar.language != "en" or tokens.words[verb] not in grammar.noun_like:
        return True
    behind = tokens.words[verb + 1] if verb + 1 < len(tokens) else ""
    before = tokens.words[verb - 1] if verb else ""
    object_ = behind in grammar.determiners or behind in grammar.pronouns
    return object_ or behind in ("to", "that") or before in grammar.subjects


def _is_whole(tokens: Tokens, first: int, end: int, grammar: Grammar) -> bool:
    """Tell whether a phrase is a subject as a whole: no second half of "white and Asian people"."""
    if grammar.language != "en":
        return True
    words = tokens.words
    if first > 0 and words[first - 1] in ("and", "or", "nor"):
        return False
    if words[end - 1] in grammar.relatives or words[end - 1] in grammar.prepositions:
        return False
    return not (words[end - 1].endswith("ed") and words[first] in grammar.determiners)


def _is_simple(words: Sequence[str], head: int, end: int, grammar: Grammar) -> bool:
    """Tell whether the words are one English noun phrase, with no verb that is not known."""
    if end - head > 1 and words[head] in ("i", "we", "he", "she", "it", "they", "you"):
        return False
    if words[end - 1].endswith("ed") and end - head == 2:
        return False  # "the leaked files" with "files" taken for a verb
    return not any(
        words[i] in ("the", "a", "an") and words[i - 1] not in grammar.function
        for i in range(head + 1, end)
    )  # "the way the bank can"


def _up_to_verb(tokens: Tokens, head: int, verb: int, grammar: Grammar) -> tuple[int, int] | None:
    """Return all words from ``head`` to the verb if they are one noun phrase.

    An aside in commas is left out: "Ann Lee, a former judge, left".
    """
    end = verb
    while end > head and grammar.is_adverb(tokens.words[end - 1]):
        end -= 1
    while head < end and tokens.words[head] in grammar.coordinators:
        head = tokens.skip_signs(head + 1, end)
    if not _is_clear(tokens, verb, grammar):
        return None
    if end - 1 > head and tokens.words[end - 1] == ",":
        comma = tokens.words.index(",", head)
        end = comma if head < comma < end - 1 else end
    opens = head < end and (
        tokens.words[head] in grammar.determiners
        or tokens.words[head] in grammar.subjects
        or (
            tokens.is_capital(head)
            and tokens.words[head] not in grammar.function
            and not grammar.is_adverb(tokens.words[head])
            and not grammar.is_participle(tokens, head)
        )
    )
    if not opens or end - head > 14:
        return None
    if any(tokens.words[i] in _ENDS_PHRASE or tokens.words[i] == "that" for i in range(head, end)):
        return None
    if grammar.language == "en" and not _is_simple(tokens.words, head, end, grammar):
        return None
    return head, end


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
        behind = words[number + 1] if number + 1 < len(words) else ""
        reduced = word.endswith("ed") and behind in _HEADS_END
        if (word in _HEADS_END or reduced) and number:
            words = words[:number]
            break
    head = words[-1]
    if head.endswith(_GROUPS):
        return True
    if tokens.is_capital(subject.first + len(words) - 1) and words[0] not in ("the", "many"):
        return False
    return head in _PLURAL or (head.endswith("s") and not head.endswith(_SINGULAR_S))
