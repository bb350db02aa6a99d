"""A test with a deadline in the portal: the server's own time, her own deadline, and nothing after it."""

from __future__ import annotations

import json
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from nbgrader.api import Gradebook

from ssfh_learn.journal import read_submitted
from ssfh_learn.results import Result
from ssfh_learn.words import word
from tests.grading.courses import CourseFolder, right, write_config, wrong
from tests.portal.conftest import TEST
from tests.portal.host import Site, Visitor, serving
from tests.portal.published.test_assignments import attempt

HOUR = timedelta(hours=1)


@pytest.fixture
def course(folder: Path) -> CourseFolder:
    """Return the course of the portal."""
    return CourseFolder(folder / "cursus", TEST)


def telt_niet(course: CourseFolder, **more: str | int) -> None:
    """Choose what becomes of late work."""
    write_config(course.root, **{"late": "telt niet", **more})


def due_at(course: CourseFolder, due: datetime) -> datetime:
    """Set the deadline of everybody, and return it."""
    with Gradebook(course.course.db_url, "proef") as book:
        book.update_or_create_assignment(TEST, duedate=due.astimezone(UTC).replace(tzinfo=None))
    return due


def extended(course: CourseFolder, student: str, **by: int) -> None:
    """Give a learner more time."""
    with Gradebook(course.course.db_url, "proef") as book:
        book.update_or_create_student(student)
        book.update_or_create_submission(TEST, student)
        book.grant_extension(TEST, student, **by)


def now() -> datetime:
    return datetime.now(UTC)


def wait_until_after(moment: datetime) -> None:
    """Wait until a moment is surely past; no longer, however long what came before took."""
    time.sleep(max(0.0, (moment - now()).total_seconds()) + 0.1)


def result(course: CourseFolder, student: str = "anna") -> Result:
    """Grade everything and return one result."""
    found = course.grade()[student].result
    assert found is not None
    return found


def handed_in_at(course: CourseFolder, student: str = "anna") -> str:
    """Return when the server received the last hand_in, from the journal."""
    events = read_submitted(course.journal(student), TEST).events
    return [event.at for event in events if event.kind == "hand_in"][-1]


# The time of handing in


@pytest.mark.parametrize("again", ["hand_in", "deliver"])
def test_handing_in_again_after_the_deadline_makes_nobody_late(site: Site, course: CourseFolder, again: str) -> None:
    telt_niet(course)
    due = due_at(course, now() + timedelta(seconds=4))
    anna = site.visitor("anna")
    attempt(anna, course, right, hand_in=False)
    letter = str(uuid4())
    first = anna.respond(TEST, TEST, id=letter, kind="hand_in").json
    wait_until_after(due)

    second = anna.respond(TEST, TEST, **({"id": letter} if again == "hand_in" else {}), kind=again).json

    assert first["receipt"]["state"] == second["receipt"]["state"] == "handed_in"
    assert first["receipt"] == second["receipt"]
    assert second["saved"]["state"] == "saved"
    assert (result(course).total, result(course).seconds_late) == (4, 0)
    assert datetime.fromisoformat(first["receipt"]["at"]) == datetime.fromisoformat(handed_in_at(course))


def test_the_receipt_has_the_time_of_handing_in_where_the_course_was_away_for_a_while(
    site: Site, course: CourseFolder
) -> None:
    anna = site.visitor("anna")
    config = course.root / "nbgrader_config.py"
    good = config.read_bytes()
    attempt(anna, course, right, hand_in=False)
    config.write_text("stuk(", "utf-8")
    anna.respond(TEST, TEST, kind="hand_in")
    time.sleep(0.5)
    config.write_bytes(good)
    asked = now()

    receipt = anna.respond(TEST, TEST, kind="deliver").json["receipt"]

    assert receipt["state"] == "handed_in"
    assert datetime.fromisoformat(receipt["at"]) < asked - timedelta(seconds=0.4)


def test_a_queue_on_the_server_makes_nobody_late(site: Site, course: CourseFolder) -> None:
    anna = site.visitor("anna")
    attempt(anna, course, right, hand_in=False)
    assert site.portal is not None
    busy = threading.Event()
    site.portal.event_writer.do(lambda _: busy.wait(1.5))
    asked = now()

    anna.respond(TEST, TEST, kind="hand_in")

    assert now() - asked > timedelta(seconds=1)
    assert abs(datetime.fromisoformat(handed_in_at(course)) - asked) < timedelta(seconds=0.5)


