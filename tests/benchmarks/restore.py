"""What a backup of many learners costs, and to put it back: `python -m tests.benchmarks.restore FOLDER [--postgresql]`.

FOLDER is a course of `ssfh-learn demo FOLDER --learners 1000`. Each learner first gets as many answers as somebody who
does all modules and tests once: most people of that course are copies of others and have none.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import create_engine, func, insert, select

from ssfh_learn.cli.demo.course import DATA
from ssfh_learn.journal import database_in
from ssfh_learn.journal.sql import SqlJournal
from ssfh_learn.journal.tables import PUBLIC
from ssfh_learn.roster.tables import PARTICIPANT
from tests.benchmarks.report import line
from tests.portal.on_postgresql import journal_on_server
from tests.postgresql import running_server

ANSWERS, BYTES = 550, 200
"""Of one learner, and of one answer; docs/beheer.md names both."""
MOST_SECONDS = 60
COURSE = "assignments"


def fill(database: str) -> tuple[int, int]:
    """Give everybody the answers that she lacks, and return how many learners and answers there are."""
    engine = create_engine(database)
    row = {"place": "werkdruk", "activity": "kennischeck", "at": "2026-01-05T08:00:00.000+00:00", "content": "x"}
    row |= {"attempt": 1, "kind": "answer", "data": "x" * BYTES}
    with engine.begin() as connection:
        learners = connection.execute(select(PARTICIPANT.c.account)).scalars().all()
        counted = select(PUBLIC.c.learner, func.count()).group_by(PUBLIC.c.learner)
        has = dict(connection.execute(counted).all())
        for learner in learners:
            lacking = range(has.get(learner, 0), ANSWERS)
            rows = [{**row, "learner": learner, "id": f"{learner}-{number}"} for number in lacking]
            if rows:
                connection.execute(insert(PUBLIC), rows)
        (answers,) = connection.execute(select(func.count()).select_from(PUBLIC)).one()
    engine.dispose()
    return len(learners), answers


def ssfh_learn(*words: object) -> float:
    """Type a command, and return how many seconds it took."""
    began = time.monotonic()
    subprocess.run([sys.executable, "-m", "ssfh_learn", *map(str, words)], check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - began


def measure(root: Path, name: str, database: str = "", empty: str = "") -> None:
    """Print what both commands take, from the folders in `root` to new ones, and from one database to another."""
    file, new = root / "kopie.tar.gz", root / f"nieuw-{name}"
    was = ["--modules", root / "modules", "--course", root / COURSE, "--data", root / DATA]
    places = ["--modules", new / "modules", "--course", new / COURSE, "--data", new / DATA]
    out = ssfh_learn("backup", file, *was, *(["--database", database] if database else []))
    back = ssfh_learn("restore", file, *places, *(["--database", empty] if empty else []))
    learners, answers = fill(empty or database_in(new / DATA))
    size = f"{learners} learners, {answers} answers, {file.stat().st_size / 1e6:.0f} MB"
    print(f"      {name}: backup {out:.1f} s ({size})")
    line(f"{name}: restore", f"{back:.1f} s", f"{MOST_SECONDS} s", reached=back < MOST_SECONDS)


def main() -> None:
    """Measure both commands with a file, and where asked with a PostgreSQL server."""
    given = Path(sys.argv[1])
    with TemporaryDirectory() as place:
        root = Path(place)
        for name in ("modules", COURSE, DATA):
            shutil.copytree(given / name, root / name)
        fill(database_in(root / DATA))
        measure(root, "SQLite")
        if "--postgresql" in sys.argv:
            with running_server() as server:
                full, empty = server.new_database(), server.new_database()
                journal_on_server(Path(root / DATA / "leren.db"), full)
                for file in (root / DATA).glob("leren.db*"):
                    file.unlink()
                measure(root, "PostgreSQL", full, empty)
                with closing(SqlJournal(empty)):  # it can be opened
                    pass


if __name__ == "__main__":
    main()
