"""Help reads as it was written."""

import click
import pytest

from claimstance.cli import COMMANDS, group


def commands():
    for name in COMMANDS:
        command = group.get_command(click.Context(group), name)
        yield pytest.param(command, id=name)
        for sub in getattr(command, "commands", ()):
            yield pytest.param(command.commands[sub], id=f"{name} {sub}")


@pytest.mark.parametrize("command", list(commands()))
def test_examples_stand_on_lines_of_their_own(command):
    shown = click.Context(command, terminal_width=79).get_help()
    assert "\\b" not in shown
    _, _, examples = shown.partition("Examples:")
    if examples:
        first, second, *_ = examples.split("\n")
        assert first == ""
        assert second.startswith("    claimstance ")
