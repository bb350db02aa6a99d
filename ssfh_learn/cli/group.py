"""The group of all commands."""

from __future__ import annotations

import click

from ssfh_learn import __version__
from ssfh_learn.cli.lazy import LazyGroup
from ssfh_learn.words import word

COMMANDS = (
    "start",
    "check",
    "build",
    "new",
    "copy",
    "pack",
    "schema",
    "assignment",
    "grade",
    "hand-in",
    "forget-learner",
    "adopt",
    "rebuild",
    "migrate",
    "backup",
    "restore",
    "report",
    "publish",
    "demo",
)


@click.group(
    cls=LazyGroup.of("ssfh_learn.cli", COMMANDS),
    help=word("cli", "help"),
    options_metavar=word("cli", "options"),
    subcommand_metavar=word("cli", "command"),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, message="ssfh-learn %(version)s", help=word("cli", "help_version"))
def ssfh_learn() -> None:
    """Group all commands."""
