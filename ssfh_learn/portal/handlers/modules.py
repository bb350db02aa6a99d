"""The pages on which a learner learns: what there is, the steps of a module, and their images."""

from __future__ import annotations

import mimetypes
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from tornado.web import HTTPError

from ssfh_learn.activities.markup import markup
from ssfh_learn.content.images import SUFFIXES
from ssfh_learn.dutch_time import dutch_moment
from ssfh_learn.errors import ContentError, Unreachable
from ssfh_learn.portal.handlers.learner_page import LearnerPage
from ssfh_learn.portal.handlers.refresher import lines_of
from ssfh_learn.portal.identity import TRAINER
from ssfh_learn.portal.pages import Mount
from ssfh_learn.portal.progress import Progress, progress, visit
from ssfh_learn.words import duration, word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ssfh_learn.journal.sql import Writing


class Home(LearnerPage):
    """`/leren/`: what there is, how far she is, and where to go on."""

    async def get(self) -> None:
        """Show the modules and the tests."""
        courses = self.portal.library.courses()
        done = await self.with_journal(lambda writing: {id_: progress(writing, self.person.id, id_) for id_ in courses})
        try:
            results = await self.portal.in_background(self.portal.standings, self.person.id)
        except Unreachable:
            results = None
        self.show(
            "home.html.j2",
            title=word("portal", "home"),
            courses=[
                {
                    "id": course.id,
                    "title": course.module.description.title,
                    "duration": duration(course.module.description.duration),
                    "steps": len(course.steps),
                    "percent": done[course.id].percent(len(course.steps)),
                    "last": done[course.id].last,
                    "next": course.steps[min(done[course.id].last or 1, len(course.steps)) - 1].title,
                }
                for course in courses.values()
            ],
            refreshers=await lines_of(self, (course for course in courses.values() if done[course.id].last)),
            tests=results,
            moment=dutch_moment,
            # The cookie is set in the browser, when she closes the explanation; the link to it has a question mark.
            welcome=self.get_cookie("ssfh_welcomed") != "1" or self.request.query == "uitleg",
        )


class Step(LearnerPage):
    """`/leren/module/<place>/<step>`: one step of a module."""

    async def get(self, place: str, number: str = "") -> None:
        """Show a step; without a number go where she was."""
        course = self.course(place)
        if not number:
            done = await self.with_journal(lambda writing: progress(writing, self.person.id, place))
            last = min(done.last or 1, len(course.steps))  # her trainer may have taken steps away
            self.redirect(f"{self.root()}module/{place}/{last}")
            return
        step = int(number)
        if not 1 <= step <= len(course.steps):
            raise HTTPError(404)
        mounts = await self._mounts(place, course.steps[step - 1].activities)
        done = await self.with_journal(lambda writing: self._visit(writing, place, step))
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
            help=markup(described.help),
            problem=problem if self.person.may(TRAINER) else None,
            is_mount=lambda part: isinstance(part, Mount),
            **(self._test(place) if step == len(course.steps) else {}),
        )

    def _test(self, place: str) -> dict[str, Any]:
        """Return the test after the last step, or that nobody can see now whether there is one."""
        try:
            return {"test": self.portal.test_of(place)}
        except Unreachable:
            return {"test_is_unknown": True}

    async def _mounts(self, place: str, names: Iterable[str]) -> dict[str, dict[str, Any]]:
        """Return the activities of a page; what never could be read takes nothing else away."""
        mounts = {}
        for name in names:
            with suppress(ContentError):
                mounts[name] = await self.mount(place, name)
        return mounts

    def _visit(self, writing: Writing, place: str, step: int) -> Progress:
        visit(writing, self.person.id, place, step)
        return progress(writing, self.person.id, place)


class Image(LearnerPage):
    """`/leren/module/<place>/<file>`: an image of a module."""

    async def get(self, place: str, name: str) -> None:
        """Send the image; nothing else in the folder can be reached."""
        folder = self.course(place).module.folder.resolve()
        path = (folder / name).resolve()
        if not path.is_relative_to(folder) or path.suffix.lower() not in SUFFIXES:
            raise HTTPError(404)
        try:
            content = path.read_bytes()
        except OSError:  # no file, a folder, a name that is too long
            raise HTTPError(404) from None
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        self.set_header("Content-Type", kind)
        self.set_header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
        self.finish(content)
