"""What cannot be read now is told as such: never as if nothing were there."""

from __future__ import annotations

import json
from collections.abc import Callable
from html import unescape
from pathlib import Path
from uuid import uuid4

import pytest

from ssfh_learn.portal.published.assignments import Assignments
from ssfh_learn.words import word
from tests.grading.courses import CourseFolder, right
from tests.portal.conftest import TEST
from tests.portal.host import Answer, Site, serving
from tests.portal.published.test_assignments import attempt

Mend = Callable[[], None]


@pytest.fixture
def course(folder: Path) -> CourseFolder:
    """Return the course of the portal."""
    return CourseFolder(folder / "cursus", TEST)


def overwritten(path: Path, content: bytes) -> Mend:
    good = path.read_bytes()
    path.write_bytes(content)

    def back() -> None:
        path.write_bytes(good)

    return back


def moved(path: Path) -> Mend:
    away = path.rename(path.with_name(f"{path.name}-weg"))

    def back() -> None:
        away.rename(path)

    return back


BREAKS: dict[str, Callable[[Path], Mend]] = {
    "the gradebook is no database": lambda root: overwritten(root / "gradebook.db", b"geen database " * 500),
    "the gradebook is empty": lambda root: overwritten(root / "gradebook.db", b""),
    "the gradebook is gone": lambda root: moved(root / "gradebook.db"),
    "the key is broken": lambda root: overwritten(root / "keys" / f"{TEST}.yaml", b"dit is : geen [ goed"),
    "the secret is gone": lambda root: moved(root / "keys" / TEST / "secret"),
    "the configuration is broken": lambda root: overwritten(root / "nbgrader_config.py", b"dit is : geen [ goed"),
    "the configuration is gone": lambda root: moved(root / "nbgrader_config.py"),
    "the course is away": moved,
}
OF_ALL = {"the configuration is broken", "the configuration is gone", "the course is away"}
"""Where not even the names of the tests can be read."""
each = pytest.mark.parametrize("broken", BREAKS)


def says(page: Answer, key: str, **fields: object) -> bool:
    return word("portal", key, **fields) in unescape(page.text)


@each
def test_a_learner_who_passed_reads_that_her_result_cannot_be_read_now(
    site: Site, course: CourseFolder, faults: list[str], broken: str
) -> None:
    anna = site.visitor("anna")
    attempt(anna, course, right)
    assert (
        word("standing", "score", attempt=1, percent=100) in anna.get().text,
        says(anna.get(f"toets/{TEST}/"), "certificate_get"),
    ) == (
        True,
        True,
    )
    mend = BREAKS[broken](course.root)

    home, page = anna.get(), anna.get(f"toets/{TEST}/")
    refused = anna.post_form("certificaat/proef", naam="Anna")
    sentence = "unreachable_tests" if broken in OF_ALL else "unreachable_result"

    assert (home.status, page.status, refused.status) == (200, 200, 503)
    assert (says(home, sentence), word("standing", "not_passed") in home.text) == (True, False)
    is_of_one = broken in {"the key is broken", "the secret is gone"}
    assert home.text.count(word("standing", "not_handed_in")) == (1 if is_of_one else 0)  # the other test
    assert (says(page, "unreachable_result"), says(page, "certificate_get")) == (True, False)
    assert says(refused, "certificate_unreadable")

    mend()
    assert (
        word("standing", "score", attempt=1, percent=100) in anna.get().text,
        says(anna.get(f"toets/{TEST}/"), "certificate_get"),
    ) == (
        True,
        True,
    )
    assert anna.post_form("certificaat/proef", naam="Anna").body.startswith(b"%PDF")
    assert faults == []


@each
def test_a_coordinator_sees_no_empty_table(site: Site, course: CourseFolder, faults: list[str], broken: str) -> None:
    attempt(site.visitor("anna"), course, right)
    coordinator = site.visitor("cora", "coordinator")
    table = '<table class="ssfh-roster-table" aria-label="Proeftoets">'
    assert table in coordinator.get("overzicht").text
    mend = BREAKS[broken](course.root)

    page = coordinator.get("overzicht")

    assert page.status == 200
    assert table not in page.text
    assert not says(page, "no_tests")
    names = ("Proeftoets", TEST)  # its name where its title cannot be read
    is_said = any(says(page, "results_unreadable", name=one) for one in names)
    assert says(page, "unreachable_tests") if broken in OF_ALL else is_said
    mend()
    assert table in coordinator.get("overzicht").text
    assert faults == []


