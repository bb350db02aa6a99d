"""The tracks of a group: a coordinator chooses one and its first day, and sees nothing of what people make of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tornado.web import HTTPError

from ssfh_learn.content.track import can_be_planned
from ssfh_learn.dutch_time import dutch_day
from ssfh_learn.errors import RosterError
from ssfh_learn.portal.coordinator.coordinator_page import CoordinatorPage
from ssfh_learn.portal.coordinator.participant_form import is_id
from ssfh_learn.roster.group_tracks import GroupTracks, change_track, tracks_of_group
from ssfh_learn.roster.typed_day import typed_day
from ssfh_learn.words import counted, section, word

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from ssfh_learn.content.track import Track, TrackStep


@dataclass(frozen=True)
class OfferedTrack:
    """A track that a group can do; `track` is None where its file is gone, `start` where it is not planned."""

    id: str
    track: Track | None
    start: date | None = None

    @property
    def title(self) -> str:
        """How it is called."""
        return self.track.title if self.track else self.id

    def steps(self, today: date) -> list[tuple[str, TrackStep]]:
        """Return each step with its day, or with its week as long as there is no first day."""
        return [(_when(step, self.start, today), step) for step in (self.track.steps if self.track else ())]


def _when(step: TrackStep, start: date | None, today: date) -> str:
    if start is not None:
        return dutch_day(step.day(start), today)
    return word("track", "start_week") if step.week == 0 else counted(section("track")["after"], step.week)


def offered_tracks(tracks: Mapping[str, Track], planned: GroupTracks) -> list[OfferedTrack]:
    """Return the tracks that there are, those that the group does first, and those that it does and that are gone."""
    found = [OfferedTrack(one.id, one) for one in tracks.values()]
    found += [OfferedTrack(id_, None) for id_ in planned.planned if id_ not in tracks]
    begun = [replace(one, start=known.start if (known := planned.planned.get(one.id)) else None) for one in found]
    return sorted(begun, key=lambda one: (one.start is None, one.title))


class GroupTracksPage(CoordinatorPage):
    """`/leren/groepen/<id>/trajecten`: the tracks of one group."""

    own_files = (*CoordinatorPage.own_files, "home.css")

    async def get(self, id_: str) -> None:
        """Show them."""
        group = await self._known(int(id_))
        self._show(group, said=self.said_done())

    async def post(self, id_: str) -> None:
        """Plan one, give it another first day, or take it away."""
        group = await self._known(int(id_))
        wanted = self.get_body_argument("traject", "")
        one = next((one for one in self._offered(group) if one.id == wanted), None)
        if one is None:
            raise HTTPError(404)
        start = typed_day(self.get_body_argument("dag", "").strip())
        if self.get_body_argument("weg", "") == "ja":
            start = None
        elif one.track is None or start is None or not can_be_planned(start, self.portal.today()):
            self.set_status(400)
            self._show(group, problems={one.id: word("roster", "track_day_needed")})
            return
        version = self.get_body_argument("versie", "0")
        shown = replace(group, version=int(version) if is_id(version) else 0)
        try:
            await self.change_roster(
                lambda writing, scope, at: change_track(writing.connection, scope, shown, one.id, start, at)
            )
        except RosterError as error:
            answer = self.refuse(error)
            if error.code == "not_found":
                raise answer from None
            self.set_status(answer.status_code)
            self._show(group, problem=self.sentence)
            return
        self.to_done(f"{self.root()}groepen/{group.group}/trajecten", self._done(one.title, start))

    def _offered(self, group: GroupTracks) -> list[OfferedTrack]:
        return offered_tracks(self.portal.library.tracks, group)

    def _done(self, title: str, start: date | None) -> str:
        if start is None:
            return word("roster", "track_removed", title=title)
        return word("roster", "track_planned", title=title, day=dutch_day(start, self.portal.today()))

    def _show(
        self, group: GroupTracks, said: str = "", problem: str = "", problems: Mapping[str, str] | None = None
    ) -> None:
        self.show_roster(
            "group_tracks",
            "tracks",
            group=group,
            offered=self._offered(group),
            today=self.portal.today(),
            said=said,
            problem=problem,
            problems=problems or {},
            places={name: f"dag-{name}" for name in problems or {}},
        )

    async def _known(self, id_: int) -> GroupTracks:
        found = await self.read_roster(lambda reading, scope: tracks_of_group(reading.connection, scope, id_))
        if found is None:
            raise self.refuse(RosterError("not_found"))
        return found
