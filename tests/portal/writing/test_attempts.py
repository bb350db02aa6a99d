"""Two devices of one learner: what the one still shows of an earlier attempt cannot change the attempt that goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ssfh_learn.words import word
from tests.portal.conftest import TEST

if TYPE_CHECKING:
    from tests.portal.host import Site, Visitor

OTHER, WHICH = word("refusal", "other_attempt"), word("refusal", "which_attempt")


def sent(who: Visitor, kind: str, **more: Any) -> dict[str, Any]:
    """Return what the server answers to a response to the test."""
    answered: dict[str, Any] = who.respond(TEST, TEST, kind=kind, **more).json
    return answered


def an_answer(view: dict[str, Any]) -> dict[str, Any]:
    question = next(one for one in view["questions"] if one["kind"] == "single_choice")
    return {"question": question["id"], "answer": question["options"][0]["id"]}


@pytest.fixture
def second(site: Site) -> tuple[Visitor, dict[str, Any]]:
    """Return a learner who is in her second attempt, on her phone, and the view of it."""
    anna = site.visitor("anna")
    for kind, attempt in (("begin", 1), ("hand_in", 1)):
        assert sent(anna, kind, attempt=attempt)["saved"]["state"] == "saved"
    return anna, sent(anna, "begin", attempt=1)["view"]


def test_a_laptop_that_shows_the_first_attempt_answers_and_hands_in_nothing_of_the_second(
    second: tuple[Visitor, dict[str, Any]],
) -> None:
    anna, view = second
    for said in (sent(anna, "answer", attempt=1, **an_answer(view)), sent(anna, "hand_in", attempt=1)):
        assert (said["saved"]["state"], said["saved"]["message"]) == ("refused", OTHER)
        assert said["view"] == view
        assert (said["view"]["attempt"], said["view"]["phase"]) == (2, "open")

    assert sent(anna, "answer", attempt=2, **an_answer(view))["saved"]["state"] == "saved"
    assert sent(anna, "hand_in", attempt=2)["view"]["phase"] == "closed"


def test_a_letter_of_an_old_queue_is_refused_once_there_is_a_second_attempt(
    second: tuple[Visitor, dict[str, Any]],
) -> None:
    anna, view = second
    said = sent(anna, "answer", **an_answer(view))

    assert (said["saved"]["state"], said["saved"]["message"]) == ("refused", WHICH)
    assert said["view"] == view


def test_a_letter_of_an_old_queue_is_written_while_there_is_one_attempt(site: Site) -> None:
    anna = site.visitor("anna")
    view = sent(anna, "begin")["view"]

    assert sent(anna, "answer", **an_answer(view))["saved"]["state"] == "saved"
    assert sent(anna, "hand_in")["view"]["phase"] == "closed"


def test_what_was_acknowledged_in_the_first_attempt_is_acknowledged_again_in_the_second(site: Site) -> None:
    anna = site.visitor("anna")
    sent(anna, "begin", attempt=1)
    first = sent(anna, "hand_in", id="kwijt", attempt=1)
    sent(anna, "begin", attempt=1)

    again = sent(anna, "hand_in", id="kwijt", attempt=1)

    assert first["saved"] == again["saved"]
    assert (again["view"]["attempt"], again["view"]["phase"]) == (2, "open")
