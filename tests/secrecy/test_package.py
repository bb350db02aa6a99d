"""What is installed on a learner's computer: the wheel, and the work folder that it makes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from zipfile import ZipFile

import pytest
from hatchling.builders.wheel import WheelBuilder

from ssfh_learn.cli.work_folder import bring_up_to_date
from tests import yaml_file
from tests.conftest import REPOSITORY
from tests.secrecy.conftest import BANKS, files_in
from tests.secrecy.keys import authors_quiz
from tests.secrecy.scanner import Scanner, squeezed, texts_in

PRACTICE = "modules/werkdruk/activiteiten/kennischeck.yaml"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Every file of the wheel."""
    folder = tmp_path_factory.mktemp("dist")
    path = next(iter(WheelBuilder(str(REPOSITORY)).build(directory=str(folder), versions=["standard"])))
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}


@pytest.fixture(scope="module")
def work_folder(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Every file of the folder that `ssfh-learn start` makes."""
    folder = tmp_path_factory.mktemp("werk")
    bring_up_to_date(folder)
    return files_in(folder)


def of_a_course(names: object) -> list[str]:
    """Return the files that belong to a course and to no learner."""
    return [
        name
        for name in sorted(names)  # type: ignore[call-overload]
        if "assignments" in Path(name).parts or "keys" in Path(name).parts or name.endswith((".db", "journal.jsonl"))
    ]


def test_the_wheel_holds_no_course(wheel: Mapping[str, bytes]) -> None:
    assert f"ssfh_learn/shipped/{PRACTICE}" in wheel
    assert of_a_course(wheel) == []


def test_a_work_folder_holds_no_course(work_folder: Mapping[str, bytes]) -> None:
    assert PRACTICE in work_folder
    assert of_a_course(work_folder) == []


def test_no_code_or_page_that_is_installed_holds_a_text_of_a_key(
    wheel: Mapping[str, bytes], scanners: Mapping[str, Scanner]
) -> None:
    # Modules teach what tests ask; what they may not give away is below. Short sentences stand in examples too.
    code = {file: content for file, content in wheel.items() if "/shipped/" not in file and not file.endswith(".map")}
    found = texts_in(code, scanners.values())

    assert "ssfh_learn/words/frontend.json" in code
    assert [one for one in found if len(squeezed(one.what)) > 40] == []


@pytest.mark.parametrize("bank", BANKS, ids=lambda path: path.stem)
def test_most_questions_of_a_bank_are_in_no_practice_quiz(wheel: Mapping[str, bytes], bank: Path) -> None:
    # The ten questions of a module's outline are in both: the example bank is public, and docs/beheer.md says so.
    practised = {squeezed(text) for text in practised_questions(wheel)}
    questions = [question for question in authors_quiz(bank).questions if not question.needs_grader]
    known = [question.id for question in questions if squeezed(question.prompt) in practised]

    assert len(practised) > 10
    assert len(known) <= 10
    assert len(questions) - len(known) >= 10


def practised_questions(wheel: Mapping[str, bytes]) -> list[str]:
    """Return what every quiz of every module asks."""
    files = [yaml_file.parsed(content) for file, content in wheel.items() if file.endswith(".yaml")]
    quizzes = [file for file in files if isinstance(file, dict) and file.get("soort") == "quiz"]
    return [question["vraag"] for quiz in quizzes for question in quiz["vragen"]]
