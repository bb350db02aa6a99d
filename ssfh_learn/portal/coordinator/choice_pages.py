"""Where people go astray the first time in exercises and stories: what was published of it, for who may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tornado.web import HTTPError

from ssfh_learn.dutch_time import day_at, dutch_date
from ssfh_learn.journal import publications
from ssfh_learn.portal.coordinator.published_figures import address_of, shown_points
from ssfh_learn.portal.coordinator.report_pages import shown_chart
from ssfh_learn.portal.coordinator.viewer_tables import EVERYBODY, GROUP, ViewerTables, viewer_tables
from ssfh_learn.portal.web.identity import ADMINISTRATOR, COORDINATOR, TRAINER
from ssfh_learn.portal.web.staff_page import StaffPage
from ssfh_learn.portal.writing.publishing_choices import NO_PART, counted_subjects
from ssfh_learn.roster.people_of_groups import EVERYBODY as ALL
from ssfh_learn.roster.people_of_groups import group_key
from ssfh_learn.words import section

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ssfh_learn.activities import Activity
    from ssfh_learn.journal.publications import PublishedRow
    from ssfh_learn.journal.reading import ReadTransaction
    from ssfh_learn.portal.coordinator.report_pages import ShownChart
    from ssfh_learn.reports.first_choices import ShownPoint


class ChoicePage(StaffPage):
    """`/leren/keuzes/<module>/<activity>`: what is published of first choices, of everybody or of a group."""

    needs = (TRAINER, COORDINATOR, ADMINISTRATOR)

    async def get(self, place: str, name: str) -> None:
        """Show it."""
        modules = self.portal.library.modules
        subject = counted_subjects(modules.values()).get((place, name))
        if subject is None:
            raise HTTPError(404)
        who, roles, today = self.person.id, self.all_roles, self.portal.today().isoformat()
        asked = self.get_argument("wie", "")

        def read(reading: ReadTransaction) -> tuple[dict[str, str], str, PublishedRow | None]:
            names = _names(viewer_tables(reading, who, roles, today))
            whom = asked or next(iter(names), "")
            if whom not in names:
                return names, whom, None
            about = (place, name, subject.version, NO_PART)
            return names, whom, publications.newest(reading.connection, _key(whom), about)

        names, whom, row = await self.read_journal(read)
        if asked and asked not in names:
            raise HTTPError(404)
        shares = row.shares if row else {}
        activity = modules[place].activities[name]
        points, story = await self.in_background(_points, activity, shares)
        from ssfh_learn.reports.first_choices import said_share

        self.show(
            "coordinator/choices.html.j2",
            title=activity.title,
            own=section("choices"),
            module=modules[place].description.title,
            address=address_of(place, name),
            names=names,
            whom=whom,
            day=dutch_date(day_at(row.at)) if row and shares else "",
            points=points,
            number={one.id: one.number for one in points},
            story=story,
            said_share=said_share,
        )


def _names(tables: ViewerTables) -> dict[str, str]:
    """Return what she can choose from: everybody, or the groups of which figures are published."""
    return {table: name for table, name in tables.names.items() if table == EVERYBODY or table.startswith(GROUP)}


def _key(table: str) -> str:
    return ALL if table == EVERYBODY else group_key(int(table.removeprefix(GROUP)))


def _points(activity: Activity, shares: Mapping[str, float]) -> tuple[tuple[ShownPoint, ...], ShownChart | None]:
    """Return the questions or situations with their shares and, where choices lead somewhere, the map."""
    from ssfh_learn.reports.first_choices import leads_somewhere
    from ssfh_learn.reports.story_map import StoryMap

    points = shown_points(activity, shares)
    return points, shown_chart(StoryMap(points)) if leads_somewhere(points) and shares else None
