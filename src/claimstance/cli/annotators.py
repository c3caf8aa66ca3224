"""``claimstance annotators``: what is installed."""

import click


@click.command("annotators")
def command() -> None:
    """List the annotators that are installed, with what each of them is.

    Others can be added by any package through the entry-point group claimstance.annotators.

    Example: claimstance annotators
    """
    from claimstance.annotators.registry import annotator_names, describe

    names = annotator_names()
    width = max(map(len, names))
    for name in names:
        click.echo(f"{name:{width}}  {describe(name)}")
