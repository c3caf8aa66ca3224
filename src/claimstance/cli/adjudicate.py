"""``claimstance adjudicate``: decide where annotators differ, and build gold."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimstance.errors import ConfigError

if TYPE_CHECKING:
    from claimstance.adjudication.decisions import Decisions
    from claimstance.adjudication.gold import Gold
    from claimstance.core.disagreements import Disagreement
    from claimstance.core.rounds import Item, Round


@click.command("adjudicate")
@click.argument("files", nargs=-1, required=True)
@click.option("--decisions", "-d", help="What was decided, one JSON object a line.")
@click.option("--list", "list_", is_flag=True, help="Write a decisions file to fill in, and stop.")
@click.option("--interactive", "-i", is_flag=True, help="Ask, and add the answers to --decisions.")
@click.option(
    "--resolve",
    type=click.Choice(["majority", "reliability"]),
    help="Decide what is still open by this rule; it may abstain.",
)
@click.option("--sides", is_flag=True, help="Write all sides' marks together, for a tool; stop.")
@click.option("--pulled", help="What an adjudicator made of --sides; becomes --decisions.")
@click.option("--by", default="adjudicator", show_default=True, help="Who decides, with -i.")
@click.option("--output", "-o", default="-", show_default=True, help="Where gold is written.")
def command(
    files: tuple[str, ...],
    decisions: str | None,
    list_: bool,
    interactive: bool,
    resolve: str | None,
    sides: bool,
    pulled: str | None,
    by: str,
    output: str,
) -> None:
    """Merge the annotations in FILES into gold.

    Marks on which all annotators agree are taken. Where they differ, the decisions file says what
    to take (a file to fill in comes from --list), or a rule does (--resolve). Beside gold.jsonl
    comes gold.provenance.jsonl: for every mark, whether it was unanimous, an annotator's or new,
    who decided and why. The exit status is 1 while questions are open.

    To decide in Label Studio, push what --sides writes, correct it there, pull it and give it with
    --pulled.

    Example: claimstance adjudicate a.jsonl b.jsonl -d decisions.jsonl -o gold.jsonl
    """
    from claimstance.adjudication.decisions import Decisions, read_decisions, template
    from claimstance.adjudication.gold import build
    from claimstance.io.jsonl import write_annotations, write_lines
    from claimstance.io.rounds import read_round

    round_ = read_round(files)
    if list_:
        _warn(round_.problems)
        write_lines(template(round_), output)
        return
    if sides:
        from claimstance.adjudication.sides import both_sides

        write_annotations(map(both_sides, round_.items), output)
        return
    if (interactive or pulled) and decisions is None:
        raise ConfigError("name a file for the answers with --decisions")
    if pulled and decisions:
        _pull(round_, pulled, Path(decisions))
    if interactive and decisions:
        _ask(round_, Path(decisions), by)
    found = read_decisions(decisions, round_) if decisions else Decisions({})
    gold = build(round_, _resolved(round_, found, resolve))
    _warn((*round_.problems, *gold.problems))
    write_annotations(gold.annotations, output)
    if output != "-":
        path = Path(output)
        write_lines(
            (p.to_json() for p in gold.provenance), path.with_name(f"{path.stem}.provenance.jsonl")
        )
    _summary(gold, found)
    if gold.undecided or gold.problems:
        raise click.exceptions.Exit(1)


def _warn(problems: tuple[str, ...]) -> None:
    for problem in problems:
        click.echo(f"Warning: {problem}", err=True)


def _resolved(round_: "Round", found: "Decisions", rule: str | None) -> "Decisions":
    """Add what a rule decides to what people decided; people come first."""
    from dataclasses import replace

    from claimstance.adjudication.automatic import majority, weighted

    if rule is None:
        return found
    automatic = majority(round_) if rule == "majority" else weighted(round_)
    return replace(found, chosen={**automatic, **found.chosen})


def _summary(gold: "Gold", found: "Decisions") -> None:
    from claimstance.adjudication.decisions import reasons

    counts = ", ".join(f"{n} {origin}" for origin, n in gold.origins().most_common())
    click.echo(f"{len(gold.annotations)} documents; marks: {counts or 'none'}.", err=True)
    if why := reasons(found.chosen.values()):
        click.echo(f"Reasons: {', '.join(f'{code} {n}' for code, n in why.items())}.", err=True)
    if gold.undecided:
        click.echo(
            f"{gold.undecided} questions are open (claimstance adjudicate --list shows them).",
            err=True,
        )


def _pull(round_: "Round", pulled: str, path: Path) -> None:
    """Write what an adjudicator's annotations decide."""
    from claimstance.adjudication.sides import pulled_decisions
    from claimstance.io.jsonl import read_annotations, write_lines

    items = {item.document.id: item for item in round_.items}
    lines: list[str] = []
    for annotation in read_annotations(pulled):
        item = items.get(annotation.document.id)
        if item is None or item.document.text != annotation.document.text:
            _warn((f"{pulled}: document {annotation.document.id!r} is not in the round",))
            continue
        found = pulled_decisions(item, annotation)
        lines += [decision.to_json() for decision in found.decisions]
        lines += [addition.to_json() for addition in found.added]
        _warn(found.problems)
    write_lines(lines, path)


def _ask(round_: "Round", path: Path, by: str) -> None:
    """Go through the open questions; every answer is written at once."""
    from claimstance.adjudication.decisions import read_decisions
    from claimstance.core.disagreements import disagreements

    path.touch()
    known = read_decisions(path, round_).chosen
    open_ = [(i, d) for i in round_.items for d in disagreements(i) if d.id not in known]
    for number, (item, disagreement) in enumerate(open_, 1):
        click.echo(f"\n[{number}/{len(open_)}] ", err=True, nl=False)
        line = _answer(item, disagreement, by)
        if line == "q":
            return
        if line:
            with path.open("a", encoding="utf-8") as stream:
                stream.write(line + "\n")


def _answer(item: "Item", disagreement: "Disagreement", by: str) -> str:
    """Ask one question; return a line for the decisions file, ``q``, or nothing if skipped."""
    from claimstance.adjudication.decisions import REASONS, Decision, context, shown

    text = disagreement.span.of(item.document.text)
    click.echo(f"{item.document.id}: {context(item, disagreement.span)}", err=True)
    click.echo(f"  {disagreement.layer.value}, {disagreement.decision}: “{text}”", err=True)
    for index, option in enumerate(disagreement.options, 1):
        answer = shown(item, disagreement.decision, option.value)
        click.echo(f"  {index}  {answer}  ({', '.join(option.annotators)})", err=True)
    choices = [str(index) for index in range(1, len(disagreement.options) + 1)]
    picked = click.prompt(
        "  Which (s skips, q ends)", type=click.Choice([*choices, "s", "q"]), err=True
    )
    if picked in "sq":
        return "q" if picked == "q" else ""
    reason = click.prompt(
        f"  Why ({', '.join(REASONS)})",
        type=click.Choice([*REASONS, "-"]),
        default="-",
        show_choices=False,
        err=True,
    )
    return Decision(
        id=disagreement.id,
        value=disagreement.options[int(picked) - 1].value,
        by=by,
        reason=None if reason == "-" else reason,
    ).to_json()
