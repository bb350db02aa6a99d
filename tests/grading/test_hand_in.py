"""Handing in, on a learner's side: to nbgrader's real exchange, and to a shared folder."""

from __future__ import annotations

import json
import re
import shutil
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from ssfh_learn.account import account_name
from ssfh_learn.grading.build import build
from ssfh_learn.grading.course import find_course
from ssfh_learn.grading.exchange import collect, release
from ssfh_learn.grading.hand_in import hand_in
from ssfh_learn.grading.problem import GradingError
from ssfh_learn.journal.submitted import LARGEST
from ssfh_learn.words import section
from tests.grading.courses import CourseFolder, right, write_config, write_key

ME = account_name()
"""The exchange only takes work from its owner."""


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a course, and the exchange in which its test was really released; not to be changed."""
    root = tmp_path_factory.mktemp("released")
    exchange = root / "exchange"
    exchange.mkdir()
    exchange.chmod(0o777)
    write_config(root / "cursus", exchange=str(exchange))
    write_key(root / "cursus")
    build(find_course(root / "cursus"), "toets")
    release(find_course(root / "cursus"), "toets")
    return root


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep away from the home of whoever runs the tests: nbgrader keeps a copy of each submission there."""
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "jupyter"))


@pytest.fixture
def course(released: Path, tmp_path: Path) -> CourseFolder:
    """Return the course, with an exchange of this test alone."""
    shutil.copytree(released, tmp_path, dirs_exist_ok=True)
    write_config(tmp_path / "cursus", exchange=str(tmp_path / "exchange"))
    return CourseFolder(tmp_path / "cursus")


@pytest.fixture
def fetched(course: CourseFolder, tmp_path: Path) -> Path:
    """Return the folder of a learner who fetched the test and made it."""
    return made(course, tmp_path / "exchange" / "proef" / "outbound" / "toets", tmp_path / "toets", exchange=True)


def made(course: CourseFolder, release: Path, folder: Path, *, exchange: bool, inbound: Path | None = None) -> Path:
    """Fetch a release and make the test."""
    shutil.copytree(release, folder)
    described = json.loads((folder / "toets.json").read_text("utf-8"))
    described["exchange"] = str(course.root.parent / "exchange") if exchange else ""
    described["folder"] = "" if inbound is None else str(inbound)
    (folder / "toets.json").write_text(json.dumps(described), "utf-8")
    course.play(folder, ME, right)
    return folder


@pytest.fixture
def inbound(course: CourseFolder) -> Path:
    """Where the exchange takes in."""
    return course.root.parent / "exchange" / "proef" / "inbound"


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """Return a shared folder."""
    folder = tmp_path / "gedeelde map"
    folder.mkdir()
    return folder


@pytest.fixture
def for_shared(course: CourseFolder, tmp_path: Path, shared: Path) -> Path:
    """Return the folder of a learner who hands in to a shared folder."""
    return made(course, course.root / "release" / "toets", tmp_path / "toets", exchange=False, inbound=shared)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def refused(folder: Path, student: str = ME) -> str:
    """Return the code of what stopped a hand-in."""
    with pytest.raises(GradingError) as raised:
        hand_in(folder, student)
    assert raised.value.code in section("grading")
    return raised.value.code


# The exchange


def test_the_journal_and_the_notebook_arrive_and_no_other_file_of_the_learner(fetched: Path, inbound: Path) -> None:
    (fetched / "dagboek.txt").write_text("privé", "utf-8")
    (fetched / "inlevering.json").write_text("{}", "utf-8")
    (fetched / ".ipynb_checkpoints").mkdir()
    (fetched / "ander.ipynb").write_text("{}", "utf-8")

    hand_in(fetched, ME)

    (arrived,) = inbound.iterdir()
    assert names(arrived) == {"journal.jsonl", "toets.ipynb", "timestamp.txt", "submission_secret.txt"}
    assert (arrived / "journal.jsonl").read_bytes() == (fetched / "journal.jsonl").read_bytes()
    assert re.fullmatch(rf"{ME}\+toets\+\d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{{6}} UTC\+[\w-]+", arrived.name)


def test_a_receipt_has_the_time_and_the_first_eight_digits_of_the_journals_hash(fetched: Path) -> None:
    before = datetime.now(UTC) - timedelta(seconds=1)

    receipt = hand_in(fetched, ME)

    digits = sha256((fetched / "journal.jsonl").read_bytes()).hexdigest()[:8]
    assert receipt.number.replace("-", "").lower() == digits
    assert re.fullmatch(r"[0-9A-F]{4}-[0-9A-F]{4}", receipt.number)
    assert before <= datetime.fromisoformat(receipt.at) <= datetime.now(UTC)
    assert receipt.student == ME


def test_what_was_handed_in_is_taken_in_and_graded_with_the_number_of_the_receipt(
    course: CourseFolder, fetched: Path
) -> None:
    receipt = hand_in(fetched, ME)

    (taken,) = collect(course.course, "toets")
    result = course.grade()[ME].result

    assert (taken.student, taken.refused) == (ME, None)
    assert result is not None
    assert result.total == 4
    assert (result.receipt or "")[:8] == receipt.number.replace("-", "").lower()


