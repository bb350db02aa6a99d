"""Changing what a gradebook knows of a test, and taking that back: written as it was seen, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tornado.web import HTTPError

from ssfh_learn.errors import Unreachable
from ssfh_learn.portal.coordinator.running_tests import RunningPage
from ssfh_learn.roster.limits import unprintable
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Callable

    from ssfh_learn.portal.portal import Portal
    from ssfh_learn.portal.published.assignments import Opened

LONGEST_REASON = 500


class Conflict(Exception):  # noqa: N818  (a state of things, not a fault)
    """Something changed since she looked at it."""


class ChangingPage(RunningPage):
    """What the pages share that ask for a reason, or take a change back."""

    def typed_reason(self, no_reason: str) -> tuple[str, str]:
        """Return the reason that was typed, and what is wrong with it; `no_reason` is what to say of an empty one."""
        reason = self.get_body_argument("reden", "").strip()
        if not reason:
            return reason, no_reason
        is_bad = len(reason) > LONGEST_REASON or unprintable(reason)
        return reason, word("running", "bad_reason", longest=LONGEST_REASON) if is_bad else ""

    async def passed(self, name: str, accounts: frozenset[str]) -> frozenset[str]:
        """Return who passed already: of a group they need no more time and no other attempt."""
        found = await self.in_background(self.portal.assignments.short_results, [name], accounts)
        return frozenset(who for one in found if one.result.outcome == "passed" for who in one.students)

    async def take_back(self, name: str, work: Callable[[], None], refused: str) -> None:
        """Take a change of a test back, and go to its page; `refused` is what to say where that no longer goes."""
        try:
            await self.in_background(work)
        except Unreachable:
            self.sentence = word("running", "not_written")
            raise HTTPError(503) from None
        except Conflict:
            self.sentence = refused
            raise HTTPError(409) from None
        self.to_done(f"{self.root()}toetsen-regelen/{name}", self.person.id)


def changed(portal: Portal, name: str, kind: type[Opened], work: Callable[[Opened], None]) -> None:
    """Change the gradebook of a test; raises Conflict or Unreachable, and then nothing was written."""
    from ssfh_learn.grading.problem import ChangedMeanwhile

    try:
        portal.assignments.with_gradebook(name, kind, work)
    except ChangedMeanwhile as error:
        raise Conflict from error
