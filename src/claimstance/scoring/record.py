"""The JSON form of a report, for machines."""

from dataclasses import fields, is_dataclass
from typing import Any

from claimstance.core.span import Span
from claimstance.scoring.report import Report


def to_record(report: Report) -> dict[str, Any]:
    """Return the report as JSON values, its fields by name; undefined scores are null.

    ``spans``, ``attributes`` and ``links`` are lists, each entry with its ``layer``; spans of
    sentences are pairs of characters.
    """
    return {field.name: _value(getattr(report, field.name)) for field in fields(report)}


def _value(value: Any) -> Any:
    if isinstance(value, Span):
        return [value.start, value.end]
    if is_dataclass(value):
        return {field.name: _value(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_value(item) for item in value]
    return round(value, 6) if isinstance(value, float) else value
