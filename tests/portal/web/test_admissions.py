"""What the roster says of who asks: read once in a moment, at once after a change here, soon after one elsewhere."""

from __future__ import annotations

from pathlib import Path
from time import sleep

import pytest
from sqlalchemy import event

from ssfh_learn.journal.sql import SqlJournal
from ssfh_learn.portal.web import admissions
from ssfh_learn.portal.writing.event_writer import EventWriter
from ssfh_learn.words import word
from tests.portal.coordinator.test_names import put_in_group
from tests.portal.host import Site

ENDED = word("portal", "access_ended")
LEAVES = "UPDATE participant SET ended = '2020-01-01' WHERE account = 'noor'"


def asked_for_participants(site: Site) -> list[str]:
    """Return a list that grows with every statement that asks what the list says of somebody."""
    assert site.portal
    seen: list[str] = []

    def listen(*details: object) -> None:
        if "OUTER JOIN participant" in str(details[2]):
            seen.append(str(details[2]))

    event.listen(site.portal._journal.engine, "before_cursor_execute", listen)  # noqa: SLF001
    return seen


@pytest.fixture
def noor(site: Site) -> Site:
    """Return a portal in which Noor is in a group."""
    put_in_group(site, "noor", "bea", given="Noor", family="Berg")
    return site


def test_many_requests_in_a_moment_read_it_once(noor: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admissions, "LIFE", 60.0)
    visitor, seen = noor.visitor("noor"), asked_for_participants(noor)

    for _ in range(10):
        assert visitor.get("controle").status == 200

    assert len(seen) == 1


def test_a_change_on_this_server_holds_at_the_next_request(noor: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admissions, "LIFE", 60.0)
    visitor = noor.visitor("noor")
    assert visitor.get().status == 200

    assert noor.portal
    noor.portal.event_writer.do(lambda writing: writing.connection.exec_driver_sql(LEAVES) and None).result()

    refused = visitor.get()
    assert (refused.status, ENDED in refused.text) == (403, True)


def test_a_change_of_another_server_holds_within_the_life_of_what_is_kept(noor: Site, folder: Path) -> None:
    visitor = noor.visitor("noor")
    assert visitor.get().status == 200

    other = EventWriter(SqlJournal(f"sqlite:///{folder / 'leren.db'}"))
    other.do(lambda writing: writing.connection.exec_driver_sql(LEAVES) and None).result()
    other.close()
    sleep(admissions.LIFE)

    assert visitor.get().status == 403


def test_what_is_kept_has_a_limit(noor: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admissions, "MOST", 3)
    for name in ("anna", "bert", "carla", "dirk", "els"):
        noor.visitor(name).get("controle")

    assert noor.portal
    assert len(noor.portal.admissions._kept) <= 3  # noqa: SLF001


def test_what_leaves_the_roster_as_it_is_lets_nobody_read_it_again(noor: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admissions, "LIFE", 60.0)
    visitor = noor.visitor("noor")
    visitor.get()
    seen = asked_for_participants(noor)

    assert visitor.get("module/proef/1").status == 200  # it writes a visit
    assert visitor.get("module/proef/2").status == 200

    assert seen == []


def test_who_is_listed_because_she_logs_in_is_known_at_her_next_request_and_others_are_not_asked_for_again(
    noor: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(admissions, "LIFE", 60.0)
    noor.visitor("noor").get("controle")
    new, seen = noor.visitor("nieuw"), asked_for_participants(noor)

    new.get("controle")
    assert noor.portal
    noor.portal.event_writer.do(lambda _writing: None, changes_roster=False).result()  # after what she waits not for
    listed = len(seen)
    new.get("controle")
    noor.visitor("noor").get("controle")
    new.get("controle")

    assert [len(seen) - listed, "nieuw" in noor.portal.admissions._kept] == [1, True]  # noqa: SLF001
