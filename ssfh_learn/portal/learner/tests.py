"""The page of a test, with its rules, and after grading its result."""

from __future__ import annotations

from dataclasses import replace

from tornado.web import HTTPError

from ssfh_learn.activities.markup import markup
from ssfh_learn.content.module import module_of_test
from ssfh_learn.errors import ContentError, Unreachable
from ssfh_learn.journal import certificates
from ssfh_learn.journal.stream import Stream
from ssfh_learn.portal.learner.ending import abilities
from ssfh_learn.portal.learner.learner_page import LearnerPage
from ssfh_learn.portal.published.standing_line import lines_of_end
from ssfh_learn.roster.group import NOTHING_ASKED
from ssfh_learn.roster.groups import duties_of
from ssfh_learn.words import section, word


class TestPage(LearnerPage):
    """`/leren/toets/<name>/`: a test, with its rules, and after grading its result."""

    own_files = ("home.css",)

    async def get(self, name: str) -> None:
        """Show the test."""
        try:
            mount = await self.mount(name, name)
        except ContentError:
            raise HTTPError(404) from None
        feedback, is_unreadable = None, False
        try:
            feedback = await self.in_background(self.portal.assignments.feedback, name, self.person.id)
        except Unreachable:
            is_unreadable = True
        if feedback:
            stream = Stream(self.person.id, name, name)
            self.portal.receipts.graded(stream, feedback.result)
            mount["receipt"] = self.portal.receipts.with_graded(stream, mount["receipt"])
            if mount["receipt"]["graded"] is not None:  # its result stands on this page
                mount["receipt"] = {**mount["receipt"], "result": None}
        module = self.portal.library.modules.get(module_of_test(name) or "")
        passed = module if feedback and feedback.result.passed else None
        goals = passed.description.goals if passed else ()
        given, duties = await self.read_journal(
            lambda reading: (
                certificates.of(reading.connection, self.person.id),
                duties_of(reading.connection, self.person.id) if self.is_listed else NOTHING_ASKED,
            )
        )
        standing = await self.in_background(self.portal.assignments.standing, name, self.person.id)
        failed = feedback is not None and feedback.result.passed is False
        reason = await self.in_background(self.portal.assignments.reason_of_extension, name, self.person.id)
        window = await self.portal.window(self.portal.place(self.person, name, name))
        why = self.portal.assignments.reason_of_extra_attempt
        extra = await self.in_background(why, name, self.person.id) if window.extra or window.other else ""
        self.show(
            "learner/test.html.j2",
            title=mount["view"]["title"],
            end=lines_of_end(
                standing if standing.is_readable else replace(standing, window=window),
                duties.day("test", name),
                self.portal.today().isoformat(),
                is_brief=False,
            ),
            reason=reason,
            reason_of_extra_attempt=extra,
            traits=mount,
            help=markup(word("widgets", "test_help")),
            feedback=feedback,
            is_unreadable=is_unreadable,
            certificate=passed.id if passed else None,
            certificate_title=passed.description.title if passed else "",
            abilities=abilities(goals),
            goals=[markup(goal.text) for goal in goals],
            said=section("ending"),
            is_withdrawn=failed and any(one.module == module_of_test(name) for one in given),
        )
