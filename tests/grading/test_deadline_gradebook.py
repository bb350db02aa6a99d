"""Writing deadlines in nbgrader's gradebook, on SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import datetime

import pytest

from ssfh_learn.grading import deadline_plan
from ssfh_learn.grading.deadline_effect import DeadlineEffects
from ssfh_learn.grading.deadline_gradebook import DeadlineGradebook, DeadlineReader
from ssfh_learn.grading.deadline_plan import PlannedEnd, WantedDeadline, plan
from ssfh_learn.grading.problem import ChangedMeanwhile
from tests.grading.courses import CourseFolder, right

DUE, LATER = datetime.fromisoformat("2099-03-20T16:00"), datetime.fromisoformat("2099-04-03T15:00")
NOBODY: frozenset[str] = frozenset()


def test_a_deadline_is_written_read_tried_and_taken_back(
    any_course: CourseFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = frozenset({"anna"})

    def change(wanted: WantedDeadline) -> None:
        with DeadlineGradebook(any_course.course, any_course.key) as gradebook:
            with DeadlineReader(any_course.course, any_course.key) as reader:
                seen = plan(reader.deadlines(), wanted, anna).version
            gradebook.change(wanted, seen, "mia", anna, NOBODY)
            with pytest.raises(ChangedMeanwhile):
                gradebook.change(wanted, seen, "mia", anna, NOBODY)

    change(WantedDeadline(DUE))
    change(WantedDeadline(LATER, anna, 7, "Ziek."))

    with DeadlineReader(any_course.course, any_course.key) as reader:
        found = reader.deadlines()
        assert (found.due, found.of("anna"), found.of("bram")) == (DUE, LATER, DUE)
        assert reader.lateness_of("anna").deadline.due == LATER
        assert (reader.reason_for("anna"), reader.reason_for("bram")) == ("Ziek.", "")
        assert [(one.by, one.student, one.group, one.due) for one in found.lines] == [
            ("mia", None, None, DUE),
            ("mia", "anna", 7, LATER),
        ]
    any_course.hand_in("anna", right)
    any_course.grade()
    assert any_course.points("anna") == 4

    with DeadlineEffects(any_course.course, any_course.key) as tried:

        def untouched(one: object, name: str, value: object) -> None:
            assert one is not tried, "a deadline that is tried is never in the gradebook of others, not even meanwhile"
            object.__setattr__(one, name, value)

        monkeypatch.setattr(DeadlineEffects, "__setattr__", untouched)
        end = PlannedEnd("anna", LATER, DUE, "moves", 1, has_begun=True, may_change_result=True)
        assert tried.effects(any_course.course, [end], DUE) == {"anna": (66, 66)}

    with DeadlineGradebook(any_course.course, any_course.key) as gradebook, pytest.raises(ChangedMeanwhile):
        gradebook.take_back(found.lines[1].change, "mia", NOBODY)  # she handed in


def test_a_change_is_taken_back_as_long_as_it_is_the_last(any_course: CourseFolder) -> None:
    with DeadlineGradebook(any_course.course, any_course.key) as gradebook:
        for wanted in (WantedDeadline(DUE), WantedDeadline(LATER)):
            gradebook.change(wanted, plan(gradebook_state(any_course), wanted, ()).version, "mia", (), NOBODY)
        first, second = (one.change for one in gradebook_state(any_course).lines)
        with pytest.raises(ChangedMeanwhile):
            gradebook.take_back(first, "mia", NOBODY)
        gradebook.take_back(second, "mia", NOBODY)

    found = gradebook_state(any_course)
    assert found.due == DUE
    assert [one.action for one in found.lines] == ["set", "set", "undone"]


def gradebook_state(course: CourseFolder) -> deadline_plan.TestDeadlines:
    with DeadlineReader(course.course, course.key) as reader:
        return reader.deadlines()
