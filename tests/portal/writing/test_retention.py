"""What goes by itself after a term: answers after a learner's last one, records later, and nothing unannounced."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ssfh_learn.dutch_time import day_of, dutch_date, months_later
from ssfh_learn.journal.retention import NOTICE, Terms
from ssfh_learn.portal.writing import retention
from ssfh_learn.words import counted, section, word
from tests.grading.courses import CourseFolder
from tests.portal.conftest import TEST
from tests.portal.host import Site, Visitor
from tests.portal.web.test_routes import make_test


def now() -> datetime:
    """Return this moment: a run that goes on past midnight has another day for its last tests."""
    return datetime.now(UTC)


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "BETWEEN", 0)


def look(site: Site, when: datetime) -> list[str]:
    assert site.portal
    return site.portal.retention.look(when)


def writes(who: Visitor) -> None:
    said = who.respond("proef", "dagboek", kind="answer", prompt="meenemen", text="van haar")
    assert said.json["saved"]["state"] == "saved"


def later(months: int, days: int = 0) -> datetime:
    day = months_later(day_of(now()), months) + timedelta(days=days)
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def terms(site: Site, answers: int | None, records: int | None) -> None:
    """Set terms, and let the portal see them now for the first time."""
    assert site.portal
    site.portal.retention.terms = Terms(answers, records)
    assert look(site, now()) == []


def events(who: Visitor) -> int:
    return len(who.get("gegevens/download").json["events"])


def test_without_a_term_nothing_ever_goes(site: Site) -> None:
    anna = site.visitor("anna")
    writes(anna)

    assert look(site, later(1200)) == []
    assert events(anna) == 1
    assert "vanzelf weg" not in anna.get("gegevens").text


def test_answers_go_on_the_day_that_she_read_and_not_before(site: Site, folder: Path) -> None:
    anna = site.visitor("anna")
    writes(anna)
    terms(site, 24, None)
    page = anna.get("gegevens").text
    assert counted(section("portal")["kept_answers"], 24) in page
    assert word("portal", "kept_answers_until", day=dutch_date(months_later(day_of(now()), 24))) in page

    assert look(site, later(24, -1)) == []
    assert look(site, later(24)) == ["anna"]
    assert events(anna) == 0
    assert site.portal
    site.portal.cleaner.clean_what_waits(now())
    assert b"van haar" not in b"".join(one.read_bytes() for one in folder.glob("leren.db*"))


def test_who_did_something_keeps_her_answers(site: Site, folder: Path) -> None:
    anna, bert = site.visitor("anna"), site.visitor("bert")
    writes(anna)
    writes(bert)
    terms(site, 1, None)
    with closing(sqlite3.connect(folder / "leren.db")) as database, database:
        database.execute("UPDATE private_event SET at = ? WHERE learner = 'bert'", (later(1).isoformat(),))

    assert look(site, later(1, 5)) == ["anna"]
    assert (events(anna), events(bert)) == (0, 1)


def test_nothing_goes_in_the_first_month_of_a_term_nor_after_a_change_of_it(site: Site, folder: Path) -> None:
    anna = site.visitor("anna")
    writes(anna)
    with closing(sqlite3.connect(folder / "leren.db")) as database, database:
        database.execute("UPDATE private_event SET at = '2020-01-01T08:00:00+00:00'")
    terms(site, 24, None)

    assert look(site, now() + NOTICE - timedelta(days=1)) == []
    assert site.portal
    site.portal.retention.terms = Terms(36, None)
    assert look(site, now() + NOTICE + timedelta(days=1)) == []
    assert look(site, now() + 2 * NOTICE + timedelta(days=2)) == ["anna"]


def test_her_first_page_says_so_when_the_day_is_near(site: Site) -> None:
    anna = site.visitor("anna")
    writes(anna)
    day = dutch_date(months_later(day_of(now()), 1))
    terms(site, 24, None)
    assert "vanzelf weg" not in anna.get().text

    terms(site, 1, None)

    assert word("portal", "kept_soon", day=dutch_date(max(months_later(day_of(now()), 1), day_of(now() + NOTICE)))) in (
        anna.get().text
    ), day


def test_records_go_later_with_all_that_the_course_keeps(site: Site, folder: Path) -> None:
    course, anna, bert = CourseFolder(folder / "cursus", TEST), site.visitor("anna"), site.visitor("bert")
    make_test(anna, course)
    make_test(bert, course)
    assert anna.post_form("certificaat/proef", naam="Anna").status == 200
    terms(site, 12, 84)
    assert counted(section("portal")["kept_records"], 84) in anna.get("gegevens").text

    assert set(look(site, later(83))) == {"anna", "bert"}  # their answers
    assert len(anna.get("gegevens/download").json["certificates"]) == 1
    assert word("portal", "your_result") in anna.get(f"toets/{TEST}/").text

    assert look(site, later(84, 1)) == ["anna", "bert"]

    assert anna.get("gegevens/download").json["certificates"] == []
    assert word("portal", "your_result") not in anna.get(f"toets/{TEST}/").text
    assert list((folder / "cursus" / "submitted").rglob("*.jsonl")) == []
    with closing(sqlite3.connect(folder / "cursus" / "gradebook.db")) as gradebook:
        for table in ("ssfh_attempt", "ssfh_result", "ssfh_given", "submitted_assignment"):
            assert gradebook.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table  # noqa: S608
    make_test(anna, course)
    assert word("portal", "your_result") in anna.get(f"toets/{TEST}/").text


def test_records_never_go_before_answers() -> None:
    assert Terms(12, 84).is_in_order
    assert Terms(None, 84).is_in_order
    assert not Terms(24, 12).is_in_order


def test_the_term_survives_a_restart(site: Site, folder: Path) -> None:
    terms(site, 24, None)
    with closing(sqlite3.connect(folder / "leren.db")) as database:
        assert database.execute("SELECT what, months FROM retention").fetchall() == [("answers", 24)]
