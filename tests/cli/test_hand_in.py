"""`ssfh-learn hand-in`, as the button on the page and a person at a terminal run it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from ssfh_learn.account import account_name
from ssfh_learn.words import word
from tests.commands import started_by_python, typed
from tests.grading.courses import CourseFolder, right


@pytest.fixture
def inbound(tmp_path: Path) -> Path:
    folder = tmp_path / "inbound"
    folder.mkdir()
    return folder


@pytest.fixture
def made(course: CourseFolder, tmp_path: Path, inbound: Path) -> Path:
    """Return the folder of a learner who made the test."""
    folder = Path(shutil.copytree(course.root / "release" / "toets", tmp_path / "toets"))
    described = json.loads((folder / "toets.json").read_text("utf-8"))
    (folder / "toets.json").write_text(json.dumps({**described, "folder": str(inbound)}), "utf-8")
    course.play(folder, account_name(), right)
    return folder


def test_a_person_reads_number_and_time_in_dutch(made: Path, inbound: Path) -> None:
    ran = typed("hand-in", folder=made)

    assert (ran.returncode, ran.stderr) == (0, "")
    number, time = r"[0-9A-F]{4}-[0-9A-F]{4}", r"\d+ \w+ \d{4} om \d\d\.\d\d uur( \(\w+\))?"
    assert re.fullmatch(rf"Ingeleverd\. Je nummer is {number}\. Tijd: {time}\.\n", ran.stdout)
    assert len(list(inbound.iterdir())) == 1


def test_a_program_gets_the_receipt_as_json(made: Path, tmp_path: Path) -> None:
    ran = typed("hand-in", str(made), "--json", folder=tmp_path)

    said = json.loads(ran.stdout)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert set(said) == {"number", "at", "student"}
    assert said["student"] == account_name()


def test_where_there_is_no_test_a_person_reads_so(tmp_path: Path) -> None:
    ran = typed("hand-in", folder=tmp_path)

    assert (ran.returncode, ran.stdout) == (1, "")
    assert word("grading", "no_test_here", folder=tmp_path, file="toets.json") in ran.stderr
    assert "Traceback" not in ran.stderr


def test_where_there_is_no_test_a_program_gets_the_sentence(tmp_path: Path) -> None:
    ran = typed("hand-in", "--json", folder=tmp_path)

    assert (ran.returncode, ran.stderr) == (1, "")
    assert json.loads(ran.stdout) == {"message": word("grading", "no_test_here", folder=tmp_path, file="toets.json")}


def test_a_share_that_is_away_is_a_sentence(made: Path, inbound: Path) -> None:
    inbound.rmdir()

    ran = typed("hand-in", folder=made)

    assert ran.returncode == 1
    assert "niet bereikbaar" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_no_room_for_the_copy_is_a_sentence(made: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    (tmp_path / "sitecustomize.py").write_text(
        "import resource, signal\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))\n"
    )

    ran = started_by_python("hand-in", "--json", folder=made)

    assert (ran.returncode, ran.stderr) == (1, "")
    assert "kon niet geschreven worden" in json.loads(ran.stdout)["message"]
