"""What is checked before anything is sent: Label Studio itself accepts nearly everything."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from claimstance.core.document import Document
from claimstance.errors import FormatError
from claimstance.labelstudio.controls import FIELD, LABELS, NEUTRAL, RELATIONS, TEXT

_ID = re.compile(r"[A-Za-z0-9_-]+")


def check_task(task: Mapping[str, Any]) -> None:
    """Check a task with its predictions and annotations.

    Raises:
        FormatError: If the text cannot be sent, a span lies outside of it or holds other words, a
            label, answer or relation is not offered by the interface, an answer comes before its
            region, an id does not resolve or is used twice, a pair is related twice, or a score
            is no probability.
    """
    text = task["data"][TEXT]
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise FormatError(
            f"document {task['data'].get('document_id')!r}: a lone surrogate at character "
            f"{error.start}, which cannot be sent; normalise the text (claimstance.core.text)"
        ) from None
    for body in (*task.get("predictions", ()), *task.get("annotations", ())):
        check_results(body["result"], text, str(task["data"].get("document_id")))
        _check_score(body, str(task["data"].get("document_id")))


def check_prediction(prediction: Mapping[str, Any], document: Document) -> None:
    """Check one prediction for a document that has been sent; see `check_task`."""
    check_results(prediction["result"], document.text, document.id)
    _check_score(prediction, document.id)


def check_results(items: Sequence[Mapping[str, Any]], text: str, name: str) -> None:
    """Check one result list against its text; see `check_task`."""
    for trouble in _troubles(items, text):
        raise FormatError(f"document {name!r}: {trouble}")
    for item in items:
        _check_score(item, name)


def _troubles(items: Sequence[Mapping[str, Any]], text: str) -> Iterator[str]:
    labels: dict[str, str] = {}
    answered: set[tuple[str, str]] = set()
    for item in items:
        match item["type"]:
            case "labels":
                yield from _label_troubles(item, text, labels)
            case "choices" | "textarea":
                yield from _answer_troubles(item, text, labels, answered)
    pairs: set[tuple[str, str]] = set()
    for item in items:
        if item["type"] == "relation":
            yield from _relation_troubles(item, labels, pairs)


def _label_troubles(item: Mapping[str, Any], text: str, labels: dict[str, str]) -> Iterator[str]:
    id_, value = item["id"], item["value"]
    if id_ in labels:
        yield f"region id {id_!r} is used twice"
    if not _ID.fullmatch(id_):
        yield f"region id {id_!r}: Label Studio shows ids of letters, digits, - and _ only"
    given, known = value["labels"], LABELS.get(item["from_name"], ())
    if len(given) != 1 or given[0] not in known:
        yield f"region {id_!r}: labels {given} given, expected one of {list(known)}"
    labels[id_] = given[0] if given else ""
    yield from _span_troubles(id_, value, text, value.get("text"))


def _span_troubles(id_: str, value: Mapping[str, Any], text: str, words: object) -> Iterator[str]:
    start, end = value["start"], value["end"]
    if not 0 <= start < end <= len(text):
        yield f"region {id_!r}: [{start}, {end}] lies outside the text of {len(text)} characters"
    elif words is not None and text[start:end] != words:
        yield f"region {id_!r}: [{start}, {end}] is {text[start:end]!r}, not {words!r}"


def _answer_troubles(
    item: Mapping[str, Any], text: str, labels: Mapping[str, str], answered: set[tuple[str, str]]
) -> Iterator[str]:
    id_, name, value = item["id"], item["from_name"], item["value"]
    if id_ not in labels:
        yield f"{name} of region {id_!r}: the region is not there, or comes later"
        return
    if (id_, name) in answered:
        yield f"region {id_!r}: {name} is answered twice"
    answered.add((id_, name))
    if name == NEUTRAL:
        yield from _span_troubles(id_, value, text, None)
        return
    field = FIELD.get(name)
    answers = value["choices"]
    if field is None or len(answers) != 1 or answers[0] not in field.values:
        yield f"region {id_!r}: {answers} given for {name}, which the interface does not offer"
    elif labels[id_] not in field.labels:
        yield f"region {id_!r}: {name} is not asked about {labels[id_]}"
    yield from _span_troubles(id_, value, text, value.get("text"))


def _relation_troubles(
    item: Mapping[str, Any], labels: Mapping[str, str], pairs: set[tuple[str, str]]
) -> Iterator[str]:
    pair = (item["from_id"], item["to_id"])
    if missing := [id_ for id_ in pair if id_ not in labels]:
        yield f"relation {pair}: there is no region {missing[0]!r}"
    if pair in pairs:
        yield f"relation {pair} is given twice; Label Studio keeps one for each pair"
    pairs.add(pair)
    if not item["labels"] or set(item["labels"]) - set(RELATIONS):
        yield f"relation {pair}: {item['labels']} given, expected of {list(RELATIONS)}"


def _check_score(body: Mapping[str, Any], name: str) -> None:
    score = body.get("score")
    if score is not None and not 0 <= score <= 1:
        raise FormatError(f"document {name!r}: score {score} given, expected one from 0 to 1")
