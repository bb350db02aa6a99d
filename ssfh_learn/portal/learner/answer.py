"""The API: one response to one activity."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from tornado.web import HTTPError

from ssfh_learn.activities import Learner, response_id
from ssfh_learn.errors import ContentError, JournalError, Refused
from ssfh_learn.journal import shared
from ssfh_learn.portal.learner.first_choices import count_first
from ssfh_learn.portal.learner.learner_page import LearnerPage
from ssfh_learn.portal.learner.mounting import traits
from ssfh_learn.words import word

if TYPE_CHECKING:
    from ssfh_learn.journal.stream import Stream
    from ssfh_learn.journal.transaction import Writing
    from ssfh_learn.portal.published.asked_activity import AskedActivity
    from ssfh_learn.portal.published.window import Window
    from ssfh_learn.portal.writing.states import StreamState
    from ssfh_learn.traits import SavedState, SavedView


class AnswerEndpoint(LearnerPage):
    """`/leren/api/antwoord`: one response to one activity, or its state now."""

    async def prepare(self) -> None:
        """Refuse what is sent by the page of another person, who was logged in here before."""
        await super().prepare()
        asked_by = unquote(self.request.headers.get("X-Ssfh-Person", ""))
        if asked_by and not self._finished and asked_by != self.person.id:
            raise HTTPError(403)

    async def get(self) -> None:
        """Answer with the present view: another tab or device may have changed it."""
        place, activity = (self.get_query_argument(name, "") for name in ("place", "activity"))
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
        id_ = _id_of(response)
        at = datetime.now(UTC) - timedelta(seconds=self.request.request_time())
        window = await self.portal.window(found, anew=response["kind"] == "begin")
        state: SavedState = "saved"
        message, played = "", None
        if response["kind"] == "erase" and found.stream.private:
            await self._erase(found.stream)
        elif not (found.is_test and response["kind"] == "deliver"):
            state, message, played = await self._play(found, response, at, window)
        if state == "failed":
            self.sentence = message  # whatever else goes wrong now, she hears that her answer was not written
        if played is not None:
            await count_first(self, found, played)
        played = played or await self.played(found.stream, found.activity, found.module)
        if found.is_test and state == "saved" and response["kind"] in {"hand_in", "deliver", "begin"}:
            await self.portal.receipts.answer(found, response["kind"])
        played = await self.closed_in_time(found, played, window)
        saved: SavedView = {"response": id_, "state": state, "message": message}
        said = window.said(datetime.now(UTC), played.state)
        self.answer(
            {
                **traits(found.hers(window), played, said, is_nearly_full=self.is_nearly_full(found.stream)),
                "saved": saved,
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

    async def _play(
        self, found: AskedActivity, response: dict[str, Any], at: datetime, window: Window
    ) -> tuple[SavedState, str, StreamState | None]:
        who, role = Learner(self.person.id), self.role(found.module)
        asked = self.portal.event_writer.respond(
            *(found.stream, found.activity, who, response, role),
            at=at,
            refusal=lambda state: window.refusal(at, state, begins=response["kind"] == "begin"),
            hers=found.hers(window),
        )
        try:
            played, _is_new = await asyncio.wrap_future(asked)
        except Refused as refused:
            return "refused", word("refusal", refused.code), None
        except JournalError as error:
            return "failed", word("journal", error.code), None
        return "saved", "", played

    async def _erase(self, stream: Stream) -> None:
        def erase(writing: Writing) -> None:
            writing.erase(stream)
            shared.take_back(writing.connection, stream)  # what is erased is not in the figures of a group either

        await self.write_journal(erase, changes_roster=False)
        self.portal.cleaner.clean_soon()
        await asyncio.wrap_future(self.portal.event_writer.forget(stream.learner, stream.place, stream.activity))


def _id_of(response: dict[str, Any]) -> str:
    """Return the id of a response; raises HTTPError where it has none, or no kind."""
    if not isinstance(response.get("kind"), str):
        raise HTTPError(400)
    try:
        return response_id(response)
    except Refused:
        raise HTTPError(400) from None
