"""The examples of docs/format.md are true."""

import json
import re
from pathlib import Path

from claimstance.core.text import digest
from claimstance.dataset.standoff import split
from claimstance.io.jsonl import format_line, parse_line

PAGE = (Path(__file__).parents[2] / "docs" / "format.md").read_text(encoding="utf-8")
LINE, STANDOFF = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)


def test_the_line_reads_and_is_written_with_these_keys_in_this_order():
    annotation = parse_line(LINE)
    text = annotation.document.text
    [claim], [evaluation] = annotation.claims, annotation.evaluations
    assert (claim.span.of(text), claim.holder.of(text)) == ("the awful tax fell", "She")
    assert (evaluation.span.of(text), evaluation.target.of(text)) == ("awful", "tax")
    assert format_line(annotation) == json.dumps(json.loads(LINE), separators=(",", ":"))


def test_the_standoff_line_names_the_same_document():
    annotation = parse_line(LINE)
    expected = json.dumps(split(annotation)["document"])
    assert expected in STANDOFF
    assert digest(annotation.document.text) in STANDOFF
