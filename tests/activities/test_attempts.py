"""A response names its attempt, so that a device that shows an earlier one cannot change the one that goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ssfh_learn.activities import play
from ssfh_learn.activities.refresher import Refresher
from ssfh_learn.errors import Refused
from ssfh_learn.journal import Event
from tests.content_examples import ANNA, EXAMPLES, Content, activity, answered, quiz

if TYPE_CHECKING:
    from ssfh_learn.activities import Activity

NUMBER: Content = {"soort": "getal", "antwoord": 10, "feedback": {"goed": "g", "fout": "f"}}
ANSWER: Content = {"kind": "answer", "question": "v1", "answer": "9"}
QUIZ = quiz(NUMBER, NUMBER)
REFRESHER = Refresher.of([QUIZ], id_="opfrissen", title="Opfrissen")
CARD = "" if REFRESHER is None else REFRESHER.questions[0].id
SESSION: Content = {"kind": "begin", "cards": [CARD]}

# Of each kind: what brings it to a second attempt, and what a device that still shows the first may send.
CASES: dict[str, tuple[Any, list[Content], list[Content]]] = {
    "test": (
        quiz(NUMBER, modus="toetsen"),
        [{"kind": "begin"}, {"kind": "hand_in"}, {"kind": "begin"}],
        [ANSWER, {"kind": "hand_in"}, {"kind": "go", "question": None}, {"kind": "begin"}],
    ),
    "practice": (
        QUIZ,
        [ANSWER, {"kind": "start_over"}],
        [ANSWER, {"kind": "check", "question": "v1"}, {"kind": "start_over"}],
    ),
    "scenario": (
        activity(EXAMPLES["scenario"]),
        [{"kind": "begin"}, {"kind": "replay"}],
        [{"kind": "choose", "node": "begin", "choice": "wacht"}, {"kind": "replay"}],
    ),
    "self_assessment": (
        activity(EXAMPLES["self_assessment"]),
        [{"kind": "finish"}, {"kind": "begin_again"}],
        [{"kind": "answer", "item": "s1", "value": 1}, {"kind": "finish"}],
    ),
    "practice_his": (
        activity(EXAMPLES["practice_his"]),
        [{"kind": "begin", "task": "afspraak"}, {"kind": "begin", "task": "e-consult"}],
        [{"kind": "open_record", "patient": "noor"}, {"kind": "finish"}, {"kind": "begin", "task": "afspraak"}],
    ),
    "refresher": (REFRESHER, [SESSION, SESSION], [{**ANSWER, "question": CARD}, {**SESSION}]),
}
each = pytest.mark.parametrize(("one", "to_second", "late"), CASES.values(), ids=CASES)


@each
def test_what_was_meant_for_the_first_attempt_is_refused_in_the_second(
    one: Activity, to_second: list[Content], late: list[Content]
) -> None:
    state = answered(one, *to_second)

    assert one.attempt(state) == one.view(state)["attempt"] == 2
    for response in late:
        for respond in (one.respond, one.respond_now):
            with pytest.raises(Refused, match="other_attempt"):
                respond(state, {**response, "attempt": 1})


@each
def test_what_names_the_attempt_that_goes_on_is_accepted(
    one: Activity, to_second: list[Content], late: list[Content]
) -> None:
    state = answered(one, *to_second)

    assert one.respond_now(state, {**late[0], "attempt": 2}) == one.respond(state, late[0])


@each
def test_each_response_on_the_way_to_a_second_attempt_can_name_what_was_on_the_screen(
    one: Activity, to_second: list[Content], late: list[Content]
) -> None:
    state = one.start(ANNA)
    for response in to_second:
        state = one.respond_now(state, {**response, "attempt": one.view(state)["attempt"]})

    assert state == answered(one, *to_second)
    assert late


@each
def test_a_letter_of_before_is_played_while_there_is_one_attempt_and_refused_afterwards(
    one: Activity, to_second: list[Content], late: list[Content]
) -> None:
    first = answered(one, *to_second[:-1])

    assert one.respond_now(first, to_second[-1]) == answered(one, *to_second)
    with pytest.raises(Refused, match="which_attempt"):
        one.respond_now(answered(one, *to_second), late[0])


@each
def test_recorded_events_that_name_no_attempt_are_replayed_as_before(
    one: Activity, to_second: list[Content], late: list[Content]
) -> None:
    sent = [*to_second, late[0]]
    # The attempt around an event is what a learner could have written herself, so that it decides nothing.
    events = [Event.now(activity=one.id, content="c", attempt=7, response=response) for response in sent]

    assert play(one, events, ANNA).refused == 0
    assert play(one, events, ANNA).state == answered(one, *sent) or one.kind == "self_assessment"


@pytest.mark.parametrize("attempt", ["1", 1.0, True, [1], {}])
def test_an_attempt_that_is_no_number_is_refused(attempt: object) -> None:
    with pytest.raises(Refused, match="malformed"):
        QUIZ.respond(QUIZ.start(ANNA), {**ANSWER, "attempt": attempt})


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_kind_that_can_begin_again_tells_in_its_view_which_attempt_it_is(name: str) -> None:
    one = activity(EXAMPLES[name])
    has_attempts = name in {
        *("quiz", "test", "scenario", "scenario_test", "story", "story_test", "self_assessment", "practice_his")
    }

    assert one.view(one.start(ANNA)).get("attempt") == (1 if has_attempts else None)
