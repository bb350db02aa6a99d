"""Building, marking again, giving results and taking a test away in the browser: a preview, progress, and a log."""

from __future__ import annotations

import re
import shutil
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from nbgrader.api import Gradebook

from ssfh_learn.words import word
from tests.grading.courses import CourseFolder, right, write_config, write_key, wrong
from tests.portal.conftest import TEST
from tests.portal.coordinator.rosters import Listed
from tests.portal.coordinator.test_manual_grading import read, words_in
from tests.portal.coordinator.test_running_tests import version
from tests.portal.host import Answer, Visitor
from tests.portal.published.test_assignments import attempt

PLACE, PATIENCE = f"toetsen-regelen/{TEST}", 90


def press(who: Visitor, task: str, place: str = PLACE) -> Answer:
    """Look what a task will do, and begin it."""
    return who.post_form(f"{place}/doen/{task}", versie=version(who.get(f"{place}/doen/{task}")))


def done(who: Visitor, task: str, place: str = PLACE) -> str:
    """Begin a task, wait for it, and return what the page then says."""
    begun = press(who, task, place)
    assert begun.status == 303, words_in(begun.text)
    address = begun.headers["Location"].removeprefix("/leren/")
    until = time.monotonic() + PATIENCE
    while (said := read(who, address)) and word("test_task", "busy") in said:
        assert time.monotonic() < until, said
        time.sleep(0.2)
    return said


def task(key: str, **fields: object) -> str:
    return word("test_task", key, **fields)


@pytest.mark.slow  # it starts nbgrader
def test_an_administrator_builds_a_test_takes_it_away_and_builds_it_again(roster: Listed, course: CourseFolder) -> None:
    write_key(course.root, "nieuw")
    admin, noor = roster.administrator(), roster.site.visitor("noor")
    assert noor.get("toets/nieuw/").status == 404
    assert "toetsen-regelen/nieuw/doen/bouwen" in admin.get("toetsen-regelen").text
    assert "toetsen-regelen/nieuw/doen/bouwen" not in roster.ans().get("toetsen-regelen").text
    before = read(admin, "toetsen-regelen/nieuw/doen/bouwen")
    assert f"{task('build_first')} {task('nobody_begun')} {task('build_undo')}" in before

    said = done(admin, "bouwen", "toetsen-regelen/nieuw")

    assert f"{task('done')} {task('built', count=9)}" in said
    assert task("build_same") in said
    assert noor.get("toets/nieuw/").status == 200
    assert f"beheer: {task('log_build')}. {task('done')}" in read(admin, "toetsen-regelen/nieuw")

    assert task("withdraw_nobody") in read(admin, "toetsen-regelen/nieuw/doen/weghalen")
    assert f"{task('done')} {task('withdrawn')}" in done(admin, "weghalen", "toetsen-regelen/nieuw")
    assert noor.get("toets/nieuw/").status == 404
    assert task("built", count=9) in done(admin, "bouwen", "toetsen-regelen/nieuw")
    assert noor.get("toets/nieuw/").status == 200


def test_a_test_that_somebody_began_is_not_taken_away(roster: Listed, course: CourseFolder) -> None:
    seen = version(roster.administrator().get(f"{PLACE}/doen/weghalen"))
    attempt(roster.site.visitor("noor"), course, right, hand_in=False)

    assert roster.administrator().post_form(f"{PLACE}/doen/weghalen", versie=seen).status == 409
    assert task("withdraw_begun") in read(roster.administrator(), f"{PLACE}/doen/weghalen")
    assert roster.site.visitor("noor").get(f"toets/{TEST}/").status == 200


def test_a_file_with_mistakes_is_not_built_and_each_is_said_in_dutch(roster: Listed, course: CourseFolder) -> None:
    path = course.root / "keys" / f"{TEST}.yaml"
    path.write_text(path.read_text("utf-8").replace("pogingen: 2", "pogingen: twee"), "utf-8")

    page = roster.administrator().get(f"{PLACE}/doen/bouwen")

    assert task("content_broken") in words_in(page.text)
    assert f"keys/{TEST}.yaml" in page.text
    assert 'name="versie"' not in page.text


