"""The action plan: steps at each level, with an example for the role."""

from __future__ import annotations

import pytest

from ssfh_learn.activities import Learner
from ssfh_learn.errors import Refused
from tests.content_examples import ACTION_PLAN, ANNA, Content, activity, answered

PLAN = activity(ACTION_PLAN)
STEP = {"kind": "step", "level": "ik", "row": 1, "what": "Pauze", "who": "Ik", "when": "10.30", "check": "Ik at iets"}


def test_an_empty_plan_shows_each_level_with_its_question_and_example() -> None:
    assert PLAN.view(PLAN.start(ANNA)) == {
        "kind": "action_plan",
        "title": "Mijn plan",
        "intro": None,
        "levels": [
            {
                "id": "ik",
                "name": "Ikzelf",
                "question": {"html": "<p>Welke stap zet ik?</p>"},
                "example": {"html": "<p>Ik neem pauze.</p>"},
                "steps": [],
            },
            {
                "id": "team",
                "name": "Team",
                "question": {"html": "<p>Wat spreken we af?</p>"},
                "example": None,
                "steps": [],
            },
        ],
        "max_length": 2000,
    }


@pytest.mark.parametrize(
    ("role", "example"), [("manager", {"html": "<p>Ik loop langs.</p>"}), ("workplace_trainer", None)]
)
def test_the_example_is_that_of_the_role(role: str, example: object) -> None:
    view = PLAN.view(PLAN.start(Learner("anna", role)))  # type: ignore[arg-type]

    assert view["levels"][0]["example"] == example


def test_steps_belong_to_their_level_and_stand_in_the_order_of_their_rows() -> None:
    state = answered(PLAN, {**STEP, "row": 2}, STEP, {**STEP, "level": "team", "what": "Overleg"})

    levels = PLAN.view(state)["levels"]

    assert [step["row"] for step in levels[0]["steps"]] == [1, 2]
    assert levels[1]["steps"] == [{"row": 1, "what": "Overleg", "who": "Ik", "when": "10.30", "check": "Ik at iets"}]


def test_a_field_of_a_step_is_written_without_the_others() -> None:
    state = answered(PLAN, STEP, {"kind": "step", "level": "ik", "row": 1, "check": "Samen"})

    changed = PLAN.view(state)["levels"][0]["steps"]
    assert changed == [{"row": 1, "what": "Pauze", "who": "Ik", "when": "10.30", "check": "Samen"}]
    begun = PLAN.respond(state, {"kind": "step", "level": "team", "row": 1, "who": "Wij"})
    assert PLAN.view(begun)["levels"][1]["steps"] == [{"row": 1, "what": "", "who": "Wij", "when": "", "check": ""}]


def test_a_step_can_be_taken_away_from_its_level_only() -> None:
    state = answered(PLAN, STEP, {**STEP, "level": "team"}, {"kind": "remove_step", "level": "team", "row": 1})

    assert [len(level["steps"]) for level in PLAN.view(state)["levels"]] == [1, 0]


@pytest.mark.parametrize(
    ("response", "code"),
    [
        ({**STEP, "level": "wij"}, "unknown_id"),
        ({"kind": "remove_step", "level": "wij", "row": 1}, "unknown_id"),
        ({**STEP, "row": 13}, "malformed"),
        ({**STEP, "row": True}, "malformed"),
        ({**STEP, "check": "x" * 2001}, "too_long"),
        ({**STEP, "extra": ""}, "unknown_key"),
        ({"kind": "step", "level": "ik", "row": 1}, "malformed"),
    ],
)
def test_what_does_not_fit_the_plan_is_refused(response: Content, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        PLAN.respond(PLAN.start(ANNA), response)

    assert refusal.value.code == code


def test_a_plan_is_private_and_complete_when_a_step_says_what_who_and_when() -> None:
    assert PLAN.is_private
    assert PLAN.status(answered(PLAN, {**STEP, "who": ""})) == "in_progress"
    assert PLAN.status(answered(PLAN, {**STEP, "check": ""})) == "complete"
