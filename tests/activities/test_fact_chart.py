"""The fact chart: guess first, then the figures with who, when and source."""

from __future__ import annotations

import pytest

from ssfh_learn.errors import Refused
from tests.content_examples import ANNA, FACT_CHART, Content, activity, answered

CHART = activity(FACT_CHART)
PLAIN = activity({name: value for name, value in FACT_CHART.items() if name != "schatting"})
GUESS, SHOW, AGAIN = {"kind": "estimate", "value": 30}, {"kind": "show"}, {"kind": "estimate_again"}


def test_nothing_of_the_figures_is_shown_before_the_guess() -> None:
    view = CHART.view(answered(CHART, GUESS))

    assert (view["phase"], view["bars"], view["reading"], view["alternative"]) == ("estimate", [], None, "")
    assert view["estimate"] == {"question": {"html": "<p>Hoeveel procent?</p>"}, "value": 30}
    assert view["estimated"] is None
    assert "45" not in str(view)


def test_after_the_guess_the_chart_comes_with_who_when_and_source() -> None:
    view = CHART.view(answered(CHART, GUESS, SHOW))

    assert view["phase"] == "shown"
    assert (view["who"], view["when"], view["source"]) == ("Werknemers", "2022", "CBS")
    assert (view["unit"], view["maximum"]) == ("%", 100)
    assert view["bars"] == [
        {"id": "hoog", "name": "Te hoog", "value": 45},
        {"id": "meer", "name": "Meer", "value": 65.5},
    ]
    assert view["estimated"] == {"bar": "hoog", "value": 30, "actual": 45, "off": 15, "is_close": False}
    assert view["alternative"] == "45% en 65,5%."


def test_a_guess_can_be_skipped() -> None:
    view = CHART.view(answered(CHART, SHOW))

    assert (view["phase"], view["estimated"]) == ("shown", None)


def test_guessing_again_hides_the_chart_and_the_guess() -> None:
    assert answered(CHART, GUESS, SHOW, AGAIN) == CHART.start(ANNA)


def test_a_chart_without_a_question_is_shown_at_once() -> None:
    view = PLAIN.view(PLAIN.start(ANNA))

    assert (view["phase"], view["estimate"], len(view["bars"])) == ("shown", None, 2)
    with pytest.raises(Refused, match="not_now"):
        PLAIN.respond(PLAIN.start(ANNA), GUESS)


@pytest.mark.parametrize(
    ("done", "response", "code"),
    [
        ((), {**GUESS, "value": 101}, "out_of_range"),
        ((), {**GUESS, "value": -0.1}, "out_of_range"),
        ((), {**GUESS, "value": float("nan")}, "out_of_range"),
        ((), {**GUESS, "value": "30"}, "malformed"),
        ((), {**GUESS, "value": None}, "malformed"),
        ((SHOW,), GUESS, "not_now"),
    ],
)
def test_a_guess_lies_on_the_scale_and_comes_before_the_figures(
    done: tuple[Content, ...], response: Content, code: str
) -> None:
    with pytest.raises(Refused) as refusal:
        CHART.respond(answered(CHART, *done), response)

    assert refusal.value.code == code


def test_a_chart_is_complete_once_it_was_seen() -> None:
    assert CHART.status(answered(CHART, GUESS)) == "in_progress"
    assert CHART.status(answered(CHART, SHOW)) == "complete"


def test_on_paper_the_chart_is_shown() -> None:
    assert len(CHART.view(CHART.printed())["bars"]) == 2


@pytest.mark.parametrize(
    ("guess", "off", "is_close"), [(39, 6, True), (45, 0, True), (35, 10, True), (34, 11, False), (56, 11, False)]
)
def test_a_guess_within_a_tenth_of_the_chart_is_close(guess: int, off: int, is_close: bool) -> None:  # noqa: FBT001
    shown = CHART.view(answered(CHART, {"kind": "estimate", "value": guess}, SHOW))

    assert (shown["estimated"]["off"], shown["estimated"]["is_close"]) == (off, is_close)
