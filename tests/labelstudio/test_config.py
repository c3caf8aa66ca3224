"""The interface: generated, written down in annotations/, complete by keyboard."""

import os
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from claimstance.core.marks import ClaimKind, EvaluationType, Polarity, Subjectivity, Voice
from claimstance.labelstudio.config import label_config, unit_of
from claimstance.labelstudio.controls import Unit
from claimstance.labelstudio.instructions import instructions

FOLDER = Path(__file__).parents[2] / "annotations"
WRITTEN = {
    Unit.ARTICLE: FOLDER / "label_config.xml",
    Unit.SENTENCE: FOLDER / "label_config_sentence.xml",
}


@pytest.mark.parametrize("unit", Unit)
def test_the_written_configuration_is_the_generated_one(unit):
    if os.environ.get("CLAIMSTANCE_GOLDEN") == "write":
        WRITTEN[unit].write_text(label_config(unit), encoding="utf-8")
    assert WRITTEN[unit].read_text(encoding="utf-8") == label_config(unit)
    assert unit_of(label_config(unit)) is unit


def test_only_the_sentence_itself_can_be_marked():
    root = ET.fromstring(label_config(Unit.SENTENCE))
    assert [text.get("value") for text in root.iter("Text")] == ["$text"]
    headers = {header.get("value") for header in root.iter("Header")}
    assert {"$heading", "$before", "$after"} <= headers
    assert unit_of("<View/>") is unit_of("no XML") is Unit.ARTICLE


def test_every_value_of_the_scheme_can_be_chosen_and_by_a_key_of_its_own():
    root = ET.fromstring(label_config())
    options = [*root.iter("Label"), *root.iter("Choice")]
    values = {option.get("value") for option in options}
    for scheme in (ClaimKind, EvaluationType, Polarity, Subjectivity, Voice):
        assert {member.value for member in scheme} <= values
    keys = [option.get("hotkey") for option in options]
    assert None not in keys
    assert len(set(keys)) == len(keys)
    assert "u" not in keys, "Label Studio unselects with it"


def test_layers_differ_in_colour():
    root = ET.fromstring(label_config())
    colours = [label.get("background") for label in root.iter("Label")]
    assert len(set(colours)) == len(colours)


def test_the_instructions_name_every_key_and_take_guidelines():
    text = instructions("<p>Ours</p>")
    for option in ET.fromstring(label_config()).iter("Choice"):
        assert f"<kbd>{option.get('hotkey').upper()}</kbd> {option.get('value')}" in text
    assert text.endswith("<p>Ours</p>")
