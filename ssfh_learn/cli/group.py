"""The commands together."""

from __future__ import annotations

from importlib import import_module

import click

from ssfh_learn import __version__
from ssfh_learn.words import word

COMMANDS = ("start", "check", "new", "schema")


class _Commands(click.Group):
    """Imports a command when it is used, so that `--help` stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"ssfh_learn.cli.{cmd_name}"), cmd_name)
        return command


@click.group(
    cls=_Commands,
    help=word("cli", "help"),
    options_metavar=word("cli", "options"),
    subcommand_metavar=word("cli", "command"),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, message="ssfh-learn %(version)s", help=word("cli", "help_version"))
def ssfh_learn() -> None:
    """Hold the commands."""
