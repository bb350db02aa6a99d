"""What a person gives outside formgrader: nbgrader's own manual score, by name, and never over somebody else's."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import create_engine, text

from ssfh_learn.grading.answers_to_grade import AnswerToGrade, ListedAnswer
from ssfh_learn.grading.manual_grading import LONGEST_COMMENT, AnswersToGrade, ManualGradebook
from ssfh_learn.grading.problem import ChangedMeanwhile
from tests.grading.courses import CourseFolder, right, right_first
from tests.grading.roads import comments, give, grades

OPEN = "open-open"


def listed(course: CourseFolder) -> list[ListedAnswer]:
    """Return the list of a grader."""
    with AnswersToGrade(course.course, course.key) as gradebook:
        return gradebook.listed()


def seen(course: CourseFolder, student: str = "anna", cell: str = OPEN) -> AnswerToGrade:
    """Return an answer as a grader sees it."""
    found = opened(course, student, cell)
    assert found
    return found


def opened(course: CourseFolder, student: str, cell: str) -> AnswerToGrade | None:
    """Open an answer as a grader does."""
    with AnswersToGrade(course.course, course.key) as gradebook:
        return gradebook.answer(student, cell)


def given(course: CourseFolder, answer: AnswerToGrade, points: float | None, comment: str = "") -> AnswerToGrade:
    """Give points as Mia does."""
    with ManualGradebook(course.course, course.key) as gradebook:
        gradebook.give(answer, "mia", points, comment)
    return seen(course, answer.listed.student, answer.listed.cell)


@pytest.fixture
def handed_in(course: CourseFolder) -> CourseFolder:
    """Return a course in which Anna answered her open question, and Bert did not."""
    course.hand_in("anna", right)
    course.hand_in("bert", right_first(4, None))
    course.grade()
    return course


def test_only_what_needs_a_person_is_in_the_list(handed_in: CourseFolder) -> None:
    assert listed(handed_in) == [ListedAnswer("anna", OPEN, "open", 1, None, looks_again=False)]


def test_a_grader_reads_the_question_the_answer_and_how_to_grade_it(handed_in: CourseFolder) -> None:
    answer = seen(handed_in)

    assert "Wat doe je morgen?" in answer.prompt
    assert answer.answer == "Ik vraag hulp."
    assert "SLEUTEL model" in (answer.model_answer or "")
    assert "SLEUTEL twee punten" in (answer.mark_scheme or "")
    assert (answer.maximum, answer.given, answer.history) == (2, (None, None, None), ())


def test_what_a_person_gives_is_nbgraders_manual_score_and_comment(handed_in: CourseFolder) -> None:
    now = given(handed_in, seen(handed_in), 1.5, "  Goed gezien. ")

    assert grades(handed_in.root, "anna")[OPEN] == (None, 1.5, None, False)
    assert comments(handed_in.root, "anna")[OPEN] == (None, "Goed gezien.")
    assert (now.given, now.listed.waits, now.is_of_elsewhere) == ((1.5, None, "Goed gezien."), False, False)
    assert handed_in.points("anna") == 5.5


def test_grading_the_course_again_keeps_it(handed_in: CourseFolder) -> None:
    given(handed_in, seen(handed_in), 1.5, "Goed gezien.")
    before = grades(handed_in.root, "anna"), comments(handed_in.root, "anna")

    result = handed_in.grade()["anna"].result

    assert (grades(handed_in.root, "anna"), comments(handed_in.root, "anna")) == before
    assert result is not None
    assert (result.status, result.total) == ("complete", 5.5)


def test_who_gave_what_is_kept_with_what_stood_before(handed_in: CourseFolder) -> None:
    first = given(handed_in, seen(handed_in), 1, "Kort.")
    second = given(handed_in, first, 2, "Toch volledig.")

    told = [(one.by, one.points, one.comment, one.points_before, one.comment_before) for one in second.history]
    assert told == [("mia", 1, "Kort.", None, None), ("mia", 2, "Toch volledig.", 1, "Kort.")]


def test_points_can_be_taken_back_and_then_the_answer_waits_again(handed_in: CourseFolder) -> None:
    first = given(handed_in, seen(handed_in), 1)

    now = given(handed_in, first, None)

    assert now.listed.waits
    assert grades(handed_in.root, "anna")[OPEN] == (None, None, None, True)


def test_the_same_again_is_no_line_in_the_history(handed_in: CourseFolder) -> None:
    first = given(handed_in, seen(handed_in), 1, "Kort.")

    assert given(handed_in, first, 1, "Kort.") == first


def test_extra_credit_that_was_given_in_formgrader_stays(handed_in: CourseFolder) -> None:
    give(handed_in.root, "anna", OPEN, None, extra=0.5)

    given(handed_in, seen(handed_in), 1)

    assert grades(handed_in.root, "anna")[OPEN] == (None, 1, 0.5, False)


def test_who_saw_an_older_mark_overwrites_nothing(handed_in: CourseFolder) -> None:
    old = seen(handed_in)
    given(handed_in, old, 1)

    with pytest.raises(ChangedMeanwhile):
        given(handed_in, old, 2)

    assert grades(handed_in.root, "anna")[OPEN][1] == 1


def test_a_mark_of_formgrader_meanwhile_is_not_overwritten_and_is_seen(handed_in: CourseFolder) -> None:
    old = given(handed_in, seen(handed_in), 1)
    give(handed_in.root, "anna", OPEN, 2, comment="Uit formgrader.")

    with pytest.raises(ChangedMeanwhile):
        given(handed_in, old, 0)

    now = seen(handed_in)
    assert now.is_of_elsewhere
    assert (now.given, now.history[-1].points) == ((2, None, "Uit formgrader."), 1)


def test_another_comment_of_formgrader_is_another_mark(handed_in: CourseFolder) -> None:
    old = given(handed_in, seen(handed_in), 1)
    give(handed_in.root, "anna", OPEN, 1, comment="Uit formgrader.")

    with pytest.raises(ChangedMeanwhile):
        given(handed_in, old, 1, "Van hier.")


def test_two_who_give_at_once_get_one_mark_and_one_refusal(handed_in: CourseFolder) -> None:
    answer, ends = seen(handed_in), []

    def grader(points: float) -> None:
        try:
            given(handed_in, answer, points)
            ends.append("given")
        except ChangedMeanwhile:
            ends.append("refused")

    threads = [threading.Thread(target=grader, args=(points,)) for points in (0.5, 1.5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(ends) == ["given", "refused"]
    assert len(seen(handed_in).history) == 1


def test_a_mark_for_an_attempt_that_counts_no_longer_is_refused(course: CourseFolder) -> None:
    course.hand_in("anna", right_first(1))
    course.grade()
    old = seen(course)
    course.play(course.folder("anna"), "anna", right)
    course.grade()

    with pytest.raises(ChangedMeanwhile):
        given(course, old, 1)

    assert (old.listed.attempt, seen(course).listed.attempt) == (1, 2)
    assert seen(course).given == (None, None, None)


@pytest.mark.parametrize("points", [-0.5, 2.01, float("nan"), float("inf")])
def test_impossible_points_are_refused(handed_in: CourseFolder, points: float) -> None:
    with pytest.raises(ValueError, match="between"):
        given(handed_in, seen(handed_in), points)

    assert grades(handed_in.root, "anna")[OPEN] == (None, None, None, True)


def test_a_comment_without_end_is_refused(handed_in: CourseFolder) -> None:
    with pytest.raises(ValueError, match="characters"):
        given(handed_in, seen(handed_in), 1, "x" * (LONGEST_COMMENT + 1))


def test_there_is_no_answer_where_nobody_has_to_grade(handed_in: CourseFolder) -> None:
    asked = (("niemand", OPEN), ("bert", OPEN), ("anna", "vraag-99"))

    assert [opened(handed_in, student, cell) for student, cell in asked] == [None, None, None]


def test_an_overruled_score_that_changed_is_looked_at_again(handed_in: CourseFolder) -> None:
    give(handed_in.root, "anna", "vraag-01", 0.5)
    key = handed_in.root / "keys" / "toets.yaml"
    written = key.read_text("utf-8").replace("juist: nee", "juist: X").replace("juist: ja", "juist: nee")
    key.write_text(written.replace("juist: X", "juist: ja"), "utf-8")
    handed_in.grade()

    (one,) = [one for one in listed(handed_in) if one.cell == "vraag-01"]
    assert (one.waits, one.points) == (True, 0.5)

    now = given(handed_in, seen(handed_in, cell="vraag-01"), 0.5)

    assert not now.listed.waits
    assert not now.can_comment


def test_a_learners_words_can_do_nothing_in_the_page(course: CourseFolder) -> None:
    course.hand_in("anna", lambda q: "<script>alert(1)</script>" if q.needs_grader else q.solution())
    course.grade()

    assert seen(course).answer == "&lt;script&gt;alert(1)&lt;/script&gt;"


def test_what_was_given_goes_with_the_learner_who_is_removed(handed_in: CourseFolder) -> None:
    given(handed_in, seen(handed_in), 1)
    engine = create_engine(handed_in.course.db_url)
    with engine.begin() as connection:
        for table in ("grade", "comment", "submitted_notebook", "submitted_assignment"):
            connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608  (names of our own)
        connection.execute(text("DELETE FROM student WHERE id = 'anna'"))

    with ManualGradebook(handed_in.course, handed_in.key), engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM ssfh_given")).scalar() == 0
    engine.dispose()
