"""spaCy's DocBin: span groups as ``spancat`` trains on them, one for each layer.

Groups ``sentences``, ``claims`` (a span for each fragment), ``evaluations``, ``holders``, ``cues``,
``targets``; a span's label is its kind or type, its ``id_`` the mark. Tokens are those of spaCy's
blank pipeline, cut besides at the edges of marks, so that every mark ends at a token. What spans
cannot hold (attributes, links, the annotator) is in ``doc.user_data["claimstance"]``.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimstance.core.annotation import Annotation
from claimstance.core.document import Document
from claimstance.errors import FormatError, MissingExtraError
from claimstance.io.graph import LABELS, Node, Report, from_nodes, to_nodes

try:
    import spacy
    from spacy.tokens import Doc, DocBin
except ImportError:
    raise MissingExtraError("reading and writing spaCy's DocBin", "convert") from None

if TYPE_CHECKING:
    from spacy.language import Language

KEY = "claimstance"


def write_docbin(annotations: Iterable[Annotation], path: str | Path) -> int:
    """Write one ``.spacy`` file; return how many annotations are in it."""
    container = DocBin(store_user_data=True)
    pipelines: dict[str, Language] = {}
    count = 0
    for annotation in annotations:
        language = annotation.document.language or "xx"
        if language not in pipelines:
            pipelines[language] = _blank(language)
        container.add(_doc(annotation, pipelines[language]))
        count += 1
    container.to_disk(path)
    return count


def _blank(language: str) -> "Language":
    try:
        return spacy.blank(language)
    except ImportError:  # a language without a tokenizer, or one whose tokenizer is not installed
        return spacy.blank("xx")


def _doc(annotation: Annotation, pipeline: "Language") -> Any:
    text = annotation.document.text
    nodes = to_nodes(annotation)
    edges = {edge for node in nodes for span in node.spans for edge in span}
    for token in pipeline.make_doc(text):
        edges |= {token.idx, token.idx + len(token)}
    words, spaces = _cut(text, sorted(edges | {0, len(text)}))
    doc = Doc(pipeline.vocab, words=words, spaces=spaces)
    groups: dict[str, list[Any]] = {layer.value: [] for layer in LABELS.values()}
    for node in nodes:
        label = node.attributes.get("kind") or node.attributes.get("type") or node.label
        for start, end in node.spans:
            span = doc.char_span(start, end, label=label, span_id=node.id)
            groups[LABELS[node.label].value].append(span)
    for name, spans in groups.items():
        doc.spans[name] = [span for span in spans if span is not None]
    document = annotation.document
    doc.user_data[KEY] = {
        "id": document.id,
        "language": document.language,
        "annotator": annotation.annotator,
        "nodes": [
            [n.id, n.label, [list(s) for s in n.spans], dict(n.attributes), dict(n.links)]
            for n in nodes
        ],
    }
    return doc


def _cut(text: str, edges: list[int]) -> tuple[list[str], list[bool]]:
    """Cut a text at ``edges``; a lone space becomes the trailing space of the word before it."""
    words: list[str] = []
    spaces: list[bool] = []
    for start, end in pairwise(edges):
        piece = text[start:end]
        if piece == " " and words and not spaces[-1]:
            spaces[-1] = True
        else:
            words.append(piece)
            spaces.append(False)
    return words, spaces


def read_docbin(path: str | Path, *, report: Report) -> Iterator[Annotation]:
    """Read what `write_docbin` writes.

    Args:
        path: The file.
        report: Called with each document that was not written by it, which is left out.

    Raises:
        FormatError: If the file is no DocBin.
    """
    try:
        container = DocBin().from_disk(path)
    except Exception as error:
        raise FormatError(f"{path}: no DocBin of spaCy ({error})") from None
    for number, doc in enumerate(container.get_docs(spacy.blank("xx").vocab), 1):
        held = doc.user_data.get(KEY)
        if held is None:
            report(f"{path}: document {number}: has no marks of claimstance; left out")
            continue
        document = Document(text=doc.text, id=held["id"], language=held["language"])
        nodes = [
            Node(id_, label, tuple((s[0], s[1]) for s in spans), attributes, links)
            for id_, label, spans, attributes, links in held["nodes"]
        ]
        yield from_nodes(document, held["annotator"], nodes, where=str(path), report=report)