def test_a_coordinator_marks_again_what_her_own_people_handed_in(roster: Listed, course: CourseFolder) -> None:
    for who in ("noor", "zus"):
        attempt(roster.site.visitor(who), course, right)
    key = course.root / "keys" / f"{TEST}.yaml"
    mended = key.read_text("utf-8")
    for option, before, after in (("een", "ja", "nee"), ("twee", "nee", "ja")):  # now every second option is right
        mended = re.sub(rf"(Antwoord \d {option}\n *juist: ){before}", rf"\g<1>{after}", mended)
    key.write_text(mended, "utf-8")
    assert task("grade_own", count=1) in read(roster.ans(), f"{PLACE}/doen/nakijken")

    said = done(roster.ans(), "nakijken")

    assert f"{task('graded', count=1)} {task('changed', count=1)}" in said
    portal = roster.site.portal
    assert portal
    assert {one.student: one.total for one in portal.assignments.results(TEST) if one.attempt} == {"noor": 0, "zus": 4}
    assert task("changed", count=1) in read(roster.ans(), PLACE)
    of_bea = read(roster.bea(), PLACE)
    assert f"ans: {task('log_grade')}. {task('done')}" in of_bea
    assert task("changed", count=1) not in of_bea
    assert task("changed", count=1) in done(roster.administrator(), "nakijken")


def test_while_a_test_is_marked_again_pages_answer_and_nobody_begins_something_else(
    roster: Listed, course: CourseFolder
) -> None:
    for who in ("noor", "zus"):
        attempt(roster.site.visitor(who), course, right)
    with closing(sqlite3.connect(course.root / "gradebook.db")) as other:
        other.execute("BEGIN IMMEDIATE")  # marking waits for whoever writes
        assert press(roster.administrator(), "nakijken").status == 303

        started = time.monotonic()
        assert task("busy") in read(roster.administrator(), f"{PLACE}/doen/nakijken")
        assert task("busy") in read(roster.administrator(), f"{PLACE}/doen/bouwen")
        assert roster.site.visitor("noor").get("").status == 200
        assert time.monotonic() - started < 10
        second = roster.ans().post_form(f"{PLACE}/doen/nakijken", versie="0")
        assert second.status == 409
        assert task("other_is_busy") in words_in(second.text)
    until = time.monotonic() + PATIENCE
    while task("busy") in (said := read(roster.administrator(), f"{PLACE}/doen/nakijken")):
        assert time.monotonic() < until
        time.sleep(0.2)
    assert f"{task('graded', count=2)} {task('changed_none')}" in said


def test_of_two_who_press_at_once_one_is_told_that_the_other_is_busy(roster: Listed, course: CourseFolder) -> None:
    attempt(roster.site.visitor("noor"), course, right)
    admin = [roster.site.visitor(name, "learner", "administrator") for name in ("een", "twee", "drie", "vier")]
    tokens = [who.token() for who in admin]
    with closing(sqlite3.connect(course.root / "gradebook.db")) as other, ThreadPoolExecutor(4) as pool:
        other.execute("BEGIN IMMEDIATE")
        asked = [
            pool.submit(who.post_form, f"{PLACE}/doen/nakijken", versie="0", _xsrf=token)
            for who, token in zip(admin, tokens, strict=True)
        ]
        statuses = sorted(one.result().status for one in asked)

    assert statuses == [303, 409, 409, 409]


def test_giving_results_says_who_then_reads_explanations(roster: Listed, course: CourseFolder) -> None:
    admin = roster.administrator()
    assert task("feedback_nobody") in read(admin, f"{PLACE}/doen/uitslag")
    attempt(roster.site.visitor("noor"), course, wrong)
    for _ in range(2):
        attempt(roster.site.visitor("zus"), course, wrong)

    said = read(admin, f"{PLACE}/doen/uitslag")

    assert f"{task('feedback_who', count=2)} {task('feedback_portal')} {task('feedback_later', count=1)}" in said
    assert task("feedback_explains", count=1) in said
    roster.site.visitor("zus").get(f"toets/{TEST}/")  # she reads them herself
    assert task("feedback_explains", count=1) not in read(admin, f"{PLACE}/doen/uitslag")


