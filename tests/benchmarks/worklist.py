"""What a page of the worklist costs: `python -m tests.benchmarks.worklist FOLDER`.

FOLDER is a course of `ssfh-learn demo FOLDER --learners 300`, or of 40000. It is measured as it is, in SQLite, and with
`--postgresql` also in a PostgreSQL server of its own. Figures are the least and the middle of some tries, without the
first visit: in CPU time of the process (portal and visitor together) and of the server, and in time on the clock, which
says more about the other work of the computer.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

from sqlalchemy import create_engine, text

from ssfh_learn.cli.demo.course import DATA
from ssfh_learn.journal import database_in
from tests.portal.host import serving
from tests.portal.on_postgresql import course_on_server, journal_on_server
from tests.postgresql import Server, running_server

TRIES = 7
REGIONS = (
    "SELECT region, count(DISTINCT participant) AS people FROM practice "
    "JOIN works_at ON works_at.practice = practice.id GROUP BY region ORDER BY people DESC"
)


def cpu_of_server(server: Server) -> float:
    """Return the seconds of CPU time that a PostgreSQL server has used, with the processes that it began."""
    first = (server.folder / "data" / "postmaster.pid").read_text().split()[0]
    ticks = 0
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it ended meanwhile
            fields = status.read_text().rpartition(")")[2].split()
            if status.parent.name == first or fields[1] == first:
                ticks += sum(map(int, fields[11:15] if status.parent.name == first else fields[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")


def measure(modules: Path, course: Path, database: str, server: Server | None = None) -> None:
    """Print what each page costs."""
    engine = create_engine(database)
    with engine.connect() as connection:
        regions = connection.execute(text(REGIONS)).all()
        (count,) = connection.execute(text("SELECT count(*) FROM participant")).one()
    engine.dispose()
    (most, people), *_ = regions
    print(f"{count} participants, {len(regions)} regions, {people} in {most}")
    with serving(modules, course, database) as site:
        who = site.visitor("beheer", "learner", "administrator")
        for query in (
            {},
            {"regio": most},
            {"regio": most, "stand": "not_begun"},
            {"regio": most, "onderdeel": "test-werkdruk-toets", "stand": "late"},
            {"regio": most, "van": "2020-01-01"},
            {"regio": most, "pagina": "9"},
        ):
            path = f"werklijst?{urlencode(query)}"
            costs: dict[str, list[float]] = {"CPU": [], "CPU of server": [], "clock": []}
            for number in range(TRIES + 1):
                before = _spent(server)
                answer = who.get(path)
                assert answer.status == 200, answer.text
                for name, spent in _spent(server).items():
                    if number:
                        costs[name].append(spent - before[name])
            said = (f"{name} {min(all_) * 1000:4.0f} ({median(all_) * 1000:.0f}) ms" for name, all_ in costs.items())
            print(f"{path:70} {', '.join(said)}, {len(answer.body)} bytes", flush=True)


def _spent(server: Server | None) -> dict[str, float]:
    of_server = cpu_of_server(server) if server else 0.0
    return {"CPU": time.process_time(), "CPU of server": of_server, "clock": time.monotonic()}


@contextmanager
def on_postgresql(folder: Path) -> Iterator[tuple[Path, str, Server]]:
    """Put a course to try out on a server of its own; give its folder, the address of its journal and the server."""
    with running_server() as server, TemporaryDirectory() as place:
        journal, gradebook = server.new_database(), server.new_database()
        journal_on_server(folder / DATA / "leren.db", journal)
        course_on_server(folder / "assignments", gradebook, Path(place))
        yield Path(place), journal, server


if __name__ == "__main__":
    chosen = Path(sys.argv[1])
    print("SQLite")
    measure(chosen / "modules", chosen / "assignments", database_in(chosen / DATA))
    if "--postgresql" in sys.argv:
        print("PostgreSQL")
        with on_postgresql(chosen) as (moved, address, postgresql):
            measure(chosen / "modules", moved, address, postgresql)
