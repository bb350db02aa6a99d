"""A track of a learner: to plan it, to move its days, to put them in her agenda, and to see what changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from tornado.web import HTTPError

from ssfh_learn.activities.markup import markup
from ssfh_learn.dutch_time import day_at, dutch_day
from ssfh_learn.journal import Event
from ssfh_learn.journal.stream import Stream
from ssfh_learn.portal.learner.learner_page import LearnerPage
from ssfh_learn.portal.learner.track import ScanChange, planned, scan_changes, stream_of
from ssfh_learn.portal.learner.track.calendar_file import as_calendar
from ssfh_learn.portal.learner.track.plan import said_day, typed_day
from ssfh_learn.roster.group_tracks import tracks_of_participant
from ssfh_learn.words import section, word

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from ssfh_learn.content.track import Track, TrackStep
    from ssfh_learn.journal.reading import ReadTransaction
    from ssfh_learn.journal.transaction import Writing
    from ssfh_learn.portal.learner.track import PlannedTrack
    from ssfh_learn.roster.group_tracks import GroupTrack


def plans_of(reading: ReadTransaction, learner: str, tracks: Iterable[Track]) -> dict[str, PlannedTrack]:
    """Return the tracks that she planned or that her group does, by id."""
    tracks = list(tracks)
    streams = {track.id: stream_of(learner, track) for track in tracks}
    scans = {track.id: Stream(learner, track.module, track.scan, private=True) for track in tracks}
    reading.read_events_ahead(dict.fromkeys([*streams.values(), *scans.values()], 0))
    of_groups = tracks_of_participant(reading.connection, learner)
    found = {
        track.id: planned(track, (event for _, event in reading.events(streams[track.id])), of_groups.get(track.id))
        for track in tracks
    }
    return {
        id_: replace(plan, scanned=_finished(event for _, event in reading.events(scans[id_])))
        for id_, plan in found.items()
        if plan
    }


def _finished(events: Iterable[Event]) -> date | None:
    """Return the day on which she last finished a self-assessment."""
    return max((day_at(event.at) for event in events if event.kind == "finish"), default=None)


class TrackPage(LearnerPage):
    """A page about one track; the plan on it is this learner's alone."""

    own_files = ("home.css",)

    def track(self, name: str) -> Track:
        """Return a track; answers 404 where there is none."""
        found = self.portal.library.tracks.get(name)
        if found is None:
            raise HTTPError(404)
        return found

    async def plan(self, track: Track) -> PlannedTrack | None:
        """Return her plan."""
        found = await self.read_journal(lambda reading: plans_of(reading, self.person.id, [track]))
        return found.get(track.id)


class ShowTrack(TrackPage):
    """`/leren/traject/<name>`: what the track is, her days, and what changed since her first scan."""

    async def get(self, name: str) -> None:
        """Show the track."""
        track = self.track(name)
        plan, today = await self.plan(track), self.portal.today()
        of_group = None if plan else await self._of_group(track)
        days = {one.step.id: one for one in plan.days} if plan else {}
        upcoming = plan.next_day(today) if plan else None
        self.show(
            "learner/track.html.j2",
            title=track.title,
            said=section("track"),
            track=track,
            intro=markup(track.intro),
            steps=[(step, markup(step.text), days.get(step.id), self._address(track, step)) for step in track.steps],
            plan=plan,
            module=self.portal.library.modules[track.module],
            today=today,
            first_day=of_group.start if of_group else today,
            group_begins=dutch_day(of_group.start, today) if of_group else "",
            upcoming=upcoming.step.id if upcoming else "",
            changes=await self._changes(track),
            help=markup(self.portal.library.modules[track.module].description.help),
        )

    async def _of_group(self, track: Track) -> GroupTrack | None:
        """Return what her group plans."""
        found = await self.read_journal(lambda reading: tracks_of_participant(reading.connection, self.person.id))
        return found.get(track.id)

    def _address(self, track: Track, step: TrackStep) -> str:
        """Return where the activity is that a step asks for, such as the self-assessment; empty if it asks for none."""
        module = self.portal.library.modules[track.module]
        of_kind = {id_ for id_, one in module.activities.items() if one.kind == step.works_with}
        asked = {track.scan} if step.kind == "scan" else of_kind
        numbers = (number for number, one in enumerate(module.steps, 1) if asked & {*one.activities})
        number = next(numbers, None)
        return f"module/{module.id}/{number}" if number else ""

    async def _changes(self, track: Track) -> list[ScanChange]:
        """Return what changed between her first scan and her last one."""
        module = self.portal.library.modules[track.module]
        scan = module.activities.get(track.scan)
        if scan is None:
            return []
        played = await self.played(Stream(self.person.id, module.id, scan.id, scan.is_private), scan, module)
        return scan_changes(scan, played.state)

    async def post(self, name: str) -> None:
        """Plan the track, move one of its days, or stop with it."""
        track = self.track(name)
        day = typed_day(self.get_body_argument("dag", ""), self.portal.today())
        step = self.get_body_argument("stap", "")
        titles = {one.id: one.title for one in track.steps}
        said, address = "", f"{self.root()}traject/{track.id}"
        if self.get_body_argument("stop", ""):
            is_written = await self._write(track, {"kind": "stop"})
            said = word("track", "done_stop")
        elif step in titles and day:
            is_written = await self._write(track, {"kind": "move", "step": step, "day": day.isoformat()})
            said = word("track", "done_move", step=titles[step], day=said_day(day, self.portal.today()))
        elif not step and day:
            is_written = await self._write(track, {"kind": "plan", "day": day.isoformat()})
            said = word("track", "done_plan", day=said_day(day, self.portal.today()))
        if said and is_written:
            self.to_done(address, said)
        else:
            self.redirect(address)

    async def _write(self, track: Track, response: dict[str, Any]) -> bool:
        """Write it, and say whether there was room for it."""
        stream = stream_of(self.person.id, track)
        quota = self.portal.event_writer.quota

        def write(writing: Writing) -> bool:
            if not quota.allows(writing, stream):
                return False
            event = {**response, "id": str(uuid4())}
            writing.add(stream, Event.now(activity=stream.activity, content="", attempt=1, response=event))
            return True

        return await self.write_journal(write, changes_roster=False)


class TrackCalendar(TrackPage):
    """`/leren/traject/<name>/agenda.ics`: her days, for any agenda."""

    async def get(self, name: str) -> None:
        """Send the file; answers 404 as long as nothing is planned."""
        track = self.track(name)
        plan = await self.plan(track)
        if plan is None:
            raise HTTPError(404)
        root = self.portal.address or f"{self.request.protocol}://{self.request.host}{self.root()}"
        self.set_header("Content-Type", "text/calendar; charset=utf-8")
        self.set_header("Content-Disposition", f'attachment; filename="traject-{track.id}.ics"')
        self.set_header("Cache-Control", "no-store")
        address = f"{root}traject/{track.id}"
        self.finish(as_calendar(plan, self.person.id, address, self.portal.today(), self.portal.now()))
