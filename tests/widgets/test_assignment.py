"""A test in a notebook: `assignment("toets")`, handing in with a real process, and the receipt."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

import nbformat
import pytest
from comm.base_comm import BaseComm
from IPython.core.interactiveshell import InteractiveShell
from nbclient import NotebookClient

from ssfh_learn import assignment, grade
from ssfh_learn.account import account_name
from ssfh_learn.errors import ContentError
from ssfh_learn.grading.course import find_course
from ssfh_learn.grading.key import load_key, make_secret
from ssfh_learn.grading.release import files_of
from ssfh_learn.widgets.test_widget import TestWidget
from ssfh_learn.words import word
from tests.grading.courses import write_config, write_key

pytestmark = pytest.mark.slow  # each test starts the command, or nbgrader

NONE = {"state": "none", "number": None, "at": None, "message": "", "graded": None, "result": None}
BUSY = {**NONE, "state": "busy"}


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with what is released of a test, and the folder in which it is handed in; not to be changed."""
    root = tmp_path_factory.mktemp("released")
    write_config(root / "cursus", hand_in_folder="INBOUND")
    write_key(root / "cursus")
    course = find_course(root / "cursus")
    make_secret(course, "toets")
    for name, content in files_of(course, load_key(course, "toets")).items():
        path = root / "toets" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    return root / "toets"


@pytest.fixture(autouse=True)
def inbound(tmp_path: Path) -> Path:
    """Where learners hand in."""
    folder = tmp_path / "inbound"
    folder.mkdir()
    return folder