def test_who_hands_in_twice_has_two_folders_and_the_newest_is_taken_in(
    course: CourseFolder, fetched: Path, inbound: Path
) -> None:
    first = hand_in(fetched, ME)
    again = hand_in(fetched, ME)
    course.play(fetched, ME, right)
    second = hand_in(fetched, ME)

    (taken,) = collect(course.course, "toets")

    assert first.number == again.number != second.number
    assert len(names(inbound)) == 3
    assert taken.is_new
    assert course.journal(ME).read_bytes() == (fetched / "journal.jsonl").read_bytes()


@pytest.mark.parametrize("name", ["anna+bram", "anna/bram", "../anna", "anna\\bram", "*", "anna*"])
def test_a_name_that_would_become_another_name_or_place_is_refused(fetched: Path, inbound: Path, name: str) -> None:
    assert refused(fetched, name) == "name_not_allowed"
    assert names(inbound) == set()


def test_an_exchange_that_is_away_is_a_dutch_sentence_and_later_it_works(fetched: Path, inbound: Path) -> None:
    away = inbound.rename(inbound.with_name("away"))

    assert refused(fetched) == "exchange_unreachable"
    away.rename(inbound)

    hand_in(fetched, ME)
    assert len(names(inbound)) == 1


# A shared folder, where the exchange does not exist


def test_in_a_shared_folder_the_same_files_arrive_under_a_name_that_windows_allows(
    for_shared: Path, shared: Path
) -> None:
    (for_shared / "dagboek.txt").write_text("privé", "utf-8")

    hand_in(for_shared, ME)

    (arrived,) = shared.iterdir()
    assert names(arrived) == {"journal.jsonl", "toets.ipynb", "timestamp.txt"}
    assert arrived.name.startswith(f"{ME}+toets+")
    assert not set(arrived.name) & set('<>:"/\\|?*')


def test_what_is_in_a_shared_folder_is_taken_in_and_graded(
    course: CourseFolder, for_shared: Path, shared: Path
) -> None:
    receipt = hand_in(for_shared, ME)
    write_config(course.root, hand_in_folder=str(shared))

    (taken,) = collect(course.course, "toets")
    result = course.grade()[ME].result

    assert (taken.student, taken.refused) == (ME, None)
    assert result is not None
    assert (result.total, (result.receipt or "")[:8].upper()) == (4, receipt.number.replace("-", ""))


def test_a_share_that_is_away_does_not_become_a_folder_on_the_learners_own_computer(
    for_shared: Path, shared: Path
) -> None:
    shared.rmdir()

    assert refused(for_shared) == "folder_unreachable"
    assert not shared.exists()


def test_a_share_that_takes_no_files_keeps_nothing_half(for_shared: Path, shared: Path) -> None:
    shared.rmdir()
    shared.write_text("no folder")

    assert refused(for_shared) == "folder_unreachable"
    assert shared.read_text() == "no folder"


def test_two_learners_at_the_same_moment_do_not_get_in_each_others_way(for_shared: Path, shared: Path) -> None:
    receipts = [hand_in(for_shared, student) for student in ("anna", "bram", "anna")]

    assert len(names(shared)) == len(receipts) == 3


# What is handed in


@pytest.mark.parametrize("damage", [None, "", "{", "[]", "{}", '{"test": {}}', '{"test": []}'])
def test_without_a_test_beside_the_notebook_there_is_nothing_to_hand_in(for_shared: Path, damage: str | None) -> None:
    if damage is None:
        (for_shared / "toets.json").unlink()
    else:
        (for_shared / "toets.json").write_text(damage, "utf-8")

    assert refused(for_shared) == "no_test_here"


def test_without_a_journal_there_is_nothing_to_hand_in(for_shared: Path, shared: Path) -> None:
    (for_shared / "journal.jsonl").unlink()

    assert refused(for_shared) == "journal_missing"
    assert names(shared) == set()


def test_a_journal_that_is_a_link_to_another_file_is_not_handed_in(for_shared: Path, tmp_path: Path) -> None:
    (tmp_path / "dagboek.txt").write_text("privé", "utf-8")
    (for_shared / "journal.jsonl").unlink()
    (for_shared / "journal.jsonl").symlink_to(tmp_path / "dagboek.txt")

    assert refused(for_shared) == "journal_not_a_file"


def test_a_journal_that_nobody_would_grade_is_not_handed_in(for_shared: Path) -> None:
    (for_shared / "journal.jsonl").write_bytes(b"x" * (LARGEST + 1))

    assert refused(for_shared) == "journal_too_large"


@pytest.mark.parametrize("is_link", [True, False])
def test_without_a_notebook_the_journal_is_handed_in_alone(
    for_shared: Path, shared: Path, tmp_path: Path, *, is_link: bool
) -> None:
    (for_shared / "toets.ipynb").unlink()
    if is_link:
        (tmp_path / "dagboek.txt").write_text("privé", "utf-8")
        (for_shared / "toets.ipynb").symlink_to(tmp_path / "dagboek.txt")

    hand_in(for_shared, ME)

    (arrived,) = shared.iterdir()
    assert names(arrived) == {"journal.jsonl", "timestamp.txt"}
