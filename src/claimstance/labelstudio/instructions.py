"""The instructions that annotators see, with the keys that the interface has."""

from collections.abc import Iterable
from html import escape

from claimstance.labelstudio.controls import FIELDS, SENTENCE_LABELS, SPAN_LABELS, Option

_WHAT = (
    (
        "Claim",
        "What could turn out right or wrong? Leave who said it outside: in <i>Voss said the sale "
        "failed</i> the claim is <i>the sale failed</i>. Say its kind, whether it is worth "
        "checking, and what it says in one plain sentence.",
    ),
    (
        "Evaluation",
        "Which words could be plainer without losing the fact? As few as possible: in <i>the "
        "botched sale</i> only <i>botched</i>. What is bad but told plainly (<i>killed 40</i>) is "
        "none.",
    ),
    (
        "Holder, cue",
        "The words of this sentence that name who says or thinks it, and the word that hands it "
        "over to them: <i>said</i>, <i>according to</i>. No holder linked means the article's own "
        "voice.",
    ),
    ("Target", "What is praised, blamed or coloured: the fewest words of the sentence."),
    (
        "Sentence",
        "<b>SUBJ</b> if it is there to express the writer's own opinion, else <b>OBJ</b>. Judge "
        "the whole, do not count marks; reporting somebody else's anger is OBJ.",
    ),
)
"""The guidelines in short."""
_HOW = (
    "What is marked already was proposed by a machine: all of it may be wrong, and some is "
    "missing. Go sentence by sentence: who speaks, which claims, which evaluations, what they are "
    "about, SUBJ or OBJ.",
    "<b>Mark</b>: press a key below, then drag over the words. <b>Select</b> a mark by a click, "
    "or go through them with <kbd>Alt</kbd>+<kbd>.</kbd>; the same keys then change it, "
    "<kbd>U</kbd> lets it go, <kbd>Backspace</kbd> deletes it.",
    "The key of an answer that is chosen already <b>takes it away</b>: look before you press.",
    "<b>Neutral text</b>: the pencil at its right opens it, <kbd>Enter</kbd> keeps it.",
    "<b>Link</b> a selected claim or evaluation: <kbd>Alt</kbd>+<kbd>R</kbd>, then click its "
    "holder, cue or target. The link needs no label. If other marks cover it, click the strip "
    "below the words, or its line under <i>Regions</i>.",
    "<b>Another holder, cue or target</b>: link it; what was suggested gives way. Of two that you "
    "linked, take one away under <i>Relations</i> (the bin appears under the mouse). For the "
    "author press <kbd>R</kbd>, whatever is linked. Words that nothing leads to any more may stay.",
    "<b>Somebody speaks whom no words of the sentence name</b>: press <kbd>G</kbd>, "
    "whatever was suggested.",
    "<b>A claim in pieces</b>: mark each, then link the first to the others.",
    "<b>Grey sentences</b>, where one sentence is the task, are there to be read only.",
    "<b>Submit</b> with <kbd>Ctrl</kbd>+<kbd>Enter</kbd>, also where there is nothing to mark.",
)


def instructions(guidelines: str | None = None) -> str:
    """Return the instructions as HTML: the guidelines in short, how to work, the keys.

    Label Studio takes all styles away, lists and paragraphs included; tables and lines remain.

    Args:
        guidelines: HTML that follows below them.
    """
    parts = ["<h3>What to mark</h3><table>"]
    parts += [
        f"<tr valign='top'><td><b>{title}</b></td><td>{text}<br><br></td></tr>"
        for title, text in _WHAT
    ]
    parts.append("</table><hr><h3>How to work</h3>")
    parts += [f"<p>{line}<br><br></p>" for line in _HOW]
    parts.append("<hr><h3>Keys</h3><table>")
    parts.append(_row("Marks", SPAN_LABELS))
    parts.append(_row("Sentence", SENTENCE_LABELS))
    parts += [_row(f"{' or '.join(f.labels)}: {f.name}", f.options) for f in FIELDS]
    parts.append("</table>")
    if guidelines:
        parts.append(f"<hr>{guidelines}")
    return "\n".join(parts)


def _row(title: str, options: Iterable[Option]) -> str:
    lines = "<br>".join(
        f"<kbd>{option.key.upper()}</kbd> {escape(option.value)}"
        + (f" <small>{escape(option.hint)}</small>" if option.hint else "")
        for option in options
    )
    return f"<tr valign='top'><td><b>{escape(title)}</b></td><td>{lines}<br><br></td></tr>"
