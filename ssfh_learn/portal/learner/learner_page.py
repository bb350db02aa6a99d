"""What pages about modules and tests share: a learner, and where she left an activity."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tornado.web import HTTPError

from ssfh_learn.activities import Learner
from ssfh_learn.content.frame import frame
from ssfh_learn.journal.stream import Stream
from ssfh_learn.portal.learner.mounting import traits
from ssfh_learn.portal.web.page import Page
from ssfh_learn.portal.writing.states import RoleSource
from ssfh_learn.traits import NOTHING_SENT

if TYPE_CHECKING:
    from ssfh_learn.activities import Activity
    from ssfh_learn.portal.published.asked_activity import AskedActivity
    from ssfh_learn.portal.published.library import PublishedModule
    from ssfh_learn.portal.published.window import Window
    from ssfh_learn.portal.writing.states import StreamState


class LearnerPage(Page):
    """A page about a module or a test."""

    def role(self, course: PublishedModule | None) -> RoleSource | None:
        """Return where this learner chooses her role in a module, if anywhere; a test is the same for all roles."""
        one = course.role_choice if course else None
        return RoleSource(Stream(self.person.id, course.id, one.id), one) if course and one else None

    async def played(self, stream: Stream, activity: Activity, course: PublishedModule | None) -> StreamState:
        """Return the state in which this learner left an activity."""
        asked = self.portal.event_writer.state(stream, activity, Learner(self.person.id), self.role(course))
        return await asyncio.wrap_future(asked)

    async def mount(self, place: str, activity: str) -> dict[str, Any]:
        """Return all traits of an activity, in the state in which this learner left it."""
        found = self.portal.place(self.person, place, activity)
        played = await self.played(found.stream, found.activity, found.course)
        window = await self.portal.window(found, anew=True)
        played = await self.closed_in_time(found, played, window)
        return {
            "place": place,
            "activity": activity,
            **traits(found.activity, played, window.said(datetime.now(UTC), played.state)),
            "frame": frame(found.activity, found.course.description if found.course else None),
            "saved": NOTHING_SENT,
            "receipt": self.portal.receipts.receipt(found, played),
        }

    async def closed_in_time(self, found: AskedActivity, played: StreamState, window: Window) -> StreamState:
        """Return a state as it may be shown now; a test that her deadline found open is handed in for her."""
        shown = window.played(played, datetime.now(UTC)) if found.is_test else played
        if shown is not played:
            await self.portal.receipts.hand_in_for(found, played, window.last)
        return shown

    def course(self, place: str) -> PublishedModule:
        """Return a module; answers 404 where there is none."""
        course = self.portal.module(place)
        if course is None:
            raise HTTPError(404)
        return course
