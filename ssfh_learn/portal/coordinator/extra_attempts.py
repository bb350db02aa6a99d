"""Giving people one attempt more at a test, with a preview of whom that touches, and taking that back."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ssfh_learn.errors import RosterError, Unreachable
from ssfh_learn.grading.extra_attempts import WantedExtra, plan_extra
from ssfh_learn.portal.coordinator.changing_tests import ChangingPage, Conflict, changed
from ssfh_learn.portal.coordinator.extra_lines import attempts_of
from ssfh_learn.portal.coordinator.participant_form import is_id
from ssfh_learn.portal.coordinator.reach import by_name
from ssfh_learn.portal.coordinator.running_tests import GROUP, PERSON, title_of
from ssfh_learn.words import section, word

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ssfh_learn.grading.extra_attempts import ExtraPlan
    from ssfh_learn.grading.extra_gradebook import ExtraGradebook
    from ssfh_learn.portal.portal import Portal
    from ssfh_learn.roster.participant import Participant


@dataclass(frozen=True)
class TypedExtra:
    """For whom an attempt was asked, with what reason, and by field what is wrong with it."""

    whom: str = PERSON
    id: int = 0
    reason: str = ""
    problems: Mapping[str, str] = field(default_factory=dict)


class ExtraAttemptPage(ChangingPage):
    """`/leren/toetsen-regelen/<test>/poging`: who has an extra attempt, then whom another touches, then the gift."""

    async def get(self, name: str) -> None:
        """Show who has one, and for whom another can be."""
        await self._show(name, TypedExtra())

    async def post(self, name: str) -> None:
        """Show what would change, or give it if that was seen."""
        await self.test(name)  # answers 404 for no test
        typed = self._typed()
        if typed.problems:
            self.set_status(400)
            await self._show(name, typed)
            return
        members = await self.members(typed.whom, typed.id)
        accounts = frozenset(one.account for one in members if one.account)
        if not accounts:
            self.set_status(400)
            await self._show(name, typed, word("extra_attempt", "no_account"))
            return
        passed = await self.passed(name, accounts)
        if typed.whom == GROUP and passed >= accounts:
            self.set_status(400)
            await self._show(name, typed, word("extra_attempt", "all_passed"))
            return
        whom = accounts - passed if typed.whom == GROUP else accounts  # to one person it may be given all the same
        wanted = WantedExtra(whom, typed.reason, typed.id if typed.whom == GROUP else None)
        begun, seen = await self.portal.attempts_begun(name), self.get_body_argument("versie", "")
        problem = ""
        if seen:
            try:
                await self.in_background(
                    _changed, self.portal, name, lambda book: book.give(wanted, seen, self.person.id, begun)
                )
            except Unreachable:
                self.set_status(503)
                problem = word("running", "not_written")
            except Conflict:
                self.set_status(409)
                problem = word("running", "changed_meanwhile")
            else:
                self.to_done(f"{self.root()}toetsen-regelen/{name}", self.person.id)
                return
        await self._show_plan(name, typed, wanted, members, problem, is_passed=bool(passed & whom))

    def _typed(self) -> TypedExtra:
        whom, id_ = self.get_body_argument("voor", PERSON), self.get_body_argument("wie", "")
        if whom not in {GROUP, PERSON}:
            raise self.refuse(RosterError("not_found"))
        (reason, bad_reason), problems = self.typed_reason(word("extra_attempt", "no_reason")), {}
        if not is_id(id_):
            problems["whom"] = word("extra_attempt", "nobody_chosen")
        if bad_reason:
            problems["reason"] = bad_reason
        return TypedExtra(whom, int(id_) if is_id(id_) else 0, reason, problems)

    async def _show(self, name: str, typed: TypedExtra, problem: str = "", planned: ExtraPlan | None = None) -> None:
        """Show the form; `planned` says of each person why she can get no attempt, if that was asked."""
        title, _deadlines = await self.test(name)
        now = await self.in_background(attempts_of, self.portal, name)
        reach = await self.reach()
        asked = self.get_argument("zoek", "").strip()[:100]
        people = list(await self.found(asked)) if asked else []
        if typed.whom == PERSON and typed.id and not people:
            people = await self.members(PERSON, typed.id)
        hers = [one for one in by_name(reach.names, now.learners.items(), lambda one: one[0]) if reach.holds(one[0])]
        at = datetime.now(UTC).replace(tzinfo=None)
        given = [(reach.names.get(who, who), known.extra, known.other, now.left(who, at)) for who, known in hers]
        self.show_page(
            "extra_attempt",
            word("extra_attempt", "title"),
            own=section("extra_attempt"),
            test_title=title,
            name=name,
            allowed=now.allowed,
            has_other=now.has_other,
            given=[one for one in given if any(one[1:3])],
            groups=reach.groups,
            people=people,
            asked=asked,
            typed=typed,
            problem=problem,
            planned=planned,
            names=reach.names,
        )

    async def _show_plan(  # noqa: PLR0913  (what a preview shows)
        self,
        name: str,
        typed: TypedExtra,
        wanted: WantedExtra,
        members: Sequence[Participant],
        problem: str,
        *,
        is_passed: bool,
    ) -> None:
        reach, begun = await self.reach(), await self.portal.attempts_begun(name)
        now = await self.in_background(attempts_of, self.portal, name)
        planned = plan_extra(now, wanted, begun, datetime.now(UTC).replace(tzinfo=None))
        planned = replace(planned, people=tuple(by_name(reach.names, planned.people, lambda one: one.student)))
        if planned.impossible:
            self.set_status(self.get_status() if problem else 400)
            said = {"whom": word("extra_attempt", f"cannot_{planned.impossible}")}
            await self._show(name, replace(typed, problems=said), problem, planned)
            return
        self.show_page(
            "extra_attempt_plan",
            word("extra_attempt", "plan_title"),
            own=section("extra_attempt"),
            test_title=title_of(self.portal, name),
            name=name,
            typed=typed,
            planned=planned,
            names=reach.names,
            group=reach.groups.get(wanted.group or 0, ""),
            members=len(members),
            passed=[
                one.shown_name
                for one in members
                if one.account and typed.whom == GROUP and one.account not in wanted.students
            ],
            without_account=[one.shown_name for one in members if not one.account],
            is_passed=is_passed,
            problem=problem,
        )


class TakeBackExtraAttempt(ChangingPage):
    """`/leren/toetsen-regelen/<test>/poging/terug`: take a gift back, as long as nobody began what it gave."""

    async def get(self, name: str) -> None:
        """Go to the page of the test."""
        self.redirect(f"{self.root()}toetsen-regelen/{name}")

    async def post(self, name: str) -> None:
        """Take it back."""
        await self.test(name)
        now = await self.in_background(attempts_of, self.portal, name)
        reach, asked = await self.reach(), self.get_body_argument("wat", "")
        lines = [one for one in now.lines if one.change == asked]
        if not lines or not all(reach.holds(one.student) for one in lines):
            raise self.refuse(RosterError("not_found"))
        begun, other = await self.portal.attempts_begun(name), await self.portal.who_began_other(name)
        await self.take_back(
            name,
            lambda: _changed(self.portal, name, lambda book: book.take_back(asked, self.person.id, begun, other)),
            word("extra_attempt", "not_taken_back"),
        )


def _changed(portal: Portal, name: str, work: Callable[[ExtraGradebook], None]) -> None:
    from ssfh_learn.grading.extra_gradebook import ExtraGradebook

    changed(portal, name, ExtraGradebook, work)
