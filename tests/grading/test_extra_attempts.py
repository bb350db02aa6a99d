"""Extra attempts for some learners: what a gift does, that both roads of grading read it, and what is taken back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssfh_learn.grading import extra_attempts
from ssfh_learn.grading.explanation import explain
from ssfh_learn.grading.extra_attempts import (
    ExtraLine,
    ExtraPlan,
    LearnerAttempts,
    WantedExtra,
    extra_to_take_back,
    plan_extra,
)
from ssfh_learn.grading.extra_gradebook import ExtraGradebook, ExtraReader
from ssfh_learn.grading.gradebook import CourseGradebook
from ssfh_learn.grading.key import load_key
from ssfh_learn.grading.own_tests import OwnTest, read_own_tests
from ssfh_learn.grading.problem import ChangedMeanwhile
from ssfh_learn.grading.short_results import read_short_results
from tests.grading.courses import CourseFolder, right, right_first, wrong
from tests.grading.roads import grades, nbgrader, submission

NOW = datetime.fromisoformat("2027-03-01T12:00")
ANNA = frozenset({"anna"})


def attempts(course: CourseFolder) -> extra_attempts.TestAttempts:
    with ExtraReader(course.course, course.key) as reader:
        return reader.attempts()


def give(course: CourseFolder, *students: str, reason: str = "De server viel uit.", begun: int = 9) -> str:
    """Give these learners, who began so many attempts in the portal, one attempt more; return the id of the gift."""
    wanted, seen = WantedExtra(frozenset(students), reason), dict.fromkeys(students, begun)
    with ExtraGradebook(course.course, course.key) as gradebook:
        planned = plan_extra(attempts(course), wanted, seen, datetime.now(UTC).replace(tzinfo=None))
        gradebook.give(wanted, planned.version, "mia", seen)
    return attempts(course).lines[-1].change


# What a gift does


def planned(known: LearnerAttempts, begun: int = 2, allowed: int | None = 2) -> ExtraPlan:
    now = extra_attempts.TestAttempts(allowed, {"anna": known})
    return plan_extra(now, WantedExtra(ANNA, "Ziek."), {"anna": begun}, NOW)


def test_a_gift_says_how_many_attempts_are_left_before_and_after() -> None:
    (one,) = planned(LearnerAttempts(handed_in=2, own=2)).people

    assert (one.effect, one.left_before, one.left_after, one.is_over) == ("given", 0, 1, False)


def test_an_attempt_that_was_begun_can_still_be_handed_in_and_is_named() -> None:
    (one,) = planned(LearnerAttempts(), begun=1).people

    assert (one.left_before, one.left_after, one.is_busy) == (2, 3, True)
    (done,) = planned(LearnerAttempts(handed_in=1, own=1), begun=1).people
    assert (done.left_before, done.left_after, done.is_busy) == (1, 2, False)


def test_who_could_read_the_explanations_gets_no_attempt() -> None:
    found = planned(LearnerAttempts(handed_in=2, own=2, is_explained=True))

    assert (found.impossible, found.people[0].effect, found.people[0].left_after) == ("explained", "explained", 0)


def test_who_made_the_test_elsewhere_gets_no_attempt_in_the_portal() -> None:
    found = planned(LearnerAttempts(handed_in=2, own=2), begun=0)

    assert (found.impossible, found.people[0].effect) == ("nobody", "elsewhere")


def test_who_has_no_time_left_is_named() -> None:
    last = NOW - timedelta(minutes=1)

    assert planned(LearnerAttempts(handed_in=2, own=2, last=last)).people[0].is_over


def test_a_test_without_a_limit_gives_no_extra_attempts() -> None:
    assert planned(LearnerAttempts(), allowed=None).impossible == "no_limit"


def test_a_plan_has_another_version_when_anything_changes_that_it_shows() -> None:
    known = LearnerAttempts(handed_in=2, own=2)
    versions = {
        planned(known).version,
        planned(known, begun=3).version,
        planned(LearnerAttempts(1, 2, 2)).version,
        planned(LearnerAttempts(0, 2, 2, is_explained=True)).version,
        planned(known, allowed=3).version,
    }

    assert len(versions) == 5


@given(allowed=st.integers(1, 4), before=st.integers(0, 3), used=st.integers(0, 9), begun=st.integers(0, 9))
def test_a_gift_is_taken_back_exactly_when_nobody_began_what_it_gave(
    allowed: int, before: int, used: int, begun: int
) -> None:
    lines = tuple(ExtraLine(str(number), NOW, "mia", "anna", None, 1, "") for number in range(before + 1))
    known = LearnerAttempts(before + 1, used, used)
    now = extra_attempts.TestAttempts(allowed, {"anna": known}, lines)

    can = bool(extra_to_take_back(now, str(before), {"anna": begun}))

    assert can == (max(used, begun) <= allowed + before)
    assert not before or not extra_to_take_back(now, "0", {"anna": begun})  # only the last gift


# In the gradebook, and on both roads


def test_an_extra_attempt_counts_for_her_alone(any_course: CourseFolder) -> None:
    any_course.extra = 2  # on their own side they could begin more than anybody gave
    for who in ("anna", "bram"):
        any_course.hand_in(who, wrong, wrong, right_first(3), right)
    any_course.grade()
    give(any_course, "anna")
    short = read_short_results(any_course.course, [any_course.key], ["anna", "bram"])

    outcomes = any_course.grade()

    results = {who: one.result for who, one in outcomes.items()}
    assert {who: (one.attempts, one.total) for who, one in results.items() if one} == {"anna": (3, 3), "bram": (2, 0)}
    assert {who: [note.code for note in one.notes] for who, one in outcomes.items()} == {
        "anna": ["too_many_attempts"],
        "bram": ["too_many_attempts"],
    }
    own = read_own_tests(any_course.course, [any_course.key], "anna")["toets"]
    assert isinstance(own, OwnTest)
    assert own.given.extra == 1
    assert {who: one.result.extra for one in short for who in one.students} == {"anna": 1, "bram": 0}


@pytest.mark.slow  # it starts nbgrader
def test_nbgraders_own_command_counts_the_extra_attempt_too(course: CourseFolder) -> None:
    course.extra = 1
    course.hand_in("anna", wrong, wrong, right_first(3))
    give(course, "anna")
    course.grade()
    ours = grades(course.root, "anna"), submission(course.root, "anna")["score"]

    done = nbgrader(course.root, "autograde", "toets", "--force")

    assert done.returncode == 0, done.stderr
    assert (grades(course.root, "anna"), submission(course.root, "anna")["score"]) == ours
    assert ours[1] == 3


def test_a_gift_is_written_read_and_taken_back(any_course: CourseFolder) -> None:
    change = give(any_course, "anna", begun=0)
    with ExtraReader(any_course.course, any_course.key) as reader:
        assert (reader.given_attempts("anna").extra, reader.given_attempts("bram").extra) == (1, 0)
        assert (reader.reason_for("anna"), reader.reason_for("bram")) == ("De server viel uit.", "")
    with ExtraGradebook(any_course.course, any_course.key) as gradebook:
        with pytest.raises(ChangedMeanwhile):
            gradebook.take_back(change, "mia", {"anna": 3})  # she began it
        gradebook.take_back(change, "mia", {"anna": 2})
        with pytest.raises(ChangedMeanwhile):
            gradebook.take_back(change, "mia", {"anna": 2})

    with ExtraReader(any_course.course, any_course.key) as reader:
        assert (reader.given_attempts("anna").extra, reader.reason_for("anna")) == (0, "")
    assert [(one.by, one.student, one.attempts) for one in attempts(any_course).lines] == [
        ("mia", "anna", 1),
        ("mia", "anna", -1),
    ]


def test_what_somebody_saw_is_given_once(course: CourseFolder) -> None:
    wanted = WantedExtra(ANNA, "Ziek.")
    seen = plan_extra(attempts(course), wanted, {}, NOW).version
    with ExtraGradebook(course.course, course.key) as gradebook:
        gradebook.give(wanted, seen, "mia", {})
        with pytest.raises(ChangedMeanwhile):
            gradebook.give(wanted, seen, "mia", {})

    assert attempts(course).of("anna").extra == 1


def test_explanations_wait_until_the_extra_attempt_was_used(course: CourseFolder) -> None:
    course.extra = 1
    course.hand_in("anna", wrong, wrong)
    course.grade()
    give(course, "anna")

    _, page = explain(course.course, course.key, "anna")
    assert "SLEUTEL" not in page
    assert "nog 1 poging" in page

    course.hand_in("anna", right)
    course.grade()
    assert "SLEUTEL" in explain(course.course, course.key, "anna")[1]
    with pytest.raises(ChangedMeanwhile):
        give(course, "anna")


def test_explanations_are_not_shown_if_an_attempt_is_given_at_that_moment(course: CourseFolder) -> None:
    course.hand_in("anna", wrong, wrong)
    course.grade()
    give(course, "anna")

    with CourseGradebook(course.course, course.key) as gradebook:
        assert not gradebook.explain_to("anna", NOW, extra=0)  # what the page counted on before the gift
        assert gradebook.explain_to("anna", NOW, extra=1)


def test_an_extra_attempt_changes_no_version_of_the_test(course: CourseFolder) -> None:
    key = load_key(course.course, "toets")

    assert key.allowing(1).content == key.content
    assert key.allowing(1).version == key.version
    assert key.quiz.allowing(1).model_dump() == key.quiz.model_dump()
    assert (key.quiz.allowed, key.quiz.allowing(1).allowed) == (2, 3)
