"""Changing the deadline of a test for everybody, for a group or for one person, and taking that back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ssfh_learn.errors import RosterError, Unreachable
from ssfh_learn.grading.deadline_plan import WantedDeadline, plan
from ssfh_learn.portal.coordinator.changing_tests import ChangingPage, Conflict, changed
from ssfh_learn.portal.coordinator.deadline_lines import DeadlineLines
from ssfh_learn.portal.coordinator.participant_form import is_id
from ssfh_learn.portal.coordinator.reach import by_name
from ssfh_learn.portal.coordinator.running_tests import (
    EVERYBODY,
    GROUP,
    PERSON,
    RunTestPage,
    TypedDeadline,
    title_of,
)
from ssfh_learn.typed_moment import read_moment
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import datetime

    from ssfh_learn.grading.deadline_effect import ResultEffect
    from ssfh_learn.grading.deadline_gradebook import DeadlineGradebook
    from ssfh_learn.grading.deadline_plan import DeadlinePlan, Impossible, TestDeadlines
    from ssfh_learn.portal.portal import Portal
    from ssfh_learn.roster.participant import Participant

LONGEST_MOMENT = 80
FIELDS: dict[Impossible, str] = {
    "no_end_yet": "moment",
    "before_end": "moment",
    "nothing_changes": "moment",
    "already_explained": "whom",
}
"""The field that a refusal is about."""


class ChangeDeadline(RunTestPage, ChangingPage):
    """`/leren/toetsen-regelen/<test>/einde`: first whom a deadline touches, then the change itself."""

    async def get(self, name: str) -> None:
        """Go to the page of the test."""
        self.redirect(f"{self.root()}toetsen-regelen/{name}")

    async def post(self, name: str) -> None:
        """Show what would change, or change it if that was seen."""
        _title_of_test, now = await self.test(name)
        typed, until = self._typed()
        if until is None or typed.problems:
            self.set_status(400)
            await self.show_test(name, typed)
            return
        reach = await self.reach()
        members = await self.members(typed.whom, typed.id)
        listed = frozenset(one.account for one in members if one.account)
        passed = await self.passed(name, listed) if typed.whom == GROUP and listed else frozenset()
        accounts = listed - passed
        students = None if typed.whom == EVERYBODY else accounts
        group = typed.id if typed.whom == GROUP else None
        wanted = WantedDeadline(until, students, group, typed.reason)
        begun, seen = await self.portal.who_began(name), self.get_body_argument("versie", "")
        people = frozenset(reach.names) if students is None else accounts
        if students is not None and not accounts:
            self.set_status(400)
            await self.show_test(name, typed, word("running", "all_passed" if passed else "no_account"))
            return
        if seen:
            try:
                await self.in_background(change, self.portal, name, wanted, seen, self.person.id, people, begun)
            except Unreachable:
                self.set_status(503)
                await self._show_plan(name, now, wanted, typed, members, word("running", "not_written"))
                return
            except Conflict:
                _same, now = await self.test(name)
                self.set_status(409)
                await self._show_plan(name, now, wanted, typed, members, word("running", "changed_meanwhile"))
                return
            self.to_done(f"{self.root()}toetsen-regelen/{name}", self.person.id)
            return
        await self._show_plan(name, now, wanted, typed, members)

    def _typed(self) -> tuple[TypedDeadline, datetime | None]:
        """Return what was typed, and the moment in UTC without a zone; None if it cannot be read."""
        whom, id_ = self.get_body_argument("voor", EVERYBODY), self.get_body_argument("wie", "")
        if whom not in {EVERYBODY, GROUP, PERSON} or (whom == EVERYBODY and not self.scope.is_everything):
            raise self.refuse(RosterError("not_found"))
        moment, (reason, bad_reason) = (
            self.get_body_argument("moment", ""),
            self.typed_reason(word("running", "no_reason")),
        )
        problems, until = {}, None
        try:
            until = read_moment(moment[:LONGEST_MOMENT]).replace(tzinfo=None)
        except ValueError as error:
            problems["moment"] = str(error) if moment.strip() else word("running", "no_moment")
        if whom != EVERYBODY and not is_id(id_):
            problems["whom"] = word("running", "nobody_chosen")
        if bad_reason and (reason or whom != EVERYBODY):  # an end for everybody needs no reason
            problems["reason"] = bad_reason
        return TypedDeadline(whom, int(id_) if is_id(id_) else 0, moment, reason, problems), until

    async def _show_plan(  # noqa: PLR0913, PLR0917  (what a preview shows)
        self,
        name: str,
        now: TestDeadlines,
        wanted: WantedDeadline,
        typed: TypedDeadline,
        members: Collection[Participant],
        problem: str = "",
    ) -> None:
        reach, begun = await self.reach(), await self.portal.who_began(name)
        people = frozenset(reach.names) if wanted.students is None else wanted.students
        left_out = [one.shown_name for one in members if one.account and one.account not in people]
        planned: DeadlinePlan = plan(now, wanted, people, begun)
        planned = replace(planned, ends=tuple(by_name(reach.names, planned.ends, lambda one: one.student)))
        if planned.impossible:
            self.set_status(self.get_status() if problem else 400)
            said = {FIELDS[planned.impossible]: word("running", f"cannot_{planned.impossible}")}
            await self.show_test(name, replace(typed, problems=said), problem)
            return
        log = DeadlineLines(now, reach)
        effects = await self.in_background(effects_of, self.portal, name, wanted, planned)
        self.show_page(
            "deadline_plan",
            title_of(self.portal, name),
            name=name,
            wanted=wanted,
            planned=planned,
            effects=effects,
            typed=typed,
            names=reach.names,
            group=reach.groups.get(wanted.group or 0, ""),
            members=len(members),
            passed=left_out,
            without_account=[one.shown_name for one in members if not one.account],
            last=log.last() if problem else "",
            problem=problem,
        )


class TakeBackDeadline(ChangingPage):
    """`/leren/toetsen-regelen/<test>/terug`: take the last change back, as long as nobody has begun."""

    async def get(self, name: str) -> None:
        """Go to the page of the test."""
        self.redirect(f"{self.root()}toetsen-regelen/{name}")

    async def post(self, name: str) -> None:
        """Take it back."""
        _title_of_test, now = await self.test(name)
        reach, begun = await self.reach(), await self.portal.who_began(name)
        asked = self.get_body_argument("wat", "")
        log = DeadlineLines(now, reach)
        if not log.may_take_back(asked):
            raise self.refuse(RosterError("not_found"))
        await self.take_back(
            name,
            lambda: _changed(self.portal, name, lambda book: book.take_back(asked, self.person.id, begun)),
            word("running", "not_taken_back"),
        )


def _changed(portal: Portal, name: str, work: Callable[[DeadlineGradebook], None]) -> None:
    from ssfh_learn.grading.deadline_gradebook import DeadlineGradebook

    changed(portal, name, DeadlineGradebook, work)


def effects_of(portal: Portal, name: str, wanted: WantedDeadline, planned: DeadlinePlan) -> dict[str, ResultEffect]:
    """Return what becomes of the results that may change; nothing where that cannot be worked out now."""
    from ssfh_learn.grading.deadline_effect import DeadlineEffects

    course, due = portal.assignments.course, wanted.until if wanted.students is None else None
    if course is None or not any(one.may_change_result for one in planned.ends):
        return {}
    try:
        return portal.assignments.with_gradebook(
            name, DeadlineEffects, lambda book: book.effects(course, planned.ends, due)
        )
    except Unreachable:
        return {}


def change(  # noqa: PLR0913, PLR0917  (what one change is)
    portal: Portal,
    name: str,
    wanted: WantedDeadline,
    seen: str,
    by: str,
    people: Collection[str],
    begun: frozenset[str],
) -> None:
    """Write a deadline, and work out with it what was handed in.

    Raises Conflict or Unreachable, and then nothing was written.
    """
    _changed(portal, name, lambda book: book.change(wanted, seen, by, people, begun))
    course = portal.assignments.course
    if course is not None:
        whom = [one for one, _folder in course.submissions(name) if wanted.students is None or one in wanted.students]
        if whom:
            portal.submissions.grade_again(name, *whom)
