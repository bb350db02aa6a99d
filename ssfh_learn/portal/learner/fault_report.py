"""Reporting that something is wrong in a step or a question, and reading what became of it."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from tornado.web import HTTPError

from ssfh_learn.dutch_time import dutch_moment
from ssfh_learn.errors import JournalError
from ssfh_learn.journal import fault_reports
from ssfh_learn.journal.fault_reports import FaultReport
from ssfh_learn.portal.learner.learner_page import LearnerPage
from ssfh_learn.portal.published.reported_place import reported_place
from ssfh_learn.words import section

if TYPE_CHECKING:
    from ssfh_learn.journal.transaction import Writing
    from ssfh_learn.portal.published.reported_place import FindModule, FindTest, ReportedPlace

LONGEST, MOST_OPEN = 2_000, 20
"""Characters of a report, and how many open reports one person may have."""
PLACE = ("plaats", "stap", "onderdeel", "vraag")
"""What the address names: a module or test, and in it a step, an activity and a question."""
_ID, _VERSION = re.compile(r"[0-9a-f]{32}"), re.compile(r"[0-9a-f]{16}")


class ReportFaultPage(LearnerPage):
    """`/leren/melden`: report that something is wrong, and read what became of earlier reports."""

    async def get(self) -> None:
        """Show the form, if the address names a place, and her reports; answers to them count as seen."""
        place = await self._place() if self.get_argument("plaats", "") else None
        await self._show(place)

    async def post(self) -> None:
        """Keep the report; what she wrote stays on the page if it cannot be kept."""
        place = await self._place()
        text, id_ = self.get_body_argument("melding", "").strip(), self.get_body_argument("nummer", "")
        if not text or len(text) > LONGEST or not _ID.fullmatch(id_):
            self.set_status(400)
            await self._show(place, problem="too_long" if len(text) > LONGEST else "empty", text=text)
            return
        seen = self.get_argument("versie", "")
        version = seen if _VERSION.fullmatch(seen) else place.content
        place_, step, activity, question = (self._said(name) for name in PLACE)
        now = self.portal.now().isoformat()
        report = FaultReport(id_, self.person.id, place_, step, activity, question, version, now, text)

        def keep(writing: Writing) -> bool:
            writing.alone()
            if fault_reports.open_of(writing.connection, self.person.id) >= MOST_OPEN:
                return False
            fault_reports.add(writing.connection, report)
            return True

        if not await self.write_journal(keep):
            self.set_status(400)
            await self._show(place, problem="too_many", text=text)
            return
        self.redirect(f"{self.root()}melden#gemeld", status=303)

    @property
    def _finders(self) -> tuple[FindModule, FindTest]:
        return self.portal.module, self.portal.assignments.test

    async def _place(self) -> ReportedPlace:
        """Return the place that the address names; answers 404 if there is no such module or test."""
        asked = [self._said(name) for name in PLACE]
        place = await self.in_background(reported_place, *self._finders, *asked)
        if place is None:
            raise HTTPError(404)
        found: ReportedPlace = place
        return found

    def _said(self, name: str) -> str:
        return self.get_argument(name, "")[:64]

    async def _show(self, place: ReportedPlace | None, problem: str = "", text: str = "") -> None:
        mine = await self.read_journal(lambda reading: fault_reports.of(reading.connection, self.person.id))
        if any(one.closed_at and not one.seen_at for one in mine):
            now = self.portal.now().isoformat()
            with suppress(JournalError):  # a page opens on a full disk too; then it stays news
                await self.write_journal(lambda writing: fault_reports.see(writing.connection, self.person.id, now))
        places = {
            one.id: await self.in_background(
                reported_place, *self._finders, one.place, one.step, one.activity, one.question
            )
            for one in mine
        }
        said = section("fault_report")
        self.show(
            "learner/fault_report.html.j2",
            title=said["title"],
            said=said,
            place=place,
            action=self.request.uri,
            number=uuid4().hex,
            longest=LONGEST,
            problem=problem,
            text=text,
            mine=mine,
            places=places,
            moment=lambda at: dutch_moment(datetime.fromisoformat(at)),
        )
