"""The pages and the API of the portal, free of any host."""

from __future__ import annotations

import asyncio
import json
import mimetypes
import re
from contextlib import suppress
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from tornado.web import HTTPError

from ssfh_learn.activities import Learner
from ssfh_learn.activities.self_assessment import SelfAssessment
from ssfh_learn.errors import ContentError, JournalError, Refused
from ssfh_learn.journal import certificates, shared
from ssfh_learn.journal.sql import Seat
from ssfh_learn.portal.certificate import LONGEST_NAME, as_pdf, dutch_date, dutch_moment, new_certificate
from ssfh_learn.portal.identity import COORDINATOR, LEARNER, TRAINER
from ssfh_learn.portal.mounting import frame, traits
from ssfh_learn.portal.page import Page
from ssfh_learn.portal.pages import Mount
from ssfh_learn.portal.progress import STEPS, progress, visit
from ssfh_learn.portal.readable import readable
from ssfh_learn.portal.scribe import Chosen
from ssfh_learn.portal.sharing import FEWEST, Figure, assessments, figures, means_of
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ssfh_learn.activities import Activity
    from ssfh_learn.journal import Event
    from ssfh_learn.journal.sql import Writing
    from ssfh_learn.portal.library import Course
    from ssfh_learn.portal.portal import Place
    from ssfh_learn.portal.scribe import Played

_ID = re.compile(r"[\w-]{1,64}", re.ASCII)
_IMAGES = {".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif"}


class LearnerPage(Page):
    """A page about a module or a test."""

    def role(self, course: Course | None) -> Chosen | None:
        """Return where this learner chooses her role in a module, if anywhere; a test is the same for all roles."""
        one = self.portal.library.role_choice(course) if course else None
        return Chosen(Seat(self.person.id, course.id, one.id), one) if course and one else None

    async def played(self, seat: Seat, activity: Activity, course: Course | None) -> Played:
        """Return the state in which this learner left an activity."""
        asked = self.portal.scribe.state(seat, activity, Learner(self.person.id), self.role(course))
        return await asyncio.wrap_future(asked)

    async def mount(self, place: str, activity: str) -> dict[str, Any]:
        """Return all traits of an activity, in the state in which this learner left it."""
        found = self.portal.place(self.person, place, activity)
        played = await self.played(found.seat, found.activity, found.course)
        return {
            "place": place,
            "activity": activity,
            **traits(found.activity, played),
            "frame": frame(found.activity, found.course.module if found.course else None),
            "saved": {"response": "", "state": "idle", "message": ""},
            "receipt": self.portal.receipts.receipt(found, played),
        }

    def course(self, place: str) -> Course:
        """Return a module; answers 404 where there is none."""
        course = self.portal.library.course(place)
        if course is None:
            raise HTTPError(404)
        return course


class Home(LearnerPage):
    """`/leren/`: what there is, how far she is, and where to go on."""

    async def get(self) -> None:
        """Show the modules and the tests."""
        courses = self.portal.library.courses()
        done = await asyncio.wrap_future(
            self.portal.scribe.do(lambda writing: {id_: progress(writing, self.person.id, id_) for id_ in courses})
        )
        results = await self.portal.in_background(self.portal.standings, self.person.id)
        self.show(
            "home.html.j2",
            title=word("portal", "home"),
            courses=[
                {
                    "id": course.id,
                    "title": course.module.description.title,
                    "minutes": course.module.description.duration,
                    "steps": len(course.steps),
                    "percent": done[course.id].percent(len(course.steps)),
                    "last": done[course.id].last,
                    "next": course.steps[min(done[course.id].last or 1, len(course.steps)) - 1].title,
                }
                for course in courses.values()
            ],
            tests=results,
            moment=dutch_moment,
            # The cookie is set in the browser, when she closes the explanation; the link to it has a question mark.
            welcome=self.get_cookie("ssfh_welcomed") != "1" or self.request.query == "uitleg",  # type: ignore[attr-defined]
        )


