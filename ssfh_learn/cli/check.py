"""`ssfh-learn check`: report every problem of every file, mend what is certain, or say how far guessing comes."""

from __future__ import annotations

from pathlib import Path

import click

from ssfh_learn.words import word


@click.command(help=word("cli", "help_check"), options_metavar=word("cli", "options"))
@click.argument("paths", metavar="PAD...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--herstel", "mends", is_flag=True, help=word("cli", "help_mend"))
@click.option("--proef", "is_trial", is_flag=True, help=word("cli", "help_trial"))
@click.option(
    "--guess", "key", metavar=word("cli", "key"), type=click.Path(path_type=Path), help=word("cli", "help_guess")
)
@click.option(
    "--practice",
    "module",
    metavar=word("cli", "folder"),
    type=click.Path(path_type=Path),
    help=word("cli", "help_practice"),
)
@click.pass_context
def check(  # noqa: PLR0913  (an option each)
    context: click.Context,
    paths: tuple[Path, ...],
    *,
    mends: bool,
    is_trial: bool,
    key: Path | None,
    module: Path | None,
) -> None:
    """Print `file:line: what is wrong, what to type instead`, advice last; exit 1 if there is more than advice."""
    from ssfh_learn.content import check as problems_of
    from ssfh_learn.content.counted import all_well

    if not paths and key is None:
        raise click.MissingParameter(ctx=context, param=context.command.params[0])
    if module is not None and key is None:
        raise click.UsageError(word("cli", "practice_without_guess"))
    if mends or is_trial:
        from ssfh_learn.cli.mending import mend

        mend(paths, is_trial=is_trial)
    found = problems_of(paths)
    problems = [str(problem) for problem in found if problem.weight != "advice"]
    advice = [str(problem) for problem in found if problem.weight == "advice"]
    for line in problems:
        click.echo(line)
    if advice:
        between = "\n" if problems else ""
        click.echo(between + word("cli", "advice_follows"))
    for line in advice:
        click.echo(line)
    if paths and not problems:
        between = "\n" if advice else ""
        click.echo(between + all_well(paths))
    raise SystemExit(1 if (key is not None and _guessed_too_well(key, module)) or problems else 0)


def _guessed_too_well(key: Path, module: Path | None) -> bool:
    from ssfh_learn.cli.guess_table import print_guesses

    return print_guesses(key, module)
