"""The calculation aid: a slider for the whole, and the share of a part in it."""

from __future__ import annotations

import pytest

from ssfh_learn.activities.calculator import Calculator
from ssfh_learn.errors import Refused
from tests.content_examples import ANNA, CALCULATOR, activity, answered

AID = activity(CALCULATOR)


def test_every_place_of_the_slider_comes_with_its_outcome() -> None:
    view = AID.view(AID.start(ANNA))

    assert (view["label"], view["minimum"], view["maximum"], view["value"]) == ("Mensen", 2, 6, 5)
    assert view["question"] == {"html": "<p>Hoe groot is je team?</p>"}
    assert view["results"] == {
        "2": {"percent": 50.0, "text": {"html": "<p>Van de 2 valt 50% weg.</p>"}},
        "3": {"percent": 33.3, "text": {"html": "<p>Van de 3 valt 33,3% weg.</p>"}},
        "4": {"percent": 25.0, "text": {"html": "<p>Van de 4 valt 25% weg.</p>"}},
        "5": {"percent": 20.0, "text": {"html": "<p>Van de 5 valt 20% weg.</p>"}},
        "6": {"percent": 16.7, "text": {"html": "<p>Van de 6 valt 16,7% weg.</p>"}},
    }


def test_the_place_of_the_slider_is_kept() -> None:
    state = answered(AID, {"kind": "set", "value": 3})

    assert AID.view(state)["value"] == 3
    assert AID.status(state) == "complete"


@pytest.mark.parametrize(
    ("value", "code"),
    [(1, "out_of_range"), (7, "out_of_range"), (2.5, "malformed"), ("3", "malformed"), (True, "malformed")],
)
def test_only_whole_numbers_on_the_slider_are_kept(value: object, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        AID.respond(AID.start(ANNA), {"kind": "set", "value": value})

    assert refusal.value.code == code


@pytest.mark.parametrize(("part", "whole", "percent"), [(1, 3, 33.3), (2, 3, 66.7), (1, 8, 12.5), (1, 16, 6.3)])
def test_a_share_has_one_decimal_and_halves_go_up(part: int, whole: int, percent: float) -> None:
    one = activity({**CALCULATOR, "deel": part})
    assert isinstance(one, Calculator)

    assert one.percent(whole) == percent
