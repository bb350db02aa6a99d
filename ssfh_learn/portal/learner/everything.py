"""Everything about one learner in one answer: to download as it is kept, and to read as a person would tell it."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import asdict
from html import escape
from typing import TYPE_CHECKING, Any

from tornado.web import HTTPError

from ssfh_learn.activities import Learner, play
from ssfh_learn.dutch_time import day_at, dutch_date, dutch_day
from ssfh_learn.errors import ContentError, Unreachable
from ssfh_learn.journal import accounts, certificates, fault_reports, first_tries, projections, shared, told, use
from ssfh_learn.portal.learner.own_data import MyData
from ssfh_learn.portal.learner.readable import ToldLine, last_words, readable, told_words
from ssfh_learn.portal.learner.track import track_of
from ssfh_learn.portal.learner.track_page import plans_of
from ssfh_learn.portal.published.standing_line import line_of_test
from ssfh_learn.portal.web.pace import Busy
from ssfh_learn.portal.web.page import as_json
from ssfh_learn.portal.writing.progress import STEPS, progress, progress_line
from ssfh_learn.roster.own_entry import entry_rows
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from ssfh_learn.activities import Activity
    from ssfh_learn.content.track import Track
    from ssfh_learn.journal import Event
    from ssfh_learn.journal.reading import ReadTransaction
    from ssfh_learn.journal.stream import Stream
    from ssfh_learn.portal.published.library import PublishedModule

BYTES_TOGETHER = 30_000
"""About how many bytes of events are read and sent at once."""
UNCOUNTED = use.Use(1, 1_000)
"""What is taken for a stream whose events are not counted yet."""
PLACE_END = "</div></details>"
"""What `readable_place.html.j2` leaves open."""


class _Everything(MyData):
    """A page of every event of a learner, which is sent piece by piece; one at a time."""

    _used: dict[Stream, use.Use] | None = None

    async def _events(self) -> AsyncIterator[tuple[Stream, list[Event]]]:
        """Yield every event, some at a time; a stream without events does not come."""
        for stream in await self.read_journal(lambda reading: reading.streams(self.person.id)):
            async for found in self._events_of(stream):
                yield found

    async def _events_of(self, stream: Stream) -> AsyncIterator[tuple[Stream, list[Event]]]:
        """Yield the events of a stream, some at a time; what was counted only says how many fit together."""
        if self._used is None:
            self._used = await self.read_journal(lambda reading: use.use_of(reading.connection, self.person.id))
        held = self._used.get(stream, UNCOUNTED)
        after, most = 0, max(1, BYTES_TOGETHER * held.events // max(1, held.bytes))
        while found := await self._next(stream, after, most):
            after = found[-1][0]
            yield stream, [event for _, event in found]

    async def _next(self, stream: Stream, after: int, most: int) -> list[tuple[int, Event]]:
        return await self.read_journal(lambda reading: reading.events_up_to(stream, most, after))

    @asynccontextmanager
    async def _only_one(self) -> AsyncIterator[None]:
        try:
            async with self.portal.downloads.of(self.person.id):
                yield
        except Busy:
            raise HTTPError(503) from None


def _is_of_test(stream: Stream) -> bool:
    return stream.place == stream.activity


class Download(_Everything):
    """`/leren/gegevens/download`: everything about me, as JSON."""

    async def get(self) -> None:
        """Send the file."""
        async with self._only_one():
            rest = await self.read_journal(self._rest)
            self.set_header("Content-Disposition", 'attachment; filename="mijn-gegevens.json"')
            await self.answer_in_pieces(self._pieces(rest))

    async def _pieces(self, rest: dict[str, Any]) -> AsyncIterator[bytes]:
        yield b'{"learner":' + as_json(self.person.id) + b',"events":['
        between = b""
        async for stream, events in self._events():
            told = [as_json({"place": stream.place, "private": stream.private, **asdict(event)}) for event in events]
            yield between + b",".join(told)
            between = b","
        yield b"]," + as_json(rest)[1:]

    def _rest(self, reading: ReadTransaction) -> dict[str, Any]:
        """Return everything besides the events, of which there is little."""
        given = [asdict(one) for one in certificates.of(reading.connection, self.person.id)]
        return {
            "certificates": given,
            "shared": shared.rows_of(reading.connection, self.person.id),
            "first_choices": first_tries.rows_of(reading.connection, self.person.id),
            "accounts": [asdict(one) for one in accounts.accounts(reading.connection, learner=self.person.id)],
            "told": told.rows_of(reading.connection, self.person.id),
            "reports": [asdict(one) for one in fault_reports.of(reading.connection, self.person.id)],
            "listed": entry_rows(reading.connection, self.person.id),
            **projections.rows_of(reading.connection, self.person.id),
        }


class Readable(_Everything):
    """`/leren/gegevens/lezen`: what I did, as a person would tell it, to read and to print."""

    own_files = ("home.css",)

    async def get(self) -> None:
        """Tell of each module and activity where she is now."""
        name = self.listed_name
        async with self._only_one():
            await self.show_in_pieces(
                "learner/readable.html.j2",
                self._pieces(),
                title=word("portal", "readable"),
                on_paper=word("readable", "on_paper"),
                made=word("readable", "made" if name else "made_on", name=name, day=dutch_date(self.portal.today())),
            )

    async def _pieces(self) -> AsyncIterator[str]:
        streams = await self.read_journal(lambda reading: reading.streams(self.person.id))
        modules = self.portal.library.modules
        done = await self.read_journal(lambda reading: progress(reading, self.person.id, modules.values()))
        place, is_open = None, False
        is_only = len({stream.place for stream in streams}) == 1
        for stream in sorted(streams, key=self._place_in_reading):
            if stream.place != place:
                place = stream.place
                yield PLACE_END if is_open else ""
                line = progress_line(done[place]) if place in done else await self._line_of_test(stream)
                title, is_open = self._titles(stream)[0 if place in modules else 1], True
                yield self.part("learner/readable_place.html.j2", title=title, line=line, is_only=is_only)
            if stream.activity == STEPS:
                continue
            async for piece in self._told(stream):
                yield piece
        yield PLACE_END if is_open else ""
        if not streams:
            yield self.part("learner/readable_none.html.j2")

    async def _line_of_test(self, stream: Stream) -> str:
        """Return how far she is with a test; empty for what is no test."""
        if not _is_of_test(stream):
            return ""
        standing = await self.in_background(self.portal.assignments.standing, stream.place, self.person.id)
        return line_of_test(standing) if standing.is_readable else ""

    def _place_in_reading(self, stream: Stream) -> tuple[Any, ...]:
        """Return what orders the streams: the modules, the activities in the order of their steps, then the rest."""
        module = self.portal.library.modules.get(stream.place)
        if module is None:
            return (True, stream.place, 0, stream.activity)
        shown = [name for step in module.steps for name in step.activities]
        place = shown.index(stream.activity) if stream.activity in shown else len(shown)
        return (False, module.description.title, place, stream.activity)

    async def _told(self, stream: Stream) -> AsyncIterator[str]:
        """Yield the piece about one activity, and nothing now and then while it is played, so that others go on."""
        if (track := self.portal.library.tracks.get(track_of(stream.activity) or "")) is not None:
            yield await self._told_track(stream, track)
            return
        activity = self._activity(stream)
        module = self.portal.library.modules.get(stream.place)
        learner = await self._learner(module)
        state = activity.start(learner) if activity else None
        words: dict[str, str] = {}
        at = ""
        async for _, events in self._events_of(stream):
            at = events[-1].at
            if activity is None:
                words = last_words(events, words)
            else:
                state = play(activity, events, learner, state).state
            yield ""
        lines = told_words(words.values()) if activity is None else readable(activity, state)
        day = dutch_day(day_at(at), self.portal.today())
        yield self.part(
            "learner/readable_lines.html.j2",
            activity="" if _is_of_test(stream) else self._titles(stream)[1],  # which the place is called already
            when=day,
            lines=lines,
            nothing=word("readable", "nothing"),
            exactly=word("readable", "exactly"),
        )

    async def _told_track(self, stream: Stream, track: Track) -> str:
        """Return the piece about a track that she planned, or of which she moved a day."""
        today = self.portal.today()
        found, plans = await self.read_journal(
            lambda reading: (reading.events(stream), plans_of(reading, self.person.id, [track]))
        )
        plan = plans.get(track.id)
        lines = [ToldLine(escape(one.step.title), escape(one.said(today))) for one in plan.days] if plan else []
        return self.part(
            "learner/readable_lines.html.j2",
            activity=track.title,
            when=dutch_day(day_at(found[-1][1].at), today),
            lines=lines,
            nothing=word("track", "not_planned"),
            exactly="",
        )

    def _activity(self, stream: Stream) -> Activity | None:
        """Return the activity of a stream; None if it is not there any more."""
        try:
            return self.portal.place(self.person, stream.place, stream.activity).activity
        except (ContentError, Unreachable):
            return None

    async def _learner(self, module: PublishedModule | None) -> Learner:
        """Return her with the role that she chose in a module, which decides the questions of a card."""
        return Learner(self.person.id, await self.chosen_role(module)) if module else Learner(self.person.id)
