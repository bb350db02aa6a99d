"""Accepting a response: once, whatever is sent again, and never another one under the same id."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssfh_learn.activities import Activity, accept, play, response_id
from ssfh_learn.activities.playing import response_of
from ssfh_learn.errors import Refused
from ssfh_learn.journal import Event
from tests.activities.responses import responses_to
from tests.content_examples import ANNA, EXAMPLES, REFLECTION, Content, activity, quiz

ACTIVITIES = {name: activity(content) for name, content in EXAMPLES.items()}
SENT = {name: responses_to(one) for name, one in ACTIVITIES.items()}
each_name = pytest.mark.parametrize("name", ACTIVITIES)

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
NUMBER: Content = {"soort": "getal", "antwoord": 10, "feedback": {"goed": "g", "fout": "f"}}
QUIZ = quiz(NUMBER, NUMBER)
ANSWER: Content = {"id": "r1", "kind": "answer", "question": "v1", "answer": "9"}


class Host:
    """A host without a clock or a store: the state, and what it recorded, by id."""

    def __init__(self, one: Activity) -> None:
        self.activity = one
        self.state = one.start(ANNA)
        self.recorded: dict[str, Event] = {}

    def send(self, response: Mapping[str, Any]) -> str:
        """Accept a response as a host does, and say what became of it."""
        before = deepcopy(self.state)
        try:
            accepted = accept(self.activity, self.state, response, "version", self.recorded.get)
        except Refused as refused:
            assert self.state == before
            return refused.code
        if accepted is None:
            return "again"
        event = Event.now(**accepted.event, at=NOON)
        assert event.id not in self.recorded
        self.recorded[event.id] = event
        self.state = accepted.state
        return "new"


def with_ids(responses: list[Content]) -> list[Content]:
    return [{**response, "id": f"r{number}"} for number, response in enumerate(responses)]


# Sent again


@each_name
@given(data=st.data())
def test_what_is_sent_again_changes_neither_the_state_nor_what_is_recorded(name: str, data: st.DataObject) -> None:
    once, again = Host(ACTIVITIES[name]), Host(ACTIVITIES[name])
    for response in with_ids(data.draw(SENT[name])):
        told = once.send(response)
        assert again.send(response) == told
        assert again.send(response) == ("again" if told == "new" else told)
        earlier = data.draw(st.sampled_from(["", *again.recorded]))  # a reply got lost long ago, in another tab
        if earlier:
            assert again.send({**response_of(again.recorded[earlier]), "id": earlier}) == "again"

    assert again.recorded == once.recorded
    assert again.state == once.state


@each_name
@given(data=st.data())
def test_what_is_recorded_plays_to_the_same_state(name: str, data: st.DataObject) -> None:
    host = Host(ACTIVITIES[name])
    for response in with_ids(data.draw(SENT[name])):
        host.send(response)

    played = play(host.activity, host.recorded.values(), ANNA)
    assert (played.state, played.refused) == (host.state, 0)


def test_what_was_recorded_is_said_to_be_so_in_whatever_state_the_activity_is_now() -> None:
    test = quiz(NUMBER, modus="toetsen")
    host = Host(test)
    hand_in = {"id": "r2", "kind": "hand_in", "attempt": 1}
    sent = [{"id": "r1", "kind": "begin"}, hand_in, {"id": "r3", "kind": "begin", "attempt": 1}, hand_in]

    assert [host.send(response) for response in sent] == ["new", "new", "new", "again"]
    assert host.send({**hand_in, "id": "r4"}) == "other_attempt"


def test_a_host_that_closed_refuses_what_is_new_and_still_tells_what_was_recorded() -> None:
    host = Host(QUIZ)
    host.send(ANSWER)

    def closed(_state: object) -> Refused:
        return Refused("time_is_up")

    assert accept(QUIZ, host.state, ANSWER, "version", host.recorded.get, refusal=closed) is None
    with pytest.raises(Refused, match="time_is_up"):
        accept(QUIZ, host.state, {**ANSWER, "id": "r2"}, "version", host.recorded.get, refusal=closed)


# Another response under the same id


@pytest.mark.parametrize(
    "other",
    [
        {"answer": "8"},
        {"question": "v2"},
        {"kind": "check"},
        {"attempt": 1},
        {"extra": 1},
        {"kind": "hand_in"},
    ],
)
def test_an_id_that_was_used_for_another_response_is_refused(other: Content) -> None:
    host = Host(QUIZ)
    host.send(ANSWER)
    state = host.state

    assert host.send({**ANSWER, **other}) == "used_id"
    assert (host.state, list(host.recorded)) == (state, ["r1"])


def test_an_id_whose_response_was_refused_may_be_used_again() -> None:
    host = Host(QUIZ)

    assert host.send({**ANSWER, "answer": {}}) == "malformed"
    assert host.send(ANSWER) == "new"


# Ids


@pytest.mark.parametrize(
    "id_",
    [None, 0, 1, 1.5, True, "", "x" * 65, "x" * 10_000, "a b", "é", "\0", "\ud800", "../x", "x\n", ["x"], {"x": 1}],
)
def test_an_id_that_no_browser_of_ours_makes_is_refused_before_anybody_looks_for_it(id_: object) -> None:
    def never(_id: str) -> None:
        pytest.fail("a store was asked for it")

    with pytest.raises(Refused, match="malformed"):
        accept(QUIZ, QUIZ.start(ANNA), {**ANSWER, "id": id_}, "version", never)


def test_a_response_without_an_id_is_refused() -> None:
    with pytest.raises(Refused, match="malformed"):
        response_id({"kind": "answer"})


@pytest.mark.parametrize("id_", ["r1", "x" * 64, "8c3cf26e-7a52-4c0e-9f0e-1c1f5c9a5f11", "_", "-"])
def test_ids_of_letters_digits_and_hyphens_are_accepted(id_: str) -> None:
    assert response_id({"id": id_}) == id_


# What is recorded


def test_what_is_recorded_says_all_but_the_moment() -> None:
    state = QUIZ.start(ANNA)
    accepted = accept(QUIZ, state, ANSWER, "abc", lambda _id: None)

    assert accepted is not None
    assert accepted.state == QUIZ.respond(state, {name: ANSWER[name] for name in ANSWER if name != "id"})
    assert accepted.event == {"activity": QUIZ.id, "content": "abc", "attempt": 1, "response": ANSWER}


def test_the_attempt_of_an_event_is_the_one_that_it_belongs_to() -> None:
    host = Host(QUIZ)
    for response in (ANSWER, {"id": "r2", "kind": "start_over"}, {**ANSWER, "id": "r3", "attempt": 2}):
        assert host.send(response) == "new"

    assert [one.attempt for one in host.recorded.values()] == [1, 2, 2]


def test_a_response_that_names_no_attempt_is_refused_once_there_are_several() -> None:
    host = Host(QUIZ)
    host.send(ANSWER)
    host.send({"id": "r2", "kind": "start_over"})

    assert host.send({**ANSWER, "id": "r3"}) == "which_attempt"


def test_a_private_response_is_accepted_like_any_other() -> None:
    diary = activity(REFLECTION)
    host = Host(diary)

    assert host.send({"id": "p1", "kind": "answer", "prompt": "mee", "text": "x"}) == "new"
