"""What the report of the whole sector costs: `python -m tests.benchmarks.reports FOLDER [--postgresql]`.

FOLDER is a course of `ssfh-learn demo FOLDER --learners 40000`. A process of its own writes the PDF, the workbook and
the tables; figures are its processor time, its time on the clock and the most memory that it had. With `--postgresql`
the same rows are copied to a server of its own first.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from nbgrader.api import Gradebook
from sqlalchemy import Engine, MetaData, create_engine, inspect, text

from ssfh_learn.cli.demo.course import DATA
from ssfh_learn.grading import tables
from ssfh_learn.grading.course import find_course
from ssfh_learn.journal import database_in
from ssfh_learn.journal.sql import SqlJournal
from tests.postgresql import running_server

AT_ONCE = 5_000


def copied(source: str, target: str) -> None:
    """Copy every row of a database to another one that has the same empty tables."""
    read, write = create_engine(source), create_engine(target)
    known = MetaData()
    known.reflect(write)
    there = set(inspect(read).get_table_names())
    with read.connect() as rows, write.begin() as connection:
        connection.execute(text("SET session_replication_role = replica"))  # no order because of foreign keys
        for table in known.tables.values():
            if table.name not in there or table.name == "alembic_version":
                continue
            connection.execute(table.delete())
            found = rows.execution_options(yield_per=AT_ONCE).execute(table.select())
            for part in found.mappings().partitions():
                connection.execute(table.insert(), [dict(row) for row in part])
    with write.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))


@contextmanager
def on_postgresql(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the address of the journal on a server, and a course whose gradebook is there too."""
    with running_server("-c", "fsync=off") as server, TemporaryDirectory() as made:
        journal, gradebook = server.new_database(), server.new_database()
        SqlJournal(journal).close()
        with Gradebook(gradebook):
            pass
        engine: Engine = create_engine(gradebook)
        tables.make_tables(engine)
        copied(database_in(folder / DATA), journal)
        copied(find_course(folder / "assignments").db_url, gradebook)
        course = Path(made) / "cursus"
        subprocess.run(["cp", "-r", str(folder / "assignments"), str(course)], check=True)
        settings = course / "nbgrader_config.py"
        settings.write_text(f"{settings.read_text('utf-8')}\nget_config().CourseDirectory.db_url = {gradebook!r}\n")
        yield journal, course


def measured(folder: Path, journal: str, course: Path) -> None:
    """Print what one report costs."""
    with TemporaryDirectory() as out:
        before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        asked = [sys.executable, "-m", "ssfh_learn", "report", str(folder / "modules"), "--out", out]
        subprocess.run([*asked, "--database", journal, "--course", str(course)], check=True, stdout=subprocess.DEVNULL)
        after, took = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic() - began
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    kind = journal.partition(":")[0]
    print(f"{kind}: CPU {cpu:.1f} s, clock {took:.1f} s, at most {after.ru_maxrss / 1024:.0f} MB")


def main(folder: Path, *, with_server: bool) -> None:
    """Print the figures."""
    for _ in range(2):
        measured(folder, database_in(folder / DATA), folder / "assignments")
    if with_server:
        with on_postgresql(folder) as (journal, course):
            for _ in range(2):
                measured(folder, journal, course)


if __name__ == "__main__":
    main(Path(sys.argv[1]), with_server="--postgresql" in sys.argv)