class Step(LearnerPage):
    """`/leren/module/<place>/<step>`: one step of a module."""

    async def get(self, place: str, number: str = "") -> None:
        """Show a step; without a number go where she was."""
        course = self.course(place)
        if not number:
            done = await asyncio.wrap_future(
                self.portal.scribe.do(lambda writing: progress(writing, self.person.id, place))
            )
            last = min(done.last or 1, len(course.steps))  # her trainer may have taken steps away
            self.redirect(f"{self.root()}module/{place}/{last}")  # type: ignore[attr-defined]
            return
        step = int(number)
        if not 1 <= step <= len(course.steps):
            raise HTTPError(404)
        mounts = await self._mounts(place, course.steps[step - 1].activities)
        done = await asyncio.wrap_future(self.portal.scribe.do(lambda writing: self._visit(writing, place, step)))
        described = course.module.description
        problem = self.portal.library.problem(course, course.steps[step - 1].activities)
        self.show(
            "step.html.j2",
            title=course.steps[step - 1].title or described.title,
            module=described,
            place=place,
            number=step,
            steps=course.steps,
            seen=done.seen,
            parts=[
                part for part in course.steps[step - 1].parts if not isinstance(part, Mount) or part.activity in mounts
            ],
            mounts=mounts,
            help=frame_help(course),
            problem=problem if self.person.may(TRAINER) else None,
            is_mount=lambda part: isinstance(part, Mount),
            test=self.portal.test_of(place) if step == len(course.steps) else None,
        )

    async def _mounts(self, place: str, names: Iterable[str]) -> dict[str, dict[str, Any]]:
        """Return the activities of a page; what never could be read takes nothing else away."""
        mounts = {}
        for name in names:
            with suppress(ContentError):
                mounts[name] = await self.mount(place, name)
        return mounts

    def _visit(self, writing: Any, place: str, step: int) -> Any:
        visit(writing, self.person.id, place, step)
        return progress(writing, self.person.id, place)


def frame_help(course: Course) -> str:
    """Return the help text of a module as HTML."""
    shown = frame_text(course)
    return shown["html"] if shown else ""


def frame_text(course: Course) -> Any:
    """Return the help text of a module."""
    from ssfh_learn.activities.markup import markup

    return markup(course.module.description.help)


class Image(LearnerPage):
    """`/leren/module/<place>/<file>`: an image of a module."""

    async def get(self, place: str, name: str) -> None:
        """Send the image; nothing else in the folder can be reached."""
        folder = self.course(place).module.folder.resolve()
        path = (folder / name).resolve()
        if not path.is_relative_to(folder) or path.suffix.lower() not in _IMAGES:
            raise HTTPError(404)
        try:
            content = path.read_bytes()
        except OSError:  # no file, a folder, a name that is too long
            raise HTTPError(404) from None
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        self.set_header("Content-Type", kind)  # type: ignore[attr-defined]
        self.set_header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")  # type: ignore[attr-defined]
        self.finish(content)  # type: ignore[attr-defined]