@pytest.fixture(autouse=True)
def test_folder(released: Path, inbound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Sit in the folder of a fetched test."""
    folder = Path(shutil.copytree(released, tmp_path / "toets"))
    described = (folder / "toets.json").read_text("utf-8").replace('"INBOUND"', json.dumps(str(inbound)))
    (folder / "toets.json").write_text(described, "utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return folder


def send(widget: TestWidget, kind: str, **response: Any) -> dict[str, Any]:
    """Do what the browser does; return what came back."""
    widget.response = {"id": str(uuid4()), "attempt": widget.view["attempt"], "kind": kind, **response}
    saved: dict[str, Any] = widget.saved
    return saved


def handed_in() -> TestWidget:
    """Return the widget of a learner who handed in a blank test."""
    widget = assignment("toets")
    send(widget, "begin")
    send(widget, "hand_in")
    return widget


def number_of(journal: bytes) -> str:
    digits = sha256(journal).hexdigest()[:8].upper()
    return f"{digits[:4]}-{digits[4:]}"


def arrivals(inbound: Path) -> list[Path]:
    return sorted(path for path in inbound.iterdir() if not path.name.startswith("."))


# What a learner's side holds


def test_a_test_is_played_without_its_key(test_folder: Path) -> None:
    widget = assignment("toets")

    send(widget, "begin")
    asked = widget.view["questions"][0]
    saved = send(widget, "answer", question=asked["id"], answer=asked["options"][0]["id"])

    assert saved["state"] == "saved"
    assert len(widget.view["questions"]) == 5
    assert "SLEUTEL" not in json.dumps([widget.view, widget.frame, widget.saved])
    assert b"SLEUTEL" not in b"".join(path.read_bytes() for path in test_folder.iterdir())
    assert widget.record.activity.questions[0].solution() is None  # type: ignore[attr-defined]


def test_what_a_learner_gets_is_drawn_for_her_account(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = set()
    for name in ("anna", "bram", "chris", "dana", "emma", "finn"):
        monkeypatch.setenv("JUPYTERHUB_USER", name)
        (Path.cwd() / "journal.jsonl").unlink(missing_ok=True)
        widget = assignment("toets")
        send(widget, "begin")
        drawn.add(tuple(question["id"] for question in widget.view["questions"]))

    assert len(drawn) > 3


def test_help_is_around_a_test_and_nothing_of_a_module() -> None:
    frame = assignment("toets").frame

    assert "Vraag je trainer" in frame["help"]["html"]
    assert (frame["private"], frame["practice"], frame["about"], frame["glossary"]) == (False, False, None, [])


@pytest.mark.parametrize("damage", [None, b"", b"{", b"[]", b"null", b'{"test": {}}', b"\xff\xfe", b'{"test": 1}'])
def test_a_missing_or_damaged_test_file_is_one_dutch_sentence(test_folder: Path, damage: bytes | None) -> None:
    if damage is None:
        (test_folder / "toets.json").unlink()
    else:
        (test_folder / "toets.json").write_bytes(damage)

    with pytest.raises(ContentError) as raised:
        assignment("toets")

    assert str(raised.value) == word("widgets", "no_test", name="toets")


def test_the_name_of_another_test_is_one_dutch_sentence_and_no_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    InteractiveShell.instance().run_cell('from ssfh_learn import assignment\nassignment("ander")')

    shown = capsys.readouterr()
    assert word("widgets", "no_test", name="ander") in shown.out + shown.err
    assert "Traceback" not in shown.out + shown.err


# Handing in


def test_before_handing_in_there_is_no_receipt(inbound: Path) -> None:
    widget = assignment("toets")

    assert widget.receipt == NONE
    send(widget, "begin")
    assert widget.receipt == NONE
    assert arrivals(inbound) == []


def test_handing_in_brings_the_journal_to_the_trainer_and_gives_a_receipt(test_folder: Path, inbound: Path) -> None:
    widget = handed_in()

    journal = (test_folder / "journal.jsonl").read_bytes()
    (arrived,) = arrivals(inbound)
    assert (arrived / "journal.jsonl").read_bytes() == journal
    assert arrived.name.startswith(f"{account_name()}+toets+")
    assert {name: widget.receipt[name] for name in ("state", "number", "message")} == {
        "state": "handed_in",
        "number": number_of(journal),
        "message": "",
    }
    assert widget.receipt["at"].endswith("+00:00")


def test_a_refused_hand_in_brings_nothing(inbound: Path) -> None:
    widget = assignment("toets")

    assert send(widget, "hand_in")["state"] == "refused"
    assert (widget.receipt, arrivals(inbound)) == (NONE, [])


class Page(BaseComm):
    """A page at the other end of a widget."""

    def __init__(self) -> None:
        self.told: list[dict[str, Any]] = []
        super().__init__(target_name="test")

    def publish_msg(self, msg_type: str, data: Any = None, **_more: Any) -> None:
        """Remember what changed."""
        if msg_type == "comm_msg" and data["method"] == "update":
            self.told.append(data["state"])


async def is_true(condition: Callable[[], bool]) -> None:
    """Let the kernel work until a condition holds."""
    while not condition():  # noqa: ASYNC110  (a trait and a folder, which tell nobody)
        await asyncio.sleep(0.01)


def test_the_page_learns_in_one_message_that_the_test_is_closed_and_on_its_way() -> None:
    widget = assignment("toets")
    send(widget, "begin")
    widget.comm = page = Page()

    async def hand_in_as_in_a_kernel() -> None:
        send(widget, "hand_in")
        await is_true(lambda: widget.receipt["state"] != "busy")

    asyncio.run(hand_in_as_in_a_kernel())

    first, *later = [message for message in page.told if "receipt" in message or "view" in message]
    assert (first["view"]["phase"], first["receipt"]) == ("closed", BUSY)
    assert first["saved"]["state"] == "saved"
    assert [message["receipt"]["state"] for message in later] == ["handed_in"]


def test_a_kernel_works_on_while_a_test_is_on_its_way(inbound: Path) -> None:
    widget = assignment("toets")
    send(widget, "begin")

    async def ask_again_at_once() -> list[str]:
        send(widget, "hand_in")
        states = [widget.receipt["state"], send(widget, "deliver")["state"], send(widget, "deliver")["state"]]
        await is_true(lambda: widget.receipt["state"] != "busy")
        return states

    assert asyncio.run(ask_again_at_once()) == ["busy", "saved", "saved"]
    assert widget.receipt["state"] == "handed_in"
    assert len(arrivals(inbound)) == 1  # asking again while it is on its way sends nothing twice


def test_a_test_that_was_on_its_way_when_the_kernel_stopped_is_brought_by_the_next_kernel(
    test_folder: Path, inbound: Path
) -> None:
    handed_in()
    (test_folder / "inlevering.json").unlink()
    shutil.rmtree(arrivals(inbound)[0])

    widget = assignment("toets")

    assert widget.receipt["state"] == "handed_in"
    assert len(arrivals(inbound)) == 1


def test_a_receipt_is_kept_after_a_reload_and_nothing_is_handed_in_again(inbound: Path) -> None:
    receipt = handed_in().receipt

    assert assignment("toets").receipt == receipt
    assert len(arrivals(inbound)) == 1


@pytest.mark.parametrize("damage", ["", "{", "[]", "{}", '{"number": "A"}', "7"])
def test_a_damaged_receipt_is_replaced_by_handing_in_again(test_folder: Path, inbound: Path, damage: str) -> None:
    first = handed_in().receipt
    (test_folder / "inlevering.json").write_text(damage, "utf-8")

    widget = assignment("toets")

    assert (widget.receipt["state"], widget.receipt["number"]) == ("handed_in", first["number"])
    assert len(arrivals(inbound)) == 2


def test_a_receipt_that_cannot_be_kept_is_shown_all_the_same(test_folder: Path) -> None:
    (test_folder / "inlevering.json").mkdir()

    assert handed_in().receipt["state"] == "handed_in"


def test_beginning_a_second_attempt_forgets_the_receipt_of_the_first(test_folder: Path, inbound: Path) -> None:
    widget = handed_in()
    first = widget.receipt["number"]

    send(widget, "begin")
    assert widget.receipt == NONE
    assert assignment("toets").receipt == NONE
    assert not (test_folder / "inlevering.json").exists()
    send(widget, "hand_in")

    assert widget.receipt["state"] == "handed_in"
    assert widget.receipt["number"] != first
    assert len(arrivals(inbound)) == 2


def test_the_receipt_of_an_attempt_never_stands_for_the_next_one(inbound: Path) -> None:
    widget = assignment("toets")
    send(widget, "begin")

    async def begin_again_at_once() -> list[str]:
        """Begin the second attempt while the first one is still on its way, and wait for that."""
        send(widget, "hand_in")
        send(widget, "begin")
        await is_true(lambda: bool(arrivals(inbound)))
        await asyncio.sleep(0.5)
        return [widget.receipt["state"], assignment("toets").receipt["state"]]

    assert asyncio.run(begin_again_at_once()) == ["none", "none"]
    send(widget, "hand_in")
    assert widget.receipt["state"] == "handed_in"
    assert widget.receipt["number"] == number_of((Path.cwd() / "journal.jsonl").read_bytes())


def test_a_receipt_of_an_earlier_attempt_that_was_left_behind_counts_for_nothing(
    test_folder: Path, inbound: Path
) -> None:
    widget = handed_in()
    left_behind = (test_folder / "inlevering.json").read_bytes()
    send(widget, "begin")
    send(widget, "hand_in")
    (test_folder / "inlevering.json").write_bytes(left_behind)

    again = assignment("toets")

    assert again.receipt["number"] == widget.receipt["number"]
    assert len(arrivals(inbound)) == 3


def test_when_the_trainer_cannot_be_reached_a_learner_reads_why_and_can_try_again(
    test_folder: Path, inbound: Path
) -> None:
    away = inbound.rename(inbound.with_name("away"))
    widget = handed_in()

    assert (widget.receipt["state"], widget.receipt["number"]) == ("failed", None)
    assert str(inbound) in widget.receipt["message"]
    assert "niet bereikbaar" in widget.receipt["message"]
    assert not (test_folder / "inlevering.json").exists()
    away.rename(inbound)
    assert send(widget, "deliver")["state"] == "saved"

    assert widget.receipt["state"] == "handed_in"
    assert len(arrivals(inbound)) == 1


@pytest.fixture
def broken_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a file that stands for Python itself; what the process of handing in does is written in it."""
    program = tmp_path / "python"
    program.write_text("#!/bin/sh\nexit 3\n")
    program.chmod(0o755)
    monkeypatch.setattr("sys.executable", str(program))
    return program


@pytest.mark.parametrize(
    "script",
    ["exit 3", "echo Traceback >&2; exit 1", "echo no json", "kill -9 $$", "echo '[1]'", "echo 7", "echo '{}'"],
)
def test_whatever_happens_to_the_process_the_learner_gets_a_dutch_sentence(broken_program: Path, script: str) -> None:
    broken_program.write_text(f"#!/bin/sh\n{script}\n")

    widget = handed_in()

    assert widget.receipt == {**NONE, "state": "failed", "message": word("widgets", "deliver_failed")}


def test_a_process_that_cannot_be_started_is_a_dutch_sentence_too(broken_program: Path) -> None:
    broken_program.unlink()

    assert handed_in().receipt["message"] == word("widgets", "deliver_failed")


def test_a_process_that_never_ends_is_given_up(broken_program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken_program.write_text("#!/bin/sh\nexec sleep 60\n")
    monkeypatch.setattr("ssfh_learn.widgets.test_widget.PATIENCE", 0.2)

    assert handed_in().receipt["state"] == "failed"


def test_a_test_is_only_brought_once_its_closing_is_on_disk(test_folder: Path, inbound: Path) -> None:
    widget = assignment("toets")
    send(widget, "begin")
    journal = (test_folder / "journal.jsonl").rename(test_folder / "aside")
    (test_folder / "journal.jsonl").mkdir()  # nothing can be written here

    assert send(widget, "hand_in")["state"] == "failed"
    assert send(widget, "deliver")["state"] == "failed"
    assert (widget.receipt["state"], arrivals(inbound)) == ("none", [])
    (test_folder / "journal.jsonl").rmdir()
    journal.rename(test_folder / "journal.jsonl")
    assert send(widget, "deliver")["state"] == "saved"

    assert widget.receipt["state"] == "handed_in"
    assert b'"kind":"hand_in"' in (arrivals(inbound)[0] / "journal.jsonl").read_bytes()


# The grade cells


def test_a_grade_cell_shows_a_learner_nothing() -> None:
    shown, _ = InteractiveShell.instance().display_formatter.format(grade("vraag-01"))

    assert shown["text/html"] == ""


def test_who_executes_a_test_instead_of_grading_it_gives_no_points(test_folder: Path) -> None:
    from nbgrader.utils import determine_grade

    notebook = nbformat.read(test_folder / "toets.ipynb", as_version=4)
    NotebookClient(notebook, resources={"metadata": {"path": str(test_folder)}}).execute()

    cells = [cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade")]
    automatic = [cell for cell in cells if cell.cell_type == "code"]
    assert [determine_grade(cell) for cell in automatic] == [(0.0, 1)] * 4
    assert len(cells) == 5
