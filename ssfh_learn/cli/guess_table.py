"""What `ssfh-learn check --guess` prints: how far one comes in a test without knowing its answers."""

from __future__ import annotations

import os.path
from typing import TYPE_CHECKING

import click

from ssfh_learn.words import number, word

if TYPE_CHECKING:
    from pathlib import Path

    from ssfh_learn.activities.quiz import Quiz
    from ssfh_learn.content.fairness.guessing import GuessOutcome

TOO_GOOD = {"by_heart": "guess_too_good_by_heart", "random": "guess_too_few"}
"""The sentence for a way that passes too often, where that is not because the answers tell something."""


def print_guesses(key: Path, module: Path | None) -> bool:
    """Print a table of what each way of guessing earns, and a sentence for each that passes too often.

    `module` holds the practice; without it, it is the one that the key is called after. Returns whether there is a
    problem. Raises ClickException (Dutch) where the key is no test, or the module is none.
    """
    from ssfh_learn.content.fairness.guessing import guessed
    from ssfh_learn.content.fairness.practice import module_of_key, practice_of

    test = _test(key)
    practised = module_of_key(key) if module is None else _module(module)
    practice = () if practised is None else practice_of(practised)
    told = [(test.title, guessed(test, practice))]
    if test.other is not None:
        told.append((word("cli", "guess_other", title=test.title), guessed(test.other, practice)))
    for title, outcomes in told:
        _print_table(title, outcomes)
    if practised is None:
        click.echo(word("cli", "guess_no_module"))
    else:
        click.echo(word("cli", "guess_module", folder=_as_typed(practised)))
    if test.pass_mark is None:
        click.echo(word("cli", "guess_no_pass_mark"))
    found = [_say_too_good(key, outcomes) for _, outcomes in told]
    return any(found)


def _say_too_good(key: Path, outcomes: list[GuessOutcome]) -> bool:
    """Print a sentence for each way that passes too often; return whether there is one."""
    too_good = [outcome for outcome in outcomes if outcome.is_too_good]
    if any(outcome.strategy == "random" for outcome in too_good):  # then every other way passes too
        too_good = [outcome for outcome in too_good if outcome.strategy in {"random", "by_heart"}]
    for outcome in too_good:
        said = TOO_GOOD.get(outcome.strategy, "guess_too_good")
        way, passed, most = word("cli", f"guess_{outcome.strategy}"), _percent(outcome.passed), _percent(outcome.most)
        click.echo(word("cli", said, path=key, way=way, passed=passed, most=most))
    return bool(too_good)


def _test(key: Path) -> Quiz:
    from ssfh_learn.activities.quiz import Quiz
    from ssfh_learn.content import load_activity
    from ssfh_learn.errors import ContentError

    try:
        activity = load_activity(key)
    except ContentError as error:
        raise click.ClickException(str(error)) from None
    if not isinstance(activity, Quiz) or not activity.is_test:
        raise click.ClickException(word("cli", "guess_no_test", path=key))
    return activity


def _module(folder: Path) -> Path:
    from ssfh_learn.content.module import FILE_NAME

    if not (folder / FILE_NAME).is_file():
        raise click.ClickException(word("cli", "no_module_in", folder=folder))
    return folder


def _print_table(title: str, outcomes: list[GuessOutcome]) -> None:
    from rich.console import Console
    from rich.table import Table

    from ssfh_learn.content.fairness.guessing import TIMES

    click.echo(word("cli", "guess_title", title=title, count=TIMES))
    table = Table()
    table.add_column(word("cli", "guess_way"))
    table.add_column(word("cli", "guess_mean"), justify="right")
    table.add_column(word("cli", "guess_passed"), justify="right")
    for outcome in outcomes:
        table.add_row(word("cli", f"guess_{outcome.strategy}"), _percent(outcome.mean), _percent(outcome.passed))
    Console(highlight=False).print(table)


def _as_typed(path: Path) -> str:
    """Return a path as one would type it here."""
    return os.path.relpath(path)


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{number(round(100 * share, 1))}%"
