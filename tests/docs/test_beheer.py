"""The guide for whoever runs a course: its settings work, and its round of commands does what it says."""

from __future__ import annotations

import inspect
import json
import os
import pwd
import re
import shlex
import shutil
from datetime import date
from pathlib import Path

import pytest
from traitlets.config import Config

from ssfh_learn.dutch_time import dutch_until
from ssfh_learn.grading import configure
from ssfh_learn.typed_moment import read_moment
from ssfh_learn.words import section, word
from tests.commands import start
from tests.docs import guide as read
from tests.grading.courses import CourseFolder, right

pytestmark = pytest.mark.slow  # builds, releases and fetches a course

GUIDE = read.COURSES.read_text("utf-8")
SETTINGS = [text for text in read.fenced(GUIDE, "python") if "get_config()" in text]
ROUND = read.chapter(GUIDE, "Een hele ronde")
COURSE, EXCHANGE = "/srv/huisartsenzorg", "/srv/uitwisseling"
"""Where the guide has its course and its exchange."""
STEPS = ["build", "release", "hand-in", "collect", "grade", "feedback", "export"]


def test_every_option_of_a_course_is_described_and_no_other() -> None:
    options = {name: one.default for name, one in inspect.signature(configure).parameters.items() if name != "config"}
    described = {cells[0].strip("`"): cells[1] for cells in read.rows(GUIDE, "Optie")}
    assert described == {
        name: "ja" if default is inspect.Parameter.empty else "nee" for name, default in options.items()
    }


@pytest.mark.parametrize("text", SETTINGS)
def test_the_settings_in_the_guide_can_be_used(text: str) -> None:
    config = Config()
    exec(text, {"get_config": lambda: config, "c": config})  # noqa: S102  (the guide's own words)
    assert config


def test_every_option_is_used_in_an_example() -> None:
    used = {name for text in SETTINGS for name in re.findall(r"(\w+)=", text)}
    assert {cells[0].strip("`") for cells in read.rows(GUIDE, "Optie")} == used


def test_the_limits_of_the_intake_are_those_of_the_program() -> None:
    from ssfh_learn.grading.arrival import MOST_BYTES, MOST_FILES
    from ssfh_learn.grading.received import MOST_EARLIER

    assert f"meer dan {MOST_EARLIER} verschillende inleveringen" in GUIDE
    assert f"voor één toets, of samen meer dan {MOST_BYTES // 1_000_000} MB;" in GUIDE
    assert f"meer dan {MOST_BYTES // 1_000_000} MB of meer dan {MOST_FILES} bestanden" in GUIDE


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the course of the guide, with the key of the example and that of the trainer's guide."""
    place = tmp_path_factory.mktemp("beheer")
    root, exchange = place / "cursus", place / "uitwisseling"
    (root / "keys").mkdir(parents=True)
    exchange.mkdir()
    (settings,) = [text for text in SETTINGS if "exchange=" in text]
    (root / "nbgrader_config.py").write_text(settings.replace(EXCHANGE, str(exchange)), "utf-8")
    example = read.ROOT / "assignments" / "keys" / "werkdruk-toets.yaml"
    (root / "keys" / example.name).write_bytes(example.read_bytes())
    for one in read.examples(read.TRAINER.read_text("utf-8")):
        if one.mark.startswith("keys/"):
            (root / one.mark).write_text(one.text, "utf-8")
    return root


def _type(line: str, folder: Path) -> str:
    """Type a command of ours in a folder, as the learner whose account this is, and return what it prints."""
    line = line.replace("-2027", f"-{date.today().year + 1}")  # noqa: DTZ011  (a deadline that is over would be refused)
    own = {"JUPYTERHUB_USER": pwd.getpwuid(os.getuid()).pw_name, "JUPYTER_DATA_DIR": str(folder / ".jupyter")}
    done = start(*shlex.split(line.replace("ssfh-learn", "ssfh_learn", 1)), folder=folder, **own, COLUMNS="300").wait()
    assert done.returncode == 0, done.stderr
    return done.stdout


