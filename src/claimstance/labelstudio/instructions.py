"""The instructions that annotators see, with the keys that the interface has."""

from collections.abc import Iterable
from html import escape

from claimstance.labelstudio.controls import FIELDS, SENTENCE_LABELS, SPAN_LABELS, Option

_HOW = (
    "Marks are proposed; every one of them may be wrong. Go sentence by sentence: who speaks, "
    "which claims, which evaluations, what they are about, <b>SUBJ</b> or <b>OBJ</b>.",
    "<b>Mark</b>: press a key below, then drag over the words. <b>Select</b> a mark by a click, "
    "or go through them with <kbd>Alt</kbd>+<kbd>.</kbd>; the same keys then change it, "
    "<kbd>U</kbd> lets it go, <kbd>Backspace</kbd> deletes it.",
    "<b>Link</b> a selected claim or evaluation: <kbd>Alt</kbd>+<kbd>R</kbd>, then click its "
    "holder, cue or target. The link needs no label.",
    "<b>No holder linked</b> means the author. Press <kbd>G</kbd> where somebody speaks whom no "
    "words of the sentence name.",
    "<b>A claim in pieces</b>: mark each, then link the first to the others.",
    "<b>Submit</b> with <kbd>Ctrl</kbd>+<kbd>Enter</kbd>, also where there is nothing to mark.",
)


def instructions(guidelines: str | None = None) -> str:
    """Return the instructions as HTML.

    Args:
        guidelines: HTML that follows below them.
    """
    parts = ["<h3>How to annotate</h3><ul>", *(f"<li>{line}</li>" for line in _HOW), "</ul>"]
    parts.append("<h3>Keys</h3><table>")
    parts.append(_row("Marks", SPAN_LABELS))
    parts.append(_row("Sentence", SENTENCE_LABELS))
    parts += [_row(f"{', '.join(f.labels)}: {f.name}", f.options) for f in FIELDS]
    parts.append("</table>")
    if guidelines:
        parts.append(guidelines)
    return "\n".join(parts)


def _row(title: str, options: Iterable[Option]) -> str:
    cells = ", ".join(
        f"<kbd>{option.key.upper()}</kbd> {escape(option.value)}"
        + (f" <small>({escape(option.hint)})</small>" if option.hint else "")
        for option in options
    )
    return f"<tr><td><b>{escape(title)}</b></td><td>{cells}</td></tr>"
