"""How typed answers of a test are read: the release names the rule, and what was handed in keeps the rule it had."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from uuid import uuid4

import pytest

from ssfh_learn.activities import Learner
from ssfh_learn.errors import ContentError
from ssfh_learn.grading.build import build
from ssfh_learn.grading.course import find_course
from ssfh_learn.journal import JsonLinesJournal, public_journal
from ssfh_learn.widgets.record import Record
from tests.grading.courses import CourseFolder, write_config

NAMED = "antwoorden_lezen: strikt\n"
KEY = """\
soort: quiz
titel: Getypt
modus: toetsen
pogingen: 2
zakgrens: 70
vragen:
  - {id: duizend, soort: getal, vraag: Hoeveel?, antwoord: 1500}
  - {id: minder, soort: getal, vraag: Hoeveel?, antwoord: -5}
  - {id: half, soort: getal, vraag: Hoeveel?, antwoord: 1.5}
"""
TYPED = {"duizend": "1\u00a0500", "minder": "\u22125", "half": "1.500"}
"""What people type; the first rule reads only the third as its key has it."""


def write_key(root: Path, key: str) -> None:
    (root / "keys").mkdir(exist_ok=True)
    (root / "keys" / "toets.yaml").write_text(key, "utf-8")


@pytest.fixture(scope="module")
def of_before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a course as the release before this one left it: neither key, archive nor release names a rule."""
    root = tmp_path_factory.mktemp("before") / "cursus"
    write_config(root)
    write_key(root, NAMED + KEY)
    build(find_course(root), "toets")
    for path in (root / "keys" / "toets.yaml", *(root / "keys" / "toets" / "versions").iterdir()):
        path.write_text(path.read_text("utf-8").removeprefix(NAMED), "utf-8")
    return root


@pytest.fixture
def old(of_before: Path, tmp_path: Path) -> CourseFolder:
    """Return a course of before, to do with as you like."""
    return CourseFolder(Path(shutil.copytree(of_before, tmp_path / "cursus")))


def named(course: CourseFolder) -> str | None:
    """Return the rule that the release names."""
    released = json.loads((course.root / "release/toets/toets.json").read_text("utf-8"))["test"]
    return released.get("antwoorden_lezen")


def hand_in(course: CourseFolder, student: str) -> None:
    course.hand_in(student, lambda question: TYPED[question.id])


def test_a_test_that_is_built_names_the_newest_rule_and_is_graded_by_it(old: CourseFolder) -> None:
    build(old.course, "toets")
    hand_in(old, "anna")

    assert named(old) == "ruim"
    assert old.key.quiz.answers_read == "lenient"
    assert old.points("anna") == 3


def test_a_test_that_was_built_before_keeps_its_version_and_its_rule(old: CourseFolder) -> None:
    versions = [path.stem for path in (old.root / "keys" / "toets" / "versions").iterdir()]
    hand_in(old, "anna")
    outcome = old.grade()["anna"]

    assert named(old) is None
    assert versions == [old.key.content]
    assert outcome.result is not None
    assert outcome.result.total == 1
    assert outcome.notes == ()


def test_what_was_handed_in_before_a_rebuild_is_graded_to_equal_points_after_it(old: CourseFolder) -> None:
    hand_in(old, "anna")
    hand_in(old, "bram")
    before = old.points("anna")
    build(old.course, "toets")
    hand_in(old, "carla")

    graded = {name: outcome.result.total for name, outcome in old.grade().items() if outcome.result}

    assert graded == {"anna": before, "bram": 1, "carla": 3}
    shutil.rmtree(old.folder("anna"))
    assert old.points("bram") == 1


def test_a_key_that_is_corrected_counts_for_both_versions_each_by_its_own_rule(old: CourseFolder) -> None:
    hand_in(old, "anna")
    build(old.course, "toets")
    hand_in(old, "carla")
    write_key(old.root, KEY.replace("antwoord: -5", "antwoord: 5").replace("antwoord: 1.5}", "antwoord: 1500}"))

    assert (old.points("anna"), old.points("carla")) == (0, 2)


def test_building_again_changes_the_rule_once(old: CourseFolder) -> None:
    build(old.course, "toets")
    version = old.key.content
    build(old.course, "toets")

    assert old.key.content == version


def test_an_author_can_name_the_rule(old: CourseFolder) -> None:
    version = old.key.content
    write_key(old.root, NAMED + KEY)
    build(old.course, "toets")

    assert (named(old), old.key.content) == (None, version)


def test_an_attempt_during_which_the_test_was_built_again_is_read_as_its_page_said(old: CourseFolder) -> None:
    folder = old.folder("anna")
    folder.mkdir(parents=True)

    def goes_on(*responses: dict[str, str]) -> None:
        record = Record(old.test, JsonLinesJournal(public_journal(folder)), Learner("anna"))
        for response in responses:
            record.respond({"id": str(uuid4()), **response})

    goes_on({"kind": "begin"}, {"kind": "answer", "question": "half", "answer": "1.500"})
    build(old.course, "toets")
    goes_on({"kind": "answer", "question": "duizend", "answer": "1 500"}, {"kind": "hand_in"})
    (folder / "timestamp.txt").write_text("2026-01-01 10:00:00.000000 UTC", "ascii")
    shutil.copy(old.root / "release/toets/toets.ipynb", folder)

    assert old.points("anna") == 2


def test_a_key_with_a_number_of_two_meanings_is_graded_as_before_and_not_built_anew(old: CourseFolder) -> None:
    hand_in(old, "anna")
    before = old.points("anna")
    write_key(old.root, KEY.replace("antwoord: 1.5}", "antwoord: 1.500}"))

    assert old.points("anna") == before
    with pytest.raises(ContentError, match=r"toets.yaml:9: `antwoord: 1.500` kan twee dingen betekenen"):
        build(old.course, "toets")
