"""Frames with a phrase: "according to the ministry", "según el ministerio"."""

from claimstance.annotators.lexicon.frames import Frame, Range, Scene
from claimstance.grammar.nounphrases import phrase_after

_NO_SOURCE = frozenset(("which", "whether", "how", "lo", "the", "plan", "schedule", "cual"))
_LONGEST = 14


def by_phrase(scene: Scene, at: int, after: int) -> Frame | None:
    """Return the frame whose cue is the phrase from token ``at`` to ``after``."""
    holder = phrase_after(scene.tokens, after, scene.end, scene.grammar)
    if holder is None or not _names_a_source(scene, holder):
        return None
    stop = _end_of_source(scene, holder[1])
    before: Range = (0, scene.before_signs(at))
    behind: Range = (scene.tokens.skip_signs(stop, scene.end), scene.end)
    pieces = tuple(piece for piece in (before, behind) if piece[0] < piece[1])
    return Frame((at, after), holder, pieces, ((at, stop),)) if pieces else None


def _names_a_source(scene: Scene, holder: Range) -> bool:
    word = scene.word(holder[0])
    return not word[0].isdigit() and not (word in _NO_SOURCE and holder[1] - holder[0] == 1)


def _end_of_source(scene: Scene, at: int) -> int:
    """Return where the frame ends if more words up to the next sign belong to the source."""
    stop = at
    while stop < scene.end and scene.tokens.is_word(stop) and stop - at < _LONGEST:
        stop += 1
    closed = stop == scene.end or scene.word(stop) in (",", ";", ":")
    return stop if closed and not scene.has_finite(at, stop) else at
