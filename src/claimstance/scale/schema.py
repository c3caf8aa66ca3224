"""Annotations as Arrow tables: typed, nested, readable by DuckDB, Spark and pandas as they are.

Offsets count characters and are half-open. The words that spans cover are stored beside them, so
that queries need no string functions; reading back uses the offsets only.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from claimstance.core.annotation import Annotation
from claimstance.core.marks import Claim, Evaluation, Holder, Stance
from claimstance.core.span import Span
from claimstance.errors import FormatError, MissingExtraError
from claimstance.io.record import from_record

try:
    import pyarrow as pa
except ModuleNotFoundError:
    raise MissingExtraError("Parquet", "parquet") from None

_SPAN = pa.struct([("start", pa.int32()), ("end", pa.int32())])
_MENTION = pa.struct([("start", pa.int32()), ("end", pa.int32()), ("text", pa.string())])
_HOLDER = pa.struct(
    [("voice", pa.string()), ("start", pa.int32()), ("end", pa.int32()), ("text", pa.string())]
)
_SENTENCE = pa.struct(
    [
        *_SPAN,
        ("subjectivity", pa.string()),
        ("kind", pa.string()),
        ("score", pa.float32()),
    ]
)
_CLAIM = pa.struct(
    [
        ("id", pa.string()),
        ("spans", pa.list_(_SPAN)),
        ("text", pa.string()),
        ("holder", _HOLDER),
        ("cue", _MENTION),
        ("kind", pa.string()),
        ("worth", pa.bool_()),
        ("worth_score", pa.float32()),
        ("neutral", pa.string()),
        ("score", pa.float32()),
    ]
)
_EVALUATION = pa.struct(
    [
        ("id", pa.string()),
        *_MENTION,
        ("type", pa.string()),
        ("polarity", pa.string()),
        ("strength", pa.int8()),
        ("holder", _HOLDER),
        ("target", _MENTION),
        ("score", pa.float32()),
    ]
)
_STANCE = pa.struct(
    [
        ("holder", _HOLDER),
        ("target", pa.string()),
        ("targets", pa.list_(_SPAN)),
        ("stance", pa.string()),
        ("score", pa.float32()),
        ("evidence", pa.list_(pa.string())),
    ]
)
_TEXTS = ("id", "text", "title", "url", "source", "published", "language")
SCHEMA = pa.schema(
    [
        *((name, pa.string()) for name in _TEXTS),
        ("meta", pa.string()),
        ("annotator", pa.string()),
        ("sentences", pa.list_(_SENTENCE)),
        ("claims", pa.list_(_CLAIM)),
        ("evaluations", pa.list_(_EVALUATION)),
        ("stances", pa.list_(_STANCE)),
    ]
)
"""One row per document; ``meta`` is JSON text."""


def to_table(annotations: Iterable[Annotation]) -> pa.Table:
    """Return annotations as one Arrow table with `SCHEMA`."""
    return pa.Table.from_pylist([to_row(annotation) for annotation in annotations], schema=SCHEMA)


def to_row(annotation: Annotation) -> dict[str, Any]:
    """Return one annotation as a row of `SCHEMA`."""
    document = annotation.document
    text = document.text
    return {
        **{name: getattr(document, name) for name in _TEXTS},
        "meta": json.dumps(dict(document.meta), ensure_ascii=False, sort_keys=True),
        "annotator": annotation.annotator,
        "sentences": [
            {
                **_offsets(sentence.span),
                "subjectivity": sentence.subjectivity,
                "kind": annotation.kind_of(sentence),
                "score": sentence.score,
            }
            for sentence in annotation.sentences
        ],
        "claims": [_claim(claim, text) for claim in annotation.claims],
        "evaluations": [_evaluation(e, text) for e in annotation.evaluations],
        "stances": [_stance(stance, text) for stance in annotation.stances],
    }


def _offsets(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _mention(span: Span | None, text: str) -> dict[str, Any] | None:
    return None if span is None else {**_offsets(span), "text": span.of(text)}


def _holder(holder: Holder, text: str) -> dict[str, Any]:
    if isinstance(holder, Span):
        return {"voice": "named", **_offsets(holder), "text": holder.of(text)}
    return {"voice": holder.value, "start": None, "end": None, "text": None}


def _claim(claim: Claim, text: str) -> dict[str, Any]:
    return {
        "id": claim.id,
        "spans": [_offsets(span) for span in claim.spans],
        "text": " … ".join(span.of(text) for span in claim.spans),
        "holder": _holder(claim.holder, text),
        "cue": _mention(claim.cue, text),
        "kind": claim.kind,
        "worth": claim.worth,
        "worth_score": claim.worth_score,
        "neutral": claim.neutral,
        "score": claim.score,
    }


def _evaluation(evaluation: Evaluation, text: str) -> dict[str, Any]:
    return {
        "id": evaluation.id,
        **_offsets(evaluation.span),
        "text": evaluation.span.of(text),
        "type": evaluation.type,
        "polarity": evaluation.polarity,
        "strength": evaluation.strength,
        "holder": _holder(evaluation.holder, text),
        "target": _mention(evaluation.target, text),
        "score": evaluation.score,
    }


def _stance(stance: Stance, text: str) -> dict[str, Any]:
    return {
        "holder": _holder(stance.holder, text),
        "target": stance.target,
        "targets": [_offsets(span) for span in stance.targets],
        "stance": stance.stance,
        "score": stance.score,
        "evidence": list(stance.evidence),
    }


def from_table(table: pa.Table) -> Iterator[Annotation]:
    """Read annotations back from a table with `SCHEMA`; scores have single precision.

    Raises:
        FormatError: If a column is missing or a row does not fit.
    """
    if missing := [name for name in SCHEMA.names if name not in table.column_names]:
        raise FormatError(
            f"Parquet columns {missing} are missing, expected {SCHEMA.names}; was the file written "
            "by claimstance annotate --format parquet?"
        )
    for batch in table.to_batches(max_chunksize=256):
        for row in batch.to_pylist():
            yield from_record(_record(row))


def _record(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "document": {
            **{name: row[name] for name in _TEXTS},
            "meta": json.loads(row["meta"] or "{}"),
        },
        "annotation": {
            "annotator": row["annotator"],
            "sentences": [
                {"span": _pair(s), "subjectivity": s["subjectivity"], "score": s["score"]}
                for s in row["sentences"]
            ],
            "claims": [
                _without(c, "text") | _links(c, "holder", "cue") | {"spans": _pairs(c["spans"])}
                for c in row["claims"]
            ],
            "evaluations": [
                _without(e, "text", "start", "end")
                | _links(e, "holder", "target")
                | {"span": _pair(e)}
                for e in row["evaluations"]
            ],
            "stances": [
                s | _links(s, "holder") | {"targets": _pairs(s["targets"])} for s in row["stances"]
            ],
        },
    }


def _without(row: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key not in keys}


def _links(row: dict[str, Any], *roles: str) -> dict[str, Any]:
    return {role: _link(row[role]) for role in roles}


def _link(value: dict[str, Any] | None) -> object:
    if value is None:
        return None
    return _pair(value) if value["start"] is not None else value["voice"]


def _pair(row: dict[str, Any]) -> list[int]:
    return [row["start"], row["end"]]


def _pairs(rows: Iterable[dict[str, Any]]) -> list[list[int]]:
    return [_pair(row) for row in rows]
