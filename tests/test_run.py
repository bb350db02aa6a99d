"""The three ways to run the tests, as the README tells them, and what the quick one leaves out."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests import run
from tests.conftest import LONGEST
from tests.longer import listed, name_of
from tests.test_imports import ROOMS
from tests.thoroughness import RUN, tries

ADDED = tomllib.loads(run.PROJECT.read_text("utf-8"))["tool"]["pytest"]["ini_options"]["addopts"]
README = (run.ROOT / "README.md").read_text("utf-8")
TYPED = re.findall(r"^python3 tests/run\.py(.*)$", README, re.MULTILINE)


def pytest_runs(typed: str) -> list[list[str]]:
    return [words for program, *words in run.checks(typed.split()) if program == "pytest"]


def test_the_readme_tells_of_a_run_of_everything_a_quick_and_a_nightly_one_and_one_with_the_newest_libraries() -> None:
    assert TYPED == ["", " --quick", " --nightly", " --newest"]


def test_a_run_installs_by_hashes_and_nothing_is_built_with_what_has_none() -> None:
    parts, (own,) = run.python_steps(newest=False)

    assert all({"--require-hashes", "--no-deps", "--only-binary=:all:"} <= set(part) for part in parts)
    assert {"--no-deps", "--no-build-isolation"} <= set(own)


def test_the_parts_that_are_installed_side_by_side_are_the_whole_list() -> None:
    parts, _ = run.python_steps(newest=False)
    lines = [line for part in parts for line in Path(part[-1]).read_text("utf-8").splitlines()]

    whole = [line for line in run.REQUIREMENTS.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert Counter(lines) == Counter(whole)


def test_the_newest_that_may_be_used_is_tried_apart() -> None:
    assert all("--require-hashes" not in command for step in run.python_steps(newest=True) for command in step)
    assert pytest_runs("--newest tests/cli") == [["tests/cli"]]


def test_everything_is_run_without_a_choice_of_tests() -> None:
    everything, browsers = pytest_runs("")

    assert "-m" not in everything + browsers
    assert ADDED[ADDED.index("-m") + 1] == "not nightly"
    assert [word for word in everything if word.startswith("--ignore")] == ["--ignore=tests/browser"]
    assert browsers[-1] == "tests/browser"


def test_the_quick_run_leaves_out_slow_tests_and_browsers_and_no_other_check() -> None:
    (quick,) = pytest_runs("--quick")

    assert quick[quick.index("-m") + 1] == "not slow and not nightly"
    assert "--ignore=tests/browser" in quick
    assert [check for check in run.checks(["--quick"]) if check[0] != "pytest"] == run.checks([])[:3]


def test_a_run_fails_where_any_of_its_checks_fails_and_tells_what_it_said(
    capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(run, "ROOT", run.ROOT / "tests")
    good, bad = ["json.tool", "proxy/package.json"], ["json.tool", "proxy/nothing.json"]

    codes = []
    for beside, in_turn in ((good, bad), (bad, good)):
        monkeypatch.setattr(run, "BESIDE", beside)
        codes.append(run.passed([beside, in_turn], {}))

    assert 0 not in codes
    said = capfdbinary.readouterr()
    assert [b"can't open 'proxy/nothing.json'" in one for one in said] == [True, True]
    monkeypatch.setattr(run, "BESIDE", good)
    assert run.passed([good, good], {}) == 0


def test_the_nightly_run_has_all_tests_and_tries_more_of_what_is_tried_by_chance() -> None:
    nightly = pytest_runs("--nightly")

    assert [words[words.index("-m") + 1] for words in nightly] == ["", ""]
    assert [words[2:] for words in nightly] == pytest_runs("")
    assert pytest_runs("--nightly tests/cli") == [["-m", "", "tests/cli"]]
    assert [run.thoroughness([*typed.split()]) for typed in ("", "--quick -x", "--nightly")] == [
        "whole",
        "quick",
        "nightly",
    ]


@pytest.mark.parametrize(("name", "often", "seldom"), [("quick", 10, 10), ("whole", 25, 10), ("nightly", 1000, 100)])
def test_a_run_tries_as_often_as_its_name_says(
    name: str, often: int, seldom: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(RUN, name)

    assert (tries(100), tries(10)) == (often, seldom)


def test_other_words_are_for_pytest() -> None:
    assert pytest_runs("tests/cli -x") == [["tests/cli", "-x"]]
    assert pytest_runs("--quick tests/cli")[0][-1] == "tests/cli"


def test_the_files_that_are_run_first_are_there() -> None:
    assert [name for name in LONGEST if not (run.ROOT / "tests" / name).is_file()] == []


def test_every_module_that_the_readme_runs_is_there() -> None:
    named = re.findall(r"python -m ([\w.]+)", README)

    assert "tests.benchmarks" in named
    assert [name for name in named if find_spec(name) is None] == []


def test_what_was_measured_as_long_is_marked_and_still_there(request: pytest.FixtureRequest) -> None:
    known = {name_of(item) for item in request.session.items}

    assert all(item.get_closest_marker("slow") for item in request.session.items if name_of(item) in listed())
    if request.config.args == ["tests"] and request.config.getoption("markexpr") == "not nightly":
        assert listed() - known == set(), "write the list anew: python -m tests.longer"


def files_of_the_quick_run(session: pytest.Session) -> set[str]:
    """Return the files with a test in the quick run, as this run collected them if it is of everything."""
    if session.config.args == ["tests"] and not session.config.getoption("keyword"):
        left_out = {"slow", "nightly"}
        quick = [item for item in session.items if not left_out & {mark.name for mark in item.iter_markers()}]
        return {item.path.relative_to(run.ROOT / "tests").as_posix() for item in quick}
    collect = [sys.executable, "-m", "pytest", "--collect-only", "-q", *run.QUICK[run.QUICK.index("-m") :]]
    collected = subprocess.run(collect, cwd=run.ROOT, capture_output=True, text=True, check=True).stdout
    return set(re.findall(r"^tests/([\w/]+\.py)::", collected, re.MULTILINE))


@pytest.mark.slow  # alone, it collects all tests
def test_the_quick_run_has_tests_of_every_room(request: pytest.FixtureRequest) -> None:
    files = files_of_the_quick_run(request.session)
    parts = {
        f"portal/{path.name}" for path in (run.ROOT / "tests" / "portal").iterdir() if list(path.glob("test_*.py"))
    }
    rooms = {f"{room}/" for room in {*ROOMS, *parts}} | {"modules/", "secrecy/", "docs/", "test_frontend.py"}

    assert len(parts) > 3
    assert {room for room in rooms if not any(file.startswith(room) for file in files)} == set()
