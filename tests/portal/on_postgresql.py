"""Moves a course to try out to a PostgreSQL server, so that its pages can be measured there too."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
from sqlalchemy import create_engine, inspect, make_url
from sqlalchemy.pool import NullPool

from ssfh_learn.grading.course import find_course
from ssfh_learn.grading.gradebook_reader import make_ready
from ssfh_learn.journal.sql import SqlJournal


def journal_on_server(file: Path, url: str) -> None:
    """Fill an empty database on a server with the journal of a SQLite file."""
    SqlJournal(url).close()
    _copy(file, url)


def course_on_server(course: Path, url: str, folder: Path) -> None:
    """Make a course in an empty folder with the files of another one and its gradebook, which it keeps on a server."""
    from nbgrader.api import Gradebook

    before = find_course(course)
    for one in course.iterdir():
        if one.is_dir():
            (folder / one.name).symlink_to(one.resolve())
    settings = (course / "nbgrader_config.py").read_text("utf-8")
    (folder / "nbgrader_config.py").write_text(
        f"{settings}\nget_config().CourseDirectory.db_url = {url!r}  # noqa: F821\n", "utf-8"
    )
    Gradebook(url).close()
    engine = create_engine(url, poolclass=NullPool)
    make_ready(engine, "")
    _copy(Path(make_url(before.db_url).database or ""), url)


def _copy(file: Path, url: str) -> None:
    """Copy every row of a SQLite file to the tables on a server, which must be empty but for what is made with them."""
    engine = create_engine(url, poolclass=NullPool)
    tables = {
        name: [one["name"] for one in inspect(engine).get_columns(name)] for name in inspect(engine).get_table_names()
    }
    address = url.replace("+psycopg", "")
    with closing(sqlite3.connect(file)) as source, psycopg.connect(address) as target:
        target.execute("SET session_replication_role = replica")  # in any order of tables
        for name, columns in tables.items():
            known = {row[1] for row in source.execute(f'PRAGMA table_info("{name}")')}
            listed = ", ".join(f'"{column}"' for column in columns if column in known)
            if not listed:
                continue
            target.execute(f'DELETE FROM "{name}"')  # noqa: S608  (the names are our own)
            with target.cursor().copy(f'COPY "{name}" ({listed}) FROM STDIN') as copy:
                for row in source.execute(f'SELECT {listed} FROM "{name}"'):  # noqa: S608  (the names are our own)
                    copy.write_row(row)
    with closing(psycopg.connect(address, autocommit=True)) as target:
        target.execute("VACUUM ANALYZE")
