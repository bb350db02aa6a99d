"""The pages for grading by a person: what waits, one answer at a time, and what others gave meanwhile.

These pages read the course, its gradebook and the roster, and never what a learner did in a module.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from textwrap import shorten
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from markupsafe import Markup as Safe
from tornado.web import HTTPError

from ssfh_learn.dutch_time import dutch_moment
from ssfh_learn.errors import Unreachable
from ssfh_learn.portal.coordinator.points import points_in, points_of, said_points
from ssfh_learn.portal.coordinator.results import listed_names
from ssfh_learn.portal.coordinator.tests_to_grade import (
    TestToGrade,
    answer_to_grade,
    give,
    test_to_grade,
    to_grade,
    token_of,
    with_decided,
)
from ssfh_learn.portal.web.identity import ADMINISTRATOR, COORDINATOR, TRAINER
from ssfh_learn.portal.web.log import log_results_read
from ssfh_learn.portal.web.staff_page import StaffPage
from ssfh_learn.roster.listing import names_of
from ssfh_learn.roster.scope import Scope, accounts_in, is_in_use
from ssfh_learn.words import section, word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ssfh_learn.grading.answers_to_grade import AnswerToGrade, ListedAnswer
    from ssfh_learn.portal.web.page import Page

SHOWN, LONGEST_QUESTION = "ja", 80
"""The value of `namen` with which names are shown, and how much of a question is quoted."""
WAITED, COUNTED_BEFORE = "waited", "counted"
"""What an answer that was graded just now did until then."""


async def whom(page: Page) -> frozenset[str] | None:
    """Return the accounts whose answers a person may grade; None for everybody's.

    A trainer grades all. A coordinator grades who is in her groups; where there are no groups yet, she grades all.
    """
    if page.person.may(TRAINER, ADMINISTRATOR):
        return None
    scope = Scope(page.person.id)
    return await page.read_journal(
        lambda reading: accounts_in(reading.connection, scope) if is_in_use(reading.connection) else None
    )


class GradingPage(StaffPage):
    """What the pages for grading share."""

    needs = (TRAINER, COORDINATOR, ADMINISTRATOR)

    @property
    def shows_names(self) -> bool:
        """Whether this grader chose to see whose answer it is; without a choice names are hidden."""
        return self.get_argument("namen", "") == SHOWN

    def address(self, *parts: str) -> str:
        """Return the address of a page for grading, which keeps the choice about names."""
        path = self.root() + "/".join(("nakijken", *parts))
        return f"{path}?{urlencode({'namen': SHOWN})}" if self.shows_names else path

    waited, turned = False, ""
    """Whether the answer that this person graded just now waited until then, and what the result became by it."""

    def just_graded(self, test: TestToGrade) -> ListedAnswer | None:
        """Return the answer that this person graded just now."""
        token, before, turned = (*self.said_done().split(" "), "", "")[:3]
        self.waited, self.turned = before == WAITED, turned
        return next((one for one in test.answers or () if not one.waits and token_of(test.name, one) == token), None)

    def said_of_graded(self, test: TestToGrade, graded: ListedAnswer) -> str:
        """Return what was given just now, and to which answer: where she came back to one, it is not the one before."""
        question, number, asked = test.place_of(graded)
        text = Safe(asked).striptags()  # noqa: S704  (HTML of the test, of which only the text is kept)
        plain = shorten(text, LONGEST_QUESTION, placeholder=" …")
        points = said_points(graded.points, test.maxima.get(graded.cell))
        given = word("manual_grading", "just_graded", points=points, number=number, question=question, asked=plain)
        if not self.turned:
            return given
        hidden = word("manual_grading", "that_person")
        who = self.names.get(graded.student, graded.student) if self.shows_names else hidden
        return f"{given} {section('manual_grading')['turned'][self.turned].format(who=who)}"

    names: Mapping[str, str] = MappingProxyType({})
    """What people are called, by account, if this grader chose to see names."""

    async def test(self, name: str) -> TestToGrade:
        """Return what there is to grade of a test; raises HTTPError 404 if there is no such test."""
        if name not in self.portal.assignments.names():
            raise HTTPError(404)
        if self.shows_names:
            today = self.portal.today().isoformat()
            self.names = await self.read_journal(lambda reading: listed_names(reading, self.person, today))
        test: TestToGrade = await self.in_background(test_to_grade, self.portal, name, await whom(self), self.names)
        if test.answers is None:
            raise Unreachable("result")
        return test

    def show_page(self, template: str, title: str, **values: object) -> None:
        """Answer with a page for grading."""
        said, test = section("manual_grading"), values.get("test")
        self.show(
            template,
            title=title,
            said=said,
            just_graded=partial(self.said_of_graded, test) if isinstance(test, TestToGrade) else None,
            address=self.address,
            shows_names=self.shows_names,
            names=self.names,
            waited=self.waited,
            token_of=token_of,
            points_of=points_of,
            said_points=said_points,
            moment=dutch_moment,
            **values,
        )


class ToGradePage(GradingPage):
    """`/leren/nakijken`: the tests, and what waits in each."""

    async def get(self) -> None:
        """Show the tests with an answer for a person."""
        accounts = await whom(self)
        tests = await self.in_background(lambda: with_decided(self.portal, to_grade(self.portal, accounts)))
        counts_too = self.person.may(COORDINATOR, ADMINISTRATOR)
        title = section("manual_grading")["title"]
        self.show_page("coordinator/to_grade.html.j2", title, tests=tests, has_worklist=counts_too)


class TestToGradePage(GradingPage):
    """`/leren/nakijken/<test>`: the answers of one test, by question."""

    async def get(self, name: str) -> None:
        """Show the list."""
        test = await self.test(name)
        self.show_page("coordinator/test_to_grade.html.j2", test.title, test=test, graded=self.just_graded(test))


class GradeAnswerPage(GradingPage):
    """`/leren/nakijken/<test>/<token>`: one answer, with the points and the words that a person gives."""

    async def get(self, name: str, token: str) -> None:
        """Show the answer."""
        test, place = await self._place(name, token)
        await self._show(test, place, await self._answer(test, place))

    async def post(self, name: str, token: str) -> None:
        """Save what she gives and go on with the next answer; nothing is written over what she did not see."""
        from ssfh_learn.grading.manual_grading import LONGEST_COMMENT
        from ssfh_learn.grading.problem import ChangedMeanwhile

        test, place = await self._place(name, token)
        answer = await self._answer(test, place)
        typed, comment = self.get_body_argument("punten", ""), self.get_body_argument("opmerking", "")
        mine = {"typed": typed, "comment": comment}
        points = points_in(typed, answer.maximum)
        if (points is None and typed.strip()) or len(comment) > LONGEST_COMMENT:
            problem = "long_comment" if len(comment) > LONGEST_COMMENT else "bad_points"
            self.set_status(400)
            await self._show(test, place, answer, problem=problem, **mine)
            return
        seen = replace(answer, version=self.get_body_argument("versie", ""))
        try:
            turned = await self.in_background(give, self.portal, name, seen, self.person.id, points, comment)
        except ChangedMeanwhile:
            self.set_status(409)
            await self._show(test, place, await self._answer(test, place), problem="changed", **mine)
            return
        except Unreachable:
            self.set_status(503)
            await self._show(test, place, answer, problem="not_written", **mine)
            return
        following = test.next_waiting(place)
        parts = (name,) if following is None else (name, token_of(name, following))
        before = WAITED if answer.listed.waits else COUNTED_BEFORE
        self.to_done(self.address(*parts), f"{token} {before} {turned}")

    async def _place(self, name: str, token: str) -> tuple[TestToGrade, int]:
        """Return a test and the place of an answer in its list; raises HTTPError 404 if it is not there."""
        test = await self.test(name)
        for place, one in enumerate(test.answers or ()):
            if token_of(name, one) == token:
                return test, place
        raise HTTPError(404)

    async def _answer(self, test: TestToGrade, place: int) -> AnswerToGrade:
        listed = (test.answers or ())[place]
        found = await self.in_background(answer_to_grade, self.portal, test.name, listed)
        if found is None:
            raise HTTPError(404)
        log_results_read(self, [listed.student])
        return found

    async def _show(self, test: TestToGrade, place: int, answer: AnswerToGrade, problem: str = "", **mine: str) -> None:
        answers, acting = test.answers or (), {one.by for one in answer.history}
        graders = await self.read_journal(lambda reading: names_of(reading.connection, acting))
        same = [one for one in answers if one.question == answer.listed.question]
        before = answers[place - 1] if place else None
        after = answers[place + 1] if place + 1 < len(answers) else None
        self.show_page(
            "coordinator/grade_answer.html.j2",
            test.title,
            test=test,
            answer=answer,
            graders=graders,
            problem=problem,
            mine={"typed": points_of(answer.given[0]), "comment": answer.given[2] or "", **mine},
            graded=None if problem else self.just_graded(test),
            number=same.index(answers[place]) + 1,
            total=len(same),
            before=before and token_of(test.name, before),
            after=after and token_of(test.name, after),
        )


async def waiting(page: Page) -> Safe:
    """Return the section of the overview that says how many answers wait; empty if none does."""
    try:
        tests = await page.in_background(to_grade, page.portal, await whom(page))
    except Unreachable:
        return Safe()
    count = sum(one.waiting for one in tests)
    people = len(frozenset().union(*(one.people for one in tests)))
    said, root = section("manual_grading"), page.root()
    if not count:
        return Safe()
    return page.part("coordinator/waiting.html.j2", said=said, count=count, people=people, root=root)
