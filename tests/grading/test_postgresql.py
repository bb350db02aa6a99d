"""The gradebook on a real PostgreSQL server, and the same claims on SQLite: no grade depends on where it is kept."""

from __future__ import annotations

import csv
import shutil
import socket
from contextlib import suppress
from pathlib import Path

import pytest
from nbgrader.apps import NbGraderAPI
from sqlalchemy import text

from ssfh_learn.grading.exchange import give_feedback
from ssfh_learn.grading.manual_grading import AnswersToGrade, ManualGradebook
from ssfh_learn.grading.problem import ChangedMeanwhile
from ssfh_learn.grading.results import results_of
from tests import postgresql
from tests.grading import rows
from tests.grading.courses import CourseFolder, blank, right, right_first, write_config, write_key, wrong
from tests.grading.roads import nbgrader, ssfh_learn
from tests.postgresql import Server

pytestmark = pytest.mark.slow  # a server of PostgreSQL


def test_every_cell_of_the_gradebook_says_what_was_answered(any_course: CourseFolder) -> None:
    any_course.hand_in("anna", right)
    any_course.hand_in("bram", wrong)

    any_course.grade()

    assert rows.cells(any_course) == {
        **{("anna", f"vraag-0{number}"): (1.0, None, None, False) for number in (1, 2, 3, 4)},
        ("anna", "open-open"): (None, None, None, True),
        **{("bram", f"vraag-0{number}"): (0.0, None, None, False) for number in (1, 2, 3, 4)},
        ("bram", "open-open"): (0.0, None, None, False),
    }
    assert rows.comments(any_course) == {
        ("anna", "open-open"): (None, None),
        ("bram", "open-open"): ("Geen antwoord.", None),
    }


def test_a_manual_score_survives_every_later_grading(any_course: CourseFolder) -> None:
    any_course.hand_in("anna", right)
    any_course.grade()
    _give(any_course, "anna", score=1.5, extra=0.25, comment="'t Kan concreter")

    totals = [any_course.points("anna") for _ in range(2)]

    assert totals == [5.75, 5.75]
    assert rows.cells(any_course)["anna", "open-open"] == (None, 1.5, 0.25, False)
    assert rows.comments(any_course)["anna", "open-open"] == (None, "'t Kan concreter")


def test_a_corrected_key_gives_another_result_and_the_old_one_is_kept(any_course: CourseFolder) -> None:
    any_course.hand_in("anna", right)
    any_course.hand_in("bram", blank)
    before = any_course.grade()
    write_key(any_course.root, right_is_second=range(1, 9))

    after = any_course.grade()

    assert [before[name].result.total for name in ("anna", "bram")] == [4, 0]  # type: ignore[union-attr]
    assert [after[name].result.total for name in ("anna", "bram")] == [0, 0]  # type: ignore[union-attr]
    assert after["anna"].result.previous == (4,)  # type: ignore[union-attr]
    assert rows.points(any_course) == {"anna": 0, "bram": 0}
    assert rows.counts(any_course)["ssfh_result"] == 4


def test_grading_again_adds_no_row(any_course: CourseFolder) -> None:
    any_course.hand_in("anna", right, wrong)
    any_course.hand_in("bram", right_first(2, None))
    any_course.grade()
    before = rows.counts(any_course)

    any_course.grade()

    assert rows.counts(any_course) == before
    assert before == {
        "student": 2,
        "submitted_assignment": 2,
        "submitted_notebook": 2,
        "grade": 10,
        "comment": 2,
        "ssfh_attempt": 3,
        "ssfh_result": 2,
    }


def test_the_gradebook_forgets_with_the_learner_what_we_kept_of_her(any_course: CourseFolder) -> None:
    any_course.hand_in("anna", right)
    any_course.hand_in("bram", right)
    any_course.grade()
    api = NbGraderAPI(coursedir=any_course.course.directory, config=any_course.course.config)
    with api.gradebook as gradebook:
        gradebook.remove_student("anna")

    assert [result.student for result in results_of(any_course.course, "toets")] == ["bram"]
    assert rows.counts(any_course)["ssfh_attempt"] == rows.counts(any_course)["ssfh_result"] == 1


def test_results_are_exported_by_name(any_course: CourseFolder) -> None:
    any_course.hand_in("anna", right)
    any_course.hand_in("bram", right_first(1, None))
    any_course.grade()
    with rows.connected(any_course) as connection:
        connection.execute(text("UPDATE student SET last_name = 'Vries, de 🩺' WHERE id = 'anna'"))
        connection.execute(text("UPDATE student SET last_name = '''t Hart' WHERE id = 'bram'"))
        connection.execute(text("INSERT INTO student (id, last_name) VALUES ('chris', 'Zwart')"))

    exported = ssfh_learn(any_course.root, "assignment", "export", "toets", "uitslag.csv")

    assert exported.returncode == 0, exported.stderr
    with (any_course.root / "uitslag.csv").open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.DictReader(file, delimiter=";"))
    found = [(row["Deelnemer"], row["Achternaam"], row["Punten totaal"]) for row in table]
    assert found == [("bram", "'t Hart", "1,0"), ("anna", "Vries, de 🩺", "4,0"), ("chris", "Zwart", "")]


