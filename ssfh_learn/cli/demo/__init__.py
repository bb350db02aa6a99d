"""`ssfh-learn demo`: make a course with invented learners, to try everything out before the first real one."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ssfh_learn.words import word

MOST_PLAYED = 300
"""Learners who really play; more are copies of them."""
COUNT = click.IntRange(1, 100_000)


@click.command(help=word("cli", "help_demo"), options_metavar=word("cli", "options"))
@click.argument("folder", metavar=word("cli", "folder"), type=click.Path(path_type=Path, file_okay=False))
@click.option("--learners", metavar=word("cli", "number"), type=COUNT, default=60, help=word("cli", "help_learners"))
@click.option("--seed", metavar=word("cli", "number"), type=int, default=1, help=word("cli", "help_seed"))
@click.option(
    "--course",
    "tests",
    metavar=word("cli", "folder"),
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("assignments"),
    help=word("cli", "help_demo_course"),
)
def demo(folder: Path, learners: int, seed: int, tests: Path) -> None:
    """Make the folder, build its tests, and let invented learners play."""
    from rich.progress import Progress

    from ssfh_learn.cli.course import dutch_errors
    from ssfh_learn.cli.demo.course import build_tests, copy_tests, make_course
    from ssfh_learn.cli.demo.many import multiply
    from ssfh_learn.cli.work_folder import bring_up_to_date

    if folder.exists() and any(folder.iterdir()):
        raise click.ClickException(word("cli", "demo_not_empty", path=folder))
    if not (tests / "nbgrader_config.py").is_file():
        raise click.ClickException(word("cli", "demo_no_tests", path=tests))
    played = min(learners, MOST_PLAYED)
    with dutch_errors(), Progress(transient=True, disable=not sys.stdout.isatty()) as progress:
        folder.mkdir(parents=True, exist_ok=True)
        folder = folder.resolve()
        bring_up_to_date(folder)
        course = copy_tests(tests, folder)
        building = progress.add_task(word("cli", "demo_tests"), total=len(course.tests))
        build_tests(course, lambda: progress.advance(building))
        playing = progress.add_task(word("cli", "demo_playing"), total=played)
        made = make_course(folder, course, played, seed, lambda: progress.advance(playing))
        multiply(folder, played, learners)
    click.echo(word("cli", "demo_made", learners=learners, responses=made.responses, tests=made.handed_in))
    click.echo(word("cli", "demo_next", folder=folder))
