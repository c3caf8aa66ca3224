"""The formats that annotations convert to and from, and what each of them keeps.

The matrix of ``docs/formats.md`` is made from this table; a test writes it (``make golden``) and
holds every format to its row.
"""

import importlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claimstance.core.annotation import Annotation
from claimstance.core.layers import Link, link_label
from claimstance.core.span import Span
from claimstance.errors import ConfigError
from claimstance.io.graph import Report

MARKS = ("claims", "fragments", "nesting", "evaluations")
ATTRIBUTES = ("kind", "worth", "neutral text", "type", "polarity", "strength")
LINKS = ("claim holder", "cue", "evaluation holder", "target")
AROUND = ("text", "document id", "language", "annotator", "sentences", "subjectivity", "mark ids")
ONLY_HERE = ("metadata", "scores", "stances")
FEATURES = (*AROUND, *MARKS, *ATTRIBUTES, *LINKS, *ONLY_HERE)
_STANDOFF = (*MARKS, *ATTRIBUTES, *LINKS)


@dataclass(frozen=True, slots=True)
class Format:
    """One format."""

    name: str
    title: str
    module: str
    function: str
    """Reader and writer are ``read_…`` and ``write_…`` of this."""
    keeps: frozenset[str]
    """What survives writing and reading back, of `FEATURES`."""
    note: str = ""
    reads: bool = True
    names_annotator: bool = True
    """Whether the format says who annotated; if not, readers are told."""

    def write(self, annotations: Iterable[Annotation], path: str | Path) -> int:
        """Write annotations; return how many."""
        module = importlib.import_module(self.module)
        count: int = getattr(module, f"write_{self.function}")(annotations, path)
        return count

    def read(self, path: str | Path, *, annotator: str, report: Report) -> Iterator[Annotation]:
        """Read annotations; what does not fit is reported and left out.

        Raises:
            ConfigError: If the format can only be written.
        """
        if not self.reads:
            raise ConfigError(f"{self.name}: this format can only be written; {self.note}")
        module = importlib.import_module(self.module)
        told: dict[str, Any] = {} if self.names_annotator else {"annotator": annotator}
        if self.name == "jsonl":
            yield from module.read_annotations(path, on_reject=lambda r: report(r.error))
        else:
            yield from getattr(module, f"read_{self.function}")(path, report=report, **told)


def _format(
    name: str, title: str, module: str, function: str, keeps: Iterable[str], **more: Any
) -> Format:
    return Format(name, title, f"claimstance.io.{module}", function, frozenset(keeps), **more)


FORMATS = {
    format_.name: format_
    for format_ in (
        _format("jsonl", "JSON lines", "jsonl", "annotations", FEATURES),
        _format(
            "brat",
            "brat standoff",
            "brat",
            "brat",
            {"text", "document id", "sentences", "subjectivity", *_STANDOFF},
            note="a folder; one annotator each",
            names_annotator=False,
        ),
        _format(
            "spacy",
            "spaCy DocBin",
            "spacy_docbin",
            "docbin",
            {*AROUND, *_STANDOFF},
            note="span groups for spancat; extra `convert`",
        ),
        _format(
            "webanno-jsonld",
            "W3C Web Annotation",
            "webannotation",
            "webannotation",
            {*AROUND, *_STANDOFF},
        ),
        _format(
            "xmi",
            "UIMA CAS XMI",
            "xmi",
            "xmi",
            {*AROUND, *_STANDOFF} - {"language"},
            note="a folder, for INCEpTION; extra `convert`",
        ),
        _format(
            "ssa",
            "SSA JSON (SemEval-2022)",
            "ssa",
            "ssa",
            {"evaluations", "polarity", "strength", "target"},
            note="each sentence reads back as a document; a holder only where words name it",
            names_annotator=False,
        ),
        _format(
            "conll",
            "CoNLL columns",
            "conll",
            "conll",
            (),
            note="outermost spans at whole tokens, with kind or type",
            reads=False,
        ),
        _format(
            "csv",
            "CSV for people",
            "csv_table",
            "csv",
            (),
            note="every mark in words, without the text around",
            reads=False,
        ),
    )
}


def get_format(name: str) -> Format:
    """Return a format by name.

    Raises:
        ConfigError: If there is no such format.
    """
    if name not in FORMATS:
        raise ConfigError(f"format {name!r}: expected one of {list(FORMATS)}")
    return FORMATS[name]


def project(annotation: Annotation, keeps: Iterable[str]) -> dict[str, Any]:
    """Return the part of an annotation that ``keeps`` names, in a form that can be compared.

    Marks are in text order, since not every format keeps theirs.
    """
    kept = set(keeps)
    document = annotation.document
    found: dict[str, Any] = {
        "text": document.text,
        "document id": document.id,
        "language": document.language,
        "annotator": annotation.annotator,
        "sentences": [s.span for s in annotation.sentences],
        "subjectivity": [s.subjectivity for s in annotation.sentences],
    }
    projected = {name: value for name, value in found.items() if name in kept}
    if "claims" in kept:
        projected["claims"] = sorted(_claims(annotation, kept), key=repr)
    if "evaluations" in kept:
        projected["evaluations"] = sorted(_evaluations(annotation, kept), key=repr)
    return projected


def _claims(annotation: Annotation, kept: set[str]) -> Iterator[tuple[Any, ...]]:
    for claim in annotation.claims:
        values = {
            "mark ids": claim.id,
            "kind": claim.kind,
            "worth": claim.worth,
            "neutral text": claim.neutral,
            "claim holder": _link(claim.holder),
            "cue": _link(claim.cue),
        }
        yield (claim.spans, *(value for name, value in values.items() if name in kept))


def _evaluations(annotation: Annotation, kept: set[str]) -> Iterator[tuple[Any, ...]]:
    for evaluation in annotation.evaluations:
        values = {
            "mark ids": evaluation.id,
            "type": evaluation.type,
            "polarity": evaluation.polarity,
            "strength": evaluation.strength,
            "evaluation holder": _link(evaluation.holder),
            "target": _link(evaluation.target),
        }
        yield (evaluation.span, *(value for name, value in values.items() if name in kept))


def _link(link: Link) -> str | Span:
    return link if isinstance(link, Span) else link_label(link)


def matrix() -> str:
    """Return the matrix in Markdown: a row for each feature, a column for each format."""
    names = list(FORMATS)
    lines = ["| | " + " | ".join(f"`{name}`" for name in names) + " |"]
    lines.append("| --- |" + " :-: |" * len(names))
    lines.append(
        "| read back | " + " | ".join("yes" if f.reads else "–" for f in FORMATS.values()) + " |"
    )
    for feature in FEATURES:
        cells = ["yes" if feature in f.keeps else "–" for f in FORMATS.values()]
        lines.append(f"| {feature} | " + " | ".join(cells) + " |")
    lines.append("")
    lines += [
        f"- `{f.name}`: {f.title}{f'; {f.note}' if f.note else ''}." for f in FORMATS.values()
    ]
    return "\n".join(lines)
