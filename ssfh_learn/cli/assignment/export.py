"""`ssfh-learn assignment export`: write the grades to an Excel or CSV file."""

from __future__ import annotations

from pathlib import Path

import click

from ssfh_learn.cli.course import course_option, dutch_errors, the_course
from ssfh_learn.words import word


@click.command(help=word("cli", "help_export"), options_metavar=word("cli", "options"))
@click.argument("names", metavar="TOETS...", nargs=-1, required=True)
@click.argument("path", metavar="BESTAND", type=click.Path(path_type=Path, dir_okay=False))
@course_option
def export(names: tuple[str, ...], path: Path, folder: Path) -> None:
    """Write the results of one or more tests."""
    from ssfh_learn.grading.quick_nbgrader import import_quickly
    from ssfh_learn.reports.export import SUFFIXES, write_results

    if path.suffix.lower() not in SUFFIXES:
        raise click.ClickException(word("cli", "export_suffix", known=", ".join(SUFFIXES)))
    import_quickly()
    from ssfh_learn.grading.results import results_of

    with dutch_errors():
        course = the_course(folder)
        results = [result for name in names for result in results_of(course, name)]
        write_results(results, path)
    click.echo(word("cli", "exported", count=len(results), path=path))
