"""Everything about me: to see, to download and to delete, and nothing about anybody else."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from html import unescape
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from ssfh_learn.words import word
from tests.disks import fill, small_disk_at
from tests.grading.courses import CourseFolder, wrong
from tests.journal.test_cleaning import holding
from tests.portal.conftest import TEST
from tests.portal.host import Site, Visitor, serving
from tests.portal.published.test_assignments import attempt, kept
from tests.portal.web.test_routes import make_test


@pytest.fixture
def course(folder: Path) -> CourseFolder:
    """Return the course of the portal."""
    return CourseFolder(folder / "cursus", TEST)


def live(who: Visitor, name: str, course: CourseFolder) -> None:
    """Leave something of every kind: public, private, a test, a certificate, a scan that is shared, and steps."""
    token = who.token()
    for activity in ("dagboek", "verslag"):
        who.respond("proef", activity, token, kind="answer", prompt="meenemen", text=f"{activity} van {name}")
    who.respond("proef", "start", token, kind="choose", role="manager")
    for step in (1, 2):
        who.get(f"module/proef/{step}")
    make_test(who, course)
    assert who.post_form("certificaat/proef", naam=f"Mevrouw {name}").status == 200
    scan = who.get("api/antwoord?place=werkdruk&activity=zelfscan").json["view"]
    begun = who.respond("werkdruk", "zelfscan", token, kind="begin").json
    view = begun["view"] if begun["saved"]["state"] == "saved" else scan
    for item in items(view):
        who.respond("werkdruk", "zelfscan", token, kind="answer", item=item, value=4)
    who.respond("werkdruk", "zelfscan", token, kind="finish")
    assert who.post_form("delen", plaats="werkdruk", onderdeel="zelfscan", delen="ja").status == 303
    assert who.post_form("gelezen").status == 303
    assert who.post_form("meetellen", meetellen="ja").status == 303
    for question, answer in (("v1", "a"), ("v2", ["een", "twee"])):
        who.respond("proef", "kennischeck", token, kind="answer", question=question, answer=answer)
        who.respond("proef", "kennischeck", token, kind="check", question=question)
    assert who.post_form("melden?plaats=proef", melding=f"melding van {name}", nummer=uuid4().hex).status == 303


def items(view: Any) -> list[str]:
    """Return the ids of the statements in a view of a self-assessment."""
    if isinstance(view, dict):
        own = [one["id"] for one in view.get("items", []) if isinstance(one, dict)]
        return own + [found for name, value in view.items() if name != "items" for found in items(value)]
    return [found for value in view for found in items(value)] if isinstance(view, list) else []


def rows(folder: Path, learner: str) -> dict[str, int]:
    """Count what each table holds of a learner: every table that names learners, also those of later."""
    with closing(sqlite3.connect(folder / "leren.db")) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        named = [
            table
            for table in tables
            if "learner" in [column[1] for column in database.execute(f"PRAGMA table_info({table})")]
        ]
        return {
            table: database.execute(f"SELECT count(*) FROM {table} WHERE learner = ?", (learner,)).fetchone()[0]  # noqa: S608
            for table in named
        }


def test_the_download_holds_everything_of_this_learner_and_nothing_of_others(
    site: Site, folder: Path, course: CourseFolder
) -> None:
    anna, bram = site.visitor("anna"), site.visitor("bram")
    live(anna, "anna", course)
    live(bram, "bram", course)

    answer = anna.get("gegevens/download")
    everything = answer.json
    kept = rows(folder, "anna")
    kept = {table: count for table, count in kept.items() if "snapshot" not in table}  # only of many events
    assert kept.pop("account") == 0  # this host has no accounts

    assert all(kept.values()), kept
    assert len(everything["events"]) == kept["event"] + kept["private_event"]
    assert (len(everything["certificates"]), len(everything["shared"])) == (kept["certificate"], kept["shared"])
    assert (len(everything["steps"]), len(everything["activities"])) == (kept["step_opened"], kept["activity_status"])
    assert len(everything["reports"]) == kept["fault_report"]
    for said in ("dagboek van anna", "verslag van anna", "Mevrouw anna", "melding van anna"):
        assert said in answer.text
    assert "bram" not in answer.text
    assert {event["private"] for event in everything["events"]} == {True, False}
    assert "attachment" in answer.headers["Content-Disposition"]


def test_the_page_names_what_is_kept(site: Site, course: CourseFolder) -> None:
    anna = site.visitor("anna")
    assert word("portal", "data_none") in anna.get("gegevens").text
    live(anna, "anna", course)
    shown = anna.get("gegevens").text

    for title in ("Proefmodule", "Dagboek", "Verslag", "Proeftoets"):
        assert title in shown


def test_deleting_removes_everything_that_is_hers_alone_and_nothing_of_others(
    site: Site, folder: Path, course: CourseFolder, faults: list[str]
) -> None:
    anna, bram = site.visitor("anna"), site.visitor("bram")
    live(anna, "anna", course)
    live(bram, "bram", course)
    before = bram.get("gegevens/download").json
    certificates = anna.get("gegevens/download").json["certificates"]
    assert certificates

    answer = anna.post_form("gegevens/wissen", zeker="ja")

    assert (answer.status, word("portal", "wiped") in answer.text) == (200, True)
    assert site.portal
    assert {stream.learner for stream in site.portal.event_writer._states._kept} == {"bram"}  # noqa: SLF001  (in memory neither)
    # Until issue 13 the certificates went too; they are the record of training and stay until retention ends.
    assert {name: count for name, count in rows(folder, "anna").items() if count} == {"certificate": 1}
    kinds = ("accounts", "events", "first_choices", "shared", "reports", "listed", "told", "steps", "activities")
    nothing: dict[str, list[object]] = {name: [] for name in kinds}
    everything = {"learner": "anna", "certificates": certificates, **nothing}
    assert anna.get("gegevens/download").json == everything
    assert bram.get("gegevens/download").json == before
    assert faults == []


def test_after_deleting_no_word_is_left_in_the_files_and_the_page_says_so(
    site: Site, folder: Path, course: CourseFolder, request: pytest.FixtureRequest
) -> None:
    anna, database = site.visitor("anna"), f"sqlite:///{folder / 'leren.db'}"
    live(anna, "anna", course)
    said = ("dagboek van anna", "verslag van anna", "melding van anna")
    assert all(holding(database, request, words) for words in said)

    page = anna.post_form("gegevens/wissen", zeker="ja").text

    assert word("portal", "wiped_left_nothing") in page
    assert word("portal", "wiped_copies") in page
    assert [words for words in said if holding(database, request, words)] == []


def test_what_somebody_reads_in_meanwhile_is_said_to_be_left(
    site: Site, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ssfh_learn.journal.cleaning._WAIT", 0.5)
    anna = site.visitor("anna")
    anna.respond("proef", "dagboek", kind="answer", prompt="meenemen", text="van anna")
    with closing(sqlite3.connect(folder / "leren.db", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM participant").fetchall()
        page = anna.post_form("gegevens/wissen", zeker="ja").text

    assert word("portal", "wiped_left_pages") in page
    assert site.portal
    site.portal.cleaner.clean_what_waits(site.portal.now())
    assert b"van anna" not in b"".join(one.read_bytes() for one in folder.glob("leren.db*"))


def test_erasing_one_activity_takes_its_words_out_of_the_files_soon(site: Site, folder: Path) -> None:
    anna = site.visitor("anna")
    anna.respond("proef", "dagboek", kind="answer", prompt="meenemen", text="van anna")
    anna.respond("proef", "dagboek", kind="erase")
    assert site.portal
    site.portal.cleaner.close()  # it waits for what is under way

    assert b"van anna" not in b"".join(one.read_bytes() for one in folder.glob("leren.db*"))


def test_on_a_full_disk_she_deletes_all_the_same(tmp_path: Path, folder: Path, request: pytest.FixtureRequest) -> None:
    with small_disk_at(tmp_path / "schijf", 16 * 1024) as disk:
        database = f"sqlite:///{disk / 'leren.db'}"
        with serving(folder / "modules", None, database) as site:
            assert site.portal
            site.portal.cleaner.set_room_apart()
            anna = site.visitor("anna")
            for number in range(30):
                text = f"van anna {number} " * 100
                anna.respond("proef", "dagboek", kind="answer", prompt="meenemen", text=text)
            fill(disk / "ballast")

            page = anna.post_form("gegevens/wissen", zeker="ja")

            assert (page.status, word("portal", "wiped") in page.text) == (200, True)
            assert anna.get("gegevens/download").json["events"] == []
            assert "van anna" not in anna.get("module/proef/3").text
        assert holding(database, request, "van anna") == []


def test_where_nothing_can_be_deleted_she_reads_that_it_is_still_there(tmp_path: Path, folder: Path) -> None:
    with (
        small_disk_at(tmp_path / "schijf") as disk,
        serving(folder / "modules", None, f"sqlite:///{disk / 'leren.db'}") as site,
    ):
        anna = site.visitor("anna")
        anna.respond("proef", "dagboek", kind="answer", prompt="meenemen", text="van anna")
        fill(disk / "ballast")

        page = anna.post_form("gegevens/wissen", zeker="ja")

        assert (page.status, word("portal", "not_wiped") in page.text) == (503, True)
        assert "van anna" in anna.get("module/proef/3").text


def test_after_deleting_the_pages_start_afresh(site: Site, course: CourseFolder) -> None:
    anna = site.visitor("anna")
    live(anna, "anna", course)
    anna.post_form("gegevens/wissen", zeker="ja")

    assert "van anna" not in anna.get("module/proef/3").text
    assert '"chosen": null' in anna.get("module/proef/1").text
    assert anna.get(f"api/antwoord?place={TEST}&activity={TEST}").json["receipt"]["state"] == "none"

    anna.respond("proef", "dagboek", kind="answer", prompt="meenemen", text="opnieuw")
    assert "opnieuw" in anna.get("module/proef/3").text


def test_nothing_is_deleted_without_saying_so_twice(site: Site) -> None:
    anna = site.visitor("anna")
    anna.respond("proef", "dagboek", kind="answer", prompt="meenemen", text="van anna")
    for fields in ({}, {"zeker": ""}, {"zeker": "nee"}):
        answer = anna.post_form("gegevens/wissen", **fields)
        assert (answer.status, answer.headers["Location"]) == (302, "/leren/gegevens")

    assert "van anna" in anna.get("module/proef/3").text


def test_deleting_leaves_what_the_trainer_has(site: Site, folder: Path, course: CourseFolder) -> None:
    anna = site.visitor("anna")
    make_test(anna, course)
    submission = folder / "cursus" / "submitted" / "anna" / TEST
    before = sorted(submission.iterdir())
    anna.post_form("gegevens/wissen", zeker="ja")

    assert sorted(submission.iterdir()) == before


def test_erasing_one_activity_leaves_the_rest_and_takes_back_what_was_shared(
    site: Site, folder: Path, course: CourseFolder
) -> None:
    anna = site.visitor("anna")
    live(anna, "anna", course)
    answer = anna.respond("proef", "dagboek", kind="erase")
    assert answer.json["saved"]["state"] == "saved"
    assert "van anna" not in answer.text
    assert "verslag van anna" in anna.get("module/proef/3").text
    assert rows(folder, "anna")["shared"] > 0

    anna.respond("werkdruk", "zelfscan", kind="erase")
    assert rows(folder, "anna")["shared"] == 0
    assert "zelfscan" not in str(anna.get("gegevens/download").json["events"])


def test_what_is_handed_in_cannot_be_erased_in_its_activity(site: Site) -> None:
    anna = site.visitor("anna")
    anna.respond("proef", "verslag", kind="answer", prompt="meenemen", text="van anna")

    assert anna.respond("proef", "verslag", kind="erase").json["saved"]["state"] == "refused"
    assert "van anna" in anna.get("module/proef/3").text


def test_deleting_gives_no_new_attempts_and_no_better_grade(
    site: Site, course: CourseFolder, faults: list[str]
) -> None:
    """Or else a learner who read the right answers after her last attempt could begin again."""
    anna = site.visitor("anna")
    for _ in range(2):
        attempt(anna, course, wrong)
    before = kept(course, "anna")
    anna.post_form("gegevens/wissen", zeker="ja")

    begun = anna.respond(TEST, TEST, kind="begin", attempt=1).json["saved"]
    assert (begun["state"], begun["message"]) == ("refused", word("refusal", "handed_in_before"))
    assert kept(course, "anna") == before
    outcomes = course.grade()
    result = outcomes["anna"].result
    assert result
    assert (result.total, result.attempts) == (0, 2)
    assert kept(course, "anna") == before
    assert word("portal", "certificate_get") not in anna.get(f"toets/{TEST}/").text
    assert faults == []


def test_what_she_can_do_comes_first_and_what_is_hers_alone_is_said_once(site: Site, course: CourseFolder) -> None:
    anna = site.visitor("anna")
    live(anna, "anna", course)

    page = unescape(anna.get("gegevens").text)

    first = page.index('class="ssfh-button"', page.index("<main"))
    assert first < page.index("<h2")
    assert page.count(word("portal", "data_private")) == 1
    assert page.count(word("portal", "data_test")) == 1
    kept = page.partition('id="bewaard"')[2].partition("<section")[0]
    assert re.findall(r"<b>(.*?)</b>", kept)[-1:] == ["Proeftoets"]  # its title, and not its id
    targets = re.findall(r'href="#(\w+)"', page[page.index("<main") : page.index("<h2")])
    assert {"wie", "delen", "wissen"} <= set(targets)
    assert [one for one in targets if f'id="{one}"' not in page] == []
