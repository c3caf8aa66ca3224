"""The scheme as Label Studio controls: labels, per-region fields, relations, hot keys.

Configuration, tasks and results all read this one table, which in turn is made from the scheme's
own types, so that the screen cannot ask for what the scheme does not know. Every hot key is one
key and used once; Label Studio keeps ``u`` (unselect), ``Backspace`` and combinations for itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from claimstance.core.marks import ClaimKind, EvaluationType, Polarity, Subjectivity, Voice


class Unit(StrEnum):
    """What one task shows."""

    ARTICLE = "article"
    SENTENCE = "sentence"
    """One sentence, with its neighbours as context that cannot be marked."""


TEXT = "text"
"""Name of the text tag and of the task's field that it shows."""
HEADING, BEFORE, AFTER = "heading", "before", "after"
"""Fields of a sentence's task that are shown around it."""
SPAN = "span"
"""Name of the control that labels claims, evaluations and roles."""
SENTENCE = "sentence"
"""Name of the control that labels sentences."""
NEUTRAL = "neutral"
"""Name of the field that holds a claim's neutral text."""
CLAIM, EVALUATION = "Claim", "Evaluation"
HOLDER, CUE, TARGET = "Holder", "Cue", "Target"
UNDECIDED = "Sentence"
"""Label of a sentence without subjectivity."""
CONTINUES = "continues"
"""Relation from a claim to its further fragments."""


@dataclass(frozen=True, slots=True)
class Option:
    """One label or choice, its hot key, and what it means in a few words."""

    value: str
    key: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """A closed question about a region."""

    name: str
    title: str
    labels: tuple[str, ...]
    """Labels of the regions that it is asked about."""
    options: tuple[Option, ...]

    @property
    def values(self) -> tuple[str, ...]:
        """The answers it takes."""
        return tuple(option.value for option in self.options)


def _options(values: Iterable[StrEnum], keys: str, hints: Iterable[str]) -> tuple[Option, ...]:
    return tuple(
        Option(value.value, key, hint) for value, key, hint in zip(values, keys, hints, strict=True)
    )


SPAN_LABELS = (
    Option(CLAIM, "c", "Words that evidence could show to be true or false"),
    Option(EVALUATION, "e", "Words that judge, colour or push"),
    Option(HOLDER, "h", "Who asserts or judges"),
    Option(CUE, "k", "The word that attributes"),
    Option(TARGET, "t", "What is evaluated"),
)
SENTENCE_LABELS = (
    *_options(
        Subjectivity,
        "so",
        ("Serves to express its author's opinion", "Reports, or quotes others' opinions"),
    ),
    Option(UNDECIDED, "m", "Not decided yet"),
)
FIELDS = (
    Field(
        "kind",
        "Kind",
        (CLAIM,),
        _options(
            ClaimKind,
            "waqbf",
            (
                "Something happened, was done or said",
                "How something is or was",
                "A number, rank or comparison is the point",
                "One thing led to, prevented or explains another",
                "Still open: will, may, is planned to",
            ),
        ),
    ),
    Field(
        "worth",
        "Worth checking",
        (CLAIM,),
        (Option("yes", "y"), Option("no", "x")),
    ),
    Field(
        "type",
        "Type",
        (EVALUATION,),
        _options(
            EvaluationType,
            "jilvd",
            (
                "Says outright: good, bad, right, important",
                "Turns the volume up or down",
                "Names things so as to take sides",
                "Vivid verb, metaphor, irony",
                "Vouches, doubts or exhorts",
            ),
        ),
    ),
    Field(
        "polarity",
        "Polarity",
        (EVALUATION,),
        _options(Polarity, "pnz", ("Praise", "Blame", "Neither")),
    ),
    Field(
        "strength",
        "Strength",
        (EVALUATION,),
        (Option("1", "1", "Faint"), Option("2", "2", "Clear"), Option("3", "3", "Strong")),
    ),
    Field(
        "voice",
        "Holder, if none is linked",
        (CLAIM, EVALUATION),
        _options(
            Voice,
            "rg",
            ("The article's own voice", "Somebody whom the sentence does not name"),
        ),
    ),
)
FIELD = {field.name: field for field in FIELDS}
ROLES = {"holder": HOLDER, "cue": CUE, "target": TARGET}
"""Relation to the label of the region that it leads to."""
LINKS = {CLAIM: ("holder", "cue"), EVALUATION: ("holder", "target")}
"""Label to the relations that may start there."""
RELATIONS = (*ROLES, CONTINUES)
LABELS = {
    SPAN: tuple(option.value for option in SPAN_LABELS),
    SENTENCE: tuple(option.value for option in SENTENCE_LABELS),
}
"""Labels by the control that offers them."""
