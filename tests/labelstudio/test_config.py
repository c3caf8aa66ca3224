"""The interface: generated, written down in annotations/, complete by keyboard."""

import os
from pathlib import Path
from xml.etree import ElementTree as ET

from claimstance.core.marks import ClaimKind, EvaluationType, Polarity, Subjectivity, Voice
from claimstance.labelstudio.config import label_config
from claimstance.labelstudio.instructions import instructions

WRITTEN = Path(__file__).parents[2] / "annotations" / "label_config.xml"


def test_the_written_configuration_is_the_generated_one():
    if os.environ.get("CLAIMSTANCE_GOLDEN") == "write":
        WRITTEN.write_text(label_config(), encoding="utf-8")
    assert WRITTEN.read_text(encoding="utf-8") == label_config()


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