def test_nbgrader_makes_our_feedback(any_course: CourseFolder) -> None:
    any_course.hand_in("anna", right)
    any_course.grade()
    _give(any_course, "anna", score=2, extra=None, comment="Mooi, Anna")

    assert give_feedback(any_course.course, "toets", released=False).ready == ("anna",)

    page = (any_course.root / "feedback" / "anna" / "toets" / "toets.html").read_text("utf-8")
    assert "Mooi, Anna" in page
    assert "SLEUTEL" not in page


def test_formgrader_sees_each_submission_and_what_waits_for_a_person(any_course: CourseFolder) -> None:
    any_course.hand_in("anna", right)
    any_course.hand_in("bram", right_first(3, None))
    any_course.grade()

    api = NbGraderAPI(coursedir=any_course.course.directory, config=any_course.course.config)
    overview = api.get_submissions("toets")
    to_grade = api.get_notebook_submissions("toets", "toets")

    assert [(one["student"], one["score"], one["max_score"], one["needs_manual_grade"]) for one in overview] == [
        ("anna", 4, 6, True),
        ("bram", 3, 6, False),
    ]
    assert all(one["autograded"] for one in overview)
    assert {one["student"]: one["needs_manual_grade"] for one in to_grade} == {"anna": True, "bram": False}


def test_nbgraders_own_command_gives_the_same_grades_in_every_cell(any_course: CourseFolder, server: Server) -> None:
    any_course.hand_in("anna", right)
    any_course.hand_in("bram", wrong, right_first(3, "<b>Ik</b> vraag hulp."))
    any_course.hand_in("chris", right_first(2, None), right_first(2))
    any_course.hand_in("daan", blank)
    other = CourseFolder(Path(shutil.copytree(any_course.root, any_course.root.with_name("ander"))))
    url = any_course.course.db_url
    if url.startswith("postgresql"):
        write_config(other.root, db_url=server.new_database(url))

    any_course.grade()
    stock = nbgrader(other.root, "autograde", "toets")

    assert stock.returncode == 0, stock.stderr
    assert len(rows.cells(any_course)) == 20
    assert rows.cells(other) == rows.cells(any_course)
    assert rows.comments(other) == rows.comments(any_course)
    assert rows.counts(other) == rows.counts(any_course)


def test_a_server_that_cannot_be_reached_is_told_in_one_line(course_on_postgresql: CourseFolder) -> None:
    course_on_postgresql.hand_in("anna", right)
    write_config(course_on_postgresql.root, db_url="postgresql+psycopg://grader@127.0.0.1:1/cijfers")

    refused = ssfh_learn(course_on_postgresql.root, "grade", "toets")

    assert refused.returncode == 1
    assert "De cijferlijst kan niet gebruikt worden" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_machine_without_postgresql_fails_and_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(postgresql, "DEBIAN", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(RuntimeError, match="apt-get install postgresql"), postgresql.running_server():
        pass


def test_a_server_is_gone_after_a_failure() -> None:
    with suppress(ZeroDivisionError), postgresql.running_server() as server:
        raise ZeroDivisionError

    assert not server.folder.exists()
    with socket.socket() as attempt:
        assert attempt.connect_ex(("127.0.0.1", server.port)) != 0


def _give(course: CourseFolder, student: str, *, score: float, extra: float | None, comment: str) -> None:
    """Grade the open question as formgrader's own requests do."""
    api = NbGraderAPI(coursedir=course.course.directory, config=course.course.config)
    with api.gradebook as gradebook:
        grade = gradebook.find_grade("open-open", "toets", "toets", student)
        grade.manual_score, grade.extra_credit, grade.needs_manual_grade = score, extra, False
        gradebook.find_comment("open-open", "toets", "toets", student).manual_comment = comment
        gradebook.db.commit()


def test_a_person_grades_as_in_any_gradebook(any_course: CourseFolder) -> None:
    any_course.hand_in("anna", right)
    any_course.grade()
    with AnswersToGrade(any_course.course, any_course.key) as gradebook:
        answer = gradebook.answer("anna", "open-open")
    assert answer

    with ManualGradebook(any_course.course, any_course.key) as gradebook:
        gradebook.give(answer, "mia", 1.5, "Goed gezien.")
        with pytest.raises(ChangedMeanwhile):
            gradebook.give(answer, "mia", 0, "")

    with AnswersToGrade(any_course.course, any_course.key) as gradebook:
        now = gradebook.answer("anna", "open-open")
    assert now
    assert (now.given, [one.by for one in now.history]) == ((1.5, None, "Goed gezien."), ["mia"])
