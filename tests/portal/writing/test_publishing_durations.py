"""When durations are published, about whom, and that a publication stays as it is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from ssfh_learn.journal.learner import forget
from ssfh_learn.journal.sql import SqlJournal
from ssfh_learn.portal.published.library import PublishedModule
from ssfh_learn.portal.published.publisher import Publisher
from ssfh_learn.portal.writing.progress import visit
from ssfh_learn.portal.writing.publishing_durations import (
    keep,
    new_durations,
    publish_durations_if_due,
    published_durations,
)
from ssfh_learn.reports.durations import WHOLE, PublishedDuration
from ssfh_learn.roster.changes import add
from ssfh_learn.roster.group import RosterGroup
from ssfh_learn.roster.groups import add_group
from tests.portal.places import write_module
from tests.roster.conftest import AT, EVERYTHING, somebody

NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)
OCTOBER_5, OCTOBER_31 = datetime(2026, 10, 5, 9, tzinfo=UTC), datetime(2026, 10, 31, 22, 58, tzinfo=UTC)


@pytest.fixture
def module(tmp_path: Path) -> PublishedModule:
    write_module(tmp_path / "modules" / "proef")
    return Publisher(tmp_path / "modules").library().modules["proef"]


@pytest.fixture
def journal(database: str) -> SqlJournal:
    """Return a journal with a group of twelve people, of whom the last coordinates it."""
    journal = SqlJournal(database)
    with journal.writing() as writing:
        group = add_group(writing.connection, EVERYTHING, RosterGroup("Noord", frozenset({"p11"})), AT)
        for number in range(12):
            add(writing.connection, EVERYTHING, somebody(account=f"p{number}", family=f"N{number}", groups=[group]), AT)
    return journal


def finish(
    journal: SqlJournal, module: PublishedModule, *who: str, at: datetime = OCTOBER_5, minutes: float = 2
) -> None:
    """Let people open each step, some minutes after the one before."""
    with journal.writing() as writing:
        for account in who:
            for number, step in enumerate(module.step_ids):
                visit(writing, account, module.id, step, at + timedelta(minutes=minutes * number))


def publish(journal: SqlJournal, module: PublishedModule, day: date) -> list[PublishedDuration]:
    with journal.reading() as reading:
        found = new_durations(reading, [module], day)
    with journal.writing() as writing:
        keep(writing, found)
    return found


def published(journal: SqlJournal) -> list[PublishedDuration]:
    with journal.reading() as reading:
        return published_durations(reading)


def accounts(*numbers: int) -> list[str]:
    return [f"p{number}" for number in numbers]


def test_durations_are_published_once_in_a_period_and_never_where_an_administrator_wants_none(
    journal: SqlJournal, module: PublishedModule
) -> None:
    finish(journal, module, *accounts(0, 1, 2, 3, 4))
    publish_durations_if_due(journal, [module], date(2026, 11, 29), "never")
    assert published(journal) == []
    for day in (date(2026, 11, 29), date(2026, 11, 30)):
        publish_durations_if_due(journal, [module], day, "month")
        assert {one.day for one in published(journal)} == {"2026-11-01"}


def test_five_people_of_a_group_are_enough_and_the_module_takes_what_they_took(
    journal: SqlJournal, module: PublishedModule
) -> None:
    finish(journal, module, *accounts(0, 1, 2, 3, 4))
    found = publish(journal, module, NOVEMBER)
    steps = len(module.step_ids)
    assert found[0] == PublishedDuration("2026-11-01", "proef", WHOLE, *[2.0 * (steps - 1)] * 3)
    assert {one.step for one in found[1:]} == set(module.step_ids[:-1])
    assert sorted(published(journal), key=str) == sorted(found, key=str)


def test_four_people_with_staff_and_somebody_in_no_group_are_too_few(
    journal: SqlJournal, module: PublishedModule
) -> None:
    finish(journal, module, *accounts(0, 1, 2, 3), "p11", "niemand")
    assert publish(journal, module, NOVEMBER) == []


def test_who_finished_before_midnight_in_the_netherlands_counts_and_after_it_not(
    journal: SqlJournal, module: PublishedModule
) -> None:
    """Midnight of the first of November is eleven in the evening in UTC: winter time."""
    steps = len(module.step_ids)
    last = timedelta(minutes=2 * (steps - 1))
    finish(journal, module, *accounts(0, 1, 2, 3, 4), at=OCTOBER_31 - last)
    finish(journal, module, *accounts(5, 6, 7, 8, 9), at=OCTOBER_31 - last + timedelta(minutes=2), minutes=2)
    assert len(publish(journal, module, NOVEMBER)) == steps
    assert len(publish(journal, module, DECEMBER)) == steps


def test_nothing_is_published_twice_on_one_day(journal: SqlJournal, module: PublishedModule) -> None:
    finish(journal, module, *accounts(0, 1, 2, 3, 4))
    publish(journal, module, NOVEMBER)
    finish(journal, module, *accounts(5, 6, 7, 8, 9), minutes=5)
    assert publish(journal, module, NOVEMBER) == []


def test_two_servers_that_publish_at_once_publish_once(journal: SqlJournal, module: PublishedModule) -> None:
    finish(journal, module, *accounts(0, 1, 2, 3, 4))
    with journal.reading() as reading:
        found = new_durations(reading, [module], NOVEMBER)
    for _ in range(2):
        with journal.writing() as writing:
            keep(writing, found)
    assert len(published(journal)) == len(found)


def test_deleting_somebody_changes_nothing_that_was_published_and_names_nobody(
    journal: SqlJournal, module: PublishedModule
) -> None:
    finish(journal, module, *accounts(0, 1, 2, 3, 4))
    publish(journal, module, NOVEMBER)
    before = published(journal)
    with journal.writing() as writing:
        forget(writing, "p0")
    assert publish(journal, module, DECEMBER) == []
    assert published(journal) == before
    assert not any(account in str(before) for account in accounts(0, 1, 2, 3, 4))


def test_who_counted_once_does_not_count_again_when_she_opens_a_step_again(
    journal: SqlJournal, module: PublishedModule
) -> None:
    finish(journal, module, *accounts(0, 1, 2, 3, 4))
    publish(journal, module, NOVEMBER)
    finish(journal, module, *accounts(0, 1, 2, 3, 4), at=OCTOBER_5 + timedelta(days=40))
    assert publish(journal, module, DECEMBER) == []
