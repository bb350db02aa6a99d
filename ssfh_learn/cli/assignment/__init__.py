"""`ssfh-learn assignment`: the commands about a test, from building it to exporting the grades."""

from __future__ import annotations

import click

from ssfh_learn.cli.lazy import LazyGroup
from ssfh_learn.words import word


@click.group(
    cls=LazyGroup.of("ssfh_learn.cli.assignment", ("build", "release", "collect", "feedback", "export")),
    help=word("cli", "help_assignment"),
    options_metavar=word("cli", "options"),
    subcommand_metavar=word("cli", "command"),
)
def assignment() -> None:
    """Group the commands about a test."""
