r"""Inline markup: an annotated text that people can read and write, for tests and guidelines.

``[text](layer attributes …)`` marks ``text``; marks nest. Layers are ``sentence``, ``claim``,
``evaluation`` and the roles ``holder``, ``cue``, ``target`` (several roles may share a mark).
Attributes are the scheme's own words in any order (``forecast``, ``judgement``, ``negative``,
``2``, ``SUBJ``, ``worthy`` or ``unworthy``), ``#id``, the links ``holder=``, ``cue=`` and
``target=`` to an id, to ``author``, ``other`` or ``none``, and ``neutral="…"``. Two claim marks
with one id are fragments of one claim. Where a link is left out, the only mark of that role in
the sentence is meant, if there is just one. A backslash before ``[``, ``]`` or itself makes it
plain text; so does a bracket that no layer follows.

Only nested marks can be written; marks that cross each other need the JSON form.
"""

import re
from dataclasses import dataclass, field

from claimstance.core.annotation import Annotation
from claimstance.core.document import Document
from claimstance.core.marks import (
    Claim,
    ClaimKind,
    Evaluation,
    EvaluationType,
    Holder,
    Polarity,
    Sentence,
    Subjectivity,
    Voice,
)
from claimstance.core.markup_writer import render
from claimstance.core.span import Span
from claimstance.errors import SpanError

__all__ = ["LAYERS", "ROLES", "parse", "render"]

ROLES = ("holder", "cue", "target")
LAYERS = ("sentence", "claim", "evaluation", *ROLES)
_LAYER = re.compile(rf"\]\((?=(?:{'|'.join(LAYERS)})[\s)])")
_ATTRIBUTE = re.compile(r'\s*(?:(\w+)=(?:"((?:[^"\\]|\\.)*)"|([^\s)"]+))|#([\w-]+)|(\w+))')
_WORDS: dict[str, tuple[str, object]] = {
    **{kind.value: ("kind", kind) for kind in ClaimKind},
    **{polarity.value: ("polarity", polarity) for polarity in Polarity},
    **{value.value: ("subjectivity", value) for value in Subjectivity},
    **{str(strength): ("strength", strength) for strength in (1, 2, 3)},
    **{type_.value: ("type", type_) for type_ in EvaluationType},
    "worthy": ("worth", True),
    "unworthy": ("worth", False),
}
_KNOWN = {
    "sentence": {"subjectivity"},
    "claim": {"kind", "worth", "neutral", "holder", "cue"},
    "evaluation": {"type", "polarity", "strength", "holder", "target"},
}


@dataclass(slots=True)
class _Mark:
    """One bracket pair while it is being read."""

    start: int
    layers: tuple[str, ...] = ()
    end: int = 0
    id: str | None = None
    values: dict[str, object] = field(default_factory=dict)

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


def parse(
    markup: str,
    *,
    annotator: str = "human:1",
    id: str = "",
    language: str | None = "en",
) -> Annotation:
    """Read inline markup into an annotation and its document.

    Raises:
        SpanError: If a mark has an unknown attribute, an id does not resolve, or a link that is
            left out could mean several marks.
    """
    text, marks = _read(markup)
    return _Resolver(text, marks).annotation(
        Document(text=text, id=id, language=language), annotator
    )


def _read(markup: str) -> tuple[str, list[_Mark]]:
    """Return the plain text and the marks in the order in which they close."""
    plain: list[str] = []
    open_marks: list[_Mark] = []
    marks: list[_Mark] = []
    at = 0
    while at < len(markup):
        character = markup[at]
        if character == "\\" and markup[at + 1 : at + 2] in ("[", "]", "\\"):
            plain.append(markup[at + 1])
            at += 2
        elif character == "[":
            open_marks.append(_Mark(len(plain)))
            plain.append("[")
            at += 1
        elif character == "]" and open_marks:
            mark = open_marks.pop()
            if layer := _LAYER.match(markup, at):
                del plain[mark.start]
                for inner in marks:
                    if inner.start > mark.start:
                        inner.start, inner.end = inner.start - 1, inner.end - 1
                mark.end = len(plain)
                at = _read_attributes(markup, layer.end(), mark)
                marks.append(mark)
            else:
                plain.append("]")
                at += 1
        else:
            plain.append(character)
            at += 1
    return "".join(plain), marks


