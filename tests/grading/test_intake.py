"""Taking in what was handed in: what is wrong is refused with a reason, and the rest goes on."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ssfh_learn.grading.arrival import MOST_BYTES, MOST_FILES, read_arrival
from ssfh_learn.grading.build import build
from ssfh_learn.grading.intake import TakenIn, take_in
from ssfh_learn.grading.problem import GradingError
from tests.commands import start
from tests.grading.courses import CourseFolder, blank, right, right_first, write_config, wrong

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.grading.courses import Answer

pytestmark = pytest.mark.slow  # each test starts the command, or nbgrader

STAMP = "2026-11-21 10:00:00 UTC"
OTHER_STAMP = "2026-11-21 11:00:00 UTC"
NOT_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file to somebody else")
NOBODY = 65534


@pytest.fixture
def inbound(tmp_path: Path) -> Path:
    """Return the folder of the exchange where learners hand in."""
    folder = tmp_path / "exchange" / "proef" / "inbound"
    folder.mkdir(parents=True)
    return folder


def hand_in(course: CourseFolder, inbound: Path, name: str, answer: Answer = right, student: str | None = None) -> Path:
    """Put a test that was made in the exchange under any name at all; return that folder."""
    folder = inbound / name
    folder.mkdir()
    shutil.copy(course.root / "release" / "toets" / "toets.ipynb", folder)
    course.play(folder, student or name.partition("+")[0], answer)
    (folder / "timestamp.txt").write_text(STAMP, "ascii")
    return folder


def taken(course: CourseFolder, inbound: Path, *, check_owner: bool = False) -> list[TakenIn]:
    submitted = course.root / "submitted" / "*" / "toets"
    return list(take_in(inbound, "toets", submitted, check_owner=check_owner))


def refused(course: CourseFolder, inbound: Path, *, check_owner: bool = False) -> dict[str, str]:
    """Take everything in, and grade it; return which folders were refused and why. Two good ones come out right."""
    hand_in(course, inbound, f"anna+toets+{STAMP}+x", right_first(3, None))
    hand_in(course, inbound, f"zoe+toets+{STAMP}+x", right)
    outcome = taken(course, inbound, check_owner=check_owner)
    assert {name: one.result and one.result.total for name, one in course.grade().items()} == {"anna": 3, "zoe": 4}
    assert [one.student for one in outcome if one.refused is None] == ["anna", "zoe"]
    return {one.name: one.refused.code for one in outcome if one.refused}


def test_what_was_handed_in_is_taken_in_and_graded(course: CourseFolder, inbound: Path) -> None:
    assert refused(course, inbound) == {}
    assert sorted(path.name for path in course.folder("anna").iterdir()) == [
        "journal.jsonl",
        "received.txt",
        "timestamp.txt",
        "toets.ipynb",
    ]


# What is refused


def link_to_the_gradebook(folder: Path) -> None:
    (folder / "gegevens.db").symlink_to(folder.parents[3] / "cursus" / "gradebook.db")


def link_the_journal(folder: Path) -> None:
    (folder / "journal.jsonl").unlink()
    (folder / "journal.jsonl").symlink_to(folder.parent / f"zoe+toets+{STAMP}+x" / "journal.jsonl")


def link_a_folder(folder: Path) -> None:
    (folder / "sleutels").symlink_to(folder.parents[3] / "cursus" / "keys")


def hide_a_link_deeper(folder: Path) -> None:
    (folder / "a" / "b").mkdir(parents=True)
    (folder / "a" / "b" / "c").symlink_to("/etc/passwd")


def become_a_link(folder: Path) -> None:
    folder.rename(folder.parents[1] / "elders")
    folder.symlink_to(folder.parents[1] / "elders")


def become_a_file(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text("geen map", "utf-8")


def become_a_pipe(folder: Path) -> None:
    shutil.rmtree(folder)
    os.mkfifo(folder)


def add_a_pipe(folder: Path) -> None:
    os.mkfifo(folder / "pijp")


def make_the_journal_a_pipe(folder: Path) -> None:
    (folder / "journal.jsonl").unlink()
    os.mkfifo(folder / "journal.jsonl")


def add_too_many_files(folder: Path) -> None:
    for number in range(MOST_FILES):
        (folder / f"{number}.txt").touch()


def nest_too_many_folders(folder: Path) -> None:
    folder.joinpath(*("x" * (MOST_FILES + 1))).mkdir(parents=True)


def announce_too_much(folder: Path) -> None:
    (folder / "groot.bin").touch()
    os.truncate(folder / "groot.bin", 1_000_000_000)


def make_the_journal_too_large(folder: Path) -> None:
    os.truncate(folder / "journal.jsonl", MOST_BYTES + 1)


BAD_FOLDERS: dict[Callable[[Path], None], str] = {
    link_to_the_gradebook: "intake_symlink",
    link_the_journal: "intake_symlink",
    link_a_folder: "intake_symlink",
    hide_a_link_deeper: "intake_symlink",
    become_a_link: "intake_symlink",
    become_a_file: "intake_not_a_folder",
    become_a_pipe: "intake_not_a_folder",
    add_a_pipe: "intake_device",
    make_the_journal_a_pipe: "intake_device",
    add_too_many_files: "intake_too_large",
    nest_too_many_folders: "intake_too_large",
    announce_too_much: "intake_too_large",
    make_the_journal_too_large: "intake_too_large",
}


BAD_NAMES = [
    "+toets+",
    f"+toets+{STAMP}+x",
    f".+toets+{STAMP}+x",
    f"..+toets+{STAMP}+x",
    f".verborgen+toets+{STAMP}+x",
    f"CON+toets+{STAMP}+x",
    f"nul.txt+toets+{STAMP}+x",
    f"-rf+toets+{STAMP}+x",
    f"*+toets+{STAMP}+x",
    f"a\\b+toets+{STAMP}+x",
    f"a\nb+toets+{STAMP}+x",
    f"\x1b[31m+toets+{STAMP}+x",
    f"{{student_id}}+toets+{STAMP}+x",
    f"{'e' * 150}+toets+x",
    f"bram.+toets+{STAMP}+x",
    "toets",
    "zomaar",
    os.fsdecode(b"\xff\xfe+toets+x+y"),
]


@pytest.fixture(scope="module")
def taken_in(built_course: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[CourseFolder, list[TakenIn]]:
    """Return a course that took in everything that is wrong at once, and two good ones."""
    root = tmp_path_factory.mktemp("intake")
    course = CourseFolder(Path(shutil.copytree(built_course, root / "cursus")))
    inbound = root / "exchange" / "proef" / "inbound"
    inbound.mkdir(parents=True)
    for change in BAD_FOLDERS:
        change(hand_in(course, inbound, f"{change.__name__}+toets+{STAMP}+x", blank))
    for name in BAD_NAMES:
        hand_in(course, inbound, name, blank, "bram")
    hand_in(course, inbound, f"anna+toets+{STAMP}+x", right_first(3, None))
    hand_in(course, inbound, f"zoe+toets+{STAMP}+x", right)
    return course, taken(course, inbound)


def test_the_good_ones_beside_them_are_taken_in_and_graded(taken_in: tuple[CourseFolder, list[TakenIn]]) -> None:
    course, outcome = taken_in

    assert [(one.student, one.is_new) for one in outcome if one.refused is None] == [("anna", True), ("zoe", True)]
    assert {name: one.result and one.result.total for name, one in course.grade().items()} == {"anna": 3, "zoe": 4}
    assert {path.name for path in (course.root / "submitted").iterdir()} == {"anna", "zoe"}
    assert len(outcome) == len(BAD_FOLDERS) + len(BAD_NAMES) + 2


@pytest.mark.parametrize("change", BAD_FOLDERS, ids=lambda change: change.__name__)
def test_a_folder_that_is_not_as_it_should_be_is_refused(
    taken_in: tuple[CourseFolder, list[TakenIn]], change: Callable[[Path], None]
) -> None:
    (told,) = [one for one in taken_in[1] if one.name.startswith(f"{change.__name__}+")]

    assert told.refused
    assert told.refused.code == BAD_FOLDERS[change]
    assert "Vraag " in str(told.refused)


@pytest.mark.parametrize("name", BAD_NAMES, ids=ascii)
def test_a_name_that_cannot_be_is_refused(taken_in: tuple[CourseFolder, list[TakenIn]], name: str) -> None:
    (told,) = [one for one in taken_in[1] if one.name == name]

    assert told.refused
    assert told.refused.code == "intake_bad_name"


@NOT_ROOT
def test_a_device_in_a_folder_is_refused(course: CourseFolder, inbound: Path) -> None:
    name = f"bram+toets+{STAMP}+x"
    subprocess.run(["mknod", str(hand_in(course, inbound, name) / "nul"), "c", "1", "5"], check=True)

    assert refused(course, inbound) == {name: "intake_device"}


def test_a_folder_that_may_not_be_read_is_refused() -> None:
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        folder = Path(place) / f"bram+toets+{STAMP}+x"
        folder.mkdir(mode=0o000)
        me = os.geteuid()
        os.seteuid(me or NOBODY)  # root may read everything
        try:
            with pytest.raises(GradingError, match="mag niet gelezen worden"):
                read_arrival(folder, "bram", check_owner=False)
        finally:
            os.seteuid(me)


def test_what_is_about_another_test_or_still_being_copied_is_let_be(course: CourseFolder, inbound: Path) -> None:
    hand_in(course, inbound, f"bram+andere-toets+{STAMP}+x")
    hand_in(course, inbound, ".3f9a77")

    assert refused(course, inbound) == {}


# Whose it is


def test_a_folder_of_somebody_else_is_refused(course: CourseFolder, inbound: Path) -> None:
    me = pwd.getpwuid(os.geteuid()).pw_name
    hand_in(course, inbound, f"{me}+toets+{STAMP}+x", right_first(3, None))
    hand_in(course, inbound, f"bram+toets+{STAMP}+x")
    outcome = taken(course, inbound, check_owner=True)

    assert {one.name.partition("+")[0]: one.refused and one.refused.code for one in outcome} == {
        "bram": "intake_other_owner",
        me: None,
    }
    assert {name: one.result and one.result.total for name, one in course.grade().items()} == {me: 3}


def give(folder: Path, owner: str) -> Path:
    """Let a folder and all that is in it be of an account."""
    for path in (folder, *folder.rglob("*")):
        shutil.chown(path, owner)
    return folder


@NOT_ROOT
def test_a_forged_folder_never_takes_the_place_of_her_own(course: CourseFolder, inbound: Path) -> None:
    give(hand_in(course, inbound, f"games+toets+{STAMP}+x", right_first(3, None)), "games")
    give(hand_in(course, inbound, f"news+toets+{STAMP}+x", right), "news")
    forged = f"games+toets+{OTHER_STAMP}+x"
    give(hand_in(course, inbound, forged, wrong), "news")
    outcome = taken(course, inbound, check_owner=True)

    assert {one.name: str(one.refused) for one in outcome if one.refused} == {
        forged: "Deze map is van news en niet van games. De inlevering is niet aangenomen. Vraag na hoe dit komt."
    }
    assert {name: one.result and one.result.total for name, one in course.grade().items()} == {"games": 3, "news": 4}


@NOT_ROOT
def test_a_file_of_somebody_else_in_her_folder_is_refused(course: CourseFolder, inbound: Path) -> None:
    give(hand_in(course, inbound, f"games+toets+{STAMP}+x"), "games")
    give(hand_in(course, inbound, f"news+toets+{STAMP}+x"), "news")
    name = f"lp+toets+{STAMP}+x"
    shutil.chown(give(hand_in(course, inbound, name), "lp") / "journal.jsonl", "games")
    outcome = taken(course, inbound, check_owner=True)

    assert {one.name: one.refused.code for one in outcome if one.refused} == {name: "intake_file_of_other"}
    assert {name: one.result and one.result.total for name, one in course.grade().items()} == {"games": 4, "news": 4}


# When it came in


def test_lateness_goes_by_a_time_that_a_learner_cannot_set(course: CourseFolder, inbound: Path) -> None:
    build(course.course, "toets", datetime(2020, 1, 1, tzinfo=UTC))
    before = datetime.now(UTC) - timedelta(seconds=5)
    folder = hand_in(course, inbound, "bram+toets+2019-01-01 10:00:00 UTC+x")
    (folder / "timestamp.txt").write_text("2019-01-01 10:00:00 UTC", "ascii")
    (folder / "received.txt").write_text("2019-01-01T10:00:00+00:00", "ascii")
    for path in (*folder.iterdir(), folder):
        os.utime(path, (1_546_300_800, 1_546_300_800))
    taken(course, inbound)
    result = course.grade()["bram"].result

    assert result is not None
    assert result.submitted_at is not None
    assert before <= result.submitted_at.replace(tzinfo=UTC) <= datetime.now(UTC)
    assert result.seconds_late > 5 * 365 * 86_400


def test_the_newest_good_folder_counts_whatever_its_name_says(course: CourseFolder, inbound: Path) -> None:
    hand_in(course, inbound, f"anna+toets+{STAMP}+x", right_first(3, None))
    hand_in(course, inbound, f"bram+toets+{OTHER_STAMP}+x", right_first(1, None))
    time.sleep(0.05)
    hand_in(course, inbound, f"bram+toets+{STAMP}+x", right_first(2, None))
    time.sleep(0.05)
    worse = hand_in(course, inbound, "bram+toets+2099-01-01 10:00:00 UTC+x", right)
    os.mkfifo(worse / "pijp")
    outcome = taken(course, inbound)

    assert [one.name for one in outcome if one.refused] == [worse.name]
    assert {name: one.result and one.result.total for name, one in course.grade().items()} == {"anna": 3, "bram": 2}


def test_taking_in_twice_changes_nothing(course: CourseFolder, inbound: Path) -> None:
    hand_in(course, inbound, f"anna+toets+{STAMP}+x")
    hand_in(course, inbound, f"bram+toets+{STAMP}+x")
    first = taken(course, inbound)
    before = changes(course.root / "submitted")
    again = taken(course, inbound)

    assert [(one.student, one.is_new) for one in first] == [("anna", True), ("bram", True)]
    assert [(one.student, one.is_new) for one in again] == [("anna", False), ("bram", False)]
    assert changes(course.root / "submitted") == before


def changes(folder: Path) -> dict[Path, tuple[int, ...]]:
    """Return of everything in a folder which it is and when it was changed last; reading it is no change."""
    found = {path: path.stat() for path in folder.rglob("*")}
    return {path: (one.st_ino, one.st_size, one.st_mtime_ns, one.st_ctime_ns) for path, one in found.items()}


def test_what_is_handed_in_again_takes_the_place_of_the_old(course: CourseFolder, inbound: Path) -> None:
    hand_in(course, inbound, f"anna+toets+{STAMP}+x")
    first = hand_in(course, inbound, f"bram+toets+{STAMP}+x", right_first(1, None))
    taken(course, inbound)
    time.sleep(0.05)
    second = Path(shutil.copytree(first, inbound / f"bram+toets+{OTHER_STAMP}+x"))
    course.play(second, "bram", right_first(4, None))
    outcome = taken(course, inbound)

    assert [(one.name, one.is_new) for one in outcome] == [(f"anna+toets+{STAMP}+x", False), (second.name, True)]
    assert {name: one.result and one.result.total for name, one in course.grade().items()} == {"anna": 4, "bram": 4}
    assert not list((course.root / "submitted").rglob(".*"))


@pytest.mark.parametrize(("limit", "value", "counted"), [("MOST_EARLIER", 3, 4), ("MOST_BYTES", 40, 5)])
def test_who_hands_in_more_than_a_grader_can_read_is_refused_and_keeps_what_was_received(
    inbound: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: int, counted: int
) -> None:
    monkeypatch.setattr(f"ssfh_learn.grading.intake.{limit}", value)
    place = inbound.parent / "submitted" / "bram" / "toets"

    def taken_after(number: int) -> list[str | None]:
        folder = inbound / f"bram+toets+{number}+x"
        folder.mkdir()
        (folder / "journal.jsonl").write_bytes(b"%09d\n" % number)
        time.sleep(0.01)
        submitted = inbound.parent / "submitted" / "*" / "toets"
        return [one.refused and one.refused.code for one in take_in(inbound, "toets", submitted, check_owner=False)]

    outcomes = [taken_after(number) for number in range(counted + 2)]

    assert ["intake_too_many" in one for one in outcomes] == [False] * counted + [True] * 2
    kept = {path.read_bytes() for path in place.rglob("*.jsonl")}
    assert kept == {b"%09d\n" % number for number in range(counted)}


def test_what_was_received_survives_that_taking_in_is_killed_between_the_old_folder_and_the_new(
    inbound: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    submitted = inbound.parent / "submitted" / "*" / "toets"

    def hands_in(number: int) -> Path:
        folder = inbound / f"bram+toets+{number}+x"
        folder.mkdir()
        (folder / "journal.jsonl").write_bytes(b"%d\n" % number)
        time.sleep(0.01)
        return folder

    first = hands_in(1)
    list(take_in(inbound, "toets", submitted, check_owner=False))
    shutil.rmtree(first)  # what was taken in is only with us now
    hands_in(2)
    rename = Path.rename

    def killed(self: Path, target: Path) -> Path:
        if self.name == ".toets.new":
            raise KeyboardInterrupt
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", killed)
    with pytest.raises(KeyboardInterrupt):
        list(take_in(inbound, "toets", submitted, check_owner=False))
    monkeypatch.undo()
    list(take_in(inbound, "toets", submitted, check_owner=False))

    kept = inbound.parent / "submitted" / "bram" / "toets"
    assert {path.read_bytes() for path in kept.rglob("*.jsonl")} == {b"1\n", b"2\n"}


# The real commands


def run(course: CourseFolder, *command: str) -> subprocess.CompletedProcess[str]:
    return start(*command, folder=course.root).wait()


def write_exchange(course: CourseFolder, inbound: Path) -> None:
    write_config(course.root, exchange=str(inbound.parents[1]))
    with (course.root / "nbgrader_config.py").open("a") as config:
        config.write("get_config().ExchangeCollect.check_owner = False\n")


def three_bad_and_two_good(course: CourseFolder, inbound: Path) -> None:
    hand_in(course, inbound, f"anna+toets+{STAMP}+x", right_first(3, None))
    hand_in(course, inbound, f"zoe+toets+{STAMP}+x", right)
    os.mkfifo(hand_in(course, inbound, f"bram+toets+{STAMP}+x") / "pijp")
    hand_in(course, inbound, "+toets+", student="bram")
    link_to_the_gradebook(hand_in(course, inbound, f"chris+toets+{STAMP}+x"))


def test_our_command_names_each_folder_that_it_refuses(course: CourseFolder, inbound: Path) -> None:
    write_exchange(course, inbound)
    three_bad_and_two_good(course, inbound)
    done = run(course, "ssfh_learn", "assignment", "collect", "toets")

    assert done.stdout == "2 nieuwe inleveringen opgehaald. In totaal zijn er 2. Niet aangenomen: 3.\n"
    assert [line.partition(": ")[0] for line in done.stderr.splitlines()] == [
        "+toets+",
        f"bram+toets+{STAMP}+x",
        f"chris+toets+{STAMP}+x",
    ]
    assert all("Vraag de deelnemer" in line for line in done.stderr.splitlines())
    assert done.returncode == 1
    assert {name: one.result and one.result.total for name, one in course.grade().items()} == {"anna": 3, "zoe": 4}


def test_our_command_says_so_when_all_were_taken_in(course: CourseFolder, inbound: Path) -> None:
    write_exchange(course, inbound)
    hand_in(course, inbound, f"anna+toets+{STAMP}+x")
    done = run(course, "ssfh_learn", "assignment", "collect", "toets")

    assert (done.returncode, done.stderr) == (0, "")


def test_nbgraders_collect_goes_on_past_what_would_stop_it(course: CourseFolder, inbound: Path) -> None:
    write_exchange(course, inbound)
    three_bad_and_two_good(course, inbound)
    hand_in(course, inbound, "games+toets+notatime+x")
    done = run(course, "nbgrader", "collect", "toets")

    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert f"bram+toets+{STAMP}+x: Deze inlevering bevat iets dat geen gewoon bestand is (pijp)." in done.stderr
    assert {name: one.result and one.result.total for name, one in course.grade().items()} == {
        "anna": 3,
        "games": 4,
        "zoe": 4,
    }


def test_nbgraders_collect_of_other_work_goes_on_past_what_would_stop_it(course: CourseFolder, inbound: Path) -> None:
    write_exchange(course, inbound)
    for name in (f"anna+werk+{STAMP}+x", f"zoe+werk+{STAMP}+x", "games+werk+notatime+x", f"bram+werk+{STAMP}+x"):
        (inbound / name).mkdir()
        (inbound / name / "werk.ipynb").write_text("{}", "utf-8")
        (inbound / name / "timestamp.txt").write_text(STAMP, "ascii")
    link_to_the_gradebook(inbound / f"bram+werk+{STAMP}+x")
    done = run(course, "nbgrader", "collect", "werk")

    assert done.returncode == 0, done.stderr
    assert {path.parent.name for path in (course.root / "submitted").glob("*/werk")} == {"anna", "zoe"}
    assert "games+werk+notatime+x: De naam van deze map klopt niet." in done.stderr
    assert f"bram+werk+{STAMP}+x: Deze inlevering bevat een link (gegevens.db)." in done.stderr


# What a name can do to a terminal

WRITES = "\x1b[2J\x1b[31m"


def test_a_name_writes_nothing_in_a_terminal_but_one_line(course: CourseFolder, inbound: Path) -> None:
    write_exchange(course, inbound)
    hand_in(course, inbound, f"{WRITES}\nAlles is goed.+toets+x+y", student="bram")
    os.mkfifo(hand_in(course, inbound, f"bram+toets+{STAMP}+x") / f"{WRITES}\rpijp")
    hand_in(course, inbound, f"chris+toets+{STAMP}+\x1b]0;titel\x07\n").joinpath("a").symlink_to("/etc/passwd")
    (course.root / "submitted" / f"{WRITES}\nnog iemand" / "toets").mkdir(parents=True)
    for command in (
        ("ssfh_learn", "assignment", "collect", "toets"),
        ("nbgrader", "collect", "toets"),
        ("ssfh_learn", "grade", "toets"),
    ):
        done = run(course, *command)

        assert "\\x1b" in done.stdout + done.stderr, command
        for line in (done.stdout + done.stderr).splitlines():
            assert "\x1b[2J" not in line, command
            assert "\x07" not in line, command
            assert not line.startswith("Alles is goed"), command
            assert not line.startswith("nog iemand"), command
