"""The choice of a role."""

from __future__ import annotations

import pytest

from ssfh_learn.errors import Refused
from tests.content_examples import ANNA, ROLE_CHOICE, Content, activity, answered

CHOICE = activity(ROLE_CHOICE)


def test_roles_have_the_same_names_on_every_side() -> None:
    assert CHOICE.view(CHOICE.start(ANNA)) == {
        "kind": "role_choice",
        "title": "Jouw rol",
        "intro": None,
        "question": {"text": {"html": "<p>Hoe voelt maandag?</p>"}, "left": "rustig", "right": "druk"},
        "roles": [
            {"id": "employee", "name": "Medewerker", "text": {"html": "<p>Je werkt mee.</p>"}},
            {"id": "manager", "name": "Leidinggevende", "text": {"html": "<p>Je geeft leiding.</p>"}},
        ],
        "chosen": None,
    }


def test_another_role_can_be_chosen_later() -> None:
    state = answered(CHOICE, {"kind": "choose", "role": "employee"}, {"kind": "choose", "role": "manager"})

    assert CHOICE.view(state)["chosen"] == "manager"
    assert CHOICE.status(state) == "complete"


@pytest.mark.parametrize(
    ("response", "code"),
    [
        ({"kind": "choose", "role": "workplace_trainer"}, "unknown_id"),  # a role, but not one of this file
        ({"kind": "choose", "role": "medewerker"}, "malformed"),
        ({"kind": "choose", "role": "employee", "mood": 7}, "unknown_key"),  # the opening question is never kept
    ],
)
def test_only_a_role_of_the_file_is_kept_and_nothing_else(response: Content, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        CHOICE.respond(CHOICE.start(ANNA), response)

    assert refusal.value.code == code


def test_the_opening_question_may_be_left_out() -> None:
    one = activity({name: value for name, value in ROLE_CHOICE.items() if name != "startvraag"})

    assert one.view(one.start(ANNA))["question"] is None
