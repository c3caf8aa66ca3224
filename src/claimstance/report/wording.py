"""Words for marks, the same in every view."""

from claimstance.core.annotation import Annotation
from claimstance.core.document import Document
from claimstance.core.marks import Holder, Polarity, Voice
from claimstance.core.palette import SIGNS
from claimstance.core.span import Span

_PICTURES = {code: 0x2400 + code for code in range(32) if chr(code) not in "\n\t"} | {
    0x7F: 0x2421,
    **dict.fromkeys(range(0x80, 0xA0), 0xFFFD),
    **dict.fromkeys((0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), 0xFFFD),
    **dict.fromkeys(range(0xD800, 0xE000), 0xFFFD),
}


def visible(text: str) -> str:
    """Return ``text`` with control characters as pictures, one character for each.

    Characters that reorder what is around them become U+FFFD, so that no text can pretend to be
    another; right-to-left scripts are left as they are.
    """
    return text.translate(_PICTURES)


def holder_words(holder: Holder, text: str) -> str:
    """Return the words that name a holder: those of the text, "the author" or "someone else"."""
    if isinstance(holder, Span):
        return one_line(holder.of(text))
    return {Voice.AUTHOR: "the author", Voice.OTHER: "someone else"}[holder]


def one_line(text: str) -> str:
    """Return ``text`` visible, on one line."""
    return " ".join(visible(text).split())


def sign(polarity: Polarity | None) -> str:
    """Return the sign that goes with a polarity's colour."""
    return SIGNS[polarity] if polarity else "?"


def made_by(annotator: str) -> str:
    """Say plainly what kind of annotator made the marks."""
    kind, _, name = one_line(annotator).partition(":")
    if "lexicon" in name:
        return f"found by rules and word lists ({name}); it makes many mistakes"
    return {
        "human": f"annotated by a person ({name})",
        "model": f"found by a trained model ({name}); it makes mistakes",
        "llm": f"annotated by a language model ({name})",
        "gold": f"adjudicated ({name})" if name else "adjudicated",
    }.get(kind, f"annotated by {one_line(annotator)}")


def title_of(document: Document) -> str:
    """Return the title, or the opening words of a text that has none."""
    if document.title:
        return one_line(document.title)
    first = document.text.strip().partition("\n")[0]
    words = one_line(first[:400])
    return words if len(words) <= 80 else f"{words[:80].rsplit(' ', 1)[0]} …"


def totals(annotation: Annotation) -> tuple[str, str, str]:
    """Return how many claims, evaluations and subjective sentences there are, in words."""
    claims = _counted(len(annotation.claims), "claim")
    evaluations = _counted(len(annotation.evaluations), "evaluation")
    return claims, evaluations, _share_subjective(annotation)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _share_subjective(annotation: Annotation) -> str:
    labelled = [s for s in annotation.sentences if s.subjectivity]
    subjective = sum(sentence.subjectivity == "SUBJ" for sentence in labelled)
    return f"{subjective} of {_counted(len(labelled), 'sentence')} subjective"
