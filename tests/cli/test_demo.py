"""`ssfh-learn demo`: invented learners really play, and whoever is copied stands where the original stands."""

from __future__ import annotations

import re
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import get_args

import pytest
from nbgrader.api import Gradebook
from sqlalchemy import create_engine, text

from ssfh_learn.activities import KINDS, Learner
from ssfh_learn.cli.demo.course import DAYS, ends
from ssfh_learn.cli.demo.many import multiply
from ssfh_learn.cli.demo.players import MOST, PLAYERS, next_response
from ssfh_learn.grading.course import Course, find_course
from ssfh_learn.grading.grade import Grading
from ssfh_learn.grading.key import load_key
from ssfh_learn.results import Outcome
from ssfh_learn.words import word
from tests.commands import typed
from tests.conftest import REPOSITORY
from tests.demo_course import COORDINATOR
from tests.modules.shipped import ALL as SHIPPED
from tests.portal.coordinator.test_manual_grading import words_in
from tests.portal.coordinator.test_worklist import counted_in
from tests.portal.host import serving

PLAYED, ALL, TEST = 8, 20, "werkdruk-toets"


def test_every_kind_of_activity_has_a_player() -> None:
    assert set(PLAYERS) == set(KINDS)


@pytest.mark.parametrize("skill", [0.0, 1.0])
def test_who_plays_comes_to_the_end_of_every_shipped_activity(skill: float) -> None:
    stuck = []
    for shipped in SHIPPED:
        for one in shipped.activities.values():
            state, chance = one.start(Learner("proef-001")), Random(1)  # noqa: S311  (it plays)
            for _ in range(MOST):
                sent = next_response(one, one.view(state), chance, skill)
                if sent is None:
                    break
                state = one.respond(state, sent, one.fingerprint())
            if one.status(state) not in {"complete", "awaiting_grader"}:
                stuck.append((one.kind, one.id))
    assert stuck == []


