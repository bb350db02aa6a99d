"""The certificate for passing a test, and the page on which everybody can check it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from tornado.web import HTTPError

from ssfh_learn.content.module import name_of_test
from ssfh_learn.dutch_time import day_at, dutch_date
from ssfh_learn.errors import JournalError
from ssfh_learn.journal import certificates
from ssfh_learn.journal.stream import Stream
from ssfh_learn.portal.learner.certificate import as_pdf, dated, new_certificate, printed_on_certificate
from ssfh_learn.portal.learner.certificate_code import LONGEST_TYPED, codes_in
from ssfh_learn.portal.learner.learner_page import LearnerPage
from ssfh_learn.portal.learner.passing import Passed, Passing, passing, withdrawn_since
from ssfh_learn.portal.web.page import LOG, Page
from ssfh_learn.words import word

if TYPE_CHECKING:
    from ssfh_learn.journal.certificates import Certificate

REFUSED = {
    Passed.NO: (403, "certificate_not_passed"),
    Passed.NO_RESULT: (403, "certificate_not_passed"),
    Passed.UNDECIDED: (403, "certificate_undecided"),
    Passed.UNREADABLE: (503, "certificate_unreadable"),
}
"""The error for a certificate that was not earned, or if nobody knows whether it was."""


class GetCertificate(LearnerPage):
    """`/leren/certificaat/<place>`: the certificate of a module whose test was passed."""

    stays_after_leaving = True

    async def post(self, place: str) -> None:
        """Make the certificate and send it, or say in a sentence why not."""
        module = self.module(place)
        now = await self.in_background(passing, self.portal.assignments, place, self.person.id)
        if now.passed is not Passed.YES:
            status, code = REFUSED[now.passed]
            self.sentence = word("portal", code)
            raise HTTPError(status)
        typed = self.get_body_argument("naam", "", strip=False)
        try:
            name = self._listed() or printed_on_certificate(typed)
        except ValueError as error:
            self._ask_again(place, typed, str(error))
            return
        new = new_certificate(self.person.id, name, module.description, await self._passed(place, now))
        one = await self.write_journal(lambda writing: certificates.keep(writing.connection, new), changes_roster=False)
        address = self.portal.address
        pdf = await self.in_background(as_pdf, one, f"{address}controle" if address else None)
        self.set_header("Content-Type", "application/pdf")
        self.set_header("Content-Disposition", f'attachment; filename="certificaat-{place}.pdf"')
        self.set_header("Cache-Control", "no-store")
        self.finish(pdf)

    def _listed(self) -> str:
        """Return her name in the roster, which stands on her certificates; empty if it is not there or cannot be."""
        with suppress(ValueError):
            return printed_on_certificate(self.listed_name)
        return ""

    def _ask_again(self, place: str, typed: str, problem: str) -> None:
        self.set_status(400)
        self.show(
            "learner/certificate.html.j2",
            title=word("portal", "certificate"),
            place=place,
            test=name_of_test(place),
            name=typed[:LONGEST_TYPED],
            problem=problem,
        )

    async def _passed(self, place: str, now: Passing) -> datetime:
        """Return when the attempt that counts was handed in: as it was received here, if it was handed in here."""
        test = name_of_test(place)
        stream = Stream(self.person.id, test, test)
        events = await self.read_journal(lambda reading: reading.events(stream))
        here = [
            datetime.fromisoformat(event.at)
            for _, event in events
            if event.kind == "hand_in" and event.attempt == now.attempt
        ]
        return min([*here, *([now.handed_in] if now.handed_in else [])], default=self.portal.now())


class Verify(Page):
    """`/leren/controle`: whether a code belongs to a certificate; for everybody, without logging in."""

    is_public = True

    async def get(self) -> None:
        """Ask for a code, or say what it belongs to and whether that still holds."""
        typed = self.get_query_argument("code", "")[:LONGEST_TYPED]
        found, unknown = await self._found(typed), False
        if found:
            now = await self.in_background(passing, self.portal.assignments, found.module, found.learner)
            unknown = now.passed is Passed.UNREADABLE and found.withdrawn_at is None
            found = await self._with_state(found, now)
        self.show(
            "learner/verify.html.j2",
            title=word("portal", "verify"),
            code=found.code if found else typed,
            found=found,
            unknown=unknown,
            dated=dated(found) if found else "",
            today=dutch_date(self.portal.today()),
            since=dutch_date(day_at(found.withdrawn_at)) if found and found.withdrawn_at else "",
        )

    async def _found(self, typed: str) -> Certificate | None:
        codes = list(codes_in(typed))
        if not codes:
            return None
        return await self.read_journal(
            lambda reading: next((one for code in codes if (one := certificates.find(reading.connection, code))), None)
        )

    async def _with_state(self, found: Certificate, now: Passing) -> Certificate:
        """Record that a certificate was withdrawn or is valid again, because a course may drop its results later.

        If that cannot be written now, the page says it all the same and the next visit records it.
        """
        since = withdrawn_since(found, now)
        if since != found.withdrawn_at:
            try:
                await self.write_journal(lambda writing: certificates.withdraw(writing.connection, found.code, since))
            except JournalError as error:
                LOG.warning("a withdrawal was not written: %s", error.code)
        return replace(found, withdrawn_at=since)
