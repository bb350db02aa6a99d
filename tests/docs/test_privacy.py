"""What a privacy officer reads is what the program does."""

from __future__ import annotations

import re
from importlib import import_module

from ssfh_learn.journal.database import METADATA
from ssfh_learn.journal.fence import HIDDEN
from ssfh_learn.portal.web.identity import ROLES
from ssfh_learn.words import section, word
from tests.docs import guide as read

GUIDE = read.PRIVACY.read_text("utf-8")
ADMINISTRATION = read.COURSES.read_text("utf-8")
OF_NOBODY = {
    *("old_step", "derived", "practice", "roster_group", "duty", "practice_rule", "owed_cleaning", "retention"),
    "group_track",
    *("publication", "publication_date", "published_duration"),
}
"""Tables that hold nothing of a person."""


def test_every_table_with_something_of_a_person_is_once_in_the_list_and_once_in_that_of_how_long_it_stays() -> None:
    import_module("ssfh_learn.portal.routes")  # all tables
    for chapter in ("Welke gegevens zijn er?", "Hoe lang blijft het?"):
        rows = read.rows(read.chapter(GUIDE, chapter), "Gegevens")
        named = [name for row in rows for name in re.findall(r"`(\w+)`", row[1])]
        assert sorted(named) == sorted(set(METADATA.tables) - OF_NOBODY), chapter


def test_what_the_database_hides_from_staff_is_said_to_be_read_by_nobody_else() -> None:
    listed = read.rows(read.chapter(GUIDE, "Welke gegevens zijn er?"), "Gegevens")
    private = [row for row in listed if "private_event" in row[1] or "shared" in row[1]]

    assert {name for row in private for name in re.findall(r"`(\w+)`", row[1])} <= HIDDEN
    assert {row[2] for row in private} == {"mogelijk gezondheid"}
    staff = {row[0]: row[5] for row in read.rows(GUIDE, "Wie")}
    assert {staff[word("portal", f"role_{role}")] for role in ROLES if role != "learner"} == {"nee"}


def test_every_role_is_in_the_table_of_who_reads_what() -> None:
    named = [row[0] for row in read.rows(GUIDE, "Wie")]

    assert [word("portal", f"role_{role}") for role in ROLES] == named[: len(ROLES)]


def test_what_learners_are_said_to_read_is_what_they_read() -> None:
    quoted = read.chapter(GUIDE, "Rechten van deelnemers")

    assert re.findall(r"^- (.+)$", quoted, re.MULTILINE) == list(section("who_sees_what").values())


def test_each_measure_has_somebody_who_does_it_and_what_the_program_does_is_tested() -> None:
    doers = [row[2] for row in read.rows(GUIDE, "Onderwerp") if len(row) == 3]

    assert set(doers) == {"het programma", "de beheerder", "de organisatie"}


def test_the_days_in_the_examples_are_those_of_the_examples() -> None:
    said = {row[0]: row[2] for row in read.rows(read.chapter(GUIDE, "Hoe lang blijft het?"), "Gegevens")}

    (log,) = re.findall(r"^MaxRetentionSec=(\d+)day$", ADMINISTRATION, re.MULTILINE)
    (copies,) = re.findall(r"-mtime \+(\d+) -delete", ADMINISTRATION)
    assert f"{log} dagen" in said["Het logboek"]
    assert f"{copies} dagen" in said["Reservekopieën"]