def test_of_several_tests_the_first_ended_a_week_ago_so_that_somebody_is_late() -> None:
    now = datetime(2026, 11, 29, 12, tzinfo=UTC)

    assert ends(["a", "b", "c"], now) == {
        "a": now - timedelta(days=7),
        "b": now + timedelta(days=14),
        "c": now + timedelta(days=14),
    }
    assert ends(["a"], now) == {"a": now + timedelta(days=14)}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a course to try out with one test; not to be changed."""
    place = tmp_path_factory.mktemp("demo")
    (place / "course" / "keys").mkdir(parents=True)
    for name in ("nbgrader_config.py", f"keys/{TEST}.yaml"):
        shutil.copy(REPOSITORY / "assignments" / name, place / "course" / name)
    ran = typed("demo", str(place / "proef"), "--learners", str(ALL), "--course", str(place / "course"), folder=place)
    assert ran.returncode == 0, ran.stderr
    assert f"De proefcursus is klaar: {ALL} verzonnen deelnemers" in ran.stdout
    assert f"Als coördinator: ssfh-learn start --folder {place / 'proef'} --as {COORDINATOR}\n" in ran.stdout
    return place / "proef"


def rows(address: str, query: str) -> list[tuple[object, ...]]:
    """Return what a query finds in a database."""
    engine = create_engine(address)
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(text(query))]
    engine.dispose()
    return found


def change(address: str, statement: str, **values: str) -> None:
    """Change a database."""
    engine = create_engine(address)
    with engine.begin() as connection:
        connection.execute(text(statement), values)
    engine.dispose()


@pytest.mark.slow
def test_learners_have_answers_progress_practices_and_results(made: Path) -> None:
    journal = f"sqlite:///{made / 'proefcursus' / 'leren.db'}"
    gradebook = find_course(made / "assignments").db_url

    assert rows(journal, "SELECT count(*) FROM participant WHERE origin = 'list'") == [(ALL,)]
    assert rows(journal, "SELECT count(*) FROM group_member") == [(ALL,)]
    assert rows(journal, "SELECT count(*) FROM works_at") == [(ALL,)]
    assert rows(journal, "SELECT count(DISTINCT learner) FROM event")[0][0] > ALL / 2
    assert rows(journal, "SELECT count(*) FROM private_event")[0][0] > ALL
    graded = rows(gradebook, "SELECT DISTINCT student FROM ssfh_result")
    assert {student for (student,) in graded} <= {a for (a,) in rows(journal, "SELECT account FROM participant")}
    assert graded
    days = {at[:10] for (at,) in rows(journal, "SELECT at FROM event")}
    assert len(days) > PLAYED


@pytest.mark.slow
def test_a_page_of_the_course_shows_the_results(made: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(made, tmp_path / "proef"))
    database = f"sqlite:///{copy / 'proefcursus' / 'leren.db'}"
    with serving(copy / "modules", copy / "assignments", database) as site:
        root = site.visitor("root", "learner", "administrator", "coordinator")
        page, worklist = root.get("overzicht"), root.get("werklijst?stand=late")

    assert page.status == 200
    assert word("portal", "state_passed") in page.text
    assert word("standing", "overdue") in worklist.text


@pytest.mark.slow
def test_copies_stand_where_the_original_stands(made: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(made, tmp_path / "proef"))

    multiply(copy, ALL, 3 * ALL - 5)

    journal, gradebook = f"sqlite:///{copy / 'proefcursus' / 'leren.db'}", find_course(copy / "assignments").db_url
    assert rows(journal, "SELECT count(*), count(DISTINCT account) FROM participant") == [(3 * ALL - 5,) * 2]
    status = "SELECT place, activity, status FROM activity_status WHERE learner = '{}' ORDER BY 1, 2"
    original = next(iter(rows(gradebook, "SELECT min(student) FROM ssfh_result")))[0]
    assert rows(journal, status.format(original)) == rows(journal, status.format(f"{original}-2")) != []
    points = "SELECT points, attempts FROM ssfh_result WHERE student = '{}'"
    assert rows(gradebook, points.format(original)) == rows(gradebook, points.format(f"{original}-2")) != []
    with serving(copy / "modules", copy / "assignments", journal) as site:
        shown = site.visitor("root", "learner", "administrator", "coordinator").get("overzicht").text
    family = rows(journal, f"SELECT family FROM participant WHERE account = '{original}-2'")  # noqa: S608  (our own)
    assert next(iter(family))[0] in shown


def test_one_can_look_as_somebody_else_in_a_course_to_try_out_only(tmp_path: Path) -> None:
    ran = typed("start", "--no-browser", "--folder", str(tmp_path), "--as", COORDINATOR, folder=tmp_path)

    assert ran.returncode == 1
    assert "kan alleen in een proefcursus" in " ".join(ran.stderr.split())
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_which_something_stands_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "vol").mkdir()
    (tmp_path / "vol" / "brief.txt").write_text("van mij", "utf-8")

    ran = typed("demo", "vol", "--course", str(REPOSITORY / "assignments"), folder=tmp_path)

    assert ran.returncode == 1
    assert "is niet leeg. Kies een nieuwe map. Er is niets veranderd." in " ".join(ran.stderr.split())
    assert [path.name for path in (tmp_path / "vol").iterdir()] == ["brief.txt"]


def test_without_tests_it_says_where_to_find_them(tmp_path: Path) -> None:
    ran = typed("demo", "proef", folder=tmp_path)

    assert ran.returncode == 1
    assert "Wijs met --course de map aan" in " ".join(ran.stderr.split())
    assert not (tmp_path / "proef").exists()


@pytest.mark.slow
def test_four_pages_count_who_passed_who_waits_and_who_did_not_pass_alike(made: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(made, tmp_path / "proef"))
    course, database = find_course(copy / "assignments"), f"sqlite:///{copy / 'proefcursus' / 'leren.db'}"
    _let_every_state_occur(course, database)
    test_title = load_key(course, TEST).quiz.title
    with serving(copy / "modules", copy / "assignments", database) as site:
        admin = site.visitor("root", "learner", "administrator", "coordinator")
        worklist = counted_in(admin.get("werklijst"), f"test-{TEST}")
        results = words_in(admin.get("overzicht").text)
        report = words_in(admin.get("verslagen/bestuur").text)
        accredited = words_in(admin.get(f"accreditatie?toets={TEST}&van=1-1-2020&tot=1-1-2099").text)
        assert site.portal
        hopeless = [one for one in site.portal.assignments.results(TEST) if one.waits and one.outcome == "failed"]

    assert hopeless, "somebody waits who can no longer pass"
    assert {"not_begun", "passed", "waiting", "failed", "failed_with_attempts", "late"} <= set(worklist)
    passed, waiting = worklist["passed"], worklist["waiting"]
    failed = worklist["failed"] + worklist["failed_with_attempts"]
    state = {one: len(re.findall(rf"% {word('portal', f'state_{one}')}\b", results)) for one in get_args(Outcome)}
    assert state == {"passed": passed, "waiting": waiting, "failed": failed, "done": 0}
    given = passed + failed + waiting
    assert f"{test_title} {given} {ALL - given} {passed} {failed} {waiting} " in report
    assert word("accreditation", "total", count=passed) in accredited
    assert word("accreditation", "waiting", count=waiting) in accredited


ENOUGH_BUT_ONE = 7
"""Points of closed questions with which a learner passes by her own words alone."""


def _let_every_state_occur(course: Course, journal: str) -> None:
    """Let two learners fail, of whom one could read the explanations, and one wait; ask the test by a day of before."""
    passed = "SELECT student FROM ssfh_result WHERE points >= 8 ORDER BY student LIMIT 2"
    learners = [str(student) for (student,) in rows(course.db_url, passed)]
    with Gradebook(course.db_url) as book:
        for learner in learners:
            for grade in book.find_submission(TEST, learner).notebooks[0].grades:
                grade.manual_score, grade.needs_manual_grade = 0, False
        *_, waits = (one for one in book.assignment_submissions(TEST) if one.needs_manual_grade)
        own = [grade for grade in waits.notebooks[0].grades if not grade.needs_manual_grade]
        for number, grade in enumerate(own):  # with the points for her own words she passes, and without them not
            grade.manual_score = grade.max_score if number < ENOUGH_BUT_ONE else 0
        book.db.commit()
    with Grading(course, TEST) as grading:
        assert all(one.result for one in grading)
    change(course.db_url, "UPDATE ssfh_attempt SET explained_at = '2026-01-01' WHERE student = :one", one=learners[0])
    day = datetime.now(UTC).date() - timedelta(days=DAYS)  # they came a day before
    change(journal, "UPDATE duty SET due = :day", day=day.isoformat())
