"""The moments that Dutch people type, and what is refused because it means nothing, or two things."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from ssfh_learn.dutch_time import dutch_until
from ssfh_learn.typed_moment import read_moment
from ssfh_learn.words import word
from tests.commands import typed
from tests.grading.courses import CourseFolder

pytestmark = pytest.mark.slow  # each test starts the command, or nbgrader

FIVE = "zondag 31 januari 2027, 17.00 uur"


@pytest.mark.parametrize(
    "text",
    [
        "2027-01-31 17:00",
        "2027-01-31T17:00",
        "31-01-2027 17:00",
        "31-1-2027 17.00",
        "31/01/2027 17:00",
        "31.01.2027 om 17.00 uur",
        "  31 – 01 – 2027 17:00".replace(" – ", "–"),
        "31 januari 2027 17:00",
        "31 Januari 2027, 17.00 uur",
        "zondag 31 januari 2027, 17.00 uur",
        "zo 31 jan. 2027 17u",
        "31 jan 2027 om 17 uur",
        "31-01-2027 17:00 wintertijd",
    ],
)
def test_each_form_that_people_type_is_the_same_moment(text: str) -> None:
    assert dutch_until(read_moment(text)) == FIVE
    assert read_moment(text) == datetime(2027, 1, 31, 16, tzinfo=UTC)


@pytest.mark.parametrize("text", ["2027-07-31", "31-07-2027", "zaterdag 31 juli 2027", "za 31 jul 2027"])
def test_a_day_alone_is_its_end(text: str) -> None:
    assert read_moment(text) == datetime(2027, 7, 31, 21, 59, 59, tzinfo=UTC)
    assert dutch_until(read_moment(text)) == "zaterdag 31 juli 2027, 23.59 uur"


@pytest.mark.parametrize("text", ["2027-01-31 00:00", "31-01-2027 0.00 uur", "31 januari 2027 00:00:00"])
def test_midnight_that_was_typed_is_the_beginning_of_its_day_and_that_is_said(text: str) -> None:
    assert read_moment(text) == datetime(2027, 1, 30, 23, tzinfo=UTC)
    assert dutch_until(read_moment(text)) == "zondag 31 januari 2027, 00.00 uur (het begin van die dag)"


def refusal(text: str) -> str:
    with pytest.raises(ValueError, match=r"\.$") as refused:
        read_moment(text)
    return str(refused.value)


@pytest.mark.parametrize("text", ["2027-03-28 02:00", "28-03-2027 02:30", "28 maart 2027 2.59 uur"])
def test_a_time_that_the_clock_skips_is_refused(text: str) -> None:
    assert refusal(text) == word("moment", "skipped", date="28 maart 2027")


@pytest.mark.parametrize(("text", "utc"), [("28-03-2027 01:59", "00:59"), ("28-03-2027 03:00", "01:00")])
def test_the_times_beside_it_are_there(text: str, utc: str) -> None:
    assert f"{read_moment(text):%H:%M}" == utc


@pytest.mark.parametrize("text", ["31-10-2027 02:00", "2027-10-31 02:30", "31 oktober 2027 02.59 uur"])
def test_a_time_that_comes_twice_is_asked_about(text: str) -> None:
    said = refusal(text)

    assert "komt twee keer voor" in said
    options = said.split('"')[1::2]
    first, second = (read_moment(option) for option in options)
    assert (second - first).total_seconds() == 3600
    assert dutch_until(first).endswith("(zomertijd)")
    assert dutch_until(second).endswith("(wintertijd)")


@pytest.mark.parametrize("text", ["31-10-2027 01:59", "31-10-2027 03:00"])
def test_the_times_beside_those_come_once(text: str) -> None:
    assert text[-2:] in dutch_until(read_moment(text))


@pytest.mark.parametrize(
    "text",
    [
        *("", "31", "morgen", "17:00", "31-01-27 17:00", "31-01-2027 17", "2027-01-31 17:00+01:00"),
        *("2027-01-31T16:00Z", "31-01/2027", "31 ma 2027", "januari 2027", "1 2 2027", "31 januari"),
        *("٣١-٠١-٢٠٢٧", "31-01-2027 17:00 GMT", "x" * 500),
    ],
)
def test_what_is_no_moment_is_refused_with_an_example(text: str) -> None:
    assert refusal(text) == word("moment", "unreadable", typed=text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("30 februari 2027", "no_day"),
        ("2027-13-01", "no_day"),
        ("00-01-2027", "no_day"),
        ("29-02-2027", "no_day"),
        ("31-01-0027", "no_year"),
        ("31-01-2207", "no_year"),
        ("maandag 31 januari 2027", "other_weekday"),
        ("januari 31 januari 2027", "other_weekday"),
        ("31-01-2027 25:00", "no_time"),
        ("31-01-2027 17:60", "no_time"),
        ("31-01-2027 24:30", "no_time"),
        ("31-01-2027 24:00", "hour_24"),
        ("31-07-2027 17:00 wintertijd", "other_season"),
        ("31-01-2027 17:00 zomertijd", "other_season"),
    ],
)
def test_a_moment_that_cannot_be_says_what_is_wrong(text: str, code: str) -> None:
    fields = {"typed": text if code != "hour_24" else "31-01-2027", "year": text[-4:], "weekday": "zondag"}
    date = "31 juli 2027" if "-07-" in text else "31 januari 2027"

    assert refusal(text) == word("moment", code, **fields, date=date)


def built(course: CourseFolder, *words: str) -> str:
    ran = typed("assignment", "build", "toets", *words, folder=course.root)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def duedate(course: CourseFolder) -> datetime | None:
    from nbgrader.api import Gradebook

    with Gradebook(course.course.db_url, "proef") as gradebook:
        found: datetime | None = gradebook.find_assignment("toets").duedate
        return found


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Europe/Amsterdam"])
def test_build_says_what_it_understood_whatever_zone_the_computer_has(
    course: CourseFolder, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    monkeypatch.setenv("TZ", zone)

    said = built(course, "--due", "31-07-2037 17:00")

    assert word("cli", "built_due", until="vrijdag 31 juli 2037, 17.00 uur") in said
    assert duedate(course) == datetime(2037, 7, 31, 15)  # noqa: DTZ001  (nbgrader keeps UTC without a zone)
    assert word("cli", "built_due", until="vrijdag 31 juli 2037, 17.00 uur") in built(course)  # it stays, and is said


def test_a_moment_that_is_over_is_refused_and_changes_nothing_unless_that_is_said(course: CourseFolder) -> None:
    ran = typed("assignment", "build", "toets", "--due", "2020-01-01 10:00", folder=course.root)

    assert ran.returncode == 2
    assert word("moment", "past", until="woensdag 1 januari 2020, 10.00 uur") in ran.stderr
    assert duedate(course) is None
    said = built(course, "--due", "2020-01-01 10:00", "--allow-past")
    assert word("cli", "built_was_due", until="woensdag 1 januari 2020, 10.00 uur") in said
    assert duedate(course) == datetime(2020, 1, 1, 9)  # noqa: DTZ001


def test_words_without_quotes_get_an_example_with_them(tmp_path: Path) -> None:
    ran = typed("assignment", "build", "toets", "--due", "31", "januari", "2037", folder=tmp_path)

    assert ran.returncode == 2
    assert '"31 januari 2027"' in ran.stderr
    assert "Traceback" not in ran.stderr
