"""No free text changes a verdict: whether it is empty is all that is decided of it, in every kind that takes any.

The practice HIS still looks for words in its notes; the issue about its verdicts takes that away.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssfh_learn.activities import Activity
from ssfh_learn.activities.quiz import Quiz
from tests.content_examples import ANNA, EXAMPLES, EXAMPLES_OF_BEFORE, KEY, Content, activity, answered

ROW = {"row": 1, "who": "Ik", "when": "Morgen"}
PLAYED = [
    {"kind": "begin"},
    {"kind": "choose", "node": "begin", "choice": "negeer"},
    {"kind": "continue", "node": "begin"},
    {"kind": "choose", "node": "samen", "choice": "afspraak"},
    {"kind": "continue", "node": "samen"},
]


def in_quiz(question: str, *after: Content) -> list[Content]:
    return [{"kind": "answer", "question": question, "answer": "{text}"}, *after]


def checked(question: str) -> Content:
    return {"kind": "check", "question": question}


WRITTEN: dict[str, tuple[Activity, list[Content]]] = {
    "own words": (activity(EXAMPLES["quiz"]), in_quiz("own-words", checked("own-words"))),
    "open text": (activity(EXAMPLES["quiz"]), in_quiz("open-text", checked("open-text"))),
    "own words in a test": (
        activity(EXAMPLES["test"]),
        [{"kind": "begin"}, *in_quiz("own-words"), {"kind": "hand_in"}],
    ),
    "open text in a test": (
        activity(EXAMPLES["test"]),
        [{"kind": "begin"}, *in_quiz("open-text"), {"kind": "hand_in"}],
    ),
    "reflection": (activity(EXAMPLES["reflection"]), [{"kind": "answer", "prompt": "mee", "text": "{text}"}]),
    "action plan": (
        activity(EXAMPLES["action_plan"]),
        [{"kind": "step", "level": "ik", **ROW, "what": "{text}", "check": "{text}"}],
    ),
    "conversation card": (
        activity(EXAMPLES["conversation_card"]),
        [{"kind": "note", "theme": "steun", "text": "{text}"}, {"kind": "agreement", **ROW, "what": "{text}"}],
    ),
    "scenario": (activity(EXAMPLES["scenario"]), [*PLAYED, {"kind": "reflect", "text": "{text}"}]),
}
WORDS = ["rooster en pauze", f"{KEY} woord", "Weet ik niet.", "Minder pauze, dan is er meer tijd", "Goed!", "x" * 900]
TEXTS = (st.text(max_size=200) | st.sampled_from(WORDS)).map("Ik: {}".format)  # so that it is no id or word of ours
each = pytest.mark.parametrize("where", WRITTEN)


def judged(where: str, text: str) -> Any:
    """Return everything that is said and counted after a text was written, but not the text itself."""
    one, responses = WRITTEN[where]
    filled = [{key: text if value == "{text}" else value for key, value in one_.items()} for one_ in responses]
    state = answered(one, *filled)
    return one.score(state), one.status(state), without(text, one.view(state))


def without(text: str, value: Any) -> Any:
    """Return a view without what the learner wrote herself."""
    if isinstance(value, dict):
        return {key: without(text, inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [without(text, inner) for inner in value]
    return "" if value == text else value


@each
@given(one=TEXTS, other=TEXTS)
def test_no_free_text_changes_a_score_a_status_or_anything_that_is_said(where: str, one: str, other: str) -> None:
    assert judged(where, one) == judged(where, other)


@given(one=TEXTS, other=TEXTS)
def test_practice_that_was_written_for_keywords_says_the_same_of_every_text(one: str, other: str) -> None:
    """What it counted stays recorded as it was; nobody reads it."""
    quiz = activity(EXAMPLES_OF_BEFORE["quiz_of_before"])
    assert isinstance(quiz, Quiz)

    def shown(text: str) -> Any:
        state = quiz.start(ANNA)
        for response in ({"kind": "answer", "question": "short-text", "answer": text}, checked("short-text")):
            state = quiz.respond(state, response)
        (question,) = [one for one in quiz.view(state)["questions"] if one["id"] == "short-text"]
        return {**question, "answer": ""}

    assert shown(one) == shown(other)
    assert shown(one)["feedback"]["verdict"] == "compare"


def test_own_words_of_before_are_in_no_sum_that_a_learner_reads() -> None:
    before = EXAMPLES_OF_BEFORE["quiz_of_before"]
    quiz = activity({**before, "vragen": [one for one in before["vragen"] if one["id"] in {"short-text", "numeric"}]})
    number = {"kind": "answer", "question": "numeric", "answer": "45"}
    words = {"kind": "answer", "question": "short-text", "answer": "niets"}
    state = quiz.start(ANNA)
    for response in (number, checked("numeric"), words, checked("short-text")):
        state = quiz.respond(state, response)
    result = quiz.view(state)["result"]

    assert (result["points"], result["maximum"], result["percent"], result["own_words"]) == (1, 1, 100, 1)
    assert (quiz.score(state).points, quiz.score(state).maximum) == (1, 2)


def test_words_of_before_never_come_back_to_be_refreshed() -> None:
    before = activity(EXAMPLES_OF_BEFORE["quiz_of_before"])

    kinds = {card.question.kind for card in before.cards()}

    assert "numeric" in kinds
    assert not kinds & {"short_text", "open_text"}
