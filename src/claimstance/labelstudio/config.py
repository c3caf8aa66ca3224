"""The labelling interface, generated from the scheme."""

from xml.etree import ElementTree as ET

from claimstance.core.palette import LIGHT
from claimstance.labelstudio.controls import (
    AFTER,
    BEFORE,
    CLAIM,
    FIELDS,
    HEADING,
    NEUTRAL,
    RELATIONS,
    SENTENCE,
    SENTENCE_LABELS,
    SPAN,
    SPAN_LABELS,
    TEXT,
    Field,
    Option,
    Unit,
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

# Label Studio garbles ">" in a style, so selectors name descendants.
# Browsers hide <area>, which Label Studio uses for the handles that move a mark's edges. What a
# link means is seen from the colours of its ends, so its label only covers words. A mark with
# others inside hangs out below them, to be seen and clicked even where they cover all its words.
# The pencil by a neutral text is seen without the mouse above it.
_STYLE = """
[class*=htx-richtext] { white-space: pre-wrap; line-height: 2.3; font-size: 16px; max-width: 46em;
  padding: 16px 8px 0 16px; }
.htx-highlight { scroll-margin: 80px 0 250px; }
.htx-highlight area { display: inline-block !important; }
.htx-highlight:has(.htx-highlight) { padding-bottom: 3px; }
.htx-highlight:has(.htx-highlight .htx-highlight) { padding-bottom: 6px; }
.htx-highlight:has(.htx-highlight .htx-highlight .htx-highlight) { padding-bottom: 9px; }
.claimstance-fields .lsf-textarea__actions { opacity: 1 !important; }
.relations-overlay g[transform] { display: none; }
.relations-overlay path { stroke-width: 1.3px; }
.claimstance-bar, .claimstance-fields { position: sticky; z-index: 200; margin: 0 -16px;
  background: var(--color-neutral-background, #fff); }
.claimstance-bar { top: 0; padding: 4px 16px 8px; }
.claimstance-fields { bottom: 0; min-height: 6em; padding: 8px 16px;
  border-top: 1px solid var(--color-neutral-border, #d5dae0);
  box-shadow: 0 14px 0 0 var(--color-neutral-background, #fff); }
.claimstance-row { display: flex; flex-wrap: wrap; gap: 8px 28px; align-items: center; }
.claimstance-row .lsf-labels { margin: 0; }
.claimstance-field { display: flex; gap: 10px; align-items: center; }
.claimstance-field .lsf-choices.lsf-choices { display: flex; flex-wrap: wrap; line-height: 24px;
  margin: 0 !important; }
.claimstance-field .lsf-choice { margin: 0 12px 0 0 !important; }
.claimstance-field .lsf-choice * { line-height: 24px !important; }
.claimstance-fields h4, .claimstance-fields h5, .claimstance-fields h6 { font-size: 14px;
  margin: 0 !important; }
.claimstance-fields .lsf-hint { top: 0; margin-left: 4px; font: 12px/1 monospace; opacity: 0.7; }
.claimstance-idle h4, .claimstance-idle h5, .claimstance-idle h6 { font-weight: 400;
  opacity: 0.75; }
.claimstance-heading *, .claimstance-before *, .claimstance-after * { max-width: 44em;
  padding-left: 24px; margin: 0 !important; font-weight: 400; white-space: pre-wrap; opacity: 0.7; }
.claimstance-heading * { max-width: none; padding-top: 4px; font-size: 13px; }
.claimstance-before *, .claimstance-after * { padding-top: 12px; font-size: 16px;
  line-height: 1.6; }
.claimstance-after { padding-bottom: 20px; }
"""
_IDLE = (
    "Click a mark to answer what is asked about it; or press a letter above, then drag over words. "
    "Selected: Alt+R and a click link it, U lets it go, Backspace deletes it."
)


def label_config(unit: Unit = Unit.ARTICLE) -> str:
    """Return the labelling configuration as XML.

    One text with the labels above it and, below, the questions about whichever region is
    selected; both stay in sight while a long article scrolls. A sentence stands between its
    neighbours, which are headers to Label Studio and cannot be marked.
    """
    root = ET.Element("View")
    style = ET.SubElement(root, "Style")
    style.text = _STYLE
    bar = ET.SubElement(root, "View", {"className": "claimstance-bar"})
    row = ET.SubElement(bar, "View", {"className": "claimstance-row"})
    _labels(row, SPAN, SPAN_LABELS)
    _labels(row, SENTENCE, SENTENCE_LABELS)
    if unit is Unit.SENTENCE:
        _shown(root, HEADING)
        _shown(root, BEFORE)
    ET.SubElement(
        root,
        "Text",
        {"name": TEXT, "value": f"${TEXT}", "granularity": "symbol", "valueType": "text"},
    )
    if unit is Unit.SENTENCE:
        _shown(root, AFTER)
    below = ET.SubElement(root, "View", {"className": "claimstance-fields"})
    row = ET.SubElement(below, "View", {"className": "claimstance-row"})
    for field in FIELDS:
        _field(row, field)
    _neutral(below)
    idle = {"className": "claimstance-idle", "visibleWhen": "no-region-selected"}
    ET.SubElement(ET.SubElement(below, "View", idle), "Header", {"value": _IDLE, "size": "6"})
    relations = ET.SubElement(root, "Relations")
    for name in RELATIONS:
        ET.SubElement(relations, "Relation", {"value": name})
    ET.indent(root)
    return ET.tostring(root, encoding="unicode") + "\n"


def unit_of(config: str) -> Unit:
    """Return what a labelling configuration shows; the inverse of `label_config`."""
    try:
        values = {element.get("value") for element in ET.fromstring(config).iter("Header")}
    except ET.ParseError:
        return Unit.ARTICLE
    return Unit.SENTENCE if f"${BEFORE}" in values else Unit.ARTICLE


def _shown(parent: ET.Element, field: str) -> None:
    """Add a field of the task that is read and not marked."""
    view = ET.SubElement(parent, "View", {"className": f"claimstance-{field}"})
    ET.SubElement(view, "Header", {"value": f"${field}", "size": "5"})


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
