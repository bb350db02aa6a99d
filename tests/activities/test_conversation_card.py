"""The conversation card: two sides, notes, and agreements."""

from __future__ import annotations

import pytest

from ssfh_learn.activities import Learner
from ssfh_learn.errors import Refused
from tests.content_examples import ANNA, CONVERSATION_CARD, Content, activity, answered

CARD = activity(CONVERSATION_CARD)
AGREEMENT = {"kind": "agreement", "row": 1, "what": "Hulp aan de telefoon", "who": "Lotte", "when": "maandag"}


def test_an_empty_card_shows_the_questions_of_an_employee() -> None:
    view = CARD.view(CARD.start(ANNA))

    assert view == {
        "kind": "conversation_card",
        "title": "Praten",
        "intro": None,
        "role": "employee",
        "themes": [
            {"id": "steun", "name": "Steun", "question": {"html": "<p>Wie helpt mij?</p>"}, "note": ""},
            {"id": "rust", "name": "Rust", "question": {"html": "<p>Neem ik pauze?</p>"}, "note": ""},
        ],
        "agreements": [],
        "tips": [{"html": "<p>Kies een rustig moment.</p>"}],
        "max_length": 2000,
    }


@pytest.mark.parametrize(
    ("role", "side"), [("employee", "employee"), ("manager", "manager"), ("workplace_trainer", "employee")]
)
def test_the_card_opens_on_the_side_of_the_role(role: str, side: str) -> None:
    assert CARD.view(CARD.start(Learner("anna", role)))["role"] == side  # type: ignore[arg-type]


def test_the_card_can_be_turned_and_keeps_the_notes() -> None:
    note = {"kind": "note", "theme": "rust", "text": "Elf uur <pauze>"}

    view = CARD.view(answered(CARD, note, {"kind": "role", "role": "manager"}))

    assert view["role"] == "manager"
    assert view["themes"][1] == {
        "id": "rust",
        "name": "Rust",
        "question": {"html": "<p>Kom jij toe?</p>"},
        "note": "Elf uur <pauze>",
    }


def test_agreements_stand_in_the_order_of_their_rows() -> None:
    state = answered(CARD, {**AGREEMENT, "row": 3}, AGREEMENT)

    assert [one["row"] for one in CARD.view(state)["agreements"]] == [1, 3]


def test_an_agreement_can_be_rewritten_and_taken_away() -> None:
    rewritten = answered(CARD, AGREEMENT, {**AGREEMENT, "who": "Malik"})

    assert CARD.view(rewritten)["agreements"] == [
        {"row": 1, "what": "Hulp aan de telefoon", "who": "Malik", "when": "maandag"}
    ]
    assert CARD.view(CARD.respond(rewritten, {"kind": "remove_agreement", "row": 1}))["agreements"] == []


def test_two_pages_that_write_in_two_fields_of_an_agreement_do_not_overwrite_each_other() -> None:
    state = answered(CARD, AGREEMENT, {"kind": "agreement", "row": 1, "what": "Bellen"})

    both = CARD.respond(state, {"kind": "agreement", "row": 1, "when": ""})

    assert CARD.view(both)["agreements"] == [{"row": 1, "what": "Bellen", "who": "Lotte", "when": ""}]


@pytest.mark.parametrize(
    ("response", "code"),
    [
        ({"kind": "agreement", "row": 1}, "malformed"),
        ({"kind": "role", "role": "workplace_trainer"}, "malformed"),
        ({"kind": "note", "theme": "geld", "text": ""}, "unknown_id"),
        ({"kind": "note", "theme": "rust", "text": "x" * 2001}, "too_long"),
        ({"kind": "note", "theme": "rust", "text": "\ud800"}, "unreadable_text"),
        ({"kind": "note", "theme": "rust", "text": None}, "malformed"),
        ({**AGREEMENT, "row": 0}, "malformed"),
        ({**AGREEMENT, "row": 13}, "malformed"),
        ({**AGREEMENT, "row": "1"}, "malformed"),
        ({**AGREEMENT, "check": "?"}, "unknown_key"),
    ],
)
def test_what_does_not_fit_the_card_is_refused(response: Content, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        CARD.respond(CARD.start(ANNA), response)

    assert refusal.value.code == code


def test_a_note_of_the_greatest_length_is_kept_whole() -> None:
    text = "é" * 2000

    assert CARD.view(answered(CARD, {"kind": "note", "theme": "rust", "text": text}))["themes"][1]["note"] == text


def test_a_card_is_private_and_complete_with_an_agreement() -> None:
    assert CARD.is_private
    assert CARD.status(answered(CARD, {"kind": "note", "theme": "rust", "text": "Pauze"})) == "in_progress"
    assert CARD.status(answered(CARD, AGREEMENT)) == "complete"
    assert CARD.score(answered(CARD, AGREEMENT)).maximum == 0
