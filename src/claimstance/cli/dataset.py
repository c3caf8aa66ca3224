"""``claimstance dataset``: annotations to a dataset for training."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from claimstance.dataset.splits import Plan


@click.group("dataset")
def command() -> None:
    r"""Build a dataset for training from annotations, and share it.

    \b
    Examples:
      claimstance dataset build gold.jsonl -o data/
      claimstance dataset push data/ OWNER/NAME
    """


@command.command("build")
@click.argument("inputs", nargs=-1, required=True)
@click.option("--output", "-o", required=True, help="A new folder.")
@click.option("--name", default="News claims and evaluations", help="Title of the card.")
@click.option("--license", "licence", help="Of the data, such as apache-2.0.")
@click.option("--splits", help="JSON file of fixed splits: split to document ids.")
@click.option(
    "--outlet",
    "outlets",
    multiple=True,
    metavar="OUTLET=SPLIT",
    help="Put all of an outlet's articles into one split; may be given several times.",
)
@click.option(
    "--shares",
    default="train=.8,validation=.1,test=.1",
    show_default=True,
    help="Of the documents that nothing else decides.",
)
@click.option("--seed", type=int, default=0, show_default=True, help="Of the chance in splitting.")
@click.option("--article", metavar="REGEX", help="On ids: its first group names the article.")
@click.option(
    "--context",
    type=click.IntRange(0),
    default=2,
    show_default=True,
    help="Sentences before each one that are given with it.",
)
@click.option(
    "--on-error",
    type=click.Choice(["stop", "skip"]),
    default="stop",
    show_default=True,
    help="On a line that cannot be read.",
)
@click.option("--rejects", type=click.Path(dir_okay=False), help="Write skipped lines here.")
def build_command(
    inputs: tuple[str, ...],
    output: str,
    name: str,
    licence: str | None,
    splits: str | None,
    outlets: tuple[str, ...],
    shares: str,
    seed: int,
    article: str | None,
    context: int,
    on_error: str,
    rejects: str | None,
) -> None:
    r"""Turn annotations into a datasets.DatasetDict with a card, one row for each sentence.

    INPUTS are JSON lines of annotations or of labelled sentences (id, text, and rating or
    subjectivity), and .json exports of Label Studio. SPLIT=FILE puts a whole file into one split;
    other documents are split by chance. An article and its near-duplicates stay in one split.

    \b
    Examples:
      claimstance dataset build gold.jsonl -o data/ --license cc-by-4.0
      claimstance dataset build train=a.jsonl validation=b.jsonl -o data/
      claimstance dataset build a.jsonl b.jsonl -o data/ --outlet "The Daily=test"
    """
    from dataclasses import replace

    from claimstance.cli.output import finish
    from claimstance.dataset.build import build, write
    from claimstance.dataset.entries import read_entries
    from claimstance.io.jsonl import Reject, write_lines

    plan = make_plan(shares, seed, splits, outlets, article)
    named = [split_of(given) for given in inputs]
    refused: list[Reject] = []

    def refuse(reject: Reject) -> None:
        refused.append(reject)
        click.echo(f"Error: {reject.error}", err=True)

    on_reject = refuse if on_error == "skip" else None
    entries = []
    for split, path in named:
        found = list(read_entries(path, on_reject=on_reject))
        entries += found
        if split:
            fixed = {entry.annotation.document.id: split for entry in found}
            plan = replace(plan, fixed={**fixed, **plan.fixed})
    if rejects:
        write_lines((reject.to_json() for reject in refused), rejects)
    built = build(entries, plan, context=context)
    for problem in built.problems:
        click.echo(f"Warning: {problem}", err=True)
    write(built, output, name=name, licence=licence)
    counts = ", ".join(f"{split} {len(rows):,}" for split, rows in built.rows.items())
    click.echo(f"Written to {output}: {counts} sentences.", err=True)
    finish(len(refused))


def make_plan(
    shares: str, seed: int, splits: str | None, outlets: tuple[str, ...], article: str | None
) -> "Plan":
    """Turn options into a plan for splitting.

    Raises:
        click.BadParameter: If an option is not of its form.
    """
    import re

    from claimstance.dataset.groups import Grouping
    from claimstance.dataset.splits import Plan, read_splits

    try:
        named = {name: float(share) for name, share in map(_pair, shares.split(","))}
        folds = dict(_pair(outlet) for outlet in outlets)
        if article and not re.compile(article).groups:
            raise ValueError(f"{article!r} given, expected a group in parentheses")
    except (ValueError, re.error) as error:
        raise click.BadParameter(str(error)) from None
    return Plan(
        shares=named,
        seed=seed,
        fixed=read_splits(splits) if splits else {},
        outlets=folds,
        grouping=Grouping(article=article),
    )


def split_of(given: str) -> tuple[str | None, str]:
    """Return the split and the file that an input names; the split may be None."""
    name, sign, path = given.partition("=")
    if sign and name.isidentifier() and not Path(given).exists():
        return name, path
    return None, given


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.rpartition("=")
    if not sign or not name.strip():
        raise ValueError(f"{text!r} given, expected NAME=VALUE")
    return name.strip(), value.strip()


@command.command("push")
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("repo")
@click.option("--public", is_flag=True, help="Create the repository visible to everyone.")
def push_command(folder: Path, repo: str, public: bool) -> None:
    r"""Upload the dataset in FOLDER and its card to REPO (OWNER/NAME) on the Hugging Face hub.

    A new repository is private unless --public is given. Log in first with hf auth login.

    \b
    Example:
      claimstance dataset push data/ OWNER/NAME
    """
    from claimstance.dataset.hub import push

    click.echo(push(folder, repo, private=not public))