class Answer(LearnerPage):
    """`/leren/api/antwoord`: one response to one activity, or how it stands now."""

    async def prepare(self) -> None:
        """Refuse what a page of somebody else sends, who was logged in here before."""
        await super().prepare()
        asked_by = unquote(self.request.headers.get("X-Ssfh-Person", ""))
        if asked_by and not self._finished and asked_by != self.person.id:  # type: ignore[attr-defined]
            raise HTTPError(403)

    async def get(self) -> None:
        """Answer with the view of now: another tab or device may have gone on."""
        place, activity = (self.get_query_argument(name, "") for name in ("place", "activity"))  # type: ignore[attr-defined]
        try:
            mount = await self.mount(place, activity)
        except ContentError:
            raise HTTPError(404) from None
        self.answer({name: mount[name] for name in ("view", "notices", "saved", "receipt")})

    async def post(self) -> None:
        """Play and write a response, and answer with the new view."""
        asked = self._asked()
        try:
            found = self.portal.place(self.person, asked["place"], asked["activity"])
        except ContentError:
            raise HTTPError(404) from None
        response = asked["response"]
        id_ = response.get("id")
        if not isinstance(id_, str) or not _ID.fullmatch(id_) or not isinstance(response.get("kind"), str):
            raise HTTPError(400)
        state, message, played = "saved", "", None
        if response["kind"] == "erase" and found.seat.private:
            await self._erase(found.seat)
        elif not (found.is_test and response["kind"] == "deliver"):
            state, message, played = await self._play(found, response)
        played = played or await self.played(found.seat, found.activity, found.course)
        if found.is_test and state == "saved" and response["kind"] in {"hand_in", "deliver", "begin"}:
            await self.portal.receipts.answer(found, response["kind"])
        self.answer(
            {
                **traits(found.activity, played),
                "saved": {"response": id_, "state": state, "message": message},
                "receipt": self.portal.receipts.receipt(found, played),
            }
        )

    def _asked(self) -> dict[str, Any]:
        try:
            asked = json.loads(self.request.body)
            is_good = all(isinstance(asked[name], str) for name in ("place", "activity"))
            if not is_good or not isinstance(asked["response"], dict):
                raise HTTPError(400)
        except (ValueError, KeyError, TypeError, RecursionError):
            raise HTTPError(400) from None
        return dict(asked)

    async def _play(self, found: Place, response: dict[str, Any]) -> tuple[str, str, Played | None]:
        who, role = Learner(self.person.id), self.role(found.course)
        asked = self.portal.scribe.respond(found.seat, found.activity, who, response, role)
        try:
            played, _is_new = await asyncio.wrap_future(asked)
        except Refused as refused:
            return "refused", word("refusal", refused.code), None
        except JournalError as error:
            return "failed", word("journal", error.code), None
        return "saved", "", played

    async def _erase(self, seat: Seat) -> None:
        def erase(writing: Writing) -> None:
            writing.erase(seat)
            shared.take_back(writing.connection, seat)  # what is gone is not in the figures of a group either

        await asyncio.wrap_future(self.portal.scribe.do(erase))
        await asyncio.wrap_future(self.portal.scribe.forget(seat.learner, seat.place, seat.activity))


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
        has_certificate = feedback and feedback.result.passed and module in self.portal.library.courses()
        self.show(
            "test.html.j2",
            title=mount["view"]["title"],
            traits=mount,
            feedback=feedback,
            certificate=module if has_certificate else None,
        )


class MyData(LearnerPage):
    """`/leren/gegevens`: see, download and delete everything about me."""

    async def get(self) -> None:
        """Show what is kept."""
        seats = await asyncio.wrap_future(
            self.portal.scribe.do(
                lambda writing: [(seat, len(writing.events(seat))) for seat in writing.seats(self.person.id)]
            )
        )
        kept = [(*self._titles(seat), count, seat.private) for seat, count in seats]
        self.show("data.html.j2", title=word("portal", "my_data"), kept=kept, sharing=await self._sharing())

    async def _sharing(self) -> list[dict[str, Any]]:
        """Return each self-assessment that was finished, and whether it is shared with the group now."""
        shares = await asyncio.wrap_future(
            self.portal.scribe.do(lambda writing: shared.shared_by(writing.connection, self.person.id))
        )
        found = []
        for course, one in assessments(self.portal.library.courses().values()):
            seat = Seat(self.person.id, course.id, one.id, private=True)
            played = await self.played(seat, one, course)
            is_shared = (course.id, one.id) in shares
            if is_shared or means_of(one, played.state):
                found.append({"place": course.id, "activity": one.id, "title": one.title, "shared": is_shared})
        return found

    def _titles(self, seat: Seat) -> tuple[str, str]:
        """Return how a learner knows a place and what is in it; their names where the content is gone by now."""
        course = self.portal.library.courses().get(seat.place)
        place = course.module.description.title if course else seat.place
        if seat.activity == STEPS:
            return place, word("portal", "data_steps")
        try:
            return place, self.portal.place(self.person, seat.place, seat.activity).activity.title
        except ContentError:
            return place, seat.activity


