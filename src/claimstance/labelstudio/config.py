"""The labelling interface, generated from the scheme."""

from xml.etree import ElementTree as ET

from claimstance.core.palette import LIGHT
from claimstance.labelstudio.controls import (
    CLAIM,
    FIELDS,
    NEUTRAL,
    RELATIONS,
    SENTENCE,
    SENTENCE_LABELS,
    SPAN,
    SPAN_LABELS,
    TEXT,
    Field,
    Option,
)

COLOURS = {
    "Claim": LIGHT["claim"].ink,
    "Evaluation": LIGHT["negative"].ink,
    "Holder": LIGHT["holder"].ink,
    "Cue": LIGHT["cue"].ink,
    "Target": LIGHT["target"].ink,
    "SUBJ": LIGHT["neutral"].ink,
    "OBJ": "#c4cad1",
    "Sentence": "#e3e6ea",
}
"""Label to colour: layers keep apart, sentences stay in the background."""

# Browsers hide <area>, which Label Studio uses for the handles that move a mark's edges.
_STYLE = """
[class*=htx-richtext] { white-space: pre-wrap; line-height: 2.3; font-size: 16px; max-width: 46em;
  padding-top: 16px; }
.htx-highlight area { display: inline-block !important; }
.claimstance-bar { position: sticky; top: 0; z-index: 200; padding: 4px 0 8px; }
.claimstance-fields { position: sticky; bottom: 0; z-index: 200; min-height: 8em; padding: 6px 0; }
.claimstance-bar, .claimstance-fields { background: var(--color-neutral-background, #fff); }
.claimstance-fields { border-top: 1px solid var(--color-neutral-border, #d5dae0); }
.claimstance-row { display: flex; flex-wrap: wrap; gap: 0 24px; align-items: baseline; }
.claimstance-field { display: flex; gap: 10px; align-items: baseline; }
.claimstance-field > * { margin: 2px 0 !important; }
.claimstance-field h4, .claimstance-field h5, .claimstance-field h6 { font-size: 14px; margin: 0; }
"""


def label_config() -> str:
    """Return the labelling configuration as XML.

    One text with the labels above it and, below, the questions about whichever region is
    selected; both stay in sight while a long article scrolls.
    """
    root = ET.Element("View")
    style = ET.SubElement(root, "Style")
    style.text = _STYLE
    bar = ET.SubElement(root, "View", {"className": "claimstance-bar"})
    row = ET.SubElement(bar, "View", {"className": "claimstance-row"})
    _labels(row, SPAN, SPAN_LABELS)
    _labels(row, SENTENCE, SENTENCE_LABELS)
    ET.SubElement(
        root,
        "Text",
        {"name": TEXT, "value": f"${TEXT}", "granularity": "symbol", "valueType": "text"},
    )
    below = ET.SubElement(root, "View", {"className": "claimstance-fields"})
    row = ET.SubElement(below, "View", {"className": "claimstance-row"})
    for field in FIELDS:
        _field(row, field)
    _neutral(below)
    relations = ET.SubElement(root, "Relations")
    for name in RELATIONS:
        ET.SubElement(relations, "Relation", {"value": name})
    ET.indent(root)
    return ET.tostring(root, encoding="unicode") + "\n"


def _labels(parent: ET.Element, name: str, options: tuple[Option, ...]) -> None:
    control = ET.SubElement(
        parent, "Labels", {"name": name, "toName": TEXT, "choice": "single", "showInline": "true"}
    )
    for option in options:
        attributes = {
            "value": option.value,
            "hotkey": option.key,
            "background": COLOURS[option.value],
            "hint": option.hint,
        }
        ET.SubElement(control, "Label", attributes)


def _asked_about(labels: tuple[str, ...]) -> dict[str, str]:
    return {
        "visibleWhen": "region-selected",
        "whenTagName": SPAN,
        "whenLabelValue": ",".join(labels),
    }


def _field(parent: ET.Element, field: Field) -> None:
    shown = {"className": "claimstance-field"} | _asked_about(field.labels)
    group = ET.SubElement(parent, "View", shown)
    ET.SubElement(group, "Header", {"value": field.title, "size": "6"})
    attributes = {
        "name": field.name,
        "toName": TEXT,
        "perRegion": "true",
        "choice": "single",
        "layout": "inline",
        "showInline": "true",
    }
    choices = ET.SubElement(group, "Choices", attributes | _asked_about(field.labels))
    for option in field.options:
        attributes = {"value": option.value, "hotkey": option.key}
        ET.SubElement(
            choices, "Choice", attributes | ({"hint": option.hint} if option.hint else {})
        )


def _neutral(parent: ET.Element) -> None:
    attributes = {
        "name": NEUTRAL,
        "toName": TEXT,
        "perRegion": "true",
        "editable": "true",
        "maxSubmissions": "1",
        "rows": "1",
        "placeholder": "The claim as one plain sentence (Enter keeps it)",
    }
    ET.SubElement(parent, "TextArea", attributes | _asked_about((CLAIM,)))