def _general(text: str, root: Path) -> str:
    """Return a text without what differs from day to day: places, numbers, receipts and times."""
    text = text.replace(str(root.parent / "uitwisseling"), EXCHANGE).replace(str(root), COURSE)
    text = re.sub(r"\b[0-9A-F]{4}-[0-9A-F]{4}\b", "NUMMER", text)
    names = {name for list_ in ("weekdays", "months") for name in word("time", list_).split()}
    text = re.sub(rf"\b({'|'.join(names)})\b", "NAAM", text).replace(f" ({word('time', 'winter')})", "")
    text = re.sub(r"\d{4}-\d\d-\d\dT[\d:+]+|\b\d+\b", "N", text.strip())
    for sentences in section("cli").values():  # of one, as of many
        if not isinstance(sentences, str):
            one, many = (re.sub(r"\{\w+\}|\b1\b", "N", sentences[which]) for which in ("one", "many"))
            text = text.replace(one, many)
    return text


LINES = [line for text in read.fenced(ROUND, "sh") for line in text.splitlines()]


@pytest.fixture(scope="module")
def heard(course: Path) -> set[str]:
    """Type the whole round of the guide, and return what the program said."""
    said = set()
    for line in LINES:
        is_learner = line.startswith("ssfh-learn hand-in")
        said.add(_general(_type(line, _made_test(course) if is_learner else course), course))
    return said


def test_the_round_in_the_guide_has_every_step_once() -> None:
    assert [line.split()[1:3][-1 if "assignment" in line else 0] for line in LINES] == STEPS


def test_the_program_says_in_a_round_what_the_guide_says_that_it_says(course: Path, heard: set[str]) -> None:
    assert {_general(text, course) for text in read.fenced(ROUND, "text")} <= heard


def _made_test(course: Path) -> Path:
    """Return the folder of a learner who fetched the test and made it."""
    folder = course.parent / "werkdruk-toets"
    shutil.copytree(course.parent / "uitwisseling" / "huisartsenzorg-2027" / "outbound" / folder.name, folder)
    CourseFolder(course, folder.name).play(folder, pwd.getpwuid(os.getuid()).pw_name, right)
    return folder


@pytest.mark.usefixtures("heard")
def test_a_test_whose_text_was_changed_can_be_released_again(course: Path) -> None:
    key = course / "keys" / "werkdruk-toets.yaml"
    written = key.read_text("utf-8")
    first = written.partition("    vraag: >-\n")[2].partition("\n")[0].strip()
    key.write_text(written.replace(first, f"Lees dit eerst. {first}", 1), "utf-8")
    for line in ("ssfh-learn assignment build werkdruk-toets", "ssfh-learn assignment release werkdruk-toets"):
        _type(line, course)
    (fetched,) = (course.parent / "uitwisseling").glob("*/outbound/werkdruk-toets/toets.json")
    assert json.dumps(f"Lees dit eerst. {first}", ensure_ascii=False)[1:-1] in fetched.read_text("utf-8")


def test_building_the_example_in_the_trainers_guide_says_what_stands_there(course: Path) -> None:
    (said,) = [one.text for one in read.examples(read.TRAINER.read_text("utf-8")) if one.mark == "uitvoer toets"]
    assert _type("ssfh-learn assignment build pauze-toets", course).replace(str(course), COURSE) == said


@pytest.mark.usefixtures("heard")
def test_the_places_in_the_guide_are_what_a_round_leaves_behind(course: Path) -> None:
    places = [cells[0].strip("`") for cells in read.rows(GUIDE, "Plaats in de cursus")]
    assert [place for place in places if not (course / place).exists()] == []
    made = {path.name for path in course.iterdir()} - {"cijfers.xlsx", ".jupyter"}
    assert made == {Path(place).parts[0] for place in places}


def test_each_form_of_a_deadline_in_the_guide_is_understood_as_it_says() -> None:
    forms = [dutch_until(read_moment(cells[0].strip('`"'))) for cells in read.rows(GUIDE, "Wat je typt")]

    five, end = "zondag 31 januari 2027, 17.00 uur", "zondag 31 januari 2027, 23.59 uur"
    assert forms == [five, five, five, end, "zondag 31 januari 2027, 00.00 uur (het begin van die dag)"]