@pytest.mark.parametrize("name", ["at", "time", "received"])
def test_a_browser_cannot_say_when_it_handed_in(site: Site, course: CourseFolder, name: str) -> None:
    anna = site.visitor("anna")
    attempt(anna, course, right, hand_in=False)

    said = anna.respond(TEST, TEST, kind="hand_in", **{name: "2020-01-01T10:00:00.000+00:00"}).json

    assert said["saved"]["state"] == "refused"
    anna.respond(TEST, TEST, kind="hand_in")
    assert abs(now() - datetime.fromisoformat(handed_in_at(course))) < timedelta(minutes=1)


def test_an_attempt_keeps_its_own_time_when_another_is_handed_in(site: Site, course: CourseFolder) -> None:
    anna = site.visitor("anna")
    attempt(anna, course, right)
    first = result(course).submitted_at
    time.sleep(0.1)
    attempt(anna, course, wrong)

    assert (result(course).submitted_at, result(course).attempt) == (first, 1)


# Her own deadline


def test_she_reads_her_own_deadline_with_her_extension_before_she_begins(site: Site, course: CourseFolder) -> None:
    due = datetime(2031, 10, 24, 17, tzinfo=ZoneInfo("Europe/Amsterdam"))
    due_at(course, due)
    extended(course, "anna", days=3)  # over the change of the clock

    for path in (f"toets/{TEST}/", ""):
        assert "Inleveren kan tot 27 oktober 2031 om 17.00 uur." in site.visitor("anna").get(path).text
        assert "Inleveren kan tot 24 oktober 2031 om 17.00 uur." in site.visitor("bram").get(path).text


def test_she_reads_what_happens_at_the_deadline(site: Site, course: CourseFolder) -> None:
    due_at(course, datetime(2031, 10, 20, 17, tzinfo=ZoneInfo("Europe/Amsterdam")))
    cuts = word("portal", "deadline_cuts")
    anna = site.visitor("anna")
    assert cuts not in anna.get(f"toets/{TEST}/").text

    telt_niet(course)
    assert cuts in anna.get(f"toets/{TEST}/").text
    assert cuts not in anna.get("").text  # it would stand below each test

    telt_niet(course, late="met aftrek", late_days=2)
    said = anna.get(f"toets/{TEST}/").text
    assert "Daarna kan het nog tot 22 oktober 2031 om 17.00 uur, maar dan ben je te laat." in said
    assert cuts in said


def test_after_her_deadline_she_reads_whether_anything_can_still_be_done(site: Site, course: CourseFolder) -> None:
    due_at(course, now() - HOUR)
    anna = site.visitor("anna")
    could, still = "Inleveren kon tot", word("portal", "deadline_late")
    for path in (f"toets/{TEST}/", ""):
        assert still in anna.get(path).text

    telt_niet(course)
    for path, past in ((f"toets/{TEST}/", could), ("", word("standing", "over_without_more_time"))):
        said = anna.get(path).text
        assert said.count(past) == 1
        assert said.count(word("standing", "ask_more_time")) == 1
        assert still not in said
        assert word("portal", "deadline_cuts") not in said
    assert could not in said, "her standing says it"

    telt_niet(course, late="met aftrek", late_days=2)
    assert "Je kunt nog inleveren tot" in anna.get(f"toets/{TEST}/").text


# After it


def view_of(page: str) -> dict[str, object]:
    """Return the view that a page holds."""
    start = page.index('<script type="application/json">') + len('<script type="application/json">')
    view: dict[str, object] = json.loads(page[start : page.index("</script>", start)])["view"]
    return view


def test_after_the_deadline_nothing_begins_and_the_page_says_so(site: Site, course: CourseFolder) -> None:
    telt_niet(course)
    due_at(course, now() - HOUR)
    anna = site.visitor("anna")

    assert view_of(anna.get(f"toets/{TEST}/").text)["over"] == word("refusal", "time_is_up")
    said = anna.respond(TEST, TEST, kind="begin").json
    assert (said["saved"]["state"], said["saved"]["message"]) == ("refused", word("refusal", "time_is_up"))
    assert said["view"]["phase"] == "ready"

    extended(course, "anna", hours=2)
    assert anna.respond(TEST, TEST, kind="begin").json["saved"]["state"] == "saved"


def test_at_her_deadline_her_open_attempt_is_handed_in_as_it_stands(site: Site, course: CourseFolder) -> None:
    telt_niet(course)
    anna = site.visitor("anna")
    begun = attempt(anna, course, right, hand_in=False)
    due_at(course, now())
    time.sleep(0.1)
    question = begun["view"]["questions"][0]["id"]
    questions = {one.id: one for one in course.key.quiz.questions}
    site.portal._windows.clear()  # type: ignore[union-attr]  # noqa: SLF001  (it may be some seconds old)

    late = anna.respond(TEST, TEST, kind="answer", question=question, answer=wrong(questions[question])).json

    assert (late["saved"]["state"], late["saved"]["message"]) == ("refused", word("refusal", "time_is_up"))
    assert (late["view"]["phase"], late["receipt"]["state"]) == ("closed", "handed_in")
    page = anna.get(f"toets/{TEST}/").text
    assert "Wat je had ingevuld, is voor je ingeleverd." in page
    assert "100%" in page
    assert (result(course).total, result(course).was_cut, result(course).attempts) == (4, True, 1)
    assert anna.respond(TEST, TEST, kind="hand_in").json["saved"]["state"] == "refused"


