"""An annotation in a terminal: claims underlined, evaluations on coloured ground."""

from collections.abc import Iterator
from itertools import count

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.style import Style
from rich.table import Table
from rich.text import Text

from claimstance.core.annotation import Annotation
from claimstance.core.marks import Claim, Evaluation, Sentence
from claimstance.core.palette import DARK
from claimstance.report.pieces import Piece, cut
from claimstance.report.wording import (
    holder_words,
    made_by,
    one_line,
    sign,
    title_of,
    totals,
    visible,
)

_LOW = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_HIGH = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_INK = {name: shade.ink for name, shade in DARK.items()}


def render(annotation: Annotation) -> RenderableType:
    """Return the whole annotation for `rich`: header, sentences with their splits, stances."""
    document = annotation.document
    facts = [document.source, document.published, document.language, made_by(annotation.annotator)]
    parts: list[RenderableType] = [
        Rule(Text(title_of(document), style="bold"), align="left"),
        Text(" · ".join(one_line(fact) for fact in facts if fact), style="dim"),
    ]
    for sentence in annotation.sentences:
        parts += _sentence(annotation, sentence)
    parts += [
        Text(),
        *_stances(annotation),
        Text(" · ".join(totals(annotation)), style="dim"),
        Text(),
    ]
    return Group(*parts)


def _sentence(annotation: Annotation, sentence: Sentence) -> Iterator[RenderableType]:
    claims = annotation.claims_in(sentence.span)
    evaluations = annotation.evaluations_in(sentence.span)
    numbers = dict(zip((c.id for c in claims), count(1)))
    numbers |= dict(zip((e.id for e in evaluations), count(1)))
    subjective = sentence.subjectivity == "SUBJ"
    gutter = Text(f"{sentence.index + 1:>3} ", style="dim")
    gutter.append("S" if subjective else "·", style="bold" if subjective else "dim")
    line = Table.grid(padding=(0, 1))
    line.add_column(width=5)
    line.add_column()
    line.add_row(gutter, _marked(annotation, sentence, numbers))
    yield Text()
    yield line
    if claims or evaluations:
        yield Padding(_split(annotation, claims, evaluations), (0, 0, 0, 6))


def _marked(annotation: Annotation, sentence: Sentence, numbers: dict[str, int]) -> Text:
    text = annotation.document.text
    marked = Text()
    pieces = cut(annotation, sentence.span)
    for index, piece in enumerate(pieces):
        words = visible(piece.span.of(text)).replace("\n", " ")
        marked.append(words, _style(piece))
        following = pieces[index + 1] if index + 1 < len(pieces) else None
        marked.append(_closing(piece, following, numbers), style=f"bold {_INK['cue']}")
    return marked


def _style(piece: Piece) -> Style:
    style = Style(underline=bool(piece.claims))
    for evaluation in piece.evaluations:
        shade = DARK[evaluation.polarity or "neutral"]
        style += Style(color=shade.ink, bgcolor=shade.ground)
    roles = {link.role for link in piece.links}
    if "holder" in roles:
        style += Style(bold=True, color=_INK["holder"])
    if "cue" in roles:
        style += Style(italic=True)
    if "target" in roles and not piece.evaluations:
        style += Style(color=_INK["target"])
    return style


def _closing(piece: Piece, following: Piece | None, numbers: dict[str, int]) -> str:
    """Return the small numbers of the marks whose holder or target ends here.

    High numbers stand for claims, low ones for evaluations, as in the split below.
    """
    goes_on = set(following.links) if following else set()
    ended = [link for link in piece.links if link not in goes_on and link.role != "cue"]
    high = sorted({numbers[link.mark] for link in ended if link.mark.startswith("c")})
    low = sorted({numbers[link.mark] for link in ended if not link.mark.startswith("c")})
    return "".join(str(n).translate(_HIGH) for n in high) + "".join(
        str(n).translate(_LOW) for n in low
    )


def _split(
    annotation: Annotation, claims: tuple[Claim, ...], evaluations: tuple[Evaluation, ...]
) -> Table:
    text = annotation.document.text
    table = Table.grid(padding=(0, 2), expand=True)
    table.add_column(ratio=3)
    table.add_column(ratio=2)
    left = Text()
    for number, claim in enumerate(claims, 1):
        words = claim.neutral or " … ".join(span.of(text) for span in claim.spans)
        left.append("\n" if left else "")
        left.append(f"{str(number).translate(_HIGH)} ", style=f"bold {_INK['cue']}")
        left.append(one_line(words), style=_INK["claim"])
        notes = [claim.kind, holder_words(claim.holder, text)]
        notes += ["check-worthy"] if claim.worth else []
        left.append(f"  {', '.join(note for note in notes if note)}", style="dim")
    right = Text()
    for number, evaluation in enumerate(evaluations, 1):
        shade = DARK[evaluation.polarity or "neutral"]
        right.append("\n" if right else "")
        right.append(f"{str(number).translate(_LOW)} ", style=f"bold {_INK['cue']}")
        marks = sign(evaluation.polarity) * (evaluation.strength or 1)
        right.append(f"{marks} {one_line(evaluation.span.of(text))}", style=shade.ink)
        if evaluation.target:
            right.append(" → ", style="dim")
            right.append(one_line(evaluation.target.of(text)), style=_INK["target"])
        right.append(f"  {_notes(evaluation, text)}", style="dim")
    table.add_row(left, right)
    return table


def _notes(evaluation: Evaluation, text: str) -> str:
    notes = [evaluation.type, holder_words(evaluation.holder, text)]
    return ", ".join(note for note in notes if note)


def _stances(annotation: Annotation) -> Iterator[RenderableType]:
    if not annotation.stances:
        return
    text = annotation.document.text
    words = {e.id: one_line(e.span.of(text)) for e in annotation.evaluations}
    table = Table(
        box=box.SIMPLE_HEAD, title="Who takes which stance towards whom", title_justify="left"
    )
    for heading in ("holder", "stance", "target", "evidence"):
        table.add_column(heading)
    inks = {"favor": _INK["positive"], "against": _INK["negative"], "none": _INK["neutral"]}
    for stance in annotation.stances:
        table.add_row(
            holder_words(stance.holder, text),
            Text(stance.stance, style=inks[stance.stance]),
            one_line(stance.target),
            ", ".join(words[id_] for id_ in stance.evidence),
        )
    yield table