@each
def test_a_browser_keeps_what_it_sends_to_a_test_that_was_not_read_since_the_start(
    folder: Path, course: CourseFolder, broken: str
) -> None:
    mend = BREAKS[broken](course.root) if broken not in OF_ALL else lambda: None
    with serving(folder / "modules", folder / "cursus", f"sqlite:///{folder / 'leren.db'}") as site:
        anna = site.visitor("anna")
        if broken in OF_ALL:  # a course that was never there is none
            anna.get()
            mend = BREAKS[broken](course.root)
        letter = {"place": TEST, "activity": TEST, "response": {"id": str(uuid4()), "kind": "begin"}}
        said = anna.post(json.dumps(letter).encode())
        assert said.status in {200, 503}
        mend()
        assert anna.post(json.dumps(letter).encode()).json["saved"]["state"] == "saved"


@pytest.mark.parametrize("broken", sorted(OF_ALL))
def test_the_page_after_the_last_step_says_that_it_cannot_be_seen_whether_there_is_a_test(
    site: Site, course: CourseFolder, broken: str
) -> None:
    anna = site.visitor("anna")
    assert says(anna.get("module/proef/klaar"), "to_test")
    mend = BREAKS[broken](course.root)

    page = anna.get("module/proef/klaar")

    assert (page.status, says(page, "unreachable_tests"), says(page, "to_test")) == (200, True, False)
    mend()
    assert says(anna.get("module/proef/klaar"), "to_test")


def test_a_receipt_that_cannot_be_read_does_not_say_that_handing_in_failed(site: Site, course: CourseFolder) -> None:
    anna = site.visitor("anna")
    attempt(anna, course, right)
    mend = BREAKS["the configuration is gone"](course.root)

    receipt = anna.get(f"api/antwoord?place={TEST}&activity={TEST}").json["receipt"]

    assert receipt["message"] == word("portal", "receipt_unreadable")
    mend()
    assert anna.get(f"api/antwoord?place={TEST}&activity={TEST}").json["receipt"]["state"] == "handed_in"


def test_modules_that_are_away_are_not_gone(site: Site, folder: Path, faults: list[str]) -> None:
    anna = site.visitor("anna")
    assert anna.get().status == 200
    mend = moved(folder / "modules")
    letter = {"place": "proef", "activity": "dagboek", "response": {"id": "a", "kind": "answer"}}
    letter["response"] |= {"prompt": "meenemen", "text": "Rust."}  # type: ignore[operator]

    pages = [anna.get(), anna.get("module/proef/2"), anna.get("gegevens"), anna.post(json.dumps(letter).encode())]

    assert [page.status for page in pages] == [503] * 4
    assert all(says(page, "unreachable_modules") for page in pages)
    assert anna.get("gegevens/download").status == 200
    mend()
    assert anna.post(json.dumps(letter).encode()).json["saved"]["state"] == "saved"
    assert (anna.get().status, anna.get("module/proef/2").status) == (200, 200)
    assert faults == []


def test_where_no_module_ever_was_there_is_none(tmp_path: Path) -> None:
    with serving(tmp_path / "modules", None, f"sqlite:///{tmp_path / 'leren.db'}") as site:
        assert says(site.visitor("anna").get(), "no_modules")


def test_reading_makes_no_empty_gradebook_in_place_of_one_that_is_away(course: CourseFolder) -> None:
    (course.root / "gradebook.db").rename(course.root / "weg.db")

    assert not Assignments(course.root).standing(TEST, "anna").is_readable
    assert not (course.root / "gradebook.db").exists()


def test_a_trainer_reads_that_a_module_has_no_notebook(site: Site, folder: Path) -> None:
    (folder / "modules" / "proef" / "proef.ipynb").unlink()

    page = site.visitor("truus", "trainer").get("overzicht")

    assert says(page, "no_notebook", folder="proef")
