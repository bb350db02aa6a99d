"""The first page of a learner with two tests, while others answer and hand in."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ssfh_learn.grading.build import build
from ssfh_learn.grading.course import find_course
from tests.benchmarks.serving import ROOT, Running, Took, answers, loaded_line, percentile, running_portal

TESTS = ("werkdruk-toets", "agressie-toets")
LEARNERS = 100
SECONDS = 10
PAGES_A_SECOND, ANSWERS_A_SECOND, HAND_INS_A_SECOND = 50, 20, 1


def main() -> None:
    """Print how long a first page takes, and what it costs those who answer and hand in meanwhile."""
    with TemporaryDirectory() as folder:
        course = _course(Path(folder) / "cursus")
        with running_portal(f"sqlite:///{folder}/leren.db", course=course) as server:
            learners = [f"learner{number}" for number in range(LEARNERS)]
            for test in TESTS:
                server.carry_out(learners, _attempt(test), 4)
            alone = server.carry_out(learners[:1], ["/leren/"] * 200, 1)
            _line("the first page with two tests, alone", alone, "p95 10 ms", most=10)
            server.took()
            _together(server, learners)


def _course(course: Path) -> Path:
    """Return a course with two of the shipped tests, built."""
    course.mkdir()
    shutil.copy(ROOT / "assignments" / "nbgrader_config.py", course)
    (course / "keys").mkdir()
    for test in TESTS:
        shutil.copy(ROOT / "assignments" / "keys" / f"{test}.yaml", course / "keys")
        build(find_course(course), test)
    return course


def _attempt(test: str, number: int = 1) -> list[Any]:
    return [[test, test, {"kind": "begin", "attempt": number}], [test, test, {"kind": "hand_in", "attempt": number}]]


def _together(server: Running, learners: list[str]) -> None:
    """Let pages, answers and hand-ins be asked for at the same time, each at its own pace."""
    others = [f"other{number}" for number in range(SECONDS * HAND_INS_A_SECOND)]
    asked = {
        "the first page, 50 a second": (learners, ["/leren/"] * (PAGES_A_SECOND * SECONDS // LEARNERS), PAGES_A_SECOND),
        "an answer of others meanwhile": (
            [f"answering{number}" for number in range(ANSWERS_A_SECOND)],
            answers(SECONDS),
            ANSWERS_A_SECOND,
        ),
        "beginning and handing in a test meanwhile": (others, _attempt(TESTS[0]), 2 * HAND_INS_A_SECOND),
    }
    took: dict[str, Took] = {}

    def carry_out(what: str) -> None:
        who, requests, per_second = asked[what]
        took[what] = server.carry_out(who, requests, 20, per_second=per_second)

    threads = [threading.Thread(target=carry_out, args=(what,)) for what in asked]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    in_server = server.took()
    _percentiles("the first page, 50 a second, in the server", in_server["/leren/"], "p95 10 ms", most=10)
    for what, most in zip(asked, (10, 50, 2_000), strict=True):
        _line(what, took[what], f"p95 {most} ms", most=most)


def _line(what: str, took: Took, target: str, *, most: float) -> None:
    _percentiles(what, took.milliseconds, target, most=most)


def _percentiles(what: str, milliseconds: list[float], target: str, *, most: float) -> None:
    p50, p95 = percentile(milliseconds, 0.5), percentile(milliseconds, 0.95)
    loaded_line(what, f"p50 {p50:.1f}, p95 {p95:.1f} ms", target, reached=p95 <= most)
