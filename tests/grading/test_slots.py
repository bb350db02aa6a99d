"""The grade cells of a test: the same for everybody, whatever was drawn."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ssfh_learn.activities.activity import ItemScore
from ssfh_learn.activities.quiz import Quiz
from ssfh_learn.activities.quiz.draw import drawn
from ssfh_learn.grading.slots import Slot, placed, slots_of

POINTS = st.sampled_from([0.5, 1, 2, 2.5])
NAMES = st.text("abcdefgh-'é😀", min_size=1, max_size=12)


def question(number: int, kind: str, points: float, *, graded: bool = True) -> dict[str, Any]:
    """Return one question as it stands in a content file."""
    shared = {"id": f"v{number}", "vraag": "Wat?", "punten": points, "telt_mee": "ja" if graded else "nee"}
    if kind == "open":
        return {**shared, "soort": "open-vraag"}
    options = [{"id": "a", "tekst": "Een", "juist": "ja"}, {"id": "b", "tekst": "Twee"}]
    return {**shared, "soort": "enkele-keuze", "opties": options, "leerdoel": f"LD{number % 3}"}


def quiz_of(questions: list[dict[str, Any]], draw: int | None = None) -> Quiz:
    """Return a test with these questions."""
    written = {"soort": "quiz", "titel": "T", "modus": "toetsen", "vragen": questions}
    return Quiz.model_validate({"id": "toets", **written, **({"trekken": draw} if draw else {})})


@st.composite
def quizzes(draw: st.DrawFn) -> Quiz:
    """Draw a test that our checks accept: with a draw, all closed questions carry the same points."""
    closed, opened = draw(st.integers(1, 8)), draw(st.integers(0, 3))
    is_drawn = draw(st.booleans())
    points = [draw(POINTS)] * closed if is_drawn else [draw(POINTS) for _ in range(closed)]
    kinds = draw(st.permutations(["closed"] * closed + ["open"] * opened))
    left = iter(points)
    questions = [
        question(
            number, kind, draw(POINTS) if kind == "open" else next(left), graded=is_drawn or draw(st.integers(0, 5)) > 0
        )
        for number, kind in enumerate(kinds, 1)
    ]
    return quiz_of(questions, draw(st.integers(1, closed)) if is_drawn else None)


def test_closed_questions_have_numbers_and_open_ones_their_own_name() -> None:
    quiz = quiz_of([question(1, "closed", 1), question(2, "open", 2), question(3, "closed", 1)])

    assert slots_of(quiz) == (Slot("vraag-01", 1), Slot("vraag-02", 1), Slot("open-v2", 2, "v2"))


def test_there_are_as_many_numbered_cells_as_questions_are_drawn() -> None:
    quiz = quiz_of([question(number, "closed", 1) for number in range(1, 13)], draw=10)

    assert [slot.cell for slot in slots_of(quiz)] == [f"vraag-{number:02}" for number in range(1, 11)]


def test_what_does_not_count_has_no_cell() -> None:
    quiz = quiz_of([question(1, "closed", 1), question(2, "open", 2, graded=False), question(3, "closed", 1)])

    assert [slot.cell for slot in slots_of(quiz)] == ["vraag-01", "vraag-02"]


def test_numbers_follow_the_content_file_and_not_the_draw() -> None:
    quiz = quiz_of([question(number, "closed", 1) for number in range(1, 9)], draw=4)
    score = {id_: ItemScore(id_, 1, 1, "complete") for id_ in ("v7", "v2", "v5", "v3")}

    assert [item.id for item in placed(quiz, score.values()).values()] == ["v2", "v3", "v5", "v7"]


def items_of(quiz: Quiz, learner: str, attempt: int) -> list[ItemScore]:
    """Return the full scores of what one attempt of a learner holds."""
    asked = [one for one in drawn(quiz, learner, attempt) if quiz.counts(one)]
    return [ItemScore(one.id, one.points, one.points, "complete") for one in asked]


@given(quizzes(), NAMES, st.integers(1, 5))
def test_every_question_of_an_attempt_is_in_exactly_one_cell(quiz: Quiz, learner: str, attempt: int) -> None:
    items = items_of(quiz, learner, attempt)

    cells = placed(quiz, items)

    assert sorted(item.id for item in cells.values()) == sorted(item.id for item in items)
    assert list(cells) == [slot.cell for slot in slots_of(quiz)]


@given(quizzes(), NAMES, st.integers(1, 5))
def test_a_cell_is_worth_the_same_for_everybody(quiz: Quiz, learner: str, attempt: int) -> None:
    cells = placed(quiz, items_of(quiz, learner, attempt))

    assert {cell: item.maximum for cell, item in cells.items()} == {slot.cell: slot.points for slot in slots_of(quiz)}


@given(quizzes())
def test_cells_have_names_of_their_own_that_nbgrader_takes(quiz: Quiz) -> None:
    names = [slot.cell for slot in slots_of(quiz)]

    assert len(set(names)) == len(names)
    assert all(set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") for name in names)


@given(quizzes())
def test_taking_the_key_out_changes_no_cell(quiz: Quiz) -> None:
    assert slots_of(quiz.without_key()) == slots_of(quiz)
