"""Reflections: one's own words, kept for oneself unless they are handed in."""

from __future__ import annotations

import pytest

from ssfh_learn.errors import Refused
from tests.content_examples import ANNA, REFLECTION, Content, activity, answered

OWN = activity(REFLECTION)
WORDS = {"kind": "answer", "prompt": "mee", "text": "Eén **zin**"}


def test_a_reflection_shows_its_questions_and_what_was_written() -> None:
    assert OWN.view(answered(OWN, WORDS)) == {
        "kind": "reflection",
        "title": "Terugkijken",
        "intro": None,
        "private": True,
        "prompts": [
            {"id": "mee", "text": {"html": "<p>Wat neem je mee?</p>"}, "answer": "Eén **zin**"},
            {"id": "los", "text": {"html": "<p>Wat laat je los?</p>"}, "answer": ""},
        ],
        "max_length": 5000,
    }


@pytest.mark.parametrize(("handed_in", "private"), [("nee", True), ("ja", False)])
def test_a_reflection_is_private_unless_it_is_handed_in(handed_in: str, private: bool) -> None:  # noqa: FBT001
    one = activity({**REFLECTION, "inleveren": handed_in})

    assert one.is_private is private
    assert one.view(one.start(ANNA))["private"] is private


def test_a_reflection_is_complete_when_every_question_has_words() -> None:
    assert OWN.status(answered(OWN, {**WORDS, "text": "  "})) == "not_attempted"
    assert OWN.status(answered(OWN, WORDS)) == "in_progress"
    assert OWN.status(answered(OWN, WORDS, {**WORDS, "prompt": "los"})) == "complete"


@pytest.mark.parametrize(
    ("response", "code"),
    [
        ({**WORDS, "prompt": "straks"}, "unknown_id"),
        ({**WORDS, "text": "x" * 5001}, "too_long"),
        ({**WORDS, "text": "\udfff"}, "unreadable_text"),
        ({**WORDS, "score": 10}, "unknown_key"),
        ({"kind": "finish"}, "malformed"),
    ],
)
def test_what_does_not_fit_a_reflection_is_refused(response: Content, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        OWN.respond(OWN.start(ANNA), response)

    assert refusal.value.code == code
