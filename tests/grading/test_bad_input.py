"""Bad submissions: each in one line, beside two good ones that come out right, and nothing lost or counted twice."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ssfh_learn.activities.quiz.draw import drawn
from ssfh_learn.grading import gradebook_reader
from ssfh_learn.grading.build import build
from ssfh_learn.grading.grade import Grading
from ssfh_learn.grading.problem import GradingError
from ssfh_learn.grading.results import results_of
from ssfh_learn.grading.submission import read_submission
from ssfh_learn.journal import Event
from ssfh_learn.words import word
from tests.commands import nbgrader, typed
from tests.grading.courses import CourseFolder, right, right_first, write_key, wrong

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.slow  # many submissions in whole courses

Line = dict[str, Any]
COMMAND = [sys.executable, "-m", "ssfh_learn", "grade", "toets", "--course"]
LATER = datetime(2099, 1, 1, tzinfo=UTC)


def command(course: CourseFolder, *options: str) -> subprocess.CompletedProcess[str]:
    """Run `ssfh-learn grade`."""
    return typed("grade", "toets", "--course", str(course.root), *options, folder=course.root, COLUMNS="200")


def graded(course: CourseFolder) -> tuple[float | None, dict[str, object]]:
    """Grade anna beside two good ones; return her points and the notes about her, with what they count."""
    course.hand_in("bram", right_first(3, None))
    course.hand_in("chris", right)
    outcomes = course.grade()
    others = {name: (one.result and one.result.total, one.notes) for name, one in outcomes.items() if name != "anna"}
    assert others == {"bram": (3, ()), "chris": (4, ())}
    anna = outcomes["anna"]
    return anna.result and anna.result.total, {note.code: note.details.get("count") for note in anna.notes}


def counted(table: str, *names: str) -> dict[str, str]:
    """Return some of the rows of the table that the command prints."""
    rows = (line.strip("│ ").split("│") for line in table.splitlines() if line.startswith("│"))
    wanted = names or ("Nagekeken", "Niet nagekeken", "Gemiddeld")
    return {name.strip(): value.strip() for name, value in rows if name.strip() in wanted}


def lines_of(path: Path) -> list[Line]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def write_lines(path: Path, lines: list[Line], at: str | None = "2020-01-01T10:00:00.000+00:00") -> None:
    """Write a journal by hand; every event at one moment, so that nothing is told about times."""
    stamped = lines if at is None else [{**line, "at": at} for line in lines]
    path.write_text("".join(json.dumps(line, separators=(",", ":")) + "\n" for line in stamped), "utf-8")


def answers_in(lines: list[Line]) -> list[Line]:
    return [line for line in lines if line["kind"] == "answer" and line["data"]["question"] != "open"]


# A journal that is no journal


def remove(path: Path) -> None:
    path.unlink()


def empty(path: Path) -> None:
    path.write_bytes(b"")


def cut_off(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 20)


def announce_a_gigabyte(path: Path) -> None:
    os.truncate(path, 1_000_000_000)


def write_in_another_encoding(path: Path) -> None:
    path.write_text(path.read_text("utf-8"), "utf-16")


def write_in_another_version(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b'{"v":1,', b'{"v":2,'))


def write_about_another_test(path: Path) -> None:
    write_lines(path, [{**line, "activity": "andere-toets"} for line in lines_of(path)])


def take_that_of_bram(path: Path) -> None:
    course = CourseFolder(path.parents[3])
    course.hand_in("bram", right_first(3, None))
    shutil.copy(course.journal("bram"), path)


def link_to_that_of_a_neighbour(path: Path) -> None:
    path.rename(path.parents[3] / "elders.jsonl")
    path.symlink_to(path.parents[3] / "elders.jsonl")


def make_a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def link_to_a_device(path: Path) -> None:
    path.unlink()
    path.symlink_to("/dev/zero")


def make_a_device(path: Path) -> None:
    path.unlink()
    try:
        os.mknod(path, 0o666 | stat.S_IFCHR, os.makedev(1, 5))
    except PermissionError:  # only root can; a link to one is the next best
        path.symlink_to("/dev/zero")


def make_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def make_a_file_of_the_submission(path: Path) -> None:
    shutil.rmtree(path.parent)
    path.parent.write_text("geen map", "utf-8")


def link_the_submission(path: Path) -> None:
    path.parent.rename(path.parents[3] / "elders")
    path.parent.symlink_to(path.parents[3] / "elders")


NO_JOURNAL: dict[str, tuple[Callable[[Path], None], str]] = {
    "ontbreekt": (remove, "journal_missing"),
    "leeg": (empty, "journal_empty"),
    "afgekapt": (cut_off, "not_handed_in"),
    "gigabyte": (announce_a_gigabyte, "journal_too_large"),
    "codering": (write_in_another_encoding, "journal_broken"),
    "versie": (write_in_another_version, "journal_other_version"),
    "andere-toets": (write_about_another_test, "journal_of_other_assignment"),
    "andere-deelnemer": (take_that_of_bram, "journal_of_other_learner"),
    "link": (link_to_that_of_a_neighbour, "journal_not_a_file"),
    "pijp": (make_a_pipe, "journal_not_a_file"),
    "link-naar-apparaat": (link_to_a_device, "journal_not_a_file"),
    "apparaat": (make_a_device, "journal_not_a_file"),
    "map": (make_a_folder, "journal_not_a_file"),
    "inlevering-is-bestand": (make_a_file_of_the_submission, "submission_not_a_folder"),
    "inlevering-is-link": (link_the_submission, "submission_not_a_folder"),
}


@pytest.fixture(scope="module")
def spoiled(built_course: Path, tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[str]:
    """Return what the command says of every such journal, and of two good ones, in one course."""
    course = CourseFolder(Path(shutil.copytree(built_course, tmp_path_factory.mktemp("spoiled") / "cursus")))
    for name, (spoil, _) in NO_JOURNAL.items():
        course.hand_in(name, right)
        spoil(course.journal(name))
    course.hand_in("bram", right_first(3, None))
    course.hand_in("chris", right)
    return command(course)


@pytest.fixture(scope="module")
def spoiled_later(built_course: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[CourseFolder, dict[str, Any]]:
    """Return a course where they were all good when they were graded before, and what the command says of them now."""
    course = CourseFolder(Path(shutil.copytree(built_course, tmp_path_factory.mktemp("later") / "cursus")))
    for name in (*NO_JOURNAL, "chris"):
        course.hand_in(name, right)
    course.hand_in("bram", right_first(3, None))
    assert all(one.result and one.result.total == 4 for name, one in course.grade().items() if name != "bram")
    for name, (spoil, _) in NO_JOURNAL.items():
        spoil(course.journal(name))
    done = command(course, "--json")
    return course, {**json.loads(done.stdout), "exit": done.returncode, "stderr": done.stderr}


@pytest.mark.parametrize(("name", "code"), [(name, code) for name, (_, code) in NO_JOURNAL.items()], ids=NO_JOURNAL)
def test_a_journal_that_cannot_be_graded_is_told_in_one_line(
    spoiled: subprocess.CompletedProcess[str], name: str, code: str
) -> None:
    lines = [line for line in spoiled.stderr.splitlines() if f"  {name}: " in line]

    assert lines == [f"NIET NAGEKEKEN  {name}: {word('grading', code)}"]


def test_the_command_tells_of_no_other_one_and_says_that_not_all_were_graded(
    spoiled: subprocess.CompletedProcess[str],
) -> None:
    assert spoiled.returncode == 1
    assert len(spoiled.stderr.splitlines()) == len(NO_JOURNAL)
    assert counted(spoiled.stdout) == {"Nagekeken": "2", "Niet nagekeken": str(len(NO_JOURNAL)), "Gemiddeld": "58%"}


@pytest.mark.parametrize(("name", "code"), [(name, code) for name, (_, code) in NO_JOURNAL.items()], ids=NO_JOURNAL)
def test_an_old_result_stays_when_what_is_handed_in_again_cannot_be_graded(
    spoiled_later: tuple[CourseFolder, dict[str, Any]], name: str, code: str
) -> None:
    course, said = spoiled_later
    told = next(one for one in said["submissions"] if one["student"] == name)
    kept = next(one for one in results_of(course.course, "toets") if one.student == name)

    assert (told["graded"], [note["code"] for note in told["notes"]]) == (False, [code])
    assert (kept.total, kept.attempt, kept.previous) == (4, 1, ())
    assert (course.root / "autograded" / name / "toets" / "toets.ipynb").is_file()


def test_the_good_ones_beside_them_come_out_right(spoiled_later: tuple[CourseFolder, dict[str, Any]]) -> None:
    _, said = spoiled_later
    good = {one["student"]: one for one in said["submissions"] if one["student"] not in NO_JOURNAL}

    assert {name: one["result"]["total"] for name, one in good.items()} == {"bram": 3, "chris": 4}
    assert [one["notes"] for one in good.values()] == [[], []]
    assert (said["ungraded"], said["exit"], said["stderr"]) == (len(NO_JOURNAL), 1, "")


def test_nbgraders_own_command_keeps_the_old_results_and_says_that_not_all_were_graded(
    spoiled_later: tuple[CourseFolder, dict[str, Any]], tmp_path: Path
) -> None:
    subprocess.run(["cp", "-a", str(spoiled_later[0].root), str(tmp_path / "cursus")], check=True)
    course = CourseFolder(tmp_path / "cursus")
    for name in ("gigabyte", "inlevering-is-bestand"):  # nbgrader copies the first, and does not see the other
        shutil.rmtree(course.folder(name).parent)
    before = rows(course)
    done = nbgrader(course.root, "autograde", "toets", "--force")
    totals = {one.student: one.total for one in results_of(course.course, "toets")}
    told = {name for name in NO_JOURNAL if f"assignment 'toets' for student '{name}'" in done.stderr}

    assert totals == {**dict.fromkeys(NO_JOURNAL, 4), "bram": 3, "chris": 4}
    assert told == set(NO_JOURNAL) - {"gigabyte", "inlevering-is-bestand"}
    assert word("grading", "journal_of_other_learner") in done.stderr
    assert (done.returncode != 0, rows(course)) == (True, before)


def test_when_all_are_graded_the_command_says_so(course: CourseFolder) -> None:
    course.hand_in("bram", right_first(3, None))
    course.hand_in("chris", right)
    done = command(course)

    assert (done.returncode, done.stderr) == (0, "")
    assert counted(done.stdout) == {"Nagekeken": "2", "Niet nagekeken": "0", "Gemiddeld": "58%"}


# A journal of somebody else


def test_of_two_journals_that_are_the_same_the_second_is_refused(course: CourseFolder) -> None:
    # anna and iris get the same questions but for one, so the answers alone do not tell
    course.hand_in("anna", right)
    course.hand_in("iris", right)
    shutil.copy(course.journal("anna"), course.journal("iris"))
    course.hand_in("bram", right_first(3, None))
    outcomes = course.grade()

    assert {name: one.result and one.result.total for name, one in outcomes.items()} == {
        "anna": 4,
        "bram": 3,
        "iris": None,
    }
    assert [str(note) for note in outcomes["iris"].notes] == [
        "Het journaal is hetzelfde als dat van anna. Vraag na hoe dit komt."
    ]


def test_a_journal_that_only_begins_like_that_of_another_is_refused_too(course: CourseFolder) -> None:
    course.hand_in("anna", right_first(2, None))
    course.hand_in("iris", right)
    lines = lines_of(course.journal("anna"))
    write_lines(course.journal("iris"), [lines[0], *lines_of(course.journal("iris"))[1:]])
    course.hand_in("bram", right_first(3, None))
    outcomes = course.grade()

    assert {name: one.result and one.result.total for name, one in outcomes.items()} == {
        "anna": 2,
        "bram": 3,
        "iris": None,
    }
    assert [note.code for note in outcomes["iris"].notes] == ["journal_is_a_copy"]


# Events that do not fit


def test_a_question_or_an_answer_that_is_not_there_counts_for_nothing(course: CourseFolder) -> None:
    course.hand_in("anna", right_first(2, None))
    lines = lines_of(course.journal("anna"))
    strange = [
        {"question": "v99", "answer": "a"},
        {"question": "v3", "answer": "zzz"},
        {"question": "open", "answer": 7},
    ]
    extra = [{**lines[1], "id": f"x{number}", "data": data} for number, data in enumerate(strange)]
    write_lines(course.journal("anna"), [*lines[:-1], *extra, lines[-1]])

    points, notes = graded(course)

    assert (points, notes) == (2, {"unknown_ids": 2, "odd_events": 1})


def test_an_answer_to_a_question_that_she_did_not_get_counts_for_nothing(course: CourseFolder) -> None:
    # anna gets v3, v4, v7 and v8
    course.hand_in("anna", right_first(2, None))
    lines = lines_of(course.journal("anna"))
    answer = right(next(question for question in course.key.quiz.questions if question.id == "v1"))
    extra = {**lines[1], "id": "x", "data": {"question": "v1", "answer": answer}}
    write_lines(course.journal("anna"), [*lines[:-1], extra, lines[-1]])

    assert graded(course) == (2, {"unknown_ids": 1})


def test_times_in_the_future_change_nothing(course: CourseFolder) -> None:
    course.hand_in("anna", right_first(2, None), at=datetime(2026, 11, 21, 12, tzinfo=UTC))
    lines = lines_of(course.journal("anna"))
    write_lines(course.journal("anna"), lines, "2099-01-01T00:00:00+00:00")

    assert graded(course) == (2, {"times_in_future": len(lines)})


def test_times_that_go_back_change_nothing(course: CourseFolder) -> None:
    course.hand_in("anna", right_first(2, None))
    lines = lines_of(course.journal("anna"))
    write_lines(course.journal("anna"), [*lines[:-1], {**lines[-1], "at": "2001-01-01T00:00:00+00:00"}], None)

    assert graded(course) == (2, {"times_reordered": 1})


def test_of_two_events_with_one_id_the_first_counts(course: CourseFolder) -> None:
    course.hand_in("anna", wrong)
    lines = lines_of(course.journal("anna"))
    again = [{**line, "data": {**line["data"], "answer": answer}} for line, answer in right_answers(course, lines)]
    write_lines(course.journal("anna"), [*lines[:-1], *again, lines[-1]])

    assert graded(course) == (0, {"repeated_events": 4})


def right_answers(course: CourseFolder, lines: list[Line]) -> list[tuple[Line, Any]]:
    """Return each event that answers a closed question, and what would have been right."""
    questions = {question.id: question for question in course.key.quiz.questions}
    return [(line, right(questions[line["data"]["question"]])) for line in answers_in(lines)]


@pytest.mark.parametrize("name", ["score", "points", "auto_score", "max_score", "correct"])
def test_a_score_in_an_event_scores_nothing(course: CourseFolder, name: str) -> None:
    course.hand_in("anna", right_first(1, None))
    lines = lines_of(course.journal("anna"))
    begin, first, *rest = lines
    scored = [{**line, "id": f"x{number}", "data": {**line["data"], name: 100}} for number, line in enumerate(lines)]
    beside = [{**line, "id": f"y{number}", name: 100} for number, line in enumerate(lines)]
    write_lines(course.journal("anna"), [begin, first, *scored, *beside, *rest])

    assert graded(course) == (1, {"unknown_keys": len(lines), "unreadable_lines": len(lines)})


def test_answers_after_closing_count_for_nothing(course: CourseFolder) -> None:
    course.hand_in("anna", wrong)
    lines = lines_of(course.journal("anna"))
    later = [
        {**line, "id": f"x{number}", "data": {**line["data"], "answer": answer}}
        for number, (line, answer) in enumerate(right_answers(course, lines))
    ]
    write_lines(course.journal("anna"), [*lines, *later])

    assert graded(course) == (0, {"after_closing": 4})


def test_attempts_beyond_what_is_allowed_count_for_nothing(course: CourseFolder) -> None:
    course.hand_in("anna", right_first(1, None), right_first(2, None), at=LATER)
    write_attempt(course, "anna", 3)

    points, notes = graded(course)

    assert (points, list(notes)) == (2, ["too_many_attempts"])


def write_attempt(course: CourseFolder, student: str, number: int) -> None:
    """Add an attempt to a journal with every answer right, whatever the test allows."""
    quiz = course.key.quiz
    asked = [question for question in drawn(quiz, student, number) if not question.needs_grader]
    responses = [
        {"kind": "begin"},
        *({"kind": "answer", "question": question.id, "answer": right(question)} for question in asked),
        {"kind": "hand_in"},
    ]
    events = [
        Event.now(activity=quiz.id, content=course.key.content, attempt=number, response=response)
        for response in responses
    ]
    with course.journal(student).open("ab") as file:
        file.writelines(event.line() for event in events)


def test_an_attempt_that_was_not_handed_in_does_not_count_yet(course: CourseFolder) -> None:
    folder = course.hand_in("anna", right_first(2, None), at=LATER)
    course.play(folder, "anna", right, closed=False)

    points, notes = graded(course)

    assert (points, list(notes)) == (2, ["unfinished"])


def test_a_test_that_was_never_handed_in_is_not_graded_as_nothing(course: CourseFolder) -> None:
    course.hand_in("anna", right, closed=False)

    assert graded(course) == (None, {"not_handed_in": None})


def test_what_comes_after_the_deadline_is_late_and_graded(course: CourseFolder) -> None:
    build(course.course, "toets", datetime(2026, 11, 20, 12, tzinfo=UTC))
    course.hand_in("anna", right_first(2, None), at=datetime(2026, 11, 20, 13, tzinfo=UTC))
    course.hand_in("bram", right_first(3, None), at=datetime(2026, 11, 20, 12, tzinfo=UTC))
    course.hand_in("chris", right, at=datetime(2026, 11, 20, 11, tzinfo=UTC))
    for name in ("anna", "bram", "chris"):
        write_lines(course.journal(name), lines_of(course.journal(name)))
    done = command(course)
    results = {one.student: one for one in results_of(course.course, "toets")}

    assert {name: (one.total, one.seconds_late) for name, one in results.items()} == {
        "anna": (2, 3600),
        "bram": (3, 0),
        "chris": (4, 0),
    }
    assert (done.returncode, counted(done.stdout, "Te laat ingeleverd")) == (0, {"Te laat ingeleverd": "1"})


def test_a_time_of_handing_in_that_cannot_be_read_is_told(course: CourseFolder) -> None:
    (course.hand_in("anna", right_first(2, None)) / "timestamp.txt").write_text("gisteren", "utf-8")

    points, notes = graded(course)

    assert (points, list(notes)) == (2, ["bad_timestamp"])


STRANGE_TEXT = [
    "\ud800",
    "\x00",
    "\x1b[31m",
    "</script><script>alert(1)</script>",
    "\u202e",
    "{student}",
    "%s",
    "é" * 3000,
]


@pytest.mark.parametrize("text", STRANGE_TEXT, ids=ascii)
def test_strange_text_in_any_field_stops_nothing_and_scores_nothing(course: CourseFolder, text: str) -> None:
    course.hand_in("anna", right_first(2, None))
    lines = lines_of(course.journal("anna"))
    extra = [
        {**lines[1], "id": "x1", "data": {"question": text, "answer": text}},
        {**lines[1], "id": "x2", "data": {"question": "v3", "answer": {text: text}}},
        {**lines[1], "id": "x3", "kind": text},
        {**lines[1], "id": "x4", "data": {text: text}},
        {**lines[1], "id": "x5", "activity": text},
        {**lines[1], "id": "x6", "at": text},
        {**lines[0], "id": text, "content": text},
        {**lines[1], "id": "x7", "data": {"question": "open", "answer": text}},
    ]
    write_lines(course.journal("anna"), [lines[0], *lines[1:-1], *extra, lines[-1]])
    first = next(one["data"]["answer"] for one in lines if one["data"].get("question") == lines[1]["data"]["question"])
    assert first

    points, notes = graded(course)

    assert points == 2
    assert "fault" not in notes


@pytest.mark.parametrize("text", STRANGE_TEXT, ids=ascii)
def test_a_version_that_is_no_version_is_unknown(course: CourseFolder, text: str) -> None:
    course.hand_in("anna", right_first(2, None))
    write_lines(course.journal("anna"), [{**line, "content": text} for line in lines_of(course.journal("anna"))])

    assert graded(course) == (2, {"unknown_version": 1})


# Names and notebooks


STRANGE_NAMES = [
    "-rf",
    "a+b",
    "*",
    "{student_id}",
    "<b>x",
    "Ähm",
    "CON",
    "...",
    "bram ",
]
NO_NAMES = ["a\nNIET NAGEKEKEN  chris: zomaar", "\x1b[31m", "e" * 200, os.fsdecode(b"\xff\xfe")]


def test_names_that_cannot_be_shown_or_kept_are_refused_in_one_line(course: CourseFolder) -> None:
    course.hand_in("bram", right_first(3, None))
    course.hand_in("chris", right)
    for name in NO_NAMES:
        shutil.copytree(course.folder("chris"), course.folder(name))
    done = command(course, "--json")
    told = {one["student"]: one for one in json.loads(done.stdout)["submissions"]}
    in_words = command(course)

    assert {name: told[name]["result"]["total"] for name in ("bram", "chris")} == {"bram": 3, "chris": 4}
    assert [[note["code"] for note in told[name]["notes"]] for name in NO_NAMES] == [["intake_bad_name"]] * 4
    assert sorted(line.partition(word("grading", "intake_bad_name"))[0] for line in in_words.stderr.splitlines()) == [
        r"NIET NAGEKEKEN  '\udcff\udcfe': ",
        r"NIET NAGEKEKEN  '\x1b[31m': ",
        r"NIET NAGEKEKEN  'a\nNIET NAGEKEKEN  chris: zomaar': ",
        f"NIET NAGEKEKEN  {'e' * 200}: ",
    ]
    assert (done.returncode, in_words.returncode, done.stderr) == (1, 1, "")


def test_every_other_name_is_only_a_name(course: CourseFolder) -> None:
    for name in (*STRANGE_NAMES, "chris"):
        course.hand_in(name, right)
    course.hand_in("bram", right_first(3, None))
    outcomes = course.grade()

    assert {name: one.result and one.result.total for name, one in outcomes.items()} == {
        **dict.fromkeys(STRANGE_NAMES, 4),
        "bram": 3,
        "chris": 4,
    }
    assert {one.parent.name for one in course.root.glob("autograded/*/toets")} == {*STRANGE_NAMES, "bram", "chris"}


def remove_the_notebook(folder: Path) -> None:
    (folder / "toets.ipynb").unlink()


def rename_the_notebook(folder: Path) -> None:
    (folder / "toets.ipynb").rename(folder / "mijn toets (1).ipynb")


def add_a_notebook(folder: Path) -> None:
    shutil.copy(folder / "toets.ipynb", folder / "toets-kopie.ipynb")


def make_the_notebook_a_folder(folder: Path) -> None:
    remove_the_notebook(folder)
    (folder / "toets.ipynb").mkdir()


def make_the_notebook_a_pipe(folder: Path) -> None:
    remove_the_notebook(folder)
    os.mkfifo(folder / "toets.ipynb")


@pytest.mark.parametrize(
    "change",
    [
        remove_the_notebook,
        rename_the_notebook,
        add_a_notebook,
        make_the_notebook_a_folder,
        make_the_notebook_a_pipe,
    ],
)
def test_a_notebook_that_is_missing_renamed_or_too_many_changes_nothing(
    course: CourseFolder, change: Callable[[Path], None]
) -> None:
    change(course.hand_in("anna", right_first(2, None)))

    assert graded(course) == (2, {})
    assert (course.root / "autograded" / "anna" / "toets" / "toets.ipynb").is_file()


# Other versions of the test


def change_the_key(course: CourseFolder, old: str, new: str) -> None:
    """Change a text in the key, wherever it stands, and build the test again."""
    key = course.root / "keys" / "toets.yaml"
    text = key.read_text("utf-8")
    assert old in text
    key.write_text(text.replace(old, new), "utf-8")
    build(course.course, "toets")


def without_question(course: CourseFolder, number: int) -> None:
    """Take a question out of the key and build the test again."""
    text = (course.root / "keys" / "toets.yaml").read_text("utf-8")
    begin, end = text.index(f"  - id: v{number}\n"), text.index(f"  - id: v{number + 1}\n")
    change_the_key(course, text[begin:end], "")


def graded_after(course: CourseFolder, change: Callable[[], None]) -> tuple[float | None, list[str], float, float]:
    """Let anna hand in, change the test, and let two others make the new one; return what came of anna and them."""
    course.hand_in("anna", right_first(3, None))
    change()
    course.hand_in("bram", right_first(3, None))
    course.hand_in("chris", right)
    outcomes = course.grade()
    bram, chris = outcomes["bram"], outcomes["chris"]
    assert bram.result
    assert chris.result
    assert (bram.notes, chris.notes) == ((), ())
    anna = outcomes["anna"]
    total = anna.result and anna.result.total
    return total, [note.code for note in anna.notes], bram.result.total, chris.result.total


def test_a_test_with_another_word_is_graded_as_it_was_made(course: CourseFolder) -> None:
    made = course.key.content
    came_of_it = graded_after(course, lambda: change_the_key(course, "Antwoord 4 een", "Antwoord vier een"))

    assert came_of_it == (3, ["older_version"], 3, 4)
    assert [one.content == made for one in results_of(course.course, "toets")] == [True, False, False]


@pytest.mark.parametrize("number", [2, 3], ids=["that was not asked", "that was asked"])
def test_a_test_with_a_question_that_is_gone_is_graded_as_it_was_made(course: CourseFolder, number: int) -> None:
    # anna got v3, v4, v7 and v8
    assert graded_after(course, lambda: without_question(course, number)) == (3, ["older_version"], 3, 4)


def test_a_test_to_which_questions_were_added_is_graded_as_it_was_made(course: CourseFolder) -> None:
    def add() -> None:
        write_key(course.root, questions=20)
        build(course.course, "toets")

    assert graded_after(course, add) == (3, ["older_version"], 3, 4)


def test_a_test_with_other_grade_cells_is_graded_as_far_as_it_fits(course: CourseFolder) -> None:
    points, notes, bram, chris = graded_after(course, lambda: change_the_key(course, "trekken: 4", "trekken: 2"))

    assert (notes, bram, chris) == (["unknown_ids", "unknown_version"], 2, 2)
    assert points is not None
    assert 0 <= points <= 2


def test_an_attempt_that_goes_on_in_another_version_is_graded_as_it_began(course: CourseFolder) -> None:
    course.hand_in("anna", right_first(3, None))
    lines = lines_of(course.journal("anna"))
    change_the_key(course, "  - id: v4\n    soort: enkele-keuze\n", NUMERIC)
    newer = {**lines[1], "id": "x", "content": course.key.content, "data": {"question": "v4", "answer": "45"}}
    write_lines(course.journal("anna"), [*lines[:-1], newer, lines[-1]])

    points, notes = graded(course)

    assert (points in {2, 3}, list(notes)) == (True, ["older_version"])


NUMERIC = """\
  - id: v4
    soort: getal
    leerdoel: LD2
    vraag: Hoeveel?
    antwoord: 45
  - id: v4-oud
    soort: enkele-keuze
