"""Tests, and what passing one gives: a certificate, and the page on which anybody can check it."""

from __future__ import annotations

from datetime import date, datetime

from tornado.web import HTTPError

from ssfh_learn.errors import ContentError
from ssfh_learn.journal import certificates
from ssfh_learn.portal.certificate import LONGEST_NAME, as_pdf, dutch_date, new_certificate
from ssfh_learn.portal.handlers.learner_page import LearnerPage
from ssfh_learn.portal.page import Page
from ssfh_learn.words import word


class Test(LearnerPage):
    """`/leren/toets/<name>/`: a test, with its rules, and after grading its result."""

    async def get(self, name: str) -> None:
        """Show the test."""
        try:
            mount = await self.mount(name, name)
        except ContentError:
            raise HTTPError(404) from None
        feedback = await self.portal.in_background(self.portal.assignments.feedback, name, self.person.id)
        module = name.removesuffix("-toets")
        has_certificate = feedback and feedback.result.passed and module in self.portal.library.modules
        self.show(
            "test.html.j2",
            title=mount["view"]["title"],
            traits=mount,
            feedback=feedback,
            certificate=module if has_certificate else None,
        )


class GetCertificate(LearnerPage):
    """`/leren/certificaat/<place>`: the certificate of a module whose test was passed."""

    async def post(self, place: str) -> None:
        """Make the certificate and send it; answers 403 where the test was not passed."""
        course = self.course(place)
        name = " ".join(self.get_body_argument("naam", "").split())[:LONGEST_NAME]
        feedback = await self.portal.in_background(self.portal.assignments.feedback, f"{place}-toets", self.person.id)
        if feedback is None or not feedback.result.passed:
            raise HTTPError(403)
        today = datetime.now().astimezone().date()
        new = new_certificate(self.person.id, name or self.person.name, course.description, today)
        one = await self.write_journal(lambda writing: certificates.keep(writing.connection, new))
        address = f"{self.request.protocol}://{self.request.host}{self.root()}controle"
        self.set_header("Content-Type", "application/pdf")
        self.set_header("Content-Disposition", f'attachment; filename="certificaat-{place}.pdf"')
        self.set_header("Cache-Control", "no-store")
        self.finish(await self.portal.in_background(as_pdf, one, address))


class Verify(Page):
    """`/leren/controle`: whether a code belongs to a certificate; for everybody, so nobody has to be logged in."""

    is_public = True

    async def get(self) -> None:
        """Ask for a code, or say what it belongs to."""
        code = self.get_query_argument("code", "").strip().upper()
        found = None
        if code:
            found = await self.read_journal(lambda writing: certificates.find(writing.connection, code[:20]))
        when = dutch_date(date.fromisoformat(found.date)) if found else ""
        self.show("verify.html.j2", title=word("portal", "verify"), code=code[:20], found=found, when=when)