def test_a_result_without_its_submission_stays_and_a_submission_without_its_row_is_marked(
    roster: Listed, course: CourseFolder
) -> None:
    for who in ("noor", "zus"):
        attempt(roster.site.visitor(who), course, right)
    shutil.rmtree(course.folder("noor"))
    with Gradebook(course.course.db_url) as gradebook:
        gradebook.remove_student("zus")

    assert f"{task('graded', count=1)} {task('changed_none')}" in done(roster.administrator(), "nakijken")

    portal = roster.site.portal
    assert portal
    assert {one.student: one.total for one in portal.assignments.results(TEST) if one.attempt} == {"noor": 4, "zus": 4}


def test_marking_twice_changes_nothing_and_keeps_what_a_person_gave_meanwhile(
    roster: Listed, course: CourseFolder
) -> None:
    attempt(roster.site.visitor("noor"), course, right)
    with Gradebook(course.course.db_url) as gradebook:
        cell = next(one for one in gradebook.find_submission(TEST, "noor").notebooks[0].grades if one.auto_score)
        cell.manual_score = 0
        gradebook.db.commit()

    first, second = (done(roster.administrator(), "nakijken") for _ in range(2))

    assert task("changed", count=1) in first
    assert task("changed_none") in second
    assert roster.site.portal
    assert [one.total for one in roster.site.portal.assignments.results(TEST) if one.attempt] == [3]


def test_what_was_seen_and_is_so_no_longer_is_not_done(roster: Listed, course: CourseFolder) -> None:
    admin = roster.administrator()
    seen = version(admin.get(f"{PLACE}/doen/bouwen"))
    attempt(roster.site.visitor("noor"), course, right)

    answer = admin.post_form(f"{PLACE}/doen/bouwen", versie=seen)

    assert answer.status == 409
    said = words_in(answer.text)
    assert word("running", "changed_meanwhile") in said
    assert task("have_begun", count=1) in said


def test_a_coordinator_of_some_groups_only_marks_again(roster: Listed) -> None:
    for task_ in ("bouwen", "weghalen", "vrijgeven", "ophalen", "uitslag"):
        assert roster.ans().get(f"{PLACE}/doen/{task_}").status == 404
        assert roster.ans().post_form(f"{PLACE}/doen/{task_}", versie="0").status == 404
        assert f"doen/{task_}" not in roster.ans().get(PLACE).text
    assert roster.ans().get(f"{PLACE}/doen/nakijken").status == 200


def test_a_gradebook_that_is_away_is_said_and_nothing_begins(roster: Listed, course: CourseFolder) -> None:
    attempt(roster.site.visitor("noor"), course, right)
    (course.root / "gradebook.db").rename(course.root / "elders.db")

    assert roster.administrator().get(f"{PLACE}/doen/uitslag").status == 503
    failed = done(roster.administrator(), "nakijken")

    assert f"{task('failed')} {task('failed_gradebook_gone')}" in failed
    assert "Typ" not in failed


def test_an_open_test_is_closed_with_a_button_after_a_preview(roster: Listed, course: CourseFolder) -> None:
    admin = roster.administrator()
    attempt(roster.site.visitor("noor"), course, right, hand_in=False)
    moment = re.search(r'name="moment" value="(\d\d-\d\d-\d{4} \d\d:\d\d)">', admin.get(PLACE).text)
    assert moment
    assert word("running", "close_late") in read(admin, PLACE)
    assert word("running", "close_now") not in read(roster.ans(), PLACE)

    page = admin.post_form(f"{PLACE}/einde", voor="iedereen", moment=moment[1])
    assert word("running", "plan_begun", count=1) in words_in(page.text)
    closed = admin.post_form(f"{PLACE}/einde", voor="iedereen", moment=moment[1], versie=version(page))

    assert closed.status == 303
    assert word("running", "close_now") not in read(admin, PLACE)  # it is closing
    past = admin.post_form(f"{PLACE}/einde", voor="iedereen", moment="01-01-2026")
    assert admin.post_form(f"{PLACE}/einde", voor="iedereen", moment="01-01-2026", versie=version(past)).status == 303
    assert word("running", "open_note") in read(admin, PLACE)


def test_a_course_that_lets_late_work_cost_points_says_so_beside_the_button(
    roster: Listed, course: CourseFolder
) -> None:
    write_config(course.root, late="met aftrek", late_days=3)

    assert word("running", "close_deduct", count=3) in read(roster.administrator(), PLACE)
