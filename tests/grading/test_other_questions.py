"""An extra attempt after the explanations were readable asks other questions, and both roads of grading know that."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine

from ssfh_learn.activities import Learner
from ssfh_learn.activities.quiz import Quiz
from ssfh_learn.activities.quiz.attempt import Attempt
from ssfh_learn.content import check, load_activity
from ssfh_learn.errors import ContentError, Refused
from ssfh_learn.grading import extra_attempts
from ssfh_learn.grading.build import build
from ssfh_learn.grading.explanation import explain
from ssfh_learn.grading.extra_attempts import ExtraLine, LearnerAttempts, extra_to_take_back
from ssfh_learn.grading.given_answers import read_given_answers
from ssfh_learn.grading.gradebook import CourseGradebook
from ssfh_learn.grading.key import key_to_build
from ssfh_learn.grading.own_tests import OwnTest, read_own_tests
from ssfh_learn.grading.short_results import ShortResult, read_short_results
from ssfh_learn.journal import JsonLinesJournal
from ssfh_learn.portal.published import standings
from ssfh_learn.widgets.record import Record
from tests.grading.courses import Answer, CourseFolder, right, right_first, write_key, wrong
from tests.grading.roads import grades, nbgrader, submission
from tests.grading.test_extra_attempts import attempts, give, planned

OTHER_IDS = {"v101", "v102", "v103", "v104", "v105", "v106", "open"}


def with_others(course: CourseFolder, **options: Any) -> CourseFolder:
    """Write other questions in the key of a course and keep that version, as building does."""
    path = write_key(course.root, others=6, **options)
    key_to_build(course.course, course.name).archive(path)
    return course


@pytest.fixture
def explained(any_course: CourseFolder) -> CourseFolder:
    """Let Anna use both attempts at a test with other questions, and read the explanations."""
    with_others(any_course).hand_in("anna", wrong, wrong)
    any_course.grade()
    assert "SLEUTEL" in explain(any_course.course, any_course.key, "anna")[1]
    return any_course


def make(course: CourseFolder, student: str, answer: Answer, *, closed: bool = True) -> Attempt:
    """Make an attempt with other questions as the portal does, and hand it in."""
    record = Record(course.key.played.allowing(9, 1), JsonLinesJournal(course.journal(student)), Learner(student))
    other = course.key.quiz.other
    assert other is not None
    record.read()

    def send(**response: Any) -> None:
        record.respond({"id": str(uuid4()), "attempt": record.activity.attempt(record.state), **response})

    send(kind="begin")
    for id_ in record.state.latest.drawn:
        send(kind="answer", question=id_, answer=answer(other.question(id_)))
    if closed:
        send(kind="hand_in")
    made: Attempt = record.state.latest
    moment = datetime.now(UTC) + timedelta(seconds=1)
    (course.folder(student) / "timestamp.txt").write_text(moment.strftime("%Y-%m-%d %H:%M:%S.%f UTC"), "ascii")
    return made


def standing(course: CourseFolder, student: str = "anna") -> tuple[standings.TestStanding, ShortResult]:
    """Return where a learner stands, as her own page and as the worklist read it."""
    own = read_own_tests(course.course, [course.key], student)["toets"]
    assert isinstance(own, OwnTest)
    found = standings.standing_of(course.key, own)
    assert isinstance(found, standings.TestStanding)
    (short,) = (one.result for one in read_short_results(course.course, [course.key], [student]))
    return found, short


# What a gift does


def test_who_could_read_the_explanations_gets_an_attempt_with_other_questions() -> None:
    known = LearnerAttempts(handed_in=2, own=2, is_explained=True)

    plan = extra_attempts.plan_extra(
        extra_attempts.TestAttempts(2, {"anna": known}, has_other=True),
        extra_attempts.WantedExtra(frozenset({"anna"}), "Ziek."),
        {"anna": 2},
        datetime(2027, 3, 1),  # noqa: DTZ001  (UTC without a zone, as nbgrader keeps it)
    )

    (one,) = plan.people
    assert (plan.impossible, one.effect, one.left_before, one.left_after) == (None, "other", 0, 1)
    assert planned(known).impossible == "explained"  # where the test has no other questions


@pytest.mark.parametrize(
    ("known", "allowed", "effect"),
    [
        (LearnerAttempts(handed_in=3, own=3, is_explained=True, other=1), 2, "had_other"),
        (LearnerAttempts(handed_in=3, own=3, is_explained=True, other=1, other_handed_in=1), 2, "had_other"),
        (LearnerAttempts(handed_in=4, own=4, is_explained=True), 2, "elsewhere"),
        (LearnerAttempts(handed_in=3, own=3, is_explained=True), None, "other"),
        (LearnerAttempts(handed_in=3, own=3), None, "no_limit"),
        (LearnerAttempts(handed_in=3, own=3), 2, "given"),
    ],
)
def test_other_questions_are_given_once_and_only_after_explanations(
    known: LearnerAttempts, allowed: int | None, effect: str
) -> None:
    now = extra_attempts.TestAttempts(allowed, {"anna": known}, has_other=True)
    wanted = extra_attempts.WantedExtra(frozenset({"anna"}), "Ziek.")

    plan = extra_attempts.plan_extra(now, wanted, {"anna": 3}, datetime(2027, 3, 1))  # noqa: DTZ001

    assert plan.people[0].effect == effect
    assert (plan.impossible is None) == (effect in {"given", "other"})


@given(began=st.booleans(), handed_in=st.integers(0, 1))
def test_other_questions_are_taken_back_exactly_while_nobody_began_them(began: bool, handed_in: int) -> None:  # noqa: FBT001
    line = ExtraLine("een", datetime(2027, 3, 1), "mia", "anna", None, 1, "", other=True)  # noqa: DTZ001
    known = LearnerAttempts(handed_in=2, own=2, is_explained=True, other=1, other_handed_in=handed_in)
    now = extra_attempts.TestAttempts(2, {"anna": known}, (line,), has_other=True)

    can = bool(extra_to_take_back(now, "een", {"anna": 9}, {"anna"} if began else ()))

    assert can == (not began and not handed_in)


# Which questions are asked


@pytest.fixture(scope="module")
def quiz(tmp_path_factory: pytest.TempPathFactory) -> Quiz:
    """Return a test with other questions, as its author wrote it."""
    loaded = load_activity(write_key(tmp_path_factory.mktemp("sleutel"), others=6))
    assert isinstance(loaded, Quiz)
    return loaded


@given(learner=st.text(min_size=1, max_size=8), first=st.integers(0, 3))
def test_no_question_comes_from_the_first_bank(quiz: Quiz, learner: str, first: int) -> None:
    assert quiz.other is not None
    bank = quiz.other.without_key().fingerprint()
    hers = quiz.without_key().knowing({bank: quiz.other}, bank).allowing(2, 1)
    state = hers.start(Learner(learner))
    for _ in range(first):
        state = hers.respond(hers.respond(state, {"kind": "begin"}), {"kind": "hand_in"})

    state = hers.respond(state, {"kind": "begin"}, hers.version_now(state, "begin", "hoofd"))

    assert {one.removeprefix("open") for one in state.latest.drawn} <= {f"v{number}" for number in range(101, 107)} | {
        ""
    }
    asked = [question["prompt"]["html"] for question in hers.view(state)["questions"]]
    assert all("op vraag 10" in one or "volgende week" in one for one in asked)
    assert hers.version_now(state, "answer", "hoofd") == bank


def test_an_attempt_with_other_questions_closes_the_one_that_was_open(quiz: Quiz) -> None:
    assert quiz.other is not None
    bank = quiz.other.without_key().fingerprint()
    hers = quiz.without_key().knowing({bank: quiz.other}, bank).allowing(0, 1)
    state = hers.respond(hers.start(Learner("anna")), {"kind": "begin"})

    state = hers.respond(state, {"kind": "begin"}, bank)

    assert [(one.closed, one.bank) for one in state.attempts] == [(True, ""), (False, bank)]
    with pytest.raises(Refused, match="already_begun"):
        hers.respond(state, {"kind": "begin"}, bank)


def test_who_has_an_attempt_with_other_questions_begins_no_other_attempt(quiz: Quiz) -> None:
    hers = quiz.without_key().allowing(2, 1)  # these questions are not there any more

    with pytest.raises(Refused, match="no_attempts_left"):
        hers.version_now(hers.start(Learner("anna")), "begin", "hoofd")


def test_other_questions_change_no_version_and_are_in_no_release(course: CourseFolder) -> None:
    before = course.key
    with_others(course)

    assert course.key.content == before.content
    assert course.key.released == before.released
    assert "other_questions" not in before.quiz.model_dump()


# Grading


def test_an_attempt_with_other_questions_counts_although_explanations_were_readable(explained: CourseFolder) -> None:
    left = standing(explained)
    assert (left[0].attempts_left, left[0].is_over, left[1].other_left) == (0, True, 0)

    give(explained, "anna", begun=2)
    left = standing(explained)
    assert (left[0].attempts_left, left[0].is_over, left[1].other_left) == (1, False, 1)

    made = make(explained, "anna", right_first(3))
    outcome = explained.grade()["anna"]

    assert set(made.drawn) <= OTHER_IDS
    assert outcome.result is not None
    assert (outcome.result.attempt, outcome.result.attempts, outcome.result.total) == (3, 3, 3)
    assert (outcome.result.seconds_late, outcome.result.not_counted, outcome.notes) == (0, "", ())
    own, short = standing(explained)
    assert own.result is not None
    assert (own.result.total, own.result.seconds_late, own.result.not_counted) == (3, 0, "")
    assert (own.attempts_left, own.is_over, short.other_left, short.is_late) == (0, True, 0, False)
    assert short.outcome == "waiting"


def test_it_counts_after_the_deadline_too_and_is_never_late(course: CourseFolder) -> None:
    with_others(course)
    due = datetime.now(UTC).replace(tzinfo=None) - timedelta(days=3)
    course.hand_in("anna", wrong, at=datetime.now(UTC) - timedelta(days=4))
    with CourseGradebook(course.course, course.key) as gradebook, gradebook._transaction() as connection:  # noqa: SLF001
        connection.exec_driver_sql("UPDATE assignment SET duedate = ?", (str(due),))
    course.grade()
    assert "SLEUTEL" in explain(course.course, course.key, "anna")[1]
    give(course, "anna", begun=1)

    make(course, "anna", right)
    result = course.grade()["anna"].result

    assert result is not None
    assert (result.attempt, result.seconds_late, result.not_counted) == (2, 0, "")
    own, short = standing(course)
    assert own.result is not None
    assert (own.result.seconds_late, short.is_late) == (0, False)


def test_without_a_gift_nobody_can_claim_other_questions(explained: CourseFolder) -> None:
    make(explained, "anna", right)

    outcome = explained.grade()["anna"]

    assert outcome.result is not None
    assert (outcome.result.attempts, outcome.result.total) == (2, 0)
    assert "too_many_attempts" in [note.code for note in outcome.notes]


def test_after_a_gift_the_questions_of_everybody_still_do_not_count(explained: CourseFolder) -> None:
    give(explained, "anna", begun=2)
    explained.extra = 1
    explained.play(explained.folder("anna"), "anna", right)

    outcome = explained.grade()["anna"]

    assert outcome.result is not None
    assert (outcome.result.attempts, outcome.result.total) == (2, 0)


def test_an_open_attempt_ends_when_one_with_other_questions_begins(explained: CourseFolder) -> None:
    explained.hand_in("bram", wrong)
    explained.play(explained.folder("bram"), "bram", right, closed=False)
    explained.grade()
    with CourseGradebook(explained.course, explained.key) as gradebook:
        assert gradebook.explain_to("bram", datetime.now(UTC).replace(tzinfo=None))
    give(explained, "bram", begun=2)

    make(explained, "bram", right_first(2))
    result = explained.grade()["bram"].result

    assert result is not None
    assert (result.attempt, result.attempts, result.total) == (3, 3, 2)


@pytest.mark.slow  # it starts nbgrader
def test_nbgraders_own_command_gives_equal_points(course: CourseFolder) -> None:
    with_others(course).hand_in("anna", wrong, wrong)
    course.grade()
    explain(course.course, course.key, "anna")
    give(course, "anna", begun=2)
    make(course, "anna", right_first(3))
    course.grade()
    ours = grades(course.root, "anna"), submission(course.root, "anna")

    done = nbgrader(course.root, "autograde", "toets", "--force")

    assert done.returncode == 0, done.stderr
    assert (grades(course.root, "anna"), submission(course.root, "anna")) == ours
    assert ours[1]["score"] == 3


def test_the_explanations_of_other_questions_come_after_handing_in(explained: CourseFolder) -> None:
    give(explained, "anna", begun=2)
    page = explain(explained.course, explained.key, "anna")[1]
    assert "SLEUTEL" in page
    assert "nog 1 poging" in page

    make(explained, "anna", right_first(1), closed=False)
    assert "vraag 10" not in explain(explained.course, explained.key, "anna")[1]

    make_closed(explained, "anna")
    explained.grade()
    page = explain(explained.course, explained.key, "anna")[1]
    assert "op vraag 10" in page
    assert "nog 1 poging" not in page


def make_closed(course: CourseFolder, student: str) -> None:
    record = Record(course.key.played.allowing(9, 1), JsonLinesJournal(course.journal(student)), Learner(student))
    record.read()
    record.respond({"id": str(uuid4()), "attempt": 3, "kind": "hand_in"})


def test_a_corrected_key_and_new_other_questions_regrade_what_was_asked(course: CourseFolder) -> None:
    with_others(course).hand_in("anna", wrong, wrong)
    course.grade()
    explain(course.course, course.key, "anna")
    give(course, "anna", begun=2)
    make(course, "anna", right_first(9))
    before = course.points("anna")
    content = course.key.newest_other
    path = course.root / "keys" / "toets.yaml"
    path.write_text(path.read_text("utf-8").replace("Antwoord 105 drie", "Iets anders"), "utf-8")
    key_to_build(course.course, "toets").archive(path)

    assert course.points("anna") == before == 4  # the open answer waits
    assert course.key.newest_other != content
    assert course.key.other_contents == {content, course.key.newest_other}

    path.write_text(path.read_text("utf-8").partition("andere_vragen:")[0], "utf-8")
    assert course.points("anna") == before  # they were taken out of the key, and what she made keeps its points
    assert course.key.newest_other == ""
    assert not attempts(course).has_other


def test_the_analysis_of_questions_shows_other_questions_as_what_they_are(explained: CourseFolder) -> None:
    give(explained, "anna", begun=2)
    drawn = make(explained, "anna", right).drawn
    explained.grade()

    found = read_given_answers(explained.course, explained.key)

    asked = {found.questions[place].id for place in found.question}
    assert asked == set(drawn)
    assert all(not one.is_earlier for one in found.questions if one.id.startswith("v10"))


def test_a_gradebook_of_before_gets_the_column_and_keeps_its_gifts(course: CourseFolder) -> None:
    course.hand_in("anna", wrong)
    course.grade()
    give(course, "anna", begun=1)
    engine = create_engine(course.course.db_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE ssfh_extra_attempt DROP COLUMN other")

    own, short = standing(course)  # each reads by a road of its own, and the first one makes the column

    assert (own.attempts_left, short.extra, short.other_left) == (2, 1, 0)
    assert attempts(course).of("anna").extra == 1


@pytest.mark.slow  # it starts nbgrader
def test_building_keeps_other_questions_out_of_the_release(course: CourseFolder) -> None:
    write_key(course.root, others=6)
    assert not attempts(course).has_other  # not before it was built

    build(course.course, "toets")

    assert attempts(course).has_other
    for path in (course.root / "release").rglob("*"):
        assert path.is_dir() or b"vraag 10" not in path.read_bytes()


# What `check` says


def problems(course: Path, *changes: tuple[str, str]) -> list[tuple[str, str]]:
    path = write_key(course, others=6)
    text = path.read_text("utf-8")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after, 1)
    path.write_text(text, "utf-8")
    return [(problem.code, problem.weight) for problem in check([path]) if problem.weight != "advice"]


FIRST = "Wat is het antwoord op vraag 1?"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ([("  - id: v101\n", "  - id: v1\n")], "other_question_same_id"),
        ([("  - id: v102\n", "  - id: v101\n")], "duplicate_id"),
        ([("andere_vragen:\n", "andere_vragen:\n"), ("trekken: 4", "trekken: 7")], "draws_too_many"),
        ([("vraag: Wat doe je volgende week anders?", "vraag: Wat doe je morgen?")], "other_question_shared"),
        ([("andere_vragen:\n  - id: v101\n", "andere_vragen:\n  - id: v101\n    punten: 2\n")], "draws_unequal_points"),
        ([("modus: toetsen\n", "modus: oefenen\n"), ("pogingen: 2\n", "")], "other_questions_in_practice"),
    ],
)
def test_check_reads_other_questions_as_strictly(tmp_path: Path, changes: list[tuple[str, str]], code: str) -> None:
    assert code in [found for found, _ in problems(tmp_path, *changes)]


def test_check_says_when_the_open_questions_differ(tmp_path: Path) -> None:
    path = write_key(tmp_path, others=6)
    head, _, tail = path.read_text("utf-8").rpartition("  - id: open\n")
    path.write_text(f"{head}  - id: anders\n{tail}", "utf-8")

    assert "other_open_questions" in [problem.code for problem in check([path])]
    path.write_text(head, "utf-8")
    assert "other_open_questions" in [problem.code for problem in check([path])]


def test_check_says_when_the_two_share_a_question_under_another_id_or_nearly(tmp_path: Path) -> None:
    path = write_key(tmp_path, others=6)
    text = path.read_text("utf-8")
    first = text[text.index("  - id: v1\n") : text.index("  - id: v2\n")]
    copied = first.replace("id: v1\n", "id: kopie\n")
    almost = copied.replace("op vraag 1?", "op de vraag 1?").replace("id: kopie", "id: bijna")
    path.write_text(text.replace("andere_vragen:\n", f"andere_vragen:\n{copied}{almost}"), "utf-8")

    found = [str(problem) for problem in check([path])]

    assert any("`kopie` is gelijk aan vraag `v1`" in one for one in found)
    assert any("`bijna` is bijna gelijk aan vraag `v1`" in one for one in found)


def test_a_shared_question_is_not_built_and_keeps_nothing_from_being_graded(course: CourseFolder) -> None:
    with_others(course).hand_in("anna", right)
    path = course.root / "keys" / "toets.yaml"
    path.write_text(path.read_text("utf-8").replace("  - id: v101\n", "  - id: v1\n"), "utf-8")

    with pytest.raises(ContentError, match="`v1` staat ook bij `vragen`"):
        build(course.course, "toets")
    assert course.points("anna") == 4
