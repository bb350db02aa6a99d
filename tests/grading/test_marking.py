"""From events to marked attempts: played again by the grader, with the key that the learner never had."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from ssfh_learn.activities.quiz import Quiz
from ssfh_learn.activities.quiz.draw import drawn
from ssfh_learn.grading.key import Key
from ssfh_learn.grading.marking import Marking, mark, mark_again
from ssfh_learn.journal import Event
from ssfh_learn.results import ItemResult, Result
from tests.grading.test_slots import question, quiz_of
from tests.thoroughness import tries

SECRET = b"geheim" * 6


@cache
def key(draw: int | None = 3, attempts: int | None = 2) -> Key:
    """Return a key with six closed questions and an open one."""
    questions = [*(question(number, "closed", 1) for number in range(1, 7)), question(7, "open", 2)]
    quiz = quiz_of(questions, draw).model_copy(update={"attempts": attempts})
    return Key(quiz.relabelled(SECRET), SECRET, Path("nergens"))


def event(kind: str, number: int = 0, content: str | None = None, **data: Any) -> Event:
    """Return one event."""
    at = "2026-01-31T09:00:00.000+00:00"
    return Event(1, f"e{number}", at, "toets", content or key().content, 1, kind, data)


def right(id_: str) -> Any:
    """Return the best answer to a question of the key."""
    asked = key().quiz.question(id_)
    return "Ik vraag hulp." if asked.needs_grader else asked.solution()


def attempt_of(student: str, number: int = 1, *, answers: int = 99, **given: Any) -> list[Event]:
    """Return a whole attempt with so many right answers."""
    asked = [one.id for one in drawn(key().quiz, student, number)][:answers]
    said = {**{id_: right(id_) for id_ in asked}, **given}
    return [
        event("begin"),
        *(event("answer", question=id_, answer=answer) for id_, answer in said.items()),
        event("hand_in"),
    ]


def points(marking: Marking) -> list[float]:
    """Return the automatic points of each attempt."""
    return [sum(score.points or 0 for score in one.scores.values()) for one in marking.attempts]


def test_what_was_answered_right_earns_its_points() -> None:
    marking = mark(key(), attempt_of("anna"), "anna")

    assert points(marking) == [3]
    assert marking.attempts[0].scores["open-v7"].points is None
    assert marking.attempts[0].answers["open-v7"] == "Ik vraag hulp."
    assert (marking.begun, dict(marking.oddities), marking.foreign) == (1, {}, 0)


def test_nothing_is_no_attempt() -> None:
    assert mark(key(), [], "anna") == Marking((), 0, {}, 0)


def test_an_attempt_that_is_not_handed_in_is_begun_and_no_more() -> None:
    marking = mark(key(), attempt_of("anna")[:-1], "anna")

    assert (marking.attempts, marking.begun, marking.unfinished) == ((), 1, True)


def test_the_last_answer_to_a_question_counts() -> None:
    first, *_ = drawn(key().quiz, "anna", 1)
    wrong = next(option.id for option in first.options if not option.correct)  # type: ignore[attr-defined]
    events = attempt_of("anna")
    changed = event("answer", question=first.id, answer=wrong)

    assert points(mark(key(), [*events[:-1], changed, events[-1]], "anna")) == [2]


def test_an_answer_that_is_taken_back_is_blank() -> None:
    first, *_ = drawn(key().quiz, "anna", 1)
    events = attempt_of("anna")

    marking = mark(key(), [*events[:-1], event("answer", question=first.id, answer=None), events[-1]], "anna")

    assert "not_attempted" in {score.status for score in marking.attempts[0].scores.values()}


def test_an_answer_after_handing_in_is_counted_and_changes_nothing() -> None:
    first, *_ = drawn(key().quiz, "anna", 1)
    late = event("answer", question=first.id, answer=right(first.id))

    marking = mark(key(), [*attempt_of("anna", answers=0), late], "anna")

    assert points(marking) == [0]
    assert dict(marking.oddities) == {"after_closing": 1}


def test_more_attempts_than_allowed_do_not_count() -> None:
    events = [*attempt_of("anna", answers=0), *attempt_of("anna", 2, answers=1), event("begin"), event("hand_in")]

    marking = mark(key(), events, "anna")

    assert points(marking) == [0, 1]
    assert dict(marking.oddities) == {"too_many_attempts": 1}


def test_each_attempt_is_about_its_own_questions() -> None:
    marking = mark(key(), [*attempt_of("anna"), *attempt_of("anna", 2)], "anna")

    assert points(marking) == [3, 3]
    for number, attempt in enumerate(marking.attempts, 1):
        assert {score.id for score in attempt.scores.values()} == {one.id for one in drawn(key().quiz, "anna", number)}


def test_answers_to_questions_that_others_get_are_foreign() -> None:
    hers = {one.id for number in (1, 2) for one in drawn(key().quiz, "anna", number)}
    other = next(
        name
        for name in (f"leerling-{number}" for number in range(100))
        if len({one.id for one in drawn(key().quiz, name, 1)} - {one.id for one in drawn(key().quiz, "anna", 1)}) >= 2
    )

    marking = mark(key(), attempt_of(other), "anna")

    assert marking.foreign == len(
        {one.id for one in drawn(key().quiz, other, 1)} - {one.id for one in drawn(key().quiz, "anna", 1)}
    )
    assert marking.foreign >= 2
    assert hers


def test_a_question_that_no_version_has_is_odd_and_not_foreign() -> None:
    events = attempt_of("anna")
    made_up = [event("answer", question=f"verzonnen-{number}", answer="a") for number in range(5)]

    marking = mark(key(), [events[0], *made_up, *events[1:]], "anna")

    assert (points(marking), marking.foreign, dict(marking.oddities)) == ([3], 0, {"unknown_ids": 5})


def test_a_score_in_an_event_is_refused() -> None:
    first, *_ = drawn(key().quiz, "anna", 1)
    cheat = event("answer", question=first.id, answer=right(first.id), score=100)

    marking = mark(key(), [event("begin"), cheat, event("hand_in")], "anna")

    assert (points(marking), dict(marking.oddities)) == ([0], {"unknown_keys": 1})


def test_an_unknown_version_is_said_and_what_fits_is_marked() -> None:
    events = [replace(one, content="onbekend") for one in attempt_of("anna")]

    marking = mark(key(), events, "anna")

    assert (points(marking), dict(marking.oddities)) == ([3], {"unknown_version": 1})


def test_what_a_learner_writes_about_the_attempt_decides_nothing() -> None:
    events = [replace(one, attempt=99) for one in attempt_of("anna")]

    assert [one.number for one in mark(key(), events, "anna").attempts] == [1]


def test_marking_again_from_what_was_kept_gives_the_same() -> None:
    (first,) = mark(key(), attempt_of("anna", answers=2), "anna").attempts

    assert mark_again(key(), 1, first.content, first.by_question, "anna") == first


def test_a_kept_answer_that_the_test_no_longer_knows_is_blank() -> None:
    first, *_ = drawn(key().quiz, "anna", 1)

    again = mark_again(key(), 1, key().content, {first.id: "weg", "nooit": "a"}, "anna")

    assert [score.status for score in again.scores.values()] == ["not_attempted"] * 4


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
IDS = st.sampled_from([f"v{number}" for number in range(1, 9)]) | st.text(max_size=5)
EVENTS = st.builds(
    lambda kind, data, content: event(kind, 0, content, **data),
    st.sampled_from(["begin", "answer", "hand_in", "go", "check", "hint", "start_over", "retry", "erase", "😀"]),
    st.fixed_dictionaries({}, optional={"question": IDS, "answer": JSON, "score": st.integers()}),
    st.sampled_from([None, "onbekend", "../../etc/passwd", ""]),
)


@settings(max_examples=tries(200))
@given(st.lists(EVENTS, max_size=25))
def test_no_journal_whatever_stops_marking_or_earns_more_than_there_is(events: list[Event]) -> None:
    marking = mark(key(), events, "anna")

    assert len(marking.attempts) <= marking.begun <= 2
    for attempt in marking.attempts:
        for score in attempt.scores.values():
            assert score.points is None or 0 <= score.points <= score.maximum
        assert mark_again(key(), attempt.number, attempt.content, attempt.by_question, "anna").scores == attempt.scores


@given(st.lists(st.sampled_from([f"v{number}" for number in range(1, 8)]), max_size=12), st.integers(0, 10**6))
def test_the_order_of_answers_to_different_questions_makes_no_difference(ids: list[str], seed: int) -> None:
    asked = list(dict.fromkeys(ids))
    answers = [event("answer", question=id_, answer=right(id_)) for id_ in asked]
    turned = answers[seed % (len(answers) or 1) :] + answers[: seed % (len(answers) or 1)]

    one, other = (mark(key(), [event("begin"), *said, event("hand_in")], "anna") for said in (answers, turned))

    assert [attempt.scores for attempt in one.attempts] == [attempt.scores for attempt in other.attempts]


# The result that comes of it


def result(total: float, maximum: float, pass_mark: int | None = 70, waiting: float = 0) -> Result:
    """Return a result with so many points, of which a part still waits for a person."""
    items = (ItemResult("open-v7", "v7", None, waiting, "awaiting_grader"),) if waiting else ()
    return Result("toets", "anna", points=total, maximum=maximum, pass_mark=pass_mark, attempt=1, items=items)


def test_seventy_percent_is_enough_and_just_below_is_not() -> None:
    assert (result(7, 10).percent, result(7, 10).passed) == (70, True)
    assert (result(6.99, 10).percent, result(6.99, 10).passed) == (69, False)
    assert (result(0.7 * 3 + 0.7 * 4, 7).percent, result(0.1 + 0.6, 1).percent) == (70, 70)


def test_who_can_still_pass_has_not_failed() -> None:
    assert result(6, 12, waiting=2.4).passed is None
    assert result(8.4, 12, waiting=2.4).passed is True


def test_who_cannot_pass_any_more_has_failed() -> None:
    assert result(6, 12, waiting=2.3).passed is False


def test_without_a_pass_mark_or_an_attempt_nobody_passes_or_fails() -> None:
    assert result(5, 10, None).passed is None
    assert Result("toets", "anna", maximum=10, pass_mark=70).percent is None


@given(st.integers(0, 400), st.integers(1, 400), st.integers(1, 100), st.sampled_from([1, 2, 3, 4, 7]))
def test_a_percentage_is_never_rounded_up_past_the_pass_mark(part: int, whole: int, pass_mark: int, parts: int) -> None:
    part = min(part, whole)
    found = result(part / parts, whole / parts, pass_mark)

    assert found.percent == 100 * part // whole
    assert found.passed == (100 * part >= pass_mark * whole)


def test_a_test_whose_questions_all_count_is_marked_without_a_draw_too() -> None:
    whole: Quiz = key(None).quiz
    asked = [one.id for one in whole.questions]
    answers = [event("answer", question=id_, answer=right(id_)) for id_ in asked]

    assert points(mark(key(None), [event("begin"), *answers, event("hand_in")], "anna")) == [6]
