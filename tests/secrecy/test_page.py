"""On the page: whatever a learner does, the widget, the journal and the hand-in say the same for every key."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from ssfh_learn import assignment
from ssfh_learn.grading.course import find_course
from ssfh_learn.grading.key import load_key
from tests import yaml_file
from tests.secrecy.conftest import TERM, TESTS, Built, files_in
from tests.secrecy.keys import crossed_couples, fix_secret, write_course
from tests.secrecy.learner import played, run, traits, without_chance
from tests.secrecy.scanner import Scanner

pytestmark = pytest.mark.slow  # walks through the whole test of each module

PAIR = ("mine", "theirs")


@pytest.fixture(autouse=True)
def learner(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let the learner be the same in both courses, and leave the account of whoever runs the tests alone."""
    monkeypatch.setenv("JUPYTERHUB_USER", "anna")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def fetched(course: Built, name: str, folder: Path) -> Path:
    """Return a learner's folder with the files of a release."""
    folder.mkdir(parents=True)
    for file, content in files_in(course.release(name)).items():
        (folder / file).write_bytes(content)
    return folder


def made(folder: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Make an attempt on the page in a folder; return all traits after every response."""
    monkeypatch.chdir(folder)
    return [without_chance(one) for one in played(assignment(name))]


@pytest.mark.parametrize("name", TESTS)
def test_a_learner_sees_the_same_for_every_key_and_nothing_of_it(  # noqa: PLR0913, PLR0917  (fixtures)
    built: Built,
    other: Built,
    scanners: Mapping[str, Scanner],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    folders = [fetched(course, name, tmp_path / who) for who, course in zip(PAIR, (built, other), strict=True)]
    mine, theirs = (made(folder, name, monkeypatch) for folder in folders)
    written = [without_chance((folder / "journal.jsonl").read_bytes()) for folder in folders]

    assert len(mine) > 20
    assert mine == theirs
    assert written[0] == written[1]
    assert {file.name for file in folders[0].iterdir()} == {f"{name}.ipynb", "toets.json", "journal.jsonl"}
    seen = {"ready": mine[0], "begun": mine[1], "middle": mine[len(mine) // 2], "end": mine[-1], "journal": written[0]}
    assert scanners[name].scan(seen) == []


def test_checking_and_hints_are_refused_in_a_test(
    built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = fetched(built, TERM, tmp_path / "anna")

    said = [json.loads(one)["saved"] for one in made(folder, TERM, monkeypatch)]

    assert {one["state"] for one in said if one["response"].endswith(("-check", "-hint"))} == {"refused"}
    assert {one["state"] for one in said if one["response"].endswith("-0-1")} == {"saved"}


def test_handing_in_says_the_same_for_every_key(  # noqa: PLR0913, PLR0917  (fixtures)
    built: Built,
    other: Built,
    scanners: Mapping[str, Scanner],
    exchange: Path,
    term: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert term.is_dir()  # the test was released, so that the exchange takes it in
    folders = [fetched(course, TERM, tmp_path / who) for who, course in zip(PAIR, (built, other), strict=True)]
    made(folders[0], TERM, monkeypatch)
    assignment(TERM).response = {"id": "done", "kind": "hand_in"}  # runs the command, and shows its receipt
    closed = traits(assignment(TERM))
    (folders[1] / "journal.jsonl").write_bytes((folders[0] / "journal.jsonl").read_bytes())
    said = [run(folder, tmp_path / "home", "ssfh_learn", "hand-in", str(folder), "--json") for folder in folders]
    receipts = [json.loads(one.stdout) for one in said]
    inbound = [
        files_in(place) for place in sorted((exchange / "proef" / "inbound").iterdir()) if place.name.startswith("anna")
    ]

    assert json.loads(closed)["receipt"]["state"] == "handed_in"
    assert [(one.returncode, one.stderr) for one in said] == [(0, ""), (0, "")]
    assert receipts[0] | {"at": ""} == receipts[1] | {"at": ""}
    last = [{name: files[name] for name in ("journal.jsonl", f"{TERM}.ipynb")} for files in inbound[-2:]]
    assert last[0] == last[1]
    seen = {"closed": closed, "receipt": (folders[0] / "inlevering.json").read_bytes(), "said": said[0].stdout.encode()}
    assert scanners[TERM].scan({**seen, **inbound[-1]}) == []


@pytest.mark.parametrize("name", TESTS)
def test_a_learners_side_holds_the_same_object_for_every_key_so_that_timing_tells_nothing(
    built: Built, other: Built, name: str
) -> None:
    # Time is spent by what the kernel holds, and it holds equal values whatever the key: no branch can depend on what
    # is right. So nothing is measured here; on a busy machine a measurement would prove less than this does.
    mine, theirs = built.released_test(name), other.released_test(name)

    assert mine == theirs
    assert repr(mine) == repr(theirs)
    assert mine.fingerprint() == theirs.fingerprint()


@pytest.mark.parametrize("name", TESTS)
def test_a_learners_side_would_give_no_answer_more_than_another(built: Built, name: str) -> None:
    test = built.released_test(name)

    for question in test.questions:
        if question.kind == "ordering":
            continue  # any order that is written is *an* order; that it is that of the ids is tested with the release
        worth = {question.share(answer) for answer in every_answer(question.parts(tuple))}
        assert worth <= {0.0, None}, question.id


def every_answer(parts: dict[str, Any]) -> list[Any]:
    """Return answers of every shape to a question, as far as they fit."""
    ids = [one["id"] for one in parts.get("options", [])]
    if "choose" in parts:
        return [[id_] for id_ in ids]
    if "reasons" in parts:
        reasons = [one["id"] for one in parts["reasons"]] or [None]
        return [{"verdict": verdict, "reason": reason} for verdict in (True, False) for reason in reasons]
    return ids


def test_another_coupling_gives_the_same_release(built: Built, tmp_path: Path) -> None:
    root = tmp_path / "cursus"
    write_course(root, tmp_path)
    key = built.root / "keys" / f"{TERM}.yaml"
    crossed = crossed_couples(yaml_file.read(key))
    (root / "keys" / key.name).write_text(yaml.safe_dump(crossed, allow_unicode=True), "utf-8")
    fix_secret(root, TERM)

    assert load_key(find_course(root), TERM).learners == built.released_test(TERM)