def _read_attributes(markup: str, at: int, mark: _Mark) -> int:
    """Read up to the closing parenthesis into ``mark``; return the position after it."""
    layers: list[str] = []
    while found := _ATTRIBUTE.match(markup, at):
        key, quoted, bare, identifier, word = found.groups()
        if identifier:
            mark.id = identifier
        elif key:
            mark.values[key] = bare if quoted is None else re.sub(r"\\(.)", r"\1", quoted)
        elif word in LAYERS and (not layers or word in ROLES):
            layers.append(word)
        elif word in _WORDS:
            name, value = _WORDS[word]
            mark.values[name] = value
        else:
            raise SpanError(f"markup {found.group().strip()!r}: unknown word; {_expected()}")
        at = found.end()
    closing = re.compile(r"\s*\)").match(markup, at)
    if closing is None:
        raise SpanError(f"markup {markup[at : at + 20]!r}: expected ')' after the attributes")
    mark.layers = tuple(layers)
    known = set().union(*(_KNOWN.get(layer, set()) for layer in layers))
    if unknown := set(mark.values) - known:
        raise SpanError(
            f"markup ({' '.join(layers)} …): {sorted(unknown)} given, expected of {sorted(known)}"
        )
    return closing.end()


def _expected() -> str:
    return f"expected a layer of {list(LAYERS)} or a value of {list(_WORDS)}"


class _Resolver:
    """Turns marks into claims and evaluations by resolving their links."""

    def __init__(self, text: str, marks: list[_Mark]) -> None:
        self.text = text
        self.marks = sorted(marks, key=lambda m: (m.start, -m.end))
        self.by_id: dict[str, _Mark] = {}
        for mark in self.marks:
            if mark.id is None:
                continue
            if mark.id in self.by_id and "claim" not in mark.layers:
                raise SpanError(
                    f"markup #{mark.id}: given to two marks; only the fragments of a "
                    "claim share an id, rename one of them"
                )
            self.by_id[mark.id] = mark
        self.sentences = [m for m in self.marks if "sentence" in m.layers]

    def annotation(self, document: Document, annotator: str) -> Annotation:
        sentences = tuple(
            Sentence(index, m.span, m.values.get("subjectivity"))  # type: ignore[arg-type]
            for index, m in enumerate(self.sentences)
        )
        claims = self.claims()
        evaluations = tuple(
            self.evaluation(f"e{number}", m, claims)
            for number, m in enumerate((m for m in self.marks if "evaluation" in m.layers), 1)
        )
        return Annotation(
            document=document,
            annotator=annotator,
            sentences=sentences,
            claims=claims,
            evaluations=evaluations,
        )

    def claims(self) -> tuple[Claim, ...]:
        groups: dict[str, list[_Mark]] = {}
        for number, mark in enumerate((m for m in self.marks if "claim" in m.layers), 1):
            groups.setdefault(mark.id or f" {number}", []).append(mark)
        return tuple(
            self.claim(f"c{number}", group) for number, group in enumerate(groups.values(), 1)
        )

    def claim(self, id: str, fragments: list[_Mark]) -> Claim:
        values: dict[str, object] = {}
        for fragment in fragments:
            values |= fragment.values
        holder = self.holder(values.pop("holder", None), fragments[0]) or Voice.AUTHOR
        given = values.pop("cue", None)
        cue = None
        if given is not None or holder is not Voice.AUTHOR:
            cue = self.role("cue", given, fragments[0])
        spans = tuple(fragment.span for fragment in fragments)
        return Claim(id=id, spans=spans, holder=holder, cue=cue, **values)  # type: ignore[arg-type]

    def evaluation(self, id: str, mark: _Mark, claims: tuple[Claim, ...]) -> Evaluation:
        values = dict(mark.values)
        holder = self.holder(values.pop("holder", None), mark, default=False)
        if holder is None:
            around = [c for c in claims if any(s.contains(mark.span) for s in c.spans)]
            holder = min(around, key=lambda c: len(c.span)).holder if around else Voice.AUTHOR
        target = self.role("target", values.pop("target", None), mark)
        return Evaluation(id=id, span=mark.span, holder=holder, target=target, **values)  # type: ignore[arg-type]

    def holder(self, given: object, mark: _Mark, *, default: bool = True) -> Holder | None:
        if given in (Voice.AUTHOR.value, Voice.OTHER.value):
            return Voice(str(given))
        return self.role("holder", given, mark) if given or default else None

    def role(self, role: str, given: object, mark: _Mark) -> Span | None:
        if given == "none":
            return None
        if given is not None:
            if (found := self.by_id.get(str(given))) is None:
                raise SpanError(
                    f"markup {role}={given}: no mark has this id; known: {sorted(self.by_id)}"
                )
            return found.span
        candidates = {m.span for m in self.marks if role in m.layers and self.together(m, mark)}
        if len(candidates) > 1:
            raise SpanError(
                f"markup of {mark.span.of(self.text)!r}: {len(candidates)} marks could be its "
                f"{role}; say which with {role}=ID"
            )
        return candidates.pop() if candidates else None

    def together(self, one: _Mark, other: _Mark) -> bool:
        """Tell whether the two marks are in the same sentence, as far as sentences are marked."""
        return all(s.span.contains(one.span) == s.span.contains(other.span) for s in self.sentences)
