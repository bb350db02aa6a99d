"""`ssfh-learn report`: write the report of everybody to a folder, for a person or for a scheduled job."""

from __future__ import annotations

import gc
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ssfh_learn.cli.course import course_option, dutch_errors, the_course
from ssfh_learn.cli.journal import opened_journal
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from concurrent.futures import Executor

    from ssfh_learn.portal.coordinator.viewer_tables import ViewerTables
    from ssfh_learn.reports.report import Known, Report
    from ssfh_learn.results import GivenAnswers

FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command(help=word("cli", "help_report"), options_metavar=word("cli", "options"))
@click.argument("modules", metavar=word("cli", "folder"), type=FOLDER, default=Path("modules"))
@click.option("--out", metavar=word("cli", "folder"), type=FOLDER, required=True, help=word("cli", "help_report_out"))
@click.option("--practices", is_flag=True, help=word("cli", "help_report_practices"))
@click.option("--data", metavar=word("cli", "folder"), type=FOLDER, help=word("cli", "help_forget_data"))
@click.option("--database", metavar=word("cli", "address"), help=word("cli", "help_forget_database"))
@course_option
def report(  # noqa: PLR0913, PLR0917  (an argument for each option)
    modules: Path,
    out: Path,
    practices: bool,  # noqa: FBT001  (click's way)
    data: Path | None,
    database: str | None,
    folder: Path,
) -> None:
    """Write the PDF, the Excel file and the CSV files, and print their names."""
    from ssfh_learn.grading.quick_nbgrader import import_quickly

    import_quickly()
    from ssfh_learn.errors import Unreachable
    from ssfh_learn.journal import data_folder, database_in

    with dutch_errors(), _collector_paused(), _readers() as pool:
        the_course(folder)
        given = _asked(pool, folder)
        kept = data or data_folder()
        address, place = database or database_in(kept), "--database" if database else str(kept)
        tables, known = _read(modules, address, place, with_practices=practices)
        if not tables.of_people:
            raise click.ClickException(word("report", "no_roster"))
        try:
            for name, content in _files(tables, known, given, pool):
                _write(out / name, content)
                click.echo(str(out / name))
        except Unreachable:
            raise click.ClickException(word("report", "unreadable")) from None


def _read(modules: Path, database: str, place: str, *, with_practices: bool) -> tuple[ViewerTables, dict[str, Known]]:
    """Return the tables of an administrator, and for each report that is asked for what was published before."""
    from datetime import UTC, datetime

    from ssfh_learn.dutch_time import day_of
    from ssfh_learn.portal.coordinator.making_reports import beside
    from ssfh_learn.portal.coordinator.published_figures import known_of
    from ssfh_learn.portal.coordinator.viewer_tables import EVERYBODY, viewer_tables
    from ssfh_learn.portal.published.publisher import Publisher
    from ssfh_learn.portal.web.identity import ADMINISTRATOR
    from ssfh_learn.portal.writing.publishing_durations import published_durations

    library = Publisher(modules).library()
    today = day_of(datetime.now(UTC)).isoformat()
    with opened_journal(database, place) as journal, journal.reading() as reading:
        tables = viewer_tables(reading, "", {ADMINISTRATOR}, today)
        shown_beside = beside(library.modules, modules, published_durations(reading))
        asked = (EVERYBODY, *(tables.practices if with_practices else ()))
        known = {whom: known_of(reading, tables, whom, library.modules, shown_beside) for whom in asked}
    return tables, known


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep the garbage collector from walking all that is read again and again, and once more when the command ends.

    Of 40,000 learners that was a fifth of the time.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _readers() -> Executor:
    """Return what reads the answers to tests: processes of their own, where the system can split this one in two.

    Reading tens of thousands of answers is mostly work of Python, of which one process does one thing at a time.
    """
    from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
    from multiprocessing import get_all_start_methods, get_context

    from ssfh_learn.portal.coordinator.making_reports import AT_ONCE

    if "fork" in get_all_start_methods() and sys.platform == "linux":
        return ProcessPoolExecutor(AT_ONCE, get_context("fork"))
    return ThreadPoolExecutor(AT_ONCE)


def _asked(pool: Executor, course: Path) -> Iterator[GivenAnswers]:
    """Begin to read what everybody answered on each test; what cannot be read is raised when it is looked at."""
    from functools import partial

    import ssfh_learn.grading.given_answers  # noqa: F401  (loaded here once, and not in each process)
    from ssfh_learn.portal.published.assignments import Assignments

    return pool.map(partial(_given, course.resolve()), Assignments(course.resolve()).names())


def _given(course: Path, name: str) -> GivenAnswers:
    """Return what everybody answered on a test, in whatever process this is; raises Unreachable."""
    from ssfh_learn.portal.coordinator.making_reports import given_answers
    from ssfh_learn.portal.published.assignments import Assignments

    return given_answers(Assignments(course), name)


def _files(
    tables: ViewerTables, known: Mapping[str, Known], given: Iterator[GivenAnswers], pool: Executor
) -> Iterator[tuple[Path, bytes]]:
    """Yield each file with its name; the PDF and the CSV files of the whole are made beside the workbook."""
    from datetime import UTC, datetime

    from ssfh_learn.dutch_time import day_of
    from ssfh_learn.portal.coordinator.making_reports import counted_of, file_of
    from ssfh_learn.portal.coordinator.viewer_tables import EVERYBODY
    from ssfh_learn.reports.report import ReportHeading
    from ssfh_learn.reports.workbook import as_csv

    today, everybody = day_of(datetime.now(UTC)), counted_of(tables, given)

    def made(whom: str, title: str, of: str) -> Report:
        listed = {} if whom in tables.practices else tables.practices
        return everybody.report(whom, ReportHeading(title, of, today), known[whom], listed)

    whole = made(EVERYBODY, word("report", "board"), word("report", "whole_sector"))
    name = word("report", "file_name")
    drawn, tables_made = pool.submit(file_of, "pdf", whole), pool.submit(as_csv, whole)
    yield Path(f"{name}.xlsx"), file_of("xlsx", whole)
    yield from ((Path(f"{name}-{table}.csv"), content) for table, content in tables_made.result().items())
    yield Path(f"{name}.pdf"), drawn.result()
    for table in (one for one in known if one in tables.practices):
        _, practice, region = tables.practices[table]
        of = f"{practice} ({region})" if region else practice
        yield Path(f"{name}-{table}.pdf"), file_of("pdf", made(table, word("report", "practice"), of))


def _write(path: Path, content: bytes) -> None:
    """Write a file whole: who reads the folder meanwhile finds the file of before."""
    path.parent.mkdir(parents=True, exist_ok=True)
    passing = path.with_name(f".{path.name}.new")
    passing.write_bytes(content)
    passing.replace(path)
