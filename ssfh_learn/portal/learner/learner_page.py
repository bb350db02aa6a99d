"""What pages about modules and tests share: a learner, and where she left an activity."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from markupsafe import Markup as Safe
from tornado.web import HTTPError

from ssfh_learn.activities import Learner
from ssfh_learn.content.frame import bare_frame
from ssfh_learn.errors import Unreachable
from ssfh_learn.journal.accounts import has_earlier_work
from ssfh_learn.journal.stream import Stream
from ssfh_learn.portal.learner.mounting import traits
from ssfh_learn.portal.learner.served import served
from ssfh_learn.portal.web.assets import files_of
from ssfh_learn.portal.web.done import SaysDone
from ssfh_learn.portal.web.page import LOG
from ssfh_learn.portal.writing.states import RoleSource
from ssfh_learn.traits import NOTHING_SENT
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ssfh_learn.activities import Activity
    from ssfh_learn.activities.activity import RoleName
    from ssfh_learn.content.frame import StepLink
    from ssfh_learn.portal.published.asked_activity import AskedActivity
    from ssfh_learn.portal.published.library import PublishedModule
    from ssfh_learn.portal.published.window import Window
    from ssfh_learn.portal.writing.states import StreamState


def served_or_later(mount: Mapping[str, Any], is_titled: bool = False) -> Safe:  # noqa: FBT001, FBT002  (a template calls it)
    """Return an activity as the server draws it; nothing where that fails: the script draws it, and the step opens.

    The log says only of which kind it is, because the exception may hold what she answered.
    """
    try:
        return served(mount, is_titled)
    except Exception as error:  # noqa: BLE001  (whatever it is, her step must open)
        LOG.error("the server could not draw a %s: %s", mount["view"]["kind"], type(error).__name__)
        return Safe()


class LearnerPage(SaysDone):
    """A page about a module or a test."""

    async def prepare(self) -> None:
        """See to it that the modules are as trainers saved them."""
        await super().prepare()
        if not self._finished:
            await self.portal.check_files()

    def page(self, template: str, *, title: str, **values: Any) -> str:
        """Return a page, which says what she just did, and on which an activity is read before the script draws it."""
        said = self.said_done() if hasattr(self, "person") else ""
        return super().page(template, title=title, served=served_or_later, just_done=said, **values)

    def to_my_data(self, part: str, said: str) -> None:
        """Go to a part of her data, which says what she just did there."""
        self.to_done(f"{self.root()}gegevens?deel={part}#melding", said)

    async def earlier_work(self) -> str:
        """Return the sentence about work that may be hers and is not joined with her account; empty without any."""
        name, created = self.person.account, self.person.created
        if name is None or created is None:
            return ""
        asked = self.read_journal(lambda reading: has_earlier_work(reading.connection, name, created, self.person.id))
        return word("portal", "earlier_work", name=name) if await asked or await self._has_results_of(name) else ""

    async def _has_results_of(self, name: str) -> bool:
        """Return whether a test has work under the name of her account, while that is not the key of her own work."""
        if name == self.person.id:
            return False
        try:
            return await self.in_background(self.portal.submissions.first_handed_in, name) is not None
        except Unreachable:
            return False

    def role(self, module: PublishedModule | None) -> RoleSource | None:
        """Return where this learner chooses her role in a module, if anywhere; a test is the same for all roles."""
        one = module.role_choice if module else None
        return RoleSource(Stream(self.person.id, module.id, one.id), one) if module and one else None

    async def chosen_role(self, module: PublishedModule) -> RoleName:
        """Return the role that this learner has in a module: what she chose, or else that of most people."""
        source, nobody = self.role(module), Learner("")
        if source is None:
            return nobody.role
        chosen: RoleName | None = (await self.played(source.stream, source.activity, None)).state.role
        return chosen or nobody.role

    async def played(self, stream: Stream, activity: Activity, module: PublishedModule | None) -> StreamState:
        """Return the state in which this learner left an activity."""
        asked = self.portal.event_writer.state(stream, activity, Learner(self.person.id), self.role(module))
        return await asyncio.wrap_future(asked)

    def is_nearly_full(self, stream: Stream) -> bool:
        """Say whether this learner wrote nearly as much as she may, in all or in one stream."""
        return self.portal.event_writer.quota.is_nearly_used(stream)

    async def mount(self, place: str, activity: str) -> dict[str, Any]:
        """Return all traits of an activity, in the state in which this learner left it."""
        found = self.portal.place(self.person, place, activity)
        played = await self.played(found.stream, found.activity, found.module)
        window = await self.portal.window(found, anew=True)
        played = await self.closed_in_time(found, played, window)
        said = window.said(datetime.now(UTC), played.state)
        self.own_files = tuple(dict.fromkeys((*self.own_files, *files_of(found.activity.kind))))
        return {
            "place": place,
            "activity": activity,
            **traits(found.hers(window), played, said, is_nearly_full=self.is_nearly_full(found.stream)),
            "frame": bare_frame(found.activity, self._report(found), self._steps(found)),
            "saved": NOTHING_SENT,
            "receipt": self.portal.receipts.receipt(found, played),
        }

    def _steps(self, found: AskedActivity) -> list[StepLink]:
        """Return the addresses of the steps of the module of an activity; a test belongs to none."""
        module = found.module
        if module is None:
            return []
        root = f"{self.root()}module/{module.id}"
        return [
            {
                "number": number,
                "minutes": step.reading_minutes,
                "address": f"{root}/{number}",
                "is_here": found.stream.activity in step.activities,
            }
            for number, step in enumerate(module.steps, 1)
        ]

    def _report(self, found: AskedActivity) -> str:
        """Return the address at which she reports a fault in an activity, in the version that she sees."""
        asked = {
            "plaats": found.stream.place,
            "onderdeel": found.stream.activity,
            "versie": found.activity.fingerprint(),
        }
        return f"{self.root()}melden?{urlencode(asked)}"

    async def closed_in_time(self, found: AskedActivity, played: StreamState, window: Window) -> StreamState:
        """Return a state as it may be shown now; a test that her deadline found open is handed in for her."""
        shown = window.closed(played.state, datetime.now(UTC)) if found.is_test else played.state
        if shown is played.state:
            return played
        await self.portal.receipts.hand_in_for(found, played, window.last)
        return replace(played, state=shown)

    def module(self, place: str) -> PublishedModule:
        """Return a module; answers 404 where there is none."""
        module = self.portal.module(place)
        if module is None:
            raise HTTPError(404)
        return module
