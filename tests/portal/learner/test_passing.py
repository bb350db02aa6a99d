"""A certificate from the first to the last day: earned, checked, withdrawn, and given back."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

import pytest
from nbgrader.api import Gradebook
from pypdf import PdfReader

from ssfh_learn.dutch_time import day_of, dutch_date
from ssfh_learn.words import counted, section, word
from tests.grading.courses import CourseFolder, right, wrong
from tests.portal.conftest import TEST
from tests.portal.host import Site, Visitor
from tests.portal.published.test_assignments import attempt

OK, REFUSED, FORBIDDEN, AWAY = 200, 400, 403, 503


@pytest.fixture
def course(folder: Path) -> CourseFolder:
    """Return the course of the portal."""
    return CourseFolder(folder / "cursus", TEST)


def text_of(pdf: bytes) -> str:
    return " ".join(PdfReader(BytesIO(pdf)).pages[0].extract_text().split())


def fetch(who: Visitor, name: str = "Anna de Vries") -> str:
    """Fetch the certificate and return what stands on it."""
    answer = who.post_form("certificaat/proef", naam=name)
    assert (answer.status, answer.headers["Content-Type"]) == (OK, "application/pdf"), answer.text
    return text_of(answer.body)


def code_of(who: Visitor) -> str:
    (given,) = who.get("gegevens/download").json["certificates"]
    return str(given["code"])


def code_of_certified(who: Visitor, course: CourseFolder) -> str:
    """Let her pass and fetch her certificate; return its code."""
    attempt(who, course, right)
    fetch(who)
    return code_of(who)


def checked(site: Site, code: str) -> str:
    """Return what the page for everybody says of a code."""
    answer = site.visitor().get(f"controle?code={quote(code)}")
    assert answer.status == OK
    return answer.text


def correct(course: CourseFolder, points: float | None) -> None:
    """Correct the result of Anna as a person does in formgrader, and grade again."""
    with Gradebook(course.course.db_url) as gradebook:
        submission = gradebook.find_submission(TEST, "anna")
        for grade in submission.notebooks[0].grades:
            grade.manual_score = points
        gradebook.db.commit()
    course.grade()


def test_the_page_of_a_test_says_once_how_it_went_and_once_what_she_can_do(site: Site, course: CourseFolder) -> None:
    anna = site.visitor("anna")
    said = {}
    for number in (1, 2):
        attempt(anna, course, wrong)
        page = anna.get(f"toets/{TEST}/").text.partition("<main")[2].partition("</main>")[0]
        said[number] = re.sub(r"<script.*?</script>|<[^>]*>", " ", page, flags=re.DOTALL)

    result, ui = section("feedback"), section("frontend")
    for text in said.values():
        assert text.count(result["not_passed"]) == 1
        assert len(re.findall(r"\b0%", text)) == 1
        assert ui["receipt"]["result"] not in text  # it stands there
    assert counted(ui["quiz"]["attempts_left"], 1) in said[1]
    assert counted(result["attempts_left"], 1) not in said[1]
    assert result["ask_trainer"] not in said[1]
    assert said[2].count(result["ask_trainer"]) == 1
    assert result["no_attempts_left"] not in said[2]


def test_the_date_is_that_of_passing_and_not_of_making_the_paper(site: Site, course: CourseFolder) -> None:
    anna = site.visitor("anna")
    attempt(anna, course, right)
    assert site.portal
    now = datetime.now(UTC)
    site.portal.now = lambda: now + timedelta(days=40)

    assert word("portal", "certificate_passed_on", date=dutch_date(day_of(now))) in fetch(anna)
    assert dutch_date(day_of(now)) in checked(site, code_of(anna))


def test_a_second_attempt_that_is_worse_does_not_move_the_date(site: Site, course: CourseFolder, folder: Path) -> None:
    anna = site.visitor("anna")
    attempt(anna, course, right)
    with closing(sqlite3.connect(folder / "leren.db")) as database, database:
        database.execute("UPDATE event SET at = '2026-02-03T22:30:00.000+00:00' WHERE kind = 'hand_in'")
    attempt(anna, course, wrong)

    assert "Geslaagd op 3 februari 2026" in fetch(anna)


@pytest.mark.slow
def test_a_day_ends_at_midnight_in_the_netherlands(site: Site, course: CourseFolder, folder: Path) -> None:
    anna = site.visitor("anna")
    attempt(anna, course, right)
    with closing(sqlite3.connect(folder / "leren.db")) as database, database:
        database.execute("UPDATE event SET at = '2026-07-03T22:30:00.000+00:00' WHERE kind = 'hand_in'")

    assert "Geslaagd op 4 juli 2026" in fetch(anna)


def test_a_result_that_is_corrected_to_not_passed_withdraws_and_corrected_back_it_is_valid_again(
    site: Site, course: CourseFolder
) -> None:
    anna = site.visitor("anna")
    code = code_of_certified(anna, course)
    assert word("portal", "verified") in checked(site, code)

    correct(course, 0)

    today = dutch_date(day_of(datetime.now(UTC)))
    for _ in range(2):
        said = checked(site, code)
        assert word("portal", "withdrawn") in said
        assert word("portal", "withdrawn_since", since=today) in said
        assert word("portal", "verified") not in said
    again = anna.post_form("certificaat/proef", naam="Anna de Vries")
    assert (again.status, word("portal", "certificate_not_passed") in again.text) == (FORBIDDEN, True)
    page = anna.get(f"toets/{TEST}/").text
    assert word("portal", "certificate_get") not in page
    assert word("portal", "certificate_withdrawn") in page

    correct(course, None)

    assert word("portal", "certificate_withdrawn") not in anna.get(f"toets/{TEST}/").text

    assert word("portal", "verified") in checked(site, code)
    assert code in fetch(anna)
    assert anna.get("gegevens/download").json["certificates"][0]["withdrawn_at"] is None


def test_what_was_withdrawn_stays_so_when_the_course_keeps_its_results_no_more(
    site: Site, course: CourseFolder
) -> None:
    code = code_of_certified(site.visitor("anna"), course)
    correct(course, 0)
    checked(site, code)
    with Gradebook(course.course.db_url) as gradebook:
        gradebook.remove_student("anna")

    assert word("portal", "withdrawn") in checked(site, code)


def test_a_certificate_outlives_the_course_that_it_was_earned_in(site: Site, course: CourseFolder) -> None:
    code = code_of_certified(site.visitor("anna"), course)
    shutil.rmtree(course.root / "release" / TEST)

    assert word("portal", "verified") in checked(site, code)


def test_a_gradebook_that_cannot_be_read_promises_nothing(site: Site, course: CourseFolder) -> None:
    anna = site.visitor("anna")
    code = code_of_certified(anna, course)
    gradebook = course.root / "gradebook.db"
    gradebook.rename(away := gradebook.with_suffix(".weg"))
    gradebook.write_text("geen database " * 100)

    said = checked(site, code)
    assert word("portal", "verified_unknown") in said
    assert word("portal", "verified") not in said
    assert anna.post_form("certificaat/proef", naam="Anna").status == AWAY

    away.replace(gradebook)
    assert word("portal", "verified") in checked(site, code)


def test_a_certificate_of_an_earlier_version_is_valid_and_keeps_its_code_and_date(
    site: Site, course: CourseFolder, folder: Path
) -> None:
    anna = site.visitor("anna")
    attempt(anna, course, right)
    with closing(sqlite3.connect(folder / "leren.db")) as database, database:
        database.execute(
            "INSERT INTO certificate (code, learner, module, name, title, version, minutes, date) "
            "VALUES ('AAAA-BBBB-CCCC', 'anna', 'proef', 'Anna', 'Proefmodule', '1.0', 70, '2026-03-01')"
        )

    assert "Datum: 1 maart 2026" in checked(site, "aaaabbbbcccc")
    said = fetch(anna, "Anna")
    assert "AAAA-BBBB-CCCC" in said
    assert "Datum: 1 maart 2026" in said


@pytest.mark.parametrize("name", ["李小龍", "Fatima فاطمة", "   ", "---", "x" * 81, "Anna 🎉", ""])
def test_a_name_that_cannot_be_printed_is_asked_for_again_and_gives_no_certificate(
    site: Site, course: CourseFolder, name: str, faults: list[str]
) -> None:
    anna = site.visitor("anna")
    attempt(anna, course, right)

    answer = anna.post_form("certificaat/proef", naam=name)

    assert (answer.status, answer.headers["Content-Type"]) == (REFUSED, "text/html; charset=utf-8")
    assert 'role="alert"' in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert name.strip() in answer.text
    assert anna.get("gegevens/download").json["certificates"] == []
    assert faults == []


@pytest.mark.parametrize("host", ["evil.example.com", "leren.example.nl:1234", "127.0.0.1"])
def test_the_address_on_paper_is_the_configured_one_whatever_the_request_says(
    site: Site, course: CourseFolder, host: str
) -> None:
    anna = site.visitor("anna")
    attempt(anna, course, right)
    anna.headers = {"Host": host, "X-Forwarded-Host": host, "Forwarded": f"host={host}"}

    without = fetch(anna)
    assert host not in without
    assert "://" not in without
    assert site.portal
    site.portal.address = "https://leren.example.nl/scholing/"
    assert "https://leren.example.nl/scholing/controle" in fetch(anna)


def test_whoever_checks_reads_the_same(site: Site, course: CourseFolder) -> None:
    anna = site.visitor("anna")
    code = code_of_certified(anna, course)

    def said(who: Visitor) -> str:
        return who.get(f"controle?code={code}").text.partition("<h1>")[2].partition("<form")[0]

    readers = [site.visitor(), anna, site.visitor("bram"), site.visitor("tess", "learner", "trainer", "coordinator")]
    assert len({said(who) for who in readers}) == 1
    for part in ("Anna de Vries", "Proefmodule", code, word("portal", "verified_name")):
        assert part in said(anna)
