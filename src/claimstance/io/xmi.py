"""UIMA CAS XMI as INCEpTION imports it: a folder with one file for each document and the types.

Each layer is a custom span layer (``webanno.custom.Claim`` …) with string features; links are
features of the type of the role. A claim in fragments is one annotation for each, all with the same
``mark``. UIMA counts UTF-16 units; dkpro-cassis converts.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from claimstance.core.annotation import Annotation
from claimstance.core.document import Document
from claimstance.core.layers import ATTRIBUTES, LINKS
from claimstance.errors import FormatError, MissingExtraError
from claimstance.io.graph import LABELS, Node, Report, from_nodes, to_nodes

try:
    from cassis import Cas, TypeSystem, load_cas_from_xmi, load_typesystem
except ImportError:
    raise MissingExtraError("reading and writing UIMA CAS XMI", "convert") from None

PREFIX = "webanno.custom."
TYPES = "TypeSystem.xml"
_STRING = "uima.cas.String"
_FEATURE = {"type": "evaluationType"}
"""Names of features that differ from the attribute's; ``type`` is reserved in dkpro-cassis."""


def _features(label: str) -> tuple[str, ...]:
    layer = LABELS[label]
    more = {"Claim": ("neutral", "voice"), "Evaluation": ("voice",)}.get(label, ())
    return ("mark", *ATTRIBUTES.get(layer, ()), *more)


def _type_system() -> Any:
    types = TypeSystem()
    for label in ("Holder", "Cue", "Target", "Sentence", "Claim", "Evaluation"):
        kind = types.create_type(name=PREFIX + label, supertypeName="uima.tcas.Annotation")
        for feature in _features(label):
            types.create_feature(kind, _FEATURE.get(feature, feature), _STRING)
        for role in LINKS.get(LABELS[label], ()):
            types.create_feature(kind, role, PREFIX + role.capitalize())
    source = types.create_type(name=PREFIX + "Source", supertypeName="uima.tcas.Annotation")
    types.create_feature(source, "annotator", _STRING)
    return types


def write_xmi(annotations: Iterable[Annotation], folder: str | Path) -> int:
    """Write one ``.xmi`` for each annotation and ``TypeSystem.xml``; return how many annotations.

    Raises:
        FormatError: If a document comes twice, or its text has a character that XML forbids.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    types = _type_system()
    types.to_xml(folder / TYPES)
    written: set[str] = set()
    for annotation in annotations:
        document = annotation.document
        if document.id in written:
            raise FormatError(
                f"{folder}: document {document.id!r} is given twice; write one folder for each "
                "annotator"
            )
        if forbidden := [c for c in document.text if ord(c) < 32 and c not in "\t\n"]:
            raise FormatError(
                f"document {document.id!r}: character {forbidden[0]!r} cannot be written in XML; "
                "use another format"
            )
        written.add(document.id)
        cas = _cas(annotation, types)
        cas.to_xmi(folder / f"{quote(document.id, safe='')}.xmi")
    return len(written)


def _cas(annotation: Annotation, types: Any) -> Any:
    text = annotation.document.text
    cas = Cas(types)
    cas.sofa_string = text
    cas.sofa_mime = "text/plain"
    source = types.get_type(PREFIX + "Source")
    cas.add(source(begin=0, end=len(text), annotator=annotation.annotator))
    made: dict[str, Any] = {}
    for node in to_nodes(annotation):
        kind = types.get_type(PREFIX + node.label)
        links = {role: made[target] for role, target in node.links.items()}
        values = {_FEATURE.get(name, name): value for name, value in node.attributes.items()}
        for start, end in node.spans:
            made[node.id] = kind(begin=start, end=end, mark=node.id, **values, **links)
            cas.add(made[node.id])
    return cas


def read_xmi(folder: str | Path, *, report: Report) -> Iterator[Annotation]:
    """Read all ``.xmi`` files of a folder, with the ``TypeSystem.xml`` beside them.

    Args:
        folder: The folder.
        report: Called with each file or mark that does not fit, which is left out.

    Raises:
        FormatError: If the type system is missing.
    """
    folder = Path(folder)
    if not (folder / TYPES).is_file():
        raise FormatError(f"{folder}: expected a folder with {TYPES} and .xmi files")
    with (folder / TYPES).open("rb") as stream:
        types = load_typesystem(stream)
    for path in sorted(folder.glob("*.xmi")):
        try:
            with path.open("rb") as stream:
                cas = load_cas_from_xmi(stream, typesystem=types)
        except Exception as error:
            report(f"{path}: no readable XMI ({error}); left out")
            continue
        document = Document(text=cas.sofa_string, id=unquote(path.stem))
        annotators = [found.annotator for found in cas.select(PREFIX + "Source")]
        annotator = annotators[0] if annotators else "xmi"
        yield from_nodes(document, annotator, _nodes(cas), where=str(path), report=report)


def _nodes(cas: Any) -> list[Node]:
    found: dict[str, Node] = {}
    for label in LABELS:
        for mark in cas.select(PREFIX + label):
            id_ = mark.mark or f"{label}-{mark.xmiID}"
            spans = (*(found[id_].spans if id_ in found else ()), (mark.begin, mark.end))
            attributes = {
                name: value
                for name in _features(label)
                if name != "mark" and (value := getattr(mark, _FEATURE.get(name, name))) is not None
            }
            links = {
                role: target.mark or f"{role.capitalize()}-{target.xmiID}"
                for role in LINKS.get(LABELS[label], ())
                if (target := getattr(mark, role)) is not None
            }
            found[id_] = Node(id_, label, spans, attributes, links)
    return list(found.values())
