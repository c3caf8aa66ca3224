"""The dataset card, written from what was built."""

from collections.abc import Mapping
from dataclasses import dataclass

from claimstance.dataset.features import COLUMNS

_KINDS = {
    "human": "a person",
    "llm": "**a language model, not a person: silver labels, very consistent, and consistently "
    "wrong where they are wrong**",
    "model": "**a trained model or word lists, not a person**",
    "gold": "an adjudicator, from the annotations of several",
    "unnamed": "not named in the source",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the card says."""

    name: str
    licence: str | None
    """As the Hugging Face hub names it; None where it is not stated."""
    languages: tuple[str, ...]
    annotators: Mapping[str, int]
    """Annotator to number of sentences."""
    splits: Mapping[str, Mapping[str, int]]
    """Split to counts by name."""
    groups: tuple[int, ...]
    """Sizes of the groups of documents that were kept together."""
    problems: int
    """Marks that were left out and groups that were torn apart."""


def write_card(facts: Facts) -> str:
    """Return the card in Markdown, with the metadata that the Hugging Face hub reads."""
    parts = [
        _metadata(facts),
        f"# {facts.name}",
        "News sentences taken apart into factual claims and evaluative language: who says it, the "
        "words that say so, what it is about, and whether the sentence as a whole serves to "
        "express its author's opinion. Built with `claimstance dataset build`.",
        "## Who annotated",
        "\n".join(_annotator(name, facts.annotators[name]) for name in sorted(facts.annotators)),
        "## Splits",
        _splits(facts.splits),
        _grouping(facts),
        "## Columns",
        "One row for each sentence. Offsets count characters (Unicode code points) of the row's "
        "`text`, from 0, the end excluded.",
        "\n".join(f"- `{name}`: {meaning}" for name, meaning in COLUMNS.items()),
        "## Limits",
        _limits(facts),
        "## Licence",
        facts.licence or "Not stated. Ask the holders of the texts before passing them on.",
    ]
    return "\n\n".join(parts) + "\n"


def _metadata(facts: Facts) -> str:
    lines = ["---", f"pretty_name: {_quoted(facts.name)}"]
    if facts.licence:
        lines.append(f"license: {_quoted(facts.licence)}")
    if facts.languages:
        lines += ["language:", *(f"- {_quoted(language)}" for language in facts.languages)]
    kinds = {name.partition(":")[0] for name in facts.annotators}
    creators = []
    if "human" in kinds:  # gold does not tell whether people adjudicated
        creators.append("- expert-generated")
    if kinds & {"llm", "model"}:
        creators.append("- machine-generated")
    lines += ["annotations_creators:", *creators] if creators else []
    lines += ["task_categories:", "- token-classification", "- text-classification"]
    return "\n".join([*lines, "---"])


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'


def _annotator(name: str, sentences: int) -> str:
    kind = _KINDS.get(name.partition(":")[0], "of a kind that its name does not say")
    return f"- `{name}` ({sentences:,} sentences): {kind}"


def _splits(splits: Mapping[str, Mapping[str, int]]) -> str:
    heads = list(next(iter(splits.values())))
    lines = [
        f"| split | {' | '.join(heads)} |",
        f"| --- | {' | '.join(['---:'] * len(heads))} |",
        *(
            f"| {name} | {' | '.join(f'{counts[head]:,}' for head in heads)} |"
            for name, counts in splits.items()
        ),
    ]
    return "\n".join(lines)


def _grouping(facts: Facts) -> str:
    text = (
        "An article, its near-duplicates (texts that share most runs of five words) and what comes "
        "from one address are in one split."
    )
    if facts.groups:
        text += (
            f" {sum(facts.groups):,} documents form {len(facts.groups):,} such groups; the largest "
            f"has {max(facts.groups):,}."
        )
    return text


def _limits(facts: Facts) -> str:
    lines = [
        "- A mark lies within one sentence. Holders outside it are `other`; cues and targets "
        "outside it are null.",
        "- Where `labelled` leaves a layer out, no marks means nothing.",
    ]
    if facts.problems:
        lines.append(
            f"- {facts.problems:,} problems were reported while building: marks that lie in no "
            "sentence and were left out, or related documents that were put into different splits."
        )
    return "\n".join(lines)
