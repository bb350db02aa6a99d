"""Marking in the portal: from the points for one answer to the page of the next, in a course of 300 learners.

The figure is the time of the server for both requests that a person waits for: what she gives is written and her
learner's result worked out, and the page with the next answer is made. Each kind of database has its own lines: the
time on the clock, and that of the processor, which also says something on a machine that is busy with other things.
"""

from __future__ import annotations

import re
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from ssfh_learn.grading.build import build
from ssfh_learn.grading.course import find_course
from tests.benchmarks.report import line
from tests.benchmarks.serving import percentile
from tests.grading.courses import CourseFolder, write_config, write_key
from tests.grading.many import hand_in_many
from tests.portal.host import Site, Visitor, serving
from tests.portal.places import write_module
from tests.postgresql import running_server

if TYPE_CHECKING:
    from collections.abc import Mapping

LEARNERS, ANSWERS, MOST = 300, 60, 150
TEST = "proef-toets"


def main() -> None:
    """Print how long the next answer takes, on SQLite and on PostgreSQL."""
    with TemporaryDirectory() as folder:
        place = Path(folder)
        _measure("SQLite", place / "sqlite", {}, f"sqlite:///{folder}/leren.db")
    with TemporaryDirectory() as folder, running_server() as server:
        of_course = {"db_url": server.new_database()}
        _measure("PostgreSQL", Path(folder) / "postgresql", of_course, server.new_database())


def _measure(kind: str, folder: Path, of_course: Mapping[str, str], database: str) -> None:
    write_module(folder / "modules" / "proef")
    write_config(folder / "cursus", **of_course)
    write_key(folder / "cursus", TEST)
    build(find_course(folder / "cursus"), TEST)
    course = CourseFolder(folder / "cursus", TEST)
    hand_in_many(course, LEARNERS)
    course.grade()
    with serving(folder / "modules", folder / "cursus", database) as site:
        times = _answer_by_answer(site)
    for clock, took in zip(("", ", in CPU time"), zip(*times, strict=True), strict=True):
        sorted_ = sorted(1000 * one for one in took)
        middle, most = percentile(sorted_, 0.5), percentile(sorted_, 0.95)
        said = f"p50 {middle:.0f} ms, p95 {most:.0f} ms, {100 * most / MOST:.0f}%"
        line(f"the next answer to mark, {kind}{clock}", said, f"p95 {MOST} ms", reached=most <= MOST)


def _answer_by_answer(site: Site) -> list[tuple[float, float]]:
    """Return the seconds from giving points to having the next answer, on the clock and of the processor."""
    trainer = site.visitor("trainer", "learner", "trainer")
    address = re.findall(rf"nakijken/{TEST}/[0-9a-f]{{16}}", trainer.get(f"nakijken/{TEST}").text)[0]
    page, token, took = trainer.get(address).text, trainer.token(), []
    for _ in range(ANSWERS):
        version = re.findall(r'name="versie" value="([0-9a-f]+)"', page)[0]
        started, busy = time.perf_counter(), time.process_time()
        given = _give(trainer, address, token, version)
        address = given.removeprefix("/leren/")
        page = trainer.get(address).text
        took.append((time.perf_counter() - started, time.process_time() - busy))
    return took


def _give(trainer: Visitor, address: str, token: str, version: str) -> str:
    body = f"_xsrf={token}&punten=1&opmerking=&versie={version}".replace("|", "%7C").encode()
    answer = trainer.ask("POST", address, body, Content_Type="application/x-www-form-urlencoded")
    assert answer.status == 303, answer.text
    return answer.headers["Location"]


if __name__ == "__main__":
    main()