def test_a_page_that_is_opened_after_the_deadline_hands_in_what_was_open(site: Site, course: CourseFolder) -> None:
    telt_niet(course)
    anna = site.visitor("anna")
    attempt(anna, course, right, hand_in=False)
    due = now()
    due_at(course, due)
    time.sleep(0.1)

    page = anna.get(f"toets/{TEST}/").text

    assert view_of(page)["phase"] == "closed"
    assert "100%" in page
    receipt = anna.get(f"api/antwoord?place={TEST}&activity={TEST}").json["receipt"]
    assert abs(datetime.fromisoformat(receipt["at"]) - due) < timedelta(seconds=0.01)


def test_who_never_comes_back_is_handed_in_too(site: Site, course: CourseFolder) -> None:
    telt_niet(course)
    for name, answer in (("anna", right), ("bram", wrong)):
        attempt(site.visitor(name), course, answer, hand_in=False)
    portal = site.portal
    assert portal is not None
    portal.receipts.hand_in_open_tests(portal._journal)  # noqa: SLF001
    assert not course.folder("anna").exists()
    due_at(course, now())
    time.sleep(0.1)

    portal.receipts.hand_in_open_tests(portal._journal)  # noqa: SLF001

    assert {name: one.result and one.result.total for name, one in course.grade().items()} == {"anna": 4, "bram": 0}


def test_with_more_time_she_goes_on_where_the_first_deadline_found_her(site: Site, course: CourseFolder) -> None:
    telt_niet(course)
    anna = site.visitor("anna")
    attempt(anna, course, wrong, hand_in=False)
    due_at(course, now() + HOUR)
    extended(course, "bram", days=9)  # so that nobody can read explanations
    due_at(course, now() - timedelta(seconds=1))
    anna.get(f"toets/{TEST}/")
    extended(course, "anna", days=1)

    view = view_of(anna.get(f"toets/{TEST}/").text)

    assert (view["phase"], view.get("over")) == ("open", None)
    for question in view["questions"]:  # type: ignore[attr-defined]
        asked = next(one for one in course.key.quiz.questions if one.id == question["id"])
        anna.respond(TEST, TEST, kind="answer", question=question["id"], answer=right(asked))
    anna.respond(TEST, TEST, kind="hand_in")
    assert (result(course).total, result(course).was_cut, result(course).attempts) == (4, False, 1)


def test_late_work_that_costs_points_can_be_handed_in_until_the_last_day(site: Site, course: CourseFolder) -> None:
    telt_niet(course, late="met aftrek", late_days=2)
    due_at(course, now() - HOUR)
    anna = site.visitor("anna")

    attempt(anna, course, right)

    said = anna.get(f"toets/{TEST}/").text
    assert "Je leverde te laat in." in said
    assert "Je was 1 uur te laat." in said
    assert word("standing", "late") in anna.get().text
    assert word("portal", "state_late") in site.visitor("carla", "learner", "coordinator").get("overzicht").text
    assert "SLEUTEL" not in said


def test_who_can_read_the_explanations_makes_the_test_no_more(site: Site, course: CourseFolder) -> None:
    """Once 18 % became 83 %, with a certificate."""
    due = due_at(course, now() + timedelta(seconds=3))
    anna: Visitor = site.visitor("anna")
    attempt(anna, course, wrong)
    assert "SLEUTEL" not in anna.get(f"toets/{TEST}/").text
    wait_until_after(due)

    assert "SLEUTEL" in anna.get(f"toets/{TEST}/").text
    said = anna.respond(TEST, TEST, kind="begin").json
    assert (said["saved"]["state"], said["saved"]["message"]) == ("refused", word("refusal", "already_explained"))
    assert view_of(anna.get(f"toets/{TEST}/").text)["over"] == word("refusal", "already_explained")
    assert anna.post_form("certificaat/proef", naam="Anna").status == 403


def test_a_restart_changes_no_time(folder: Path, course: CourseFolder) -> None:
    with serving(folder / "modules", folder / "cursus", f"sqlite:///{folder / 'leren.db'}") as site:
        attempt(site.visitor("anna"), course, right)
    first = result(course).submitted_at
    with serving(folder / "modules", folder / "cursus", f"sqlite:///{folder / 'leren.db'}") as site:
        site.visitor("anna").respond(TEST, TEST, kind="deliver")

    assert result(course).submitted_at == first