class Share(LearnerPage):
    """`/leren/delen`: share the outcome of a self-assessment with the group, or take it back."""

    async def post(self) -> None:
        """Share or take back, and go back to my data."""
        place, name = self.get_body_argument("plaats", ""), self.get_body_argument("onderdeel", "")  # type: ignore[attr-defined]
        course = self.course(place)
        one = course.activity(name) if name in course.module.activity_files else None
        if not isinstance(one, SelfAssessment):
            raise HTTPError(404)
        seat = Seat(self.person.id, place, name, private=True)
        if self.get_body_argument("delen", "") == "ja":  # type: ignore[attr-defined]
            played = await self.played(seat, one, course)
            content, means = one.fingerprint(), means_of(one, played.state)
            await self._do(lambda writing: shared.share(writing.connection, seat, content, means))
        else:
            await self._do(lambda writing: shared.take_back(writing.connection, seat))
        self.redirect(f"{self.root()}gegevens#delen")  # type: ignore[attr-defined]

    async def _do(self, work: Callable[[Writing], None]) -> None:
        await asyncio.wrap_future(self.portal.scribe.do(work))


class Download(LearnerPage):
    """`/leren/gegevens/download`: everything about me, as JSON."""

    async def get(self) -> None:
        """Send the file."""
        everything = await asyncio.wrap_future(self.portal.scribe.do(self._everything))
        self.set_header("Content-Disposition", 'attachment; filename="mijn-gegevens.json"')  # type: ignore[attr-defined]
        self.answer({"learner": self.person.id, **everything})

    def _everything(self, writing: Any) -> dict[str, Any]:
        from dataclasses import asdict

        events = [
            {"place": seat.place, "private": seat.private, **asdict(event)}
            for seat in writing.seats(self.person.id)
            for _, event in writing.events(seat)
        ]
        given = [asdict(one) for one in certificates.of(writing.connection, self.person.id)]
        return {"events": events, "certificates": given, "shared": shared.rows_of(writing.connection, self.person.id)}


class Readable(MyData):
    """`/leren/gegevens/lezen`: everything that I did, to read and to print."""

    async def get(self) -> None:
        """Show the events of every seat in words."""
        found = await asyncio.wrap_future(
            self.portal.scribe.do(
                lambda writing: [(seat, writing.events(seat)) for seat in writing.seats(self.person.id)]
            )
        )
        parts = [(*self._titles(seat), self._lines(seat, [event for _, event in events])) for seat, events in found]
        self.show("readable.html.j2", title=word("portal", "readable"), parts=parts)

    def _lines(self, seat: Seat, events: list[Event]) -> list[tuple[str, str]]:
        try:
            activity = self.portal.place(self.person, seat.place, seat.activity).activity
        except ContentError:
            activity = None
        return [(dutch_moment(datetime.fromisoformat(event.at)), readable(activity, event)) for event in events]


class Wipe(LearnerPage):
    """`/leren/gegevens/wissen`: delete everything about me."""

    async def post(self) -> None:
        """Delete and say so; asked twice, because it cannot be undone."""
        if self.get_body_argument("zeker", "") != "ja":  # type: ignore[attr-defined]
            self.redirect(f"{self.root()}gegevens")  # type: ignore[attr-defined]
            return
        await asyncio.wrap_future(self.portal.scribe.do(self._forget))
        await asyncio.wrap_future(self.portal.scribe.forget(self.person.id))
        self.portal.receipts.forget(self.person.id)
        self.show("wiped.html.j2", title=word("portal", "wiped"))

    def _forget(self, writing: Any) -> None:
        writing.forget(self.person.id)
        certificates.forget(writing.connection, self.person.id)
        shared.forget(writing.connection, self.person.id)


class GetCertificate(LearnerPage):
    """`/leren/certificaat/<place>`: the certificate of a module whose test was passed."""

    async def post(self, place: str) -> None:
        """Make the certificate and send it; answers 403 where the test was not passed."""
        course = self.course(place)
        name = " ".join(self.get_body_argument("naam", "").split())[:LONGEST_NAME]  # type: ignore[attr-defined]
        feedback = await self.portal.in_background(self.portal.assignments.feedback, f"{place}-toets", self.person.id)
        if feedback is None or not feedback.result.passed:
            raise HTTPError(403)
        today = datetime.now().astimezone().date()
        new = new_certificate(self.person.id, name or self.person.name, course.module.description, today)
        one = await asyncio.wrap_future(
            self.portal.scribe.do(lambda writing: certificates.keep(writing.connection, new))
        )
        address = f"{self.request.protocol}://{self.request.host}{self.root()}controle"
        self.set_header("Content-Type", "application/pdf")  # type: ignore[attr-defined]
        self.set_header("Content-Disposition", f'attachment; filename="certificaat-{place}.pdf"')  # type: ignore[attr-defined]
        self.set_header("Cache-Control", "no-store")  # type: ignore[attr-defined]
        self.finish(await self.portal.in_background(as_pdf, one, address))  # type: ignore[attr-defined]


