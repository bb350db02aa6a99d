"""What was published of groups, as reports show it: of self-assessments, and of first choices."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, cast

from ssfh_learn.dutch_time import day_at, dutch_date
from ssfh_learn.grading.answered_question import plain
from ssfh_learn.journal import publications
from ssfh_learn.portal.coordinator.viewer_tables import EVERYBODY, GROUP
from ssfh_learn.portal.writing.publishing import next_day, rhythm_of
from ssfh_learn.portal.writing.publishing_choices import NO_PART, subject_of
from ssfh_learn.roster.people_of_groups import EVERYBODY as ALL
from ssfh_learn.roster.people_of_groups import group_key, practice_key
from ssfh_learn.words import section, word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from ssfh_learn.activities import Activity
    from ssfh_learn.journal.publications import PublishedRow
    from ssfh_learn.journal.reading import ReadTransaction
    from ssfh_learn.portal.coordinator.viewer_tables import ViewerTables
    from ssfh_learn.portal.published.library import PublishedModule
    from ssfh_learn.reports.first_choices import FirstChoices, ShownPoint
    from ssfh_learn.reports.report import Beside, Known
    from ssfh_learn.reports.scans import Occasion, ScanLine


def known_of(
    reading: ReadTransaction,
    tables: ViewerTables,
    whom: str,
    modules: Mapping[str, PublishedModule],
    shown_beside: Beside,
) -> Known:
    """Return what was published about a table, of each group apart where it is of several, and what stands beside."""
    from ssfh_learn.reports.report import Known

    names = _published_names(tables, whom)
    rows = publications.rows(reading.connection, names)
    of_practice = whom in tables.practices
    return Known(shown_beside, _scans(rows, names, modules), None if of_practice else _choices(rows, names, modules))


def _published_names(tables: ViewerTables, whom: str) -> dict[str, str]:
    """Return the groups of which figures are published in a report, by the name under which they are kept."""
    if whom == EVERYBODY:
        return {ALL: word("report", "whole_sector")}
    if whom in tables.practices:
        id_, name, _ = tables.practices[whom]
        return {practice_key(id_): name}
    groups = ((table.removeprefix(GROUP), name) for table, name in tables.names.items() if table.startswith(GROUP))
    return {group_key(int(id_)): name for id_, name in groups}


def _scans(
    rows: Iterable[PublishedRow], names: Mapping[str, str], modules: Mapping[str, PublishedModule]
) -> tuple[ScanLine, ...]:
    """Only what a scan asks now is shown: what was published of an earlier meaning cannot be compared."""
    from ssfh_learn.reports.scans import PublishedValue, scan_lines

    versions = {(one.place, one.activity): one.version for one in rows}  # the newest is the last
    values = []
    for one in rows:
        scan = _activity(modules, one)
        if scan is None or one.part not in scan.group_scales() or versions[one.place, one.activity] != one.version:
            continue
        day, occasion = day_at(one.at).isoformat(), cast("Occasion", one.occasion)
        values.append(
            PublishedValue(day, names[one.of_group], scan.title, scan.group_scales()[one.part], occasion, one.value)
        )
    return scan_lines(values)


def _choices(
    rows: Iterable[PublishedRow], names: Mapping[str, str], modules: Mapping[str, PublishedModule]
) -> tuple[FirstChoices, ...]:
    """Only what an exercise or a story asks now is shown, in the order of the groups and the modules."""
    from ssfh_learn.reports.first_choices import FirstChoices

    newest = {(one.of_group, one.place, one.activity): one for one in rows if one.part == NO_PART}
    found = []
    for group, whom in names.items():
        for place, module in modules.items():
            for name, activity in module.activities.items():
                row = newest.get((group, place, name))
                if row and row.shares and row.version == subject_of(place, activity).version:
                    about = (module.description.title, activity.title, address_of(place, name))
                    day = day_at(row.at).isoformat()
                    found.append(FirstChoices(whom, *about, day, shown_points(activity, row.shares)))
    return tuple(found)


def _activity(modules: Mapping[str, PublishedModule], row: PublishedRow) -> Activity | None:
    module = modules.get(row.place)
    return module.activities.get(row.activity) if module else None


def address_of(place: str, name: str) -> str:
    """Return the address of the page about the first choices in an exercise or a story."""
    return f"keuzes/{place}/{name}"


def shown_points(activity: Activity, shares: Mapping[str, float]) -> tuple[ShownPoint, ...]:
    """Return the questions or situations with their shares; an ending has a letter, everything else a number."""
    from ssfh_learn.reports.first_choices import ShownChoice, ShownPoint

    numbers, letters = count(1), count(ord("A"))
    return tuple(
        ShownPoint(
            point.id,
            str(next(numbers)) if point.choices else chr(next(letters)),
            plain(point.text["html"]),
            tuple(
                ShownChoice(plain(one.text["html"]) if one.text else "", one.worth, shares.get(one.name), one.leads_to)
                for one in point.choices
            ),
        )
        for point in activity.choice_points()
    )


def when_figures_come(rhythm: str, today: date) -> list[str]:
    """Return when figures of self-assessments come, what has to happen first, and what a coordinator can do.

    It is the same whether nobody shares or a figure is withheld.
    """
    said, how_often, day = (
        section("group_figures")["coming"],
        section("rhythm")[rhythm],
        next_day(rhythm_of(rhythm), today),
    )
    if day is None:
        return [said["where"], how_often, said["ask"]]
    when = said["when"].format(rhythm=how_often, day=dutch_date(day))
    return [said["where"], when, *(said[name] for name in ("least", "who", "sharing", "check"))]
