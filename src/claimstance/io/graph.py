"""Annotations as nodes with attributes and links: the form that standoff formats share.

Sentences, claims and evaluations are nodes; so is every stretch of words in a role, once for each
role. A holder that no words name is the attribute ``voice``.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from claimstance.core.annotation import Annotation
from claimstance.core.document import Document
from claimstance.core.layers import ATTRIBUTES, LINKS, Layer, LayerMark
from claimstance.core.marks import Claim, Evaluation, Sentence
from claimstance.core.span import Span
from claimstance.errors import ClaimstanceError
from claimstance.io.record import document_to_record, from_record

LABELS = {
    "Sentence": Layer.SENTENCES,
    "Claim": Layer.CLAIMS,
    "Evaluation": Layer.EVALUATIONS,
    "Holder": Layer.HOLDERS,
    "Cue": Layer.CUES,
    "Target": Layer.TARGETS,
}
"""Names of nodes in other tools."""

Report: TypeAlias = Callable[[str], None]
"""Called with what had to be left out."""


@dataclass(frozen=True, slots=True)
class Node:
    """One mark or role."""

    id: str
    label: str
    """One of `LABELS`."""
    spans: tuple[tuple[int, int], ...]
    attributes: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    """Role (``holder``, ``cue``, ``target``) to the id of its node."""


def to_nodes(annotation: Annotation) -> tuple[Node, ...]:
    """Return the nodes of an annotation: roles first, then sentences, claims, evaluations."""
    roles: dict[tuple[str, Span], Node] = {}
    marks = []
    for sentence in annotation.sentences:
        marks.append(_node(f"s{sentence.index + 1}", "Sentence", sentence, roles))
    for claim in annotation.claims:
        marks.append(_node(claim.id, "Claim", claim, roles))
    for evaluation in annotation.evaluations:
        marks.append(_node(evaluation.id, "Evaluation", evaluation, roles))
    return (*roles.values(), *marks)


def _node(
    id_: str,
    label: str,
    mark: Sentence | Claim | Evaluation,
    roles: dict[tuple[str, Span], Node],
) -> Node:
    layer = LABELS[label]
    extent = mark.spans if isinstance(mark, Claim) else (mark.span,)
    seen = LayerMark(layer, extent, mark)
    given = {name: seen.attribute(name) for name in ATTRIBUTES[layer]}
    if isinstance(mark, Claim):
        given["neutral"] = mark.neutral
    links = {}
    for role in LINKS.get(layer, ()):
        link = seen.link(role)
        if isinstance(link, Span):
            name = role.capitalize()
            known = roles.setdefault(
                (role, link), Node(f"{role}-{len(roles) + 1}", name, ((link.start, link.end),))
            )
            links[role] = known.id
        elif role == "holder" and link is not None:
            given["voice"] = str(link.value)
    attributes = {name: value for name, value in given.items() if value is not None}
    return Node(id_, label, tuple((s.start, s.end) for s in extent), attributes, links)


def from_nodes(
    document: Document,
    annotator: str,
    nodes: Sequence[Node],
    *,
    where: str,
    report: Report,
) -> Annotation:
    """Build an annotation from nodes; a node or link that does not fit is reported and left out.

    Args:
        document: The text.
        annotator: Who made the annotation.
        nodes: In any order; marks keep the order in which they come.
        where: Path, for messages.
        report: Called with each thing that was left out.
    """
    by_id = {node.id: node for node in nodes}
    record: dict[str, Any] = {"annotator": annotator, "sentences": [], "claims": []}
    record["evaluations"] = []
    base = document_to_record(document)
    for node in nodes:
        layer = LABELS[node.label].value
        if layer not in record:
            continue
        mark = _record(node, by_id, where, report)
        trial = {"annotator": annotator, layer: [mark]}
        try:
            from_record({"document": base, "annotation": trial})
        except ClaimstanceError as error:
            report(f"{where}: {node.label} {node.id!r}: {error}; left out")
            continue
        record[layer].append(mark)
    record["sentences"].sort(key=lambda sentence: sentence["span"])
    return from_record({"document": base, "annotation": record})


def _record(node: Node, by_id: Mapping[str, Node], where: str, report: Report) -> dict[str, Any]:
    spans = [list(span) for span in sorted(node.spans)]
    mark: dict[str, Any] = dict(node.attributes)
    voice = mark.pop("voice", None)
    if "worth" in mark:
        mark["worth"] = {"yes": True, "no": False}.get(mark["worth"], mark["worth"])
    if str(mark.get("strength", "")).isdigit():
        mark["strength"] = int(mark["strength"])
    if node.label == "Sentence":
        return {"span": spans[0], **mark}
    mark["id"] = node.id
    mark |= {"spans": spans} if node.label == "Claim" else {"span": spans[0]}
    if voice is not None:
        mark["holder"] = voice
    for role, id_ in node.links.items():
        target = by_id.get(id_)
        if target is None or LABELS[target.label].value != f"{role}s":
            report(
                f"{where}: {node.label} {node.id!r}: {role} {id_!r} is no {role} in this file; "
                "the link was left out"
            )
            continue
        mark[role] = list(target.spans[0])
    return mark
