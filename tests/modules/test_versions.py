"""The versions of all content that we ship: recorded answers, released tests and archived keys name them.

`versions.json` holds, of each file as it was when it was recorded, what its bytes hash to and the version that the
package gave it then. A file that has been edited since says nothing; the others must keep their version, whatever
happens to the code. To record the content of today again is right only together with a release of that content.

A test bank that was edited stays in `released/` as it was: what was handed in with it is graded again by that version.
"""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

from ssfh_learn.activities.quiz import Quiz
from ssfh_learn.content import load_activity
from tests.conftest import REPOSITORY
from tests.modules.shipped import Shipped, each_module

RECORDED: dict[str, dict[str, str]] = json.loads((Path(__file__).parent / "versions.json").read_text("utf-8"))
RELEASED = Path(__file__).parent / "released"
FEWEST = 40
"""Files that must be as they were recorded, or this says too little."""


def unchanged() -> list[str]:
    """Return the files that are what they were."""
    return [name for name, recorded in RECORDED.items() if digest_of(REPOSITORY / name) == recorded["file"]]


def digest_of(path: Path) -> str | None:
    return sha256(path.read_bytes()).hexdigest()[:16] if path.exists() else None


def test_most_of_what_was_recorded_has_not_been_edited() -> None:
    assert len(unchanged()) >= FEWEST


def test_content_that_nobody_edited_keeps_its_version() -> None:
    found = {name: load_activity(REPOSITORY / name).fingerprint() for name in unchanged()}

    assert found == {name: RECORDED[name]["version"] for name in found}


def test_a_test_without_its_key_keeps_its_version() -> None:
    tests = [name for name in unchanged() if "without_key" in RECORDED[name]]
    quizzes = {name: load_activity(REPOSITORY / name) for name in tests}

    assert tests
    assert all(isinstance(quiz, Quiz) for quiz in quizzes.values())
    found = {name: quiz.without_key().fingerprint() for name, quiz in quizzes.items()}  # type: ignore[attr-defined]
    assert found == {name: RECORDED[name]["without_key"] for name in found}


# A course in which somebody handed in a test can be built with the bank of today, and grades her as before


@each_module
def test_a_bank_asks_its_open_questions_under_the_ids_and_for_the_points_that_were_released(shipped: Shipped) -> None:
    assert open_questions(shipped.bank) == open_questions(released(shipped))


@each_module
def test_a_question_with_the_id_of_a_released_one_is_about_the_same(shipped: Shipped) -> None:
    now = {question.id: (question.kind, question.goal, question.points) for question in shipped.bank.questions}
    then = {question.id: (question.kind, question.goal, question.points) for question in released(shipped).questions}

    assert {id_: now[id_] for id_ in now if id_ in then} == {id_: then[id_] for id_ in then if id_ in now}


def released(shipped: Shipped) -> Quiz:
    """Return the bank as it was before it was widened."""
    quiz = load_activity(RELEASED / shipped.bank_file.name)
    assert isinstance(quiz, Quiz)
    return quiz


def open_questions(bank: Quiz) -> dict[str, float]:
    return {question.id: question.points for question in bank.questions if question.needs_grader}
