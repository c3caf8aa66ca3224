"""The language of a text by its most frequent small words."""

import re
from collections import Counter

_WORD = re.compile(r"[^\W\d_]+")
_SMALL_WORDS = {
    "en": "the of and to in that is was for on with as his it by be at from has have had not are",
    "es": "el la de que y en los las un una por con del se para es al como su más pero fue ha sus",
    "fr": "le la les des et en un une du que est dans pour qui sur pas au par plus ce avec il sont",
    "de": "der die und das den von zu mit sich des auf für ist im dem nicht ein eine als auch es",
    "it": "il di che e la per un del in è non una della con le si da dei sono gli al più alla nel",
    "pt": "o de que e do da em um para com não uma os no se na por mais as dos como mas foi ao",
    "nl": "de het een van en in is dat op te zijn voor met die niet aan er om ook als bij uit naar",
}
_SETS = {language: frozenset(words.split()) for language, words in _SMALL_WORDS.items()}
_SAMPLE = 20_000
_ENOUGH = 3


def guess_language(text: str) -> str | None:
    """Return the ISO 639-1 code of the language of ``text``, or None where there is no telling.

    Counts the most frequent small words of seven European languages in the first 20,000
    characters, which is safe for news articles and costs next to nothing; a text in another
    script or of fewer than three such words gets None.
    """
    words = Counter(word.lower() for word in _WORD.findall(text[:_SAMPLE]))
    hits = {
        language: sum(count for word, count in words.items() if word in small)
        for language, small in _SETS.items()
    }
    best, second = sorted(hits, key=lambda language: -hits[language])[:2]
    if hits[best] < _ENOUGH or hits[best] == hits[second]:
        return None
    return best
