"""The command line: each command lives in a file of its own and is imported when it is used."""

import importlib
import sys
from typing import NoReturn

import click

from claimstance import __version__
from claimstance.errors import ClaimstanceError

COMMANDS = {
    "adjudicate": "Decide where annotators differ; build gold.",
    "agree": "Measure how far annotators agree.",
    "annotate": "Take articles apart into claims and evaluations.",
    "annotators": "List the annotators that are installed.",
    "convert": "Convert annotations to and from other tools' formats.",
    "corpus": "Split marks from text that may not be passed on, and join them.",
    "dataset": "Build a dataset for training from annotations, and share it.",
    "labelstudio": "Annotate in Label Studio: tasks there, annotations back.",
    "report": "Report what a corpus claims, who says it, how loaded, who judges whom.",
    "score": "Score predictions against gold.",
    "select": "Order a pool by what a human's time is best spent on.",
    "train": "Train a span model or a sentence classifier.",
    "sentences": "Split articles into sentences.",
    "serve": "Annotate over HTTP: Label Studio backend and a plain API.",
}
"""Commands and their one-line help, kept here so that ``--help`` imports none of them."""


class LazyGroup(click.Group):
    """A group whose commands are imported from ``claimstance.cli.<name>`` on use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command, or return None if there is no such."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"claimstance.cli.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        _keep_lines(command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))


def _keep_lines(command: click.Command) -> None:
    r"""Let a ``\b`` in a raw docstring mean what it means to click: the next lines stay lines."""
    command.help = (command.help or "").replace("\\b\n", "\b\n")
    if isinstance(command, click.Group):
        for under in command.commands.values():
            _keep_lines(under)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="claimstance")
def group() -> None:
    """Take news articles apart: claims, evaluations, who says it, about what.

    Example: claimstance annotate article.txt
    """


def main() -> NoReturn:
    """Run the command line; trouble of the user's ends in one sentence and status 1."""
    try:
        status = group.main(standalone_mode=False)
    except click.exceptions.Exit as error:
        status = error.exit_code
    except click.ClickException as error:
        error.show()
        status = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted.", err=True)
        status = 130
    except ClaimstanceError as error:
        click.echo(f"Error: {error}", err=True)
        status = 1
    except BrokenPipeError:
        sys.stderr.close()  # the reader, such as head, has what it wanted
        status = 0
    sys.exit(status if isinstance(status, int) else 0)
