"""Repairs what deletions leave behind and makes a sentence of it."""

import re

_QUOTES = re.compile(r"[“”«»„\"‹›]|''|(?<!\w)['‘](?=\w)|(?<=[\w.,!?])['’](?!\w)(?<!s['’])")
_EMPTY = re.compile(r"\(\s*\)|[\[\]]")
"""Empty brackets, and square ones: they set apart the words of an editor."""
_REPAIRS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"\s+", " "),
        (r"\s+([,;:!?%)\]]|\.(?!\d))", r"\1"),
        (r"([(\[])\s+", r"\1"),
        (r"(?:,\s*)+(?=[,;:.])", ""),
        (r"[,;:]+\s*([.!?])", r"\1"),
        (r",\s*(?:and|or|but|y|o|pero)\s*(?=[,.;]|$)", ""),
        (r"\b(and|or|but|y|o|pero)\s+(?:and|or|but|y|o|pero)\b", r"\1"),
        (r"\b(?:and|or|but|y|o|pero)\s*([.;])", r"\1"),
        (r"\b(a|an|the|el|la|un|una|los|las) ?, ", r"\1 "),
        (r"\b([Aa]|[Aa]n|[Tt]he) (?:a|an|the)\b(?= \w)", r"\1"),
        (r"\b([Aa]|[Aa]n) (?:and|or) ", r"\1 "),
        (r"\b(the|The) (?:and|or) ", r"\1 "),
    )
)
_ARTICLE = re.compile(r"\b([Aa])(n?) (?=([\w“\"'-]+))")
_VOWEL_SOUND = re.compile(r"(?:[aeio]|u(?!ni|se|sa|su|ti|r[aeio]|k)|hono|hour|heir|honest)", re.I)
_LETTER_SOUND = re.compile(r"^[AEFHILMNORSX](?:[A-Z]|-|\b)")
_LEADING = re.compile(r"^(?:[\s,;:.–—-]+|(?:and|but|or|yet|y|e|pero)\s+)+", re.I)


def finish(words: str, language: str) -> str:
    """Return ``words`` as one sentence: no quotation marks, tidy signs, capital and full stop."""
    text = _EMPTY.sub("", _QUOTES.sub("", words))
    for _ in range(2):
        before = text
        for pattern, replacement in _REPAIRS:
            text = pattern.sub(replacement, text)
        if text == before:
            break
    text = _LEADING.sub("", text.strip())
    if language == "en":
        text = _ARTICLE.sub(_article, text)
    text = text.rstrip(" ,;:–—-")
    if not text:
        return ""
    if not text.endswith((".", "!", "?", "…")):
        text += "."
    text = re.sub(r"[!?…]+$", ".", text)
    return text[0].upper() + text[1:]


def _article(match: re.Match[str]) -> str:
    """Choose between "a" and "an" by the sound of the next word, where it can be told."""
    letter, _, following = match.groups()
    if following[0].isdigit():
        vowel = following.startswith(("8", "11", "18"))
    elif following.isupper() or _LETTER_SOUND.match(following):
        vowel = following[0] in "AEFHILMNORSX"
    else:
        vowel = bool(_VOWEL_SOUND.match(following))
    return f"{letter}n " if vowel else f"{letter} "
