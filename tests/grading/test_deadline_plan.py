"""What a new deadline would change, worked out before it is written."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ssfh_learn.grading import deadline_plan
from ssfh_learn.grading.deadline import later
from ssfh_learn.grading.deadline_plan import LearnerDeadline, WantedDeadline, extension_until, plan
from ssfh_learn.grading.records import Explained

DUE = datetime.fromisoformat("2027-01-31T16:00")
DAY = timedelta(days=1)
MOMENTS = st.datetimes(datetime.fromisoformat("2027-01-01"), datetime.fromisoformat("2029-01-01"))


def now(due: datetime | None = DUE, **learners: LearnerDeadline) -> deadline_plan.TestDeadlines:
    return deadline_plan.TestDeadlines(due, learners)


def effects(found: deadline_plan.DeadlinePlan) -> dict[str, str]:
    return {one.student: one.effect for one in found.ends}


@given(due=MOMENTS, until=MOMENTS)
def test_an_extension_ends_at_the_moment_that_was_asked_or_within_the_hour_after_it(
    due: datetime, until: datetime
) -> None:
    if until < due:
        due, until = until, due
    away = later(due, extension_until(due, until)) - until

    assert timedelta() <= away < timedelta(hours=1)


def test_an_extension_over_the_beginning_of_summer_time_ends_at_the_moment_that_was_asked() -> None:
    due, until = "2027-03-26T16:00", "2027-03-30T15:00"  # both are 17.00 uur here

    assert extension_until(datetime.fromisoformat(due), datetime.fromisoformat(until)) == 4 * DAY


def test_nobody_gets_an_earlier_end_and_explanations_fix_it() -> None:
    known = {
        "later": LearnerDeadline(9 * DAY),
        "sooner": LearnerDeadline(DAY),
        "read": LearnerDeadline(None, Explained(DUE, DUE), 1),
    }
    wanted = WantedDeadline(DUE + 3 * DAY, frozenset({*known, "new"}))

    found = plan(now(**known), wanted, (), frozenset({"new"}))

    assert effects(found) == {"later": "keeps_later", "new": "moves", "read": "explained", "sooner": "moves"}
    assert {one.student: one.has_begun for one in found.ends}["new"]
    assert found.impossible is None


def test_a_plan_says_whose_result_another_end_may_change() -> None:
    known = {
        "late": LearnerDeadline(None, None, 1, DUE + DAY),
        "in time": LearnerDeadline(None, None, 1, DUE - DAY),
        "read": LearnerDeadline(None, Explained(DUE, DUE), 1, DUE + DAY),
        "nothing": LearnerDeadline(),
    }

    def changing(until: datetime, *students: str) -> list[str]:
        found = plan(now(**known), WantedDeadline(until, frozenset(students) or None), known)
        return [one.student for one in found.ends if one.may_change_result]

    assert changing(DUE + 3 * DAY, *known) == changing(DUE + 3 * DAY) == ["late"]
    assert changing(DUE - 3 * DAY) == ["in time", "late"]


def test_a_plan_says_that_it_cannot_be_taken_back_exactly_where_that_is_so() -> None:
    known = {"begun": LearnerDeadline(None, None, 1), "new": LearnerDeadline()}
    until = DUE + DAY

    def can(*students: str, **learners: LearnerDeadline) -> bool:
        return plan(now(**learners), WantedDeadline(until, frozenset(students) or None), learners).can_be_taken_back

    assert [can("new", **known), can("new", "begun", **known), can(**known), can(new=LearnerDeadline())] == [
        True,
        False,
        False,
        True,
    ]
    read = LearnerDeadline(None, Explained(DUE, DUE), 1)
    assert can("new", "read", read=read, new=LearnerDeadline())  # nothing changes for who read explanations
    assert not can(read=read)


def test_a_deadline_for_everybody_moves_extensions_along() -> None:
    found = plan(now(anna=LearnerDeadline(2 * DAY)), WantedDeadline(DUE + DAY), ["bram"])

    assert {one.student: one.after for one in found.ends} == {"anna": DUE + 3 * DAY, "bram": DUE + DAY}


def test_what_cannot_be_is_refused() -> None:
    read = LearnerDeadline(None, Explained(DUE, DUE), 1)

    def why(until: datetime, state: deadline_plan.TestDeadlines) -> str | None:
        return plan(state, WantedDeadline(until, frozenset({"anna"})), ()).impossible

    assert why(DUE + DAY, now(None)) == "no_end_yet"
    assert why(DUE - DAY, now()) == "before_end"
    assert why(DUE + DAY, now(anna=read)) == "already_explained"
    assert why(DUE, now()) == "nothing_changes"
    assert plan(now(), WantedDeadline(DUE), ()).impossible == "nothing_changes"


def test_the_version_changes_with_everything_that_a_person_saw() -> None:
    wanted = WantedDeadline(DUE + DAY, frozenset({"anna"}), None, "Ziek.")
    seen = {
        plan(now(), wanted, ()).version,
        plan(now(DUE - DAY), wanted, ()).version,
        plan(now(anna=LearnerDeadline(DAY)), wanted, ()).version,
        plan(now(anna=LearnerDeadline(None, None, 1)), wanted, ()).version,
        plan(now(), wanted, (), frozenset({"anna"})).version,
        plan(now(), WantedDeadline(DUE + DAY, frozenset({"anna"}), None, "Druk."), ()).version,
    }

    assert len(seen) == 6
    assert plan(now(), wanted, ()).version == plan(now(bram=LearnerDeadline(DAY)), wanted, ()).version


def test_a_plan_for_everybody_stays_the_same_while_others_begin() -> None:
    wanted, busy = WantedDeadline(DUE + DAY), frozenset({"anna"})

    assert plan(now(), wanted, ["bram"]).version == plan(now(), wanted, ["bram", "new"]).version
    assert plan(now(), wanted, (), busy).version == plan(now(), wanted, (), frozenset({"anna", "bram"})).version
    assert plan(now(), wanted, ()).version != plan(now(), wanted, (), busy).version
    assert plan(now(), wanted, ()).version != plan(now(anna=LearnerDeadline(DAY)), wanted, ()).version
