"""Figures of groups at a fixed rhythm, from what is shared in a database; nothing of a person stays in them."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text

from ssfh_learn.journal import publications, shared
from ssfh_learn.journal.learner import forget
from ssfh_learn.journal.sql import SqlJournal
from ssfh_learn.journal.stream import Stream
from ssfh_learn.portal.portal import Portal
from ssfh_learn.portal.writing.publishing import first_day, next_day, publish_if_due
from ssfh_learn.roster.people_of_groups import people_of_groups
from ssfh_learn.roster.tables import COORDINATOR, GROUP, MEMBER, PARTICIPANT, PRACTICE, WORKS_AT
from tests.portal.host import NamedPeople

MARCH, APRIL, MAY = (datetime(2027, month, 1, 6, tzinfo=UTC) for month in (3, 4, 5))
NOTHING = {"initials": "", "given": "", "prefix": "", "family": "", "email": "", "function": "", "register": ""}
SCAN = ("werkdruk", "zelfscan")


@pytest.fixture
def journal(tmp_path: Path) -> SqlJournal:
    return SqlJournal(f"sqlite:///{tmp_path}/leren.db")


def come(journal: SqlJournal, *names: str, practice: int = 1, ended: str | None = None) -> None:
    """List people in group 7 and a practice in the north."""
    with journal.writing() as writing:
        if not writing.connection.execute(select(PRACTICE).where(PRACTICE.c.id == practice)).first():
            row = {"id": practice, "name": f"P{practice}", "region": "Noord", "key": f"p{practice}"}
            writing.connection.execute(insert(PRACTICE).values(row))
        if not writing.connection.execute(select(GROUP)).first():
            writing.connection.execute(insert(GROUP).values(id=7, name="Groep", key="groep", version=1))
        for name in names:
            values = {**NOTHING, "account": name, "number": "", "origin": "list", "sort_key": name, "search_key": name}
            added = writing.connection.execute(insert(PARTICIPANT).values(**values, ended=ended, version=1))
            id_ = added.inserted_primary_key[0]
            writing.connection.execute(insert(WORKS_AT).values(participant=id_, practice=practice))
            writing.connection.execute(insert(MEMBER).values(participant=id_, group_id=7))


def share(journal: SqlJournal, *names: str, mean: float = 3.0, first: float | None = None, version: str = "1") -> None:
    before = {} if first is None else {"tempo": first}
    with journal.writing() as writing:
        for name in names:
            outcome = shared.SharedOutcome("c", {"tempo": mean}, before, version)
            shared.share(writing.connection, Stream(name, *SCAN, private=True), outcome)


def shown(journal: SqlJournal, group: str, occasion: str = "before") -> list[float | None]:
    """Return each value of a group that was ever published, as pages of staff read it."""
    with journal.reading_for_staff() as reading:
        found = publications.rows(reading.connection, [group])
    return [one.value for one in found if one.occasion == occasion]


def names(count: int, start: int = 0) -> list[str]:
    return [f"n{number}" for number in range(start, start + count)]


def publish(journal: SqlJournal, now: datetime) -> int | None:
    return publish_if_due(journal, {}, now, "month")


def test_what_is_shared_is_published_of_group_practice_region_and_everybody(journal: SqlJournal) -> None:
    come(journal, *names(9))
    share(journal, *names(9))
    assert publish(journal, MARCH) == 4
    assert [shown(journal, group) for group in ("group:7", "practice:1", "region:Noord", "all")] == [[3.0]] * 4


def test_nothing_changes_until_the_next_period(journal: SqlJournal) -> None:
    come(journal, *names(9))
    assert publish(journal, MARCH) == 0
    share(journal, *names(9))
    assert publish(journal, MARCH.replace(day=31)) is None
    assert shown(journal, "all") == []
    assert publish(journal, APRIL) == 4


def test_a_job_that_comes_late_publishes_once(journal: SqlJournal) -> None:
    assert publish(journal, MARCH.replace(day=20)) == 0
    assert publish(journal, MARCH.replace(day=21)) is None
    assert publish(journal, APRIL) == 0


def test_two_servers_publish_once(journal: SqlJournal) -> None:
    come(journal, *names(9))
    share(journal, *names(9))
    publish(journal, MARCH)
    with journal.writing() as writing:
        assert not publications.add(writing.connection, "2027-03-01", [], after="2027-02-01")
    assert shown(journal, "all") == [3.0]


def test_staff_and_who_left_and_who_is_in_no_group_never_count(journal: SqlJournal) -> None:
    come(journal, *names(9))
    come(journal, "weg", ended="2027-02-01")
    with journal.writing() as writing:
        writing.connection.execute(insert(COORDINATOR).values(account="n8", group_id=7))
        people = people_of_groups(writing.connection, MARCH.date())
    assert people["group:7"] == people["all"] == set(names(8))


def test_what_was_shared_before_there_were_figures_does_not_count(journal: SqlJournal) -> None:
    come(journal, *names(9))
    share(journal, *names(9), version="")
    assert publish(journal, MARCH) == 0


def test_a_second_round_is_shared_by_the_same_act(journal: SqlJournal) -> None:
    come(journal, *names(9))
    share(journal, *names(9), first=2.0, mean=3.0)
    publish(journal, MARCH)
    assert [shown(journal, "all", occasion) for occasion in ("before", "after", "change")] == [[2.0], [3.0], [1.0]]


def test_a_portal_publishes_in_the_rhythm_that_its_administrator_chose(journal: SqlJournal, tmp_path: Path) -> None:
    come(journal, *names(9))
    share(journal, *names(9))
    with closing(Portal(tmp_path / "modules", None, f"sqlite:///{tmp_path}/leren.db", NamedPeople())) as portal:
        portal.now, portal.rhythm = lambda: MARCH, "nooit"
        portal.publish()
        assert shown(journal, "all") == []
        portal.rhythm = "kwartaal"
        portal.publish()
        portal.now = lambda: APRIL
        portal.publish()
    assert shown(journal, "all") == [3.0]
    with journal.reading() as reading:
        assert publications.last_day(reading.connection) == "2027-04-01"


def tokens(journal: SqlJournal, name: str = "anna") -> tuple[str | None, str | None]:
    with journal.reading() as reading:
        (row,) = shared.rows_of(reading.connection, name)
    return row["token"], row["later_token"]


def test_a_token_is_drawn_again_when_its_mean_changes_and_only_then(journal: SqlJournal) -> None:
    share(journal, "anna", mean=2.0)
    one = tokens(journal)
    share(journal, "anna", mean=2.0)
    assert tokens(journal) == one
    share(journal, "anna", first=2.0, mean=3.0)
    second = tokens(journal)
    assert second[0] == one[0]
    assert second[1] is not None
    share(journal, "anna", first=2.0, mean=4.0)
    assert tokens(journal)[0] == one[0]
    assert tokens(journal)[1] != second[1]
    share(journal, "anna", mean=2.5)
    assert tokens(journal)[0] != one[0]
    assert tokens(journal)[1] is None


def test_deletion_leaves_nothing_of_a_person_in_the_history(journal: SqlJournal) -> None:
    come(journal, *names(14))
    share(journal, *names(14))
    publish(journal, MARCH)
    gone = tokens(journal, "n3")[0]
    with journal.writing() as writing:
        forget(writing, "n3")
    with journal.reading() as reading:
        linked = "SELECT count(*) FROM shared WHERE token = :token OR later_token = :token"
        assert reading.connection.execute(text(linked), {"token": gone}).scalar() == 0
        for table in (publications.TABLE, publications.MEMBER, publications.DATE):
            assert "n3" not in str(reading.connection.execute(select(table)).all())
        assert sum(gone in one.members for one in publications.history(reading.connection)) == 4


def test_who_took_back_is_in_no_new_value(journal: SqlJournal) -> None:
    come(journal, *names(14))
    share(journal, *names(14))
    publish(journal, MARCH)
    gone = tokens(journal, "n3")[0]
    with journal.writing() as writing:
        shared.take_back(writing.connection, Stream("n3", *SCAN, private=True))
    assert publish(journal, APRIL) == 0
    come(journal, *names(6, 20))
    share(journal, *names(6, 20))
    assert publish(journal, MAY) == 4
    with journal.reading() as reading:
        new = [one for one in publications.history(reading.connection) if one.at.startswith("2027-05")]
    assert all(one.value is not None and gone not in one.members for one in new)


@pytest.mark.parametrize(
    ("rhythm", "day", "began", "following"),
    [
        ("month", date(2027, 12, 31), date(2027, 12, 1), date(2028, 1, 1)),
        ("quarter", date(2027, 3, 31), date(2027, 1, 1), date(2027, 4, 1)),
        ("quarter", date(2027, 11, 2), date(2027, 10, 1), date(2028, 1, 1)),
        ("never", date(2027, 11, 2), None, None),
    ],
)
def test_a_period_begins_on_its_first_day(rhythm: str, day: date, began: date | None, following: date | None) -> None:
    assert first_day(rhythm, day) == began  # type: ignore[arg-type]
    assert next_day(rhythm, day) == following  # type: ignore[arg-type]