class Verify(Page):
    """`/leren/controle`: whether a code belongs to a certificate; for everybody, so nobody has to be logged in."""

    is_public = True

    async def get(self) -> None:
        """Ask for a code, or say what it belongs to."""
        code = self.get_query_argument("code", "").strip().upper()  # type: ignore[attr-defined]
        found = None
        if code:
            found = await asyncio.wrap_future(
                self.portal.scribe.do(lambda writing: certificates.find(writing.connection, code[:20]))
            )
        when = dutch_date(date.fromisoformat(found.date)) if found else ""
        self.show("verify.html.j2", title=word("portal", "verify"), code=code[:20], found=found, when=when)


class Overview(Page):
    """`/leren/overzicht`: for trainers and coordinators: results of tests, and what is wrong with modules."""

    needs = (TRAINER, COORDINATOR)

    async def get(self) -> None:
        """Show the overview; no self-assessment is in it, because none is ever graded."""
        tables = await self.portal.in_background(self.portal.tables)
        self.portal.library.courses()
        self.show(
            "overview.html.j2",
            title=word("portal", "overview"),
            tables=tables if self.person.may(COORDINATOR, TRAINER) else [],
            problems=self.portal.library.problems if self.person.may(TRAINER) else {},
            groups=await asyncio.wrap_future(self.portal.scribe.do(self._groups)),
            fewest=FEWEST,
        )

    def _groups(self, writing: Writing) -> list[tuple[str, list[Figure]]]:
        """Return the figures of the group for each self-assessment; too few people look the same as none."""
        return [
            (one.title, figures(one, shared.of_group(writing.connection, course.id, one.id, one.fingerprint())))
            for course, one in assessments(self.portal.library.courses().values())
        ]


class Role(Page):
    """`/leren/rol`: look at the portal as one of the roles that one has."""

    async def post(self) -> None:
        """Choose a role for the pages that follow; the server holds every page to it."""
        role = self.get_body_argument("rol", "")  # type: ignore[attr-defined]
        if role in self.all_roles:
            self.set_cookie("ssfh_role", role, path=self.root(), httponly=True, samesite="lax")  # type: ignore[attr-defined]
        else:
            self.clear_cookie("ssfh_role", path=self.root())  # type: ignore[attr-defined]
        self.redirect(self.root())  # type: ignore[attr-defined]


class Nothing(Page):
    """`/leren/…` that is nothing."""

    async def get(self, *_: str) -> None:
        """Answer 404 with a page."""
        raise HTTPError(404)


NUMBER, PLACE, TEST = r"([1-9]\d{0,2})", r"([a-z0-9][a-z0-9-]{0,59})", r"([a-z0-9][a-z0-9-]{0,59})"
ROUTES: tuple[tuple[str, type[Page]], ...] = (
    (r"", Home),
    (rf"module/{PLACE}/?", Step),
    (rf"module/{PLACE}/{NUMBER}", Step),
    (rf"module/{PLACE}/([\w./ -]+\.\w+)", Image),
    (rf"toets/{TEST}/?", Test),
    (r"api/antwoord", Answer),
    (r"gegevens", MyData),
    (r"delen", Share),
    (r"gegevens/download", Download),
    (r"gegevens/lezen", Readable),
    (r"gegevens/wissen", Wipe),
    (rf"certificaat/{PLACE}", GetCertificate),
    (r"controle", Verify),
    (r"overzicht", Overview),
    (r"rol", Role),
    (r".*", Nothing),
)
__all__ = ["LEARNER", "ROUTES"]
