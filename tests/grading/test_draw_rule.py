"""How the questions of an attempt are drawn: the release names the rule, and who began before keeps her questions."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from uuid import uuid4

import pytest

from ssfh_learn.activities import Learner
from ssfh_learn.activities.quiz.draw import drawn
from ssfh_learn.activities.quiz.run import QuizState
from ssfh_learn.grading.build import build
from ssfh_learn.grading.course import find_course
from ssfh_learn.journal import JsonLinesJournal, public_journal
from ssfh_learn.widgets.record import Record
from tests.grading.courses import CourseFolder, blank, right, write_config, write_key

FIRST_RULES = "antwoorden_lezen: strikt\ntrekking: los\n"
NUMBER = """\
  - id: duizend
    soort: getal
    leerdoel: LD4
    vraag: Hoeveel?
    antwoord: 1500
"""
"""The only question of its goal, so that everybody gets it."""
LEARNERS = [f"anna{number}" for number in range(12)]


def built_by_the_first_release(root: Path, more: str = "") -> Path:
    """Build a course as the first release left it: neither key, archive nor release names a rule."""
    write_config(root)
    key = write_key(root)
    key.write_text(FIRST_RULES + key.read_text("utf-8") + more, "utf-8")
    build(find_course(root), "toets")
    for path in (key, *(root / "keys" / "toets" / "versions").iterdir()):
        path.write_text(path.read_text("utf-8").removeprefix(FIRST_RULES), "utf-8")
    return root


@pytest.fixture(scope="module")
def of_before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_by_the_first_release(tmp_path_factory.mktemp("before") / "cursus")


@pytest.fixture
def old(of_before: Path, tmp_path: Path) -> CourseFolder:
    """Return a course of before, to do with as you like."""
    return CourseFolder(Path(shutil.copytree(of_before, tmp_path / "cursus")))


def named(course: CourseFolder) -> str | None:
    """Return the rule that the release names."""
    released = json.loads((course.root / "release/toets/toets.json").read_text("utf-8"))["test"]
    rule: str | None = released.get("trekking")
    return rule


def goes_on(course: CourseFolder, student: str, *responses: dict[str, object]) -> Record:
    """Send responses to the test that is released now, in the journal of a learner."""
    folder = course.folder(student)
    folder.mkdir(parents=True, exist_ok=True)
    record = Record(course.test, JsonLinesJournal(public_journal(folder)), Learner(student))
    for response in responses:
        record.respond({"id": str(uuid4()), **response})
    record.read()
    return record


def asked(record: Record) -> list[str]:
    """Return the questions of the attempt that a page shows."""
    state: QuizState = record.state
    return list(state.latest.drawn)


def answers(course: CourseFolder, questions: list[str]) -> list[dict[str, object]]:
    return [
        {"kind": "answer", "question": id_, "answer": right(course.key.quiz.question(id_))}
        for id_ in questions
        if id_ != "open"
    ]


def hand_in(course: CourseFolder, student: str) -> None:
    (course.folder(student) / "timestamp.txt").write_text("2026-01-01 10:00:00.000000 UTC", "ascii")
    shutil.copy(course.root / "release/toets/toets.ipynb", course.folder(student))


def test_a_test_that_is_built_names_the_newest_rule_and_two_attempts_share_nothing(old: CourseFolder) -> None:
    build(old.course, "toets")

    assert named(old) == "gespreid"
    for learner in LEARNERS:
        first, second = ({one.id for one in drawn(old.test, learner, number)} for number in (1, 2))
        assert first & second == {"open"}


def test_a_test_that_draws_nothing_names_no_rule(old: CourseFolder) -> None:
    key = old.root / "keys" / "toets.yaml"
    key.write_text(key.read_text("utf-8").replace("trekken: 4\n", ""), "utf-8")

    assert "trekken" not in old.key.released
    assert "trekking" not in old.key.released


def test_a_test_that_was_built_before_keeps_its_version_and_its_draws(old: CourseFolder) -> None:
    versions = [path.stem for path in (old.root / "keys" / "toets" / "versions").iterdir()]

    assert named(old) is None
    assert versions == [old.key.content]
    assert old.key.quiz.draw_rule == "independent"


def test_what_was_handed_in_before_a_rebuild_is_graded_to_equal_points_after_it(old: CourseFolder) -> None:
    for learner in LEARNERS:
        old.hand_in(learner, right)
    before = {name: outcome.result.total for name, outcome in old.grade().items() if outcome.result}
    build(old.course, "toets")

    graded = {name: outcome.result.total for name, outcome in old.grade().items() if outcome.result}

    assert graded == before
    assert set(before.values()) == {4}


@pytest.mark.parametrize("student", LEARNERS[:4])
def test_who_is_busy_while_the_test_is_built_again_keeps_her_questions_and_all_her_points(
    old: CourseFolder, student: str
) -> None:
    record = goes_on(old, student, {"kind": "begin"})
    questions = asked(record)
    goes_on(old, student, *answers(old, questions)[:2])
    build(old.course, "toets")
    record = goes_on(old, student)

    assert asked(record) == questions

    goes_on(old, student, *answers(old, questions)[2:], {"kind": "hand_in"})
    hand_in(old, student)
    outcome = old.grade()[student]

    assert outcome.result is not None
    assert outcome.result.total == 4
    build(old.course, "toets")
    assert old.points(student) == 4


def test_who_is_busy_while_the_test_is_built_again_is_read_as_her_page_said(tmp_path: Path) -> None:
    old = CourseFolder(built_by_the_first_release(tmp_path / "cursus", NUMBER))
    questions = asked(goes_on(old, "anna", {"kind": "begin"}))
    first, *others = answers(old, [id_ for id_ in questions if id_ != "duizend"])
    goes_on(old, "anna", first)
    build(old.course, "toets")
    typed: dict[str, object] = {"kind": "answer", "question": "duizend", "answer": "1\u00a0500"}
    record = goes_on(old, "anna", typed, *others, {"kind": "hand_in"})
    hand_in(old, "anna")

    assert asked(record) == questions
    assert old.points("anna") == 4
    write_key(old.root, questions=9)
    with (old.root / "keys" / "toets.yaml").open("a", encoding="utf-8") as key:
        key.write(NUMBER)
    build(old.course, "toets")
    assert old.points("anna") == 4


def test_an_attempt_that_begins_after_a_rebuild_is_drawn_by_the_new_rule_on_both_sides(old: CourseFolder) -> None:
    goes_on(old, "anna", {"kind": "begin"}, {"kind": "hand_in"})
    build(old.course, "toets")
    second = asked(goes_on(old, "anna", {"kind": "begin"}))
    goes_on(old, "anna", *({**one, "attempt": 2} for one in (*answers(old, second), {"kind": "hand_in"})))
    hand_in(old, "anna")

    assert second == [question.id for question in drawn(old.key.quiz, "anna", 2)]
    assert old.points("anna") == 4


def test_building_again_changes_the_rule_once(old: CourseFolder) -> None:
    build(old.course, "toets")
    version = old.key.content
    build(old.course, "toets")

    assert old.key.content == version


def test_an_author_can_name_the_first_rule(old: CourseFolder) -> None:
    version = old.key.content
    key = old.root / "keys" / "toets.yaml"
    key.write_text(FIRST_RULES + key.read_text("utf-8"), "utf-8")
    build(old.course, "toets")

    assert (named(old), old.key.content) == (None, version)


def test_a_journal_of_somebody_else_is_known_though_two_attempts_ask_nearly_the_whole_bank(old: CourseFolder) -> None:
    build(old.course, "toets")
    old.hand_in("bram", right, right)
    shutil.copytree(old.folder("bram"), old.folder("anna"))

    outcome = old.grade()["anna"]

    assert outcome.result is None
    assert [note.code for note in outcome.notes] == ["journal_of_other_learner"]


def test_a_version_that_nobody_released_is_still_unknown(old: CourseFolder) -> None:
    old.hand_in("anna", blank)
    journal = public_journal(old.folder("anna"))
    journal.write_text(journal.read_text("utf-8").replace(old.key.content, "0123456789abcdef"), "utf-8")

    assert old.key.of_version("0123456789abcdef") is None
    assert [note.code for note in old.grade()["anna"].notes] == ["unknown_version"]
