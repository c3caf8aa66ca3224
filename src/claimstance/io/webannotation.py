"""W3C Web Annotation, as JSON-LD: a collection for each document, an annotation for each mark.

Marks are selected by position (``TextPositionSelector`` counts characters, as this package does)
and, so that they can be checked and found again, by quotation. Attributes are classifying bodies
``name=value``; links are linking bodies with the id of the other annotation.
https://www.w3.org/TR/annotation-model/
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from claimstance.core.annotation import Annotation
from claimstance.core.document import Document
from claimstance.errors import ClaimstanceError, FormatError
from claimstance.io.graph import LABELS, Node, Report, from_nodes, to_nodes
from claimstance.io.jsonl import write_lines

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def write_webannotation(annotations: Iterable[Annotation], path: str | Path) -> int:
    """Write one JSON array of annotation collections; return how many."""
    collections = [_collection(annotation) for annotation in annotations]
    write_lines([json.dumps(collections, ensure_ascii=False, indent=1)], path)
    return len(collections)


def _collection(annotation: Annotation) -> dict[str, Any]:
    document = annotation.document
    urn = f"urn:claimstance:{quote(document.id, safe='')}"
    return {
        "@context": CONTEXT,
        "id": f"{urn}#annotations",
        "type": "AnnotationCollection",
        "creator": {"type": "Agent", "name": annotation.annotator},
        "source": {
            "id": urn,
            "type": "Text",
            "format": "text/plain",
            "language": document.language,
            "value": document.text,
        },
        "items": [_item(node, urn, document.text) for node in to_nodes(annotation)],
    }


def _item(node: Node, urn: str, text: str) -> dict[str, Any]:
    bodies: list[dict[str, Any]] = [
        {"type": "TextualBody", "purpose": "tagging", "value": node.label}
    ]
    for name, value in node.attributes.items():
        bodies.append({"type": "TextualBody", "purpose": "classifying", "value": f"{name}={value}"})
    for role, target in node.links.items():
        bodies.append(
            {
                "type": "SpecificResource",
                "purpose": "linking",
                "source": f"{urn}#{target}",
                "role": role,
            }
        )
    return {
        "id": f"{urn}#{node.id}",
        "type": "Annotation",
        "body": bodies,
        "target": [
            {
                "source": urn,
                "selector": [
                    {"type": "TextPositionSelector", "start": start, "end": end},
                    {"type": "TextQuoteSelector", "exact": text[start:end]},
                ],
            }
            for start, end in node.spans
        ],
    }


def read_webannotation(path: str | Path, *, report: Report) -> Iterator[Annotation]:
    """Read what `write_webannotation` writes.

    Args:
        path: The file.
        report: Called with each annotation that does not fit, which is left out.

    Raises:
        FormatError: If the file is no JSON, or is no array of collections with their text.
    """
    try:
        collections = json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise FormatError(f"{path}: cannot be read as JSON ({error})") from None
    for number, collection in enumerate(collections, 1):
        where = f"{path}: collection {number}"
        try:
            source = collection["source"]
            document = Document(
                text=source["value"],
                id=unquote(source["id"].removeprefix("urn:claimstance:")),
                language=source.get("language"),
            )
            annotator, items = collection["creator"]["name"], collection["items"]
        except (KeyError, TypeError, ClaimstanceError) as error:
            report(f"{where}: {error!r}; expected source with its text, creator, items; left out")
            continue
        nodes = [node for item in items if (node := _node(item, document, where, report))]
        yield from_nodes(document, annotator, nodes, where=where, report=report)


def _node(item: Mapping[str, Any], document: Document, where: str, report: Report) -> Node | None:
    id_ = str(item.get("id")).rpartition("#")[2]
    try:
        spans = tuple(_span(target, document.text) for target in item["target"])
        label, attributes, links = "", {}, {}
        for body in item["body"]:
            if body["purpose"] == "tagging":
                label = body["value"]
            elif body["purpose"] == "classifying":
                name, _, value = body["value"].partition("=")
                attributes[name] = value
            elif body["purpose"] == "linking":
                links[body["role"]] = body["source"].rpartition("#")[2]
        if label not in LABELS:
            raise FormatError(f"tag {label!r}: expected one of {list(LABELS)}")
    except (KeyError, TypeError, FormatError) as error:
        report(f"{where}: annotation {id_!r}: {error}; left out")
        return None
    return Node(id_, label, spans, attributes, links)


def _span(target: Mapping[str, Any], text: str) -> tuple[int, int]:
    selectors = {selector["type"]: selector for selector in target["selector"]}
    position = selectors["TextPositionSelector"]
    start, end = int(position["start"]), int(position["end"])
    exact = selectors.get("TextQuoteSelector", {}).get("exact", text[start:end])
    if exact != text[start:end]:
        raise FormatError(
            f"{exact!r} given at [{start}, {end}], but the text there is {text[start:end]!r}; the "
            "offsets are of another version of the text"
        )
    return start, end
