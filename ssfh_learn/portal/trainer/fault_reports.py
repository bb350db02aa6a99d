"""What learners reported as wrong, for trainers: to answer or to close."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from markupsafe import Markup as Safe

from ssfh_learn.dutch_time import dutch_moment
from ssfh_learn.journal import fault_reports
from ssfh_learn.portal.published.reported_place import reported_place
from ssfh_learn.portal.web.identity import TRAINER
from ssfh_learn.portal.web.staff_page import StaffPage
from ssfh_learn.words import section

if TYPE_CHECKING:
    from ssfh_learn.journal.fault_reports import FaultReport
    from ssfh_learn.portal.portal import Portal
    from ssfh_learn.portal.published.reported_place import ReportedPlace
    from ssfh_learn.portal.web.page import Page

LONGEST_REPLY = 2_000


@dataclass(frozen=True)
class OpenReport:
    """A report with its place as it is now; `is_changed` says that she saw another version of it."""

    report: FaultReport
    place: ReportedPlace | None

    @property
    def is_changed(self) -> bool:
        """Whether the activity is another one now than the one that she saw."""
        return self.place is not None and bool(self.report.content) and self.report.content != self.place.content


async def reports(page: Page) -> Safe:
    """Return the section with the open reports; empty for a person who writes no modules, and without reports."""
    if not page.person.may(TRAINER):
        return Safe()
    found = await page.read_journal(lambda reading: fault_reports.open_reports(reading.connection))
    if not found:
        return Safe()
    shown = await page.in_background(_with_places, page.portal, found)
    return page.part(
        "trainer/fault_reports.html.j2",
        said=section("fault_report"),
        reports=shown,
        root=page.root(),
        xsrf=page.xsrf_token.decode(),
        longest=LONGEST_REPLY,
        moment=lambda at: dutch_moment(datetime.fromisoformat(at)),
    )


def _with_places(portal: Portal, found: list[FaultReport]) -> list[OpenReport]:
    finders = portal.module, portal.assignments.test
    return [OpenReport(one, reported_place(*finders, one.place, one.step, one.activity, one.question)) for one in found]


class CloseReport(StaffPage):
    """`/leren/melding`: close a report, with an answer for who reported it or without."""

    needs = (TRAINER,)

    async def post(self) -> None:
        """Close it; who closes second changes nothing."""
        id_, reply = self.get_body_argument("nummer", ""), self.get_body_argument("antwoord", "").strip()
        now, by = self.portal.now().isoformat(), self.person.id
        await self.write_journal(
            lambda writing: fault_reports.close(writing.connection, id_, by, now, reply[:LONGEST_REPLY])
        )
        self.redirect(f"{self.root()}overzicht#meldingen", status=303)
