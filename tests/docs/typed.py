"""Whether a command line of ours exists as somebody types it, with these options."""

from __future__ import annotations

import shlex

import click

from ssfh_learn.cli.group import ssfh_learn

ALONE = ([], ["--help"], ["--version"])


def understood(typed: str) -> list[str]:
    """Return the name of the command; raises a click error where the program would refuse the line.

    A text may name a command without arguments. A path need not be there: the reader's own files are not here.
    """
    words = shlex.split(typed)
    if words in ALONE:
        return words
    command: click.Command = ssfh_learn
    name, context = [], click.Context(command)
    while words and isinstance(command, click.Group):
        found = command.get_command(context, words[0])
        if found is None:
            raise click.UsageError(typed)
        name.append(words.pop(0))
        context, command = click.Context(found, parent=context), found
    if words:
        _read(command, context, words)
    return name


def _read(command: click.Command, context: click.Context, words: list[str]) -> None:
    given, left, _ = command.make_parser(context).parse_args(list(words))
    if left:
        raise click.UsageError(" ".join(words))
    for parameter in command.params:
        if isinstance(parameter.type, click.Path):
            continue
        value = given.get(str(parameter.name))
        if value in words:
            parameter.type_cast_value(context, value)
        elif parameter.required and parameter.nargs == 1:
            raise click.MissingParameter(param=parameter)
