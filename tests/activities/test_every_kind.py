"""Promises that every kind of activity keeps, whatever is sent to it."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssfh_learn.activities import KINDS, Activity, Learner, play
from ssfh_learn.errors import Refused
from ssfh_learn.journal import Event
from ssfh_learn.words import section
from tests.activities.responses import responses_to
from tests.content_examples import ANNA, EXAMPLES, EXAMPLES_OF_BEFORE, activity
from tests.seam import must_fit

ACTIVITIES = {name: activity(content) for name, content in {**EXAMPLES, **EXAMPLES_OF_BEFORE}.items()}
SENT = {name: responses_to(one) for name, one in ACTIVITIES.items()}
each = pytest.mark.parametrize("one", ACTIVITIES.values(), ids=ACTIVITIES)
each_name = pytest.mark.parametrize("name", ACTIVITIES)


def test_there_is_an_example_of_every_kind() -> None:
    assert {one.kind for one in ACTIVITIES.values()} == set(KINDS)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_examples_have_no_flaws(name: str) -> None:
    assert list(ACTIVITIES[name].flaws()) == []


@pytest.mark.parametrize("name", EXAMPLES_OF_BEFORE)
def test_what_an_earlier_release_accepted_has_no_flaw_that_keeps_it_from_opening(name: str) -> None:
    assert {flaw.weight for flaw in ACTIVITIES[name].flaws()} == {"question"}


@each
def test_an_activity_that_nobody_touched_is_not_attempted_and_has_a_view(one: Activity) -> None:
    state = one.start(ANNA)

    assert one.status(state) == "not_attempted" or one.view(state)["phase"] == "shown"
    assert one.attempt(state) == 1
    assert one.view(state)["kind"] == one.kind
    assert one.view(state)["title"] == one.title


@each_name
@given(data=st.data())
def test_only_refusals_come_out_of_what_is_sent_and_a_state_never_changes(name: str, data: st.DataObject) -> None:
    one = ACTIVITIES[name]
    state, codes = one.start(ANNA), set()
    for response in data.draw(SENT[name]):
        before, shown = deepcopy(state), one.view(state)
        try:
            after = one.respond(state, response, "version")
        except Refused as refused:
            codes.add(refused.code)
            after = state
        assert state == before
        assert one.view(state) == shown
        state = after
    assert codes <= set(section("refusal"))


@each_name
@given(data=st.data())
def test_a_view_is_plain_json_of_its_shape_and_a_score_lies_within_its_bounds(name: str, data: st.DataObject) -> None:
    one = ACTIVITIES[name]
    state = one.start(ANNA)
    must_fit(one.view(state))
    for response in data.draw(SENT[name]):
        try:
            state = one.respond(state, response, "version")
        except Refused:
            continue
        view = one.view(state)
        assert json.loads(json.dumps(view, allow_nan=False)) == view
        must_fit(view)
        score = one.score(state)
        assert 0 <= score.points <= score.maximum
        assert score.status in {"not_attempted", "in_progress", "complete", "awaiting_grader"}
        assert one.attempt(state) >= 1


@each_name
@given(data=st.data())
def test_playing_the_recorded_events_gives_the_same_state_and_view(name: str, data: st.DataObject) -> None:
    one = ACTIVITIES[name]
    state, lines = one.start(ANNA), []
    for response in data.draw(SENT[name]):
        try:
            state = one.respond(state, response, "version")
        except Refused:
            continue
        event = Event.now(activity=one.id, content="version", attempt=one.attempt(state), response=response)
        lines.append(event.line())

    events = [Event.from_line(line) for line in lines]
    played = play(one, [event for event in events if event], ANNA)

    assert None not in events
    assert played.refused == 0
    assert played.state == state
    assert one.view(played.state) == one.view(state)


@each_name
@given(data=st.data())
def test_events_of_a_stranger_never_stop_the_replay(name: str, data: st.DataObject) -> None:
    one = ACTIVITIES[name]
    events = [
        Event(1, str(number), "", one.id, "v", 1, str(response.get("kind")), {**response})
        for number, response in enumerate(data.draw(SENT[name]))
    ]

    played = play(one, events, ANNA)

    json.dumps(one.view(played.state), allow_nan=False)
    assert 0 <= played.refused <= len(events)


@each
def test_a_learner_sees_the_same_again_after_a_reload(one: Activity) -> None:
    assert one.view(one.start(ANNA)) == one.view(one.start(replace(ANNA)))


@each
def test_the_fingerprint_follows_the_content(one: Activity) -> None:
    assert one.fingerprint() == type(one).model_validate(one.model_copy()).fingerprint()
    if one.kind != "self_assessment":
        assert one.fingerprint() != one.model_copy(update={"title": "Anders"}).fingerprint()


@each
def test_a_printed_activity_has_a_view(one: Activity) -> None:
    assert one.view(one.printed())["kind"] == one.kind
    must_fit(one.view(one.printed()))


@each
@pytest.mark.parametrize("response", [{}, {"kind": "dance"}, {"kind": None}, {"kind": ["answer"]}])
def test_a_response_of_no_known_kind_is_refused(one: Activity, response: dict[str, object]) -> None:
    with pytest.raises(Refused) as refused:
        one.respond(one.start(ANNA), response)

    assert refused.value.code in {"unknown_response", "malformed"}


def test_play_counts_the_events_that_no_longer_fit() -> None:
    chart = ACTIVITIES["fact_chart"]
    events = [
        Event(1, "1", "", chart.id, "v", 1, "estimate", {"value": 40}),
        Event(1, "2", "", chart.id, "v", 1, "estimate", {"value": 400}),
        Event(1, "3", "", chart.id, "v", 1, "vanished", {}),
    ]

    played = play(chart, events, Learner("anna"))

    assert played.refused == 2
    assert played.state.estimate == 40
