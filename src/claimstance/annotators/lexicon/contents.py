"""What is said, where it follows the reporting verb."""

from claimstance.annotators.lexicon.frames import Range, Scene
from claimstance.grammar.nounphrases import phrase_after

_OPENING = frozenset((",", ":", "“", '"', "«"))
_FAR = 12
_SUBJECT = 14
_HEARER = 7
_NO_CONTENT = frozenset(("to", "how", "whether", "if", "by", "of", "for", "with", "about"))


def content_after(scene: Scene, at: int, *, weak: bool, cue: int) -> Range | None:
    """Return what is said if it follows the verb that ends before ``at``.

    Args:
        scene: The sentence.
        at: First token after the verb.
        weak: The verb reports only before "that", a quotation or a short subject with its verb.
        cue: The verb.
    """
    start = _skip_circumstance(scene, at, cue)
    word = scene.word(start)
    if not word:
        return None
    if word == scene.that:
        return (start + 1, scene.end) if start + 1 < scene.end else None
    content = scene.tokens.skip_signs(start, scene.end)
    if start < content < scene.end and scene.in_quote(content) and _opens(scene, start, content):
        return content, scene.end
    if word == ":":
        return (content, scene.end) if content < scene.end else None
    if scene.grammar.language == "es" or not scene.tokens.is_word(start):
        return None
    return _bare_clause(scene, start, weak=weak, cue=cue)


def _opens(scene: Scene, start: int, content: int) -> bool:
    """Tell whether only signs stand between the verb and the quotation."""
    return all(scene.word(i) in _OPENING or scene.word(i) == "'" for i in range(start, content))


def _bare_clause(scene: Scene, start: int, *, weak: bool, cue: int) -> Range | None:
    """Read "said taxes fell": a subject and its verb without "that"."""
    grammar = scene.grammar
    word = scene.word(start)
    if word in _NO_CONTENT or word in grammar.prepositions:
        return None
    subject = (
        word in grammar.subjects
        or word.partition("'")[0] in grammar.subjects
        or word in grammar.determiners
        or scene.tokens.is_capital(start)
        or word.endswith("s")
    )
    verb = grammar.first_finite(scene.tokens, start, scene.end)
    if not subject or verb is None or verb == start:
        return None
    if weak or scene.word(cue) in grammar.noun_like:
        near = verb - start <= 6 and not any(
            scene.word(i) in (scene.that, "who", "which", ",") for i in range(start, verb)
        )
        return (start, scene.end) if near else None
    return (start, scene.end) if verb - start <= _SUBJECT else None


def _skip_circumstance(scene: Scene, at: int, cue: int) -> int:
    """Skip whom it was told, when and where: "told reporters Thursday in a statement"."""
    grammar = scene.grammar
    if grammar.classes["tell verb"].match(scene.tokens.words, cue):
        return _skip_hearer(scene, at)
    stop = at
    while stop < min(scene.end, at + _FAR) and scene.word(stop) not in _OPENING:
        if scene.word(stop) == scene.that:
            break
        stop += 1
    opens = scene.word(stop) == scene.that or (scene.word(stop) != "," and scene.in_quote(stop + 1))
    if opens and at < stop < scene.end and _is_circumstance(scene, at, stop):
        return stop
    while scene.word(at) in grammar.temporals or scene.word(at) == "on":
        at += 1
    return at


def _is_circumstance(scene: Scene, at: int, stop: int) -> bool:
    """Tell whether the words only say when, where and how it was said."""
    grammar = scene.grammar
    first, last = scene.word(at), scene.word(stop - 1)
    opens = (
        first in grammar.temporals
        or first in ("in", "on", "at", "to", "during", "over", "en", "a", "al", "durante", "por")
        or grammar.is_adverb(first)
    )
    return opens and last not in grammar.prepositions and not scene.has_finite(at, stop)


def _skip_hearer(scene: Scene, at: int) -> int:
    stop = at
    while stop < min(scene.end, at + _HEARER) and scene.tokens.is_word(stop):
        if scene.word(stop) == scene.that:
            break
        stop += 1
    if scene.word(stop) == scene.that or scene.word(stop) in _OPENING:
        return stop
    if scene.word(at) in scene.grammar.pronouns:
        return min(at + 1, scene.end)
    heard = phrase_after(scene.tokens, at, min(at + 3, scene.end), scene.grammar)
    return heard[1] if heard else at
