"""The key of a test: its secret, its versions, and what of it a learner never gets."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from ssfh_learn.activities.quiz import Quiz
from ssfh_learn.grading.build import build
from ssfh_learn.grading.key import load_key, make_secret
from ssfh_learn.grading.problem import GradingError
from tests.grading.courses import CourseFolder, write_key


def reworded(course: CourseFolder, old: str, new: str) -> None:
    """Change a word in the key and build the test again."""
    path = course.root / "keys" / "toets.yaml"
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    build(course.course, "toets")


def option_ids(quiz: Quiz) -> set[str]:
    """Return the ids of all options."""
    return {option.id for question in quiz.questions for option in getattr(question, "options", ())}


def test_the_secret_is_made_once_and_for_its_owner_only(course: CourseFolder) -> None:
    secret = course.root / "keys" / "toets" / "secret"
    before = secret.read_bytes()

    make_secret(course.course, "toets")

    assert secret.read_bytes() == before
    assert len(bytes.fromhex(before.decode())) == 32
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600


def test_every_option_has_an_id_that_the_author_did_not_write(course: CourseFolder) -> None:
    ids = option_ids(course.key.quiz)

    assert len(ids) == 24
    assert {len(id_) for id_ in ids} == {12}


def test_options_have_the_same_ids_each_time(course: CourseFolder) -> None:
    assert course.key.quiz == course.key.quiz
    assert course.key.released == json.loads((course.root / "release/toets/toets.json").read_text("utf-8"))["test"]


def test_what_is_released_holds_nothing_of_the_key(course: CourseFolder) -> None:
    text = json.dumps(course.key.released, ensure_ascii=False)

    assert "SLEUTEL" not in text
    for name in ("uitleg", "modelantwoord", "beoordeling"):
        assert f'"{name}"' not in text
    options = [option for question in course.key.released["vragen"] for option in question.get("opties", ())]
    assert {json.dumps({**option, "id": "", "tekst": ""}) for option in options} == {
        '{"id": "", "tekst": "", "juist": "nee"}'
    }
    assert {json.dumps(question["feedback"]) for question in course.key.released["vragen"]} == {"{}"}


def test_where_the_right_option_stands_follows_from_no_order(course: CourseFolder) -> None:
    learners = {question.id: question for question in course.key.learners.questions}
    places = {
        [option.id for option in learners[question.id].options].index(question.solution())  # type: ignore[attr-defined]
        for question in course.key.quiz.questions
        if not question.needs_grader
    }

    assert len(places) > 1  # `a` is right everywhere, and stands first in the content file


def test_only_what_a_learner_sees_makes_another_version_of_the_test(course: CourseFolder) -> None:
    before = course.key

    write_key(course.root, right_is_second=[1])
    assert (course.key.content, course.key.version != before.version) == (before.content, True)
    reworded(course, "SLEUTEL goed 2", "Prima.")
    assert course.key.content == before.content
    reworded(course, "Antwoord 3 een", "Antwoord drie een")
    assert course.key.content != before.content


def test_every_released_version_is_kept(course: CourseFolder) -> None:
    first = course.key.content
    reworded(course, "Wat doe je morgen?", "Wat ga je doen?")

    kept = {path.stem for path in (course.root / "keys" / "toets" / "versions").iterdir()}

    assert kept == {first, course.key.content}
    old = course.key.of_version(first)
    assert old is not None
    assert old.question("open").prompt == "Wat doe je morgen?"


def test_an_older_version_gets_the_newest_key_where_the_question_is_the_same(course: CourseFolder) -> None:
    first = course.key.content
    before = {question.id: question.solution() for question in course.key.quiz.questions}
    write_key(course.root, right_is_second=[1, 2])
    reworded(course, "Antwoord 2 drie", "Antwoord twee drie")

    old = course.key.of_version(first)

    assert old is not None
    assert old.question("v1").solution() != before["v1"]
    assert old.question("v2").solution() == before["v2"]


@pytest.mark.parametrize("content", ["", "onbekend", "../toets", "0" * 16, "/etc/passwd", "a" * 5000, "\x00"])
def test_a_version_that_is_not_there_is_unknown(course: CourseFolder, content: str) -> None:
    assert course.key.of_version(content) is None


def test_a_test_that_was_not_built_says_so(course: CourseFolder) -> None:
    write_key(course.root, "nieuw")

    with pytest.raises(GradingError, match="Typ eerst: ssfh-learn assignment build nieuw"):
        load_key(course.course, "nieuw")


def test_a_secret_of_another_test_gives_other_ids(course: CourseFolder) -> None:
    write_key(course.root, "nieuw")
    Path(course.root / "keys" / "nieuw").mkdir()
    secret = (course.root / "keys" / "toets" / "secret").read_bytes()
    (course.root / "keys" / "nieuw" / "secret").write_bytes(secret)

    ids = [
        {
            option.id
            for question in load_key(course.course, name).quiz.questions
            for option in getattr(question, "options", ())
        }
        for name in ("toets", "nieuw")
    ]

    assert not ids[0] & ids[1]