"""


def test_an_unknown_version_is_graded_as_far_as_it_fits(course: CourseFolder) -> None:
    course.hand_in("anna", right_first(2, None))
    write_lines(
        course.journal("anna"), [{**line, "content": "0123456789abcdef"} for line in lines_of(course.journal("anna"))]
    )

    assert graded(course) == (2, {"unknown_version": 1})


# History


def test_what_was_handed_in_first_counts_whatever_is_written_later(course: CourseFolder) -> None:
    course.hand_in("anna", right_first(1, None))
    assert course.points("anna") == 1
    course.journal("anna").unlink()
    course.hand_in("anna", right)
    course.hand_in("bram", right_first(3, None))
    course.hand_in("chris", right)
    done = command(course)

    assert {one.student: one.total for one in results_of(course.course, "toets")} == {"anna": 1, "bram": 3, "chris": 4}
    assert done.stderr == "anna: Poging 1 is veranderd na het inleveren. Wat het eerst is ingeleverd, telt.\n"
    assert done.returncode == 0


def test_an_attempt_that_is_left_out_later_still_counts(course: CourseFolder) -> None:
    course.hand_in("anna", right_first(1, None), right_first(4, None))
    course.hand_in("bram", right_first(3, None))
    course.hand_in("chris", right)
    course.grade()
    course.journal("anna").unlink()
    course.hand_in("anna", right_first(2, None))

    result = course.grade()["anna"].result

    assert result is not None
    assert (result.attempt, result.attempts, result.total) == (2, 2, 4)


def test_grading_again_and_again_changes_nothing(course: CourseFolder) -> None:
    course.hand_in("anna", right_first(2, None), right_first(3, None))
    course.hand_in("bram", right)
    results = [{name: one.result for name, one in course.grade().items()} for _ in range(3)]

    assert results[0] == results[1] == results[2]
    assert rows(course) == {**rows_for(2), "ssfh_attempt": 3}


# What happens while grading


TABLES = ("student", "submitted_assignment", "submitted_notebook", "grade", "comment", "ssfh_attempt", "ssfh_result")


def rows(course: CourseFolder) -> dict[str, int]:
    """Return how many rows the gradebook has of everything that grading writes."""
    with closing(sqlite3.connect(course.root / "gradebook.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in TABLES}  # noqa: S608


def rows_for(students: int) -> dict[str, int]:
    """Return how many rows there should be: five grades, of which one with a comment, and one attempt each."""
    return dict(zip(TABLES, [students, students, students, 5 * students, students, students, students], strict=True))


def test_a_gradebook_in_use_stops_grading_with_one_line(course: CourseFolder) -> None:
    course.hand_in("bram", right_first(3, None))
    course.hand_in("chris", right)
    impatient = (
        "import sys; from ssfh_learn.grading import gradebook_reader; gradebook_reader.PATIENCE = 300; "
        "from ssfh_learn.cli import main; sys.argv[1:] = ['grade', 'toets', '--course', sys.argv[1]]; main()"
    )
    with closing(sqlite3.connect(course.root / "gradebook.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        done = subprocess.run(
            [sys.executable, "-c", impatient, str(course.root)],
            check=False,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
        )

    assert (done.returncode, done.stderr) == (1, f"Fout: {word('grading', 'gradebook_locked')}\n")
    assert command(course).returncode == 0
    assert rows(course) == rows_for(2)


def test_a_gradebook_that_is_in_use_half_way_leaves_out_only_whom_it_stops(
    course: CourseFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gradebook_reader, "PATIENCE", 100)
    for name in ("anna", "bram", "chris"):
        course.hand_in(name, right)
    with (
        closing(sqlite3.connect(course.root / "gradebook.db", isolation_level=None)) as other,
        Grading(course.course, "toets") as grading,
    ):
        each = iter(grading)
        first = next(each)
        other.execute("BEGIN IMMEDIATE")
        second = next(each)
        other.execute("ROLLBACK")
        third = next(each)

    assert [one.result and one.result.total for one in (first, second, third)] == [4, None, 4]
    assert [note.code for note in second.notes] == ["gradebook_locked"]
    assert rows(course) == rows_for(2)
    assert course.points("bram") == 4
    assert rows(course) == rows_for(3)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a disk of our own, which is too small; only root can."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(place)]
    if os.geteuid() or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("only root can make a disk that is full")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def test_a_disk_that_is_full_half_way_loses_nothing_and_doubles_nothing(built_course: Path, small_disk: Path) -> None:
    course = CourseFolder(Path(shutil.copytree(built_course, small_disk / "cursus")))
    names = [f"d{number:02}" for number in range(20)]
    for name in names:
        course.hand_in(name, right_first(3, None))
    used = shutil.disk_usage(small_disk).used
    subprocess.run(["mount", "-o", f"remount,size={used + 150_000}", str(small_disk)], check=True)
    done = command(course, "--json")
    full = json.loads(done.stdout)
    stopped = [one for one in full["submissions"] if not one["graded"]]

    assert done.returncode == 1
    assert 0 < len(stopped) < len(names)
    assert {note["code"] for one in stopped for note in one["notes"]} <= {"disk_full", "not_written"}
    assert all(len(one["notes"]) == 1 for one in stopped)
    assert {one["result"]["total"] for one in full["submissions"] if one["graded"]} == {3}
    assert rows(course) == rows_for(len(names) - len(stopped))
    assert not list(course.root.glob("autograded/*/*/*.new"))

    subprocess.run(["mount", "-o", "remount,size=64m", str(small_disk)], check=True)
    assert {one.result and one.result.total for one in course.grade().values()} == {3}
    assert rows(course) == rows_for(len(names))


def test_killed_half_way_and_run_again_nothing_is_lost_and_nothing_doubled(course: CourseFolder) -> None:
    names = [f"d{number:02}" for number in range(40)]
    for name in names:
        course.hand_in(name, right_first(3, None))
    running = subprocess.Popen([*COMMAND, str(course.root)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    done = course.root / "autograded"
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and (not done.is_dir() or len(list(done.iterdir())) < 5):
        time.sleep(0.002)
    running.send_signal(signal.SIGKILL)
    running.communicate()

    half = rows(course)
    assert running.returncode == -signal.SIGKILL
    assert 4 <= half["ssfh_result"] < len(names)
    assert half == rows_for(half["ssfh_result"])

    again = command(course)
    assert (again.returncode, again.stderr) == (0, "")
    assert {one.total for one in results_of(course.course, "toets")} == {3}
    assert all(one.previous == () for one in results_of(course.course, "toets"))
    assert rows(course) == rows_for(len(names))


def test_a_journal_cut_off_anywhere_never_gives_more_points_and_never_stops_grading(course: CourseFolder) -> None:
    course.hand_in("anna", right_first(2, None), right, at=LATER)
    path, key = course.journal("anna"), course.key
    whole = path.read_bytes()
    end_of_first = whole.index(b"\n", whole.index(b'"hand_in"')) + 1
    for cut in range(0, len(whole), 7):
        path.write_bytes(whole[:cut])
        try:
            handed_in, _ = read_submission(key, "anna", path.parent)
        except GradingError as error:
            assert error.code in {"journal_empty", "journal_broken", "not_handed_in"}  # noqa: PT017
            assert cut < end_of_first
        else:
            assert [
                sum(one.points or 0 for one in attempt.scores.values()) for attempt in handed_in.marking.attempts
            ] == [2]
