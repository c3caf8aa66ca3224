"""Structured sentiment as in SemEval-2022 task 10: one object for each sentence, with its opinions.

Offsets are ``start:end`` in characters of the sentence. An opinion has a source, a target, a polar
expression, a polarity and an intensity. Claims, cues, types, neutral polarity's meaning in other
tools, and holders that no words name are not part of the format: the author and an unnamed other
both become an empty source, which reads back as the author.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from claimstance.core.annotation import Annotation
from claimstance.core.document import Document
from claimstance.core.marks import Evaluation, Holder, Polarity, Sentence, Voice
from claimstance.core.span import Span
from claimstance.errors import ClaimstanceError, FormatError
from claimstance.io.graph import Report
from claimstance.io.jsonl import write_lines

INTENSITY = {1: "Weak", 2: "Average", 3: "Strong"}
_STRENGTH = {name: strength for strength, name in INTENSITY.items()} | {
    "Standard": 2,
    "Slight": 1,
}


def write_ssa(annotations: Iterable[Annotation], path: str | Path) -> int:
    """Write the sentences of all annotations as one JSON array; return how many annotations.

    Opinions that reach beyond their sentence lose what lies outside.
    """
    sentences: list[dict[str, Any]] = []
    count = 0
    for annotation in annotations:
        count += 1
        sentences += [_sentence(annotation, sentence) for sentence in _sentences(annotation)]
    write_lines([json.dumps(sentences, ensure_ascii=False, indent=1)], path)
    return count


def _sentences(annotation: Annotation) -> tuple[Sentence, ...]:
    whole = Sentence(0, Span(0, len(annotation.document.text)))
    return annotation.sentences or (whole,)


def _sentence(annotation: Annotation, sentence: Sentence) -> dict[str, Any]:
    text = annotation.document.text
    return {
        "sent_id": f"{annotation.document.id}/{sentence.index:04}",
        "text": sentence.span.of(text),
        "opinions": [
            {
                "Source": _phrase(evaluation.holder, sentence.span, text),
                "Target": _phrase(evaluation.target, sentence.span, text),
                "Polar_expression": _phrase(evaluation.span, sentence.span, text),
                "Polarity": (evaluation.polarity or "").capitalize() or None,
                "Intensity": INTENSITY.get(evaluation.strength or 0),
            }
            for evaluation in annotation.evaluations_in(sentence.span)
        ],
    }


def _phrase(words: Holder | None, sentence: Span, text: str) -> list[list[str]]:
    if not isinstance(words, Span) or not sentence.overlaps(words):
        return [[], []]
    start, end = max(words.start, sentence.start), min(words.end, sentence.end)
    return [[text[start:end]], [f"{start - sentence.start}:{end - sentence.start}"]]


def read_ssa(path: str | Path, *, annotator: str, report: Report) -> Iterator[Annotation]:
    """Read sentences; each becomes a document of its own, with its ``sent_id``.

    Args:
        path: The file.
        annotator: Who made the annotations; the format does not say.
        report: Called with each sentence or opinion that does not fit, which is left out.

    Raises:
        FormatError: If the file is no JSON.
    """
    try:
        sentences = json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise FormatError(f"{path}: cannot be read as JSON ({error})") from None
    for number, sentence in enumerate(sentences, 1):
        where = f"{path}: sentence {number}"
        try:
            document = Document(text=sentence["text"], id=str(sentence["sent_id"]))
            opinions = sentence["opinions"]
        except (KeyError, TypeError, ClaimstanceError) as error:
            report(f"{where}: {error!r}; expected sent_id, text and opinions; left out")
            continue
        evaluations: list[Evaluation] = []
        for opinion in opinions:
            try:
                evaluations.append(_evaluation(f"e{len(evaluations) + 1}", opinion, document.text))
            except (KeyError, TypeError, ValueError, ClaimstanceError) as error:
                report(f"{where} ({document.id}): opinion: {error}; left out")
        yield Annotation(
            document=document,
            annotator=annotator,
            sentences=(Sentence(0, Span(0, len(document.text))),),
            evaluations=tuple(evaluations),
        )


def _evaluation(id_: str, opinion: Mapping[str, Any], text: str) -> Evaluation:
    span = _span(opinion["Polar_expression"], text)
    if span is None:
        raise FormatError("no polar expression; an evaluation needs words of its own")
    polarity = opinion.get("Polarity")
    return Evaluation(
        id=id_,
        span=span,
        polarity=Polarity(polarity.casefold()) if polarity else None,
        strength=_STRENGTH.get(str(opinion.get("Intensity"))),
        holder=_span(opinion["Source"], text) or Voice.AUTHOR,
        target=_span(opinion["Target"], text),
    )


def _span(phrase: list[list[str]], text: str) -> Span | None:
    """Return the words; of several pieces, what covers them."""
    if not phrase[1]:
        return None
    pieces = [tuple(map(int, offsets.split(":"))) for offsets in phrase[1]]
    for (start, end), words in zip(pieces, phrase[0], strict=True):
        if text[start:end] != words:
            raise FormatError(
                f"{words!r} given at {start}:{end}, but the text there is {text[start:end]!r}"
            )
    return Span(min(start for start, _ in pieces), max(end for _, end in pieces))
