"""`ssfh-learn assignment`: the whole life of a test at a terminal."""

from __future__ import annotations

import csv
import json
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from ssfh_learn.account import account_name
from ssfh_learn.grading.build import build
from ssfh_learn.grading.hand_in import hand_in
from ssfh_learn.words import word
from tests.cli.test_grade import fails
from tests.commands import started_by_python, typed
from tests.grading.courses import CourseFolder, right, right_first, write_config, write_key

pytestmark = pytest.mark.slow  # each test starts the command, or nbgrader

ME = account_name()
ENGLISH = re.compile(
    r"\b(usage|options|commands|arguments|show|this|message|exit|missing|default|file|the|error|required)\b",
    re.IGNORECASE,
)


@pytest.fixture
def exchange(course: CourseFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the course an exchange of its own, and say where that is."""
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "jupyter"))
    folder = tmp_path / "exchange"
    folder.mkdir()
    folder.chmod(0o777)
    write_config(course.root, exchange=str(folder))
    return folder


def done(course: CourseFolder, *words: str) -> str:
    """Return what a command about a test prints when it succeeds."""
    ran = typed("assignment", *words, folder=course.root)
    assert (ran.returncode, ran.stderr) == (0, "")
    return ran.stdout


def at_a_terminal(course: CourseFolder, *words: str) -> str:
    """Return the same of a command that is started as from a terminal."""
    ran = started_by_python("assignment", *words, folder=course.root)
    assert (ran.returncode, ran.stderr) == (0, "")
    return ran.stdout


def test_a_test_goes_from_its_key_to_the_export_of_the_grades(
    course: CourseFolder, exchange: Path, tmp_path: Path
) -> None:
    built = at_a_terminal(course, "build", "toets")
    released = at_a_terminal(course, "release", "toets")
    fetched = Path(shutil.copytree(exchange / "proef" / "outbound" / "toets", tmp_path / "toets"))
    course.play(fetched, ME, right, right)
    receipt = hand_in(fetched, ME)
    collected = at_a_terminal(course, "collect", "toets")
    graded = started_by_python("grade", "toets", folder=course.root)
    made = at_a_terminal(course, "feedback", "toets", "--no-release")
    given = at_a_terminal(course, "feedback", "toets")
    exported = at_a_terminal(course, "export", "toets", "cijfers.csv")

    assert "9 vragen, waarvan elke deelnemer er 5 krijgt" in built
    assert "6 punten" in built
    assert str(exchange / "proef" / "outbound" / "toets") in released
    assert collected == word("cli", "collected", count=1, total=1, refused=0) + "\n"
    assert graded.returncode == 0
    assert made == word("cli", "feedback_made", count=1) + "\n"
    assert given == word("cli", "feedback_released", count=1) + "\n"
    assert len(list((exchange / "proef" / "feedback").iterdir())) == 1
    assert exported == word("cli", "exported", count=1, path="cijfers.csv") + "\n"
    (row,) = csv.DictReader((course.root / "cijfers.csv").open(encoding="utf-8-sig"), delimiter=";")
    assert (row["Deelnemer"], row["Punten"], row["Poging die telt"]) == (ME, "4,0", "1")
    assert row["Nummer ontvangstbewijs"] == receipt.number


def test_build_says_to_grade_again_once_something_was_handed_in(course: CourseFolder) -> None:
    course.hand_in("anna", right)
    course.grade()

    assert word("cli", "grade_again", name="toets") in done(course, "build", "toets")


@pytest.mark.parametrize(("typed_in", "utc"), [("2037-01-31 17:00", "16:00:00"), ("2037-01-31", "22:59:59")])
def test_a_deadline_is_the_time_on_the_clock_in_the_netherlands(
    course: CourseFolder, monkeypatch: pytest.MonkeyPatch, typed_in: str, utc: str
) -> None:
    monkeypatch.setenv("TZ", "America/New_York")
    done(course, "build", "toets", "--due", typed_in)

    from nbgrader.api import Gradebook

    with Gradebook(course.course.db_url, "proef") as gradebook:
        assert gradebook.find_assignment("toets").duedate == datetime.fromisoformat(f"2037-01-31 {utc}")


def test_what_is_refused_at_collecting_is_a_line_each(course: CourseFolder, exchange: Path) -> None:
    inbound = exchange / "proef" / "inbound"
    (inbound / f"{ME}+toets+2026-01-01 00:00:00 UTC+x").mkdir(parents=True)
    (inbound / f"{ME}+toets+2026-01-01 00:00:00 UTC+x" / "link").symlink_to("/etc/passwd")

    ran = typed("assignment", "collect", "toets", folder=course.root)

    assert ran.returncode == 1
    assert ran.stderr == f"{ME}+toets+2026-01-01 00:00:00 UTC+x: {word('grading', 'intake_symlink', file='link')}\n"
    assert ran.stdout == word("cli", "collected", count=0, total=0, refused=1) + "\n"


def test_collecting_counts_who_handed_in_through_the_portal(course: CourseFolder, exchange: Path) -> None:
    (exchange / "proef" / "inbound").mkdir(parents=True)
    course.hand_in("anna", right)
    course.hand_in("bram", right)

    ran = typed("assignment", "collect", "toets", folder=course.root)

    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.splitlines() == [
        word("cli", "collected", count=0, total=2, refused=0),
        word("cli", "collected_elsewhere", count=2),
    ]


def test_without_an_exchange_collecting_says_what_there_is_already(course: CourseFolder, exchange: Path) -> None:
    course.hand_in("anna", right)
    shutil.rmtree(exchange)

    ran = typed("assignment", "collect", "toets", folder=course.root)

    assert ran.returncode == 1
    assert ran.stdout == word("cli", "collected_before", count=1, name="toets") + "\n"
    assert "niet bereikbaar" in ran.stderr


@pytest.mark.parametrize("words", [("grade", "toets"), ("assignment", "feedback", "toets"), ("assignment", "export")])
def test_a_gradebook_that_is_gone_is_told_and_not_made_anew(
    course: CourseFolder, tmp_path: Path, words: tuple[str, ...]
) -> None:
    course.hand_in("anna", right)
    course.grade()
    (course.root / "gradebook.db").unlink()

    ran = typed(
        *words, *(["toets", str(tmp_path / "cijfers.csv")] if words[-1] == "export" else []), folder=course.root
    )

    assert ran.returncode == 1
    if words[-2:] != ("feedback", "toets"):
        assert word("grading", "gradebook_gone", name="toets") in ran.stderr
    assert "Traceback" not in ran.stderr + ran.stdout
    assert not (course.root / "gradebook.db").exists()
    assert not (tmp_path / "cijfers.csv").exists()


@pytest.mark.parametrize("words", [("grade", "toets"), ("assignment", "feedback", "toets")])
def test_a_folder_of_submissions_that_cannot_be_read_is_not_an_empty_one(
    course: CourseFolder, words: tuple[str, ...]
) -> None:
    (course.root / "submitted").write_text("een bestand in de plaats van de map")

    ran = typed(*words, folder=course.root)

    assert ran.returncode == 1
    assert "niet bereikbaar" in ran.stderr


def test_two_tests_go_in_one_file_with_every_learner_of_the_course_whatever_she_is_called(course: CourseFolder) -> None:
    from nbgrader.api import Gradebook

    second = CourseFolder(course.root, "tweede")
    write_key(course.root, "tweede")
    build(course.course, "tweede")
    course.hand_in("anna", right_first(3, None))
    second.hand_in("anna", right_first(1, None))
    assert (course.points("anna"), second.points("anna")) == (3, 1)
    with Gradebook(course.course.db_url, "proef") as gradebook:
        gradebook.update_or_create_student("anna", last_name="Vries, de", first_name="=1+1")
        gradebook.add_student("bram", last_name="'t Hart", first_name="Zoë 😀")

    done(course, "export", "toets", "tweede", "cijfers.xlsx")

    sheet = openpyxl.load_workbook(course.root / "cijfers.xlsx")["Resultaten"]
    assert [(*row[:4], row[7]) for row in list(sheet.values)[1:]] == [
        ("toets", "bram", "'t Hart", "Zoë 😀", None),
        ("toets", "anna", "Vries, de", "=1+1", 3),
        ("tweede", "bram", "'t Hart", "Zoë 😀", None),
        ("tweede", "anna", "Vries, de", "=1+1", 1),
    ]


def test_an_export_never_leaves_half_a_file(course: CourseFolder) -> None:
    (course.root / "cijfers.xlsx").mkdir()

    said = fails(course, "assignment", "export", "toets", "cijfers.xlsx", code=2)

    assert "cijfers.xlsx" in said
    assert [path.name for path in course.root.glob("*cijfers*")] == ["cijfers.xlsx"]


@pytest.mark.parametrize("name", ["cijfers", "cijfers.txt", "cijfers.xls"])
def test_a_file_of_another_kind_is_refused_before_anything_is_read(tmp_path: Path, name: str) -> None:
    assert ".xlsx, .csv" in fails(tmp_path, "assignment", "export", "toets", name)


@pytest.mark.parametrize("words", [("build",), ("release",), ("collect",), ("feedback",)])
def test_each_command_says_which_test_is_not_there(course: CourseFolder, words: tuple[str, ...]) -> None:
    said = fails(course, "assignment", *words, "tosti")

    assert "Er is geen toets ‘tosti’" in said
    assert "Wel: toets." in said


def test_export_says_which_test_is_not_there(course: CourseFolder) -> None:
    assert "Er is geen toets ‘tosti’" in fails(course, "assignment", "export", "tosti", "cijfers.csv")


def test_export_to_a_folder_that_is_not_there_is_a_sentence(course: CourseFolder) -> None:
    assert "weg/cijfers.csv" in fails(course, "assignment", "export", "toets", "weg/cijfers.csv")


def test_release_of_what_was_built_for_another_exchange_says_to_build_it_again(
    course: CourseFolder, exchange: Path
) -> None:
    assert word("grading", "release_is_old", name="toets") in fails(course, "assignment", "release", "toets")
    assert list(exchange.iterdir()) == []


def test_release_to_a_place_that_is_no_folder_is_a_sentence(course: CourseFolder, tmp_path: Path) -> None:
    (tmp_path / "weg").write_text("geen map")
    write_config(course.root, exchange=str(tmp_path / "weg" / "exchange"))
    build(course.course, "toets")

    assert "nbgrader kon dit niet doen" in fails(course, "assignment", "release", "toets")


def test_collect_before_there_is_an_exchange_is_a_sentence(course: CourseFolder, tmp_path: Path) -> None:
    write_config(course.root, exchange=str(tmp_path / "weg"))

    assert "is niet bereikbaar" in fails(course, "assignment", "collect", "toets")


def test_feedback_before_anything_was_graded_is_a_sentence_or_nothing(course: CourseFolder) -> None:
    ran = typed("assignment", "feedback", "toets", "--no-release", folder=course.root)

    assert "Traceback" not in ran.stderr


def test_a_deadline_that_is_no_moment_is_explained_in_dutch(course: CourseFolder) -> None:
    said = fails(course, "assignment", "build", "toets", "--due", "morgen", code=2)

    assert "morgen" in said
    assert not ENGLISH.search(said)


HELPS = [
    (),
    ("grade",),
    ("hand-in",),
    ("assignment",),
    *(("assignment", name) for name in ("build", "release", "collect", "feedback", "export")),
]


@pytest.mark.parametrize("words", HELPS, ids=" ".join)
def test_every_help_is_dutch(words: tuple[str, ...], tmp_path: Path) -> None:
    ran = typed(*words, "--help", folder=tmp_path)

    plain = re.sub(r"\b(ssfh-learn|assignment|nbgrader_config\.py|hand-in)\b|--[a-z-]+", "", ran.stdout)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("Gebruik: ssfh-learn")
    assert ENGLISH.findall(plain) == []


def test_json_and_words_say_the_same(course: CourseFolder) -> None:
    course.hand_in("anna", right_first(3, None), at=datetime(2026, 7, 15, 13, 0, tzinfo=UTC))

    said = json.loads(typed("grade", "toets", "--json", folder=course.root).stdout)["submissions"][0]["result"]
    done(course, "export", "toets", "cijfers.csv")

    (row,) = csv.DictReader((course.root / "cijfers.csv").open(encoding="utf-8-sig"), delimiter=";")
    assert row["Punten totaal"] == f"{said['total']:.1f}".replace(".", ",")
    assert row["Procent"] == str(said["percent"])
