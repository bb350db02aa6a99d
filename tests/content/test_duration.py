"""How long a step takes is worked out from what there is to read and to do."""

from __future__ import annotations

import pytest

from ssfh_learn.content.duration import TO_THINK, is_off, minutes_told, seconds_of_step
from ssfh_learn.content.steps import Step
from tests.modules.shipped import BY_NAME

WORDS = "een " * 180
"""So many are read in a minute."""


def seconds(text: str) -> float:
    return seconds_of_step(Step(1, 1, text), {}) - TO_THINK


def test_180_words_are_read_in_a_minute() -> None:
    assert seconds(WORDS) == 60


def test_what_is_folded_away_for_everybody_is_read_and_what_is_there_for_who_looks_is_not() -> None:
    def fold(title: str) -> str:
        return f"<details>\n<summary><strong>{title}</strong></summary>\n\n{WORDS}\n\n</details>"

    assert seconds(fold("Kaart")) == pytest.approx(60, abs=1)
    assert seconds(fold("Bronnen en controle")) == 0
    assert seconds(fold("Extra voor leidinggevenden")) == 0
    assert seconds(fold("Medewerker")) == pytest.approx(20, abs=1)


def test_of_two_stories_one_is_played() -> None:
    activities = BY_NAME["werkdruk"].activities
    names = ("maandagochtend", "het-wordt-me-te-veel")
    alone = [activities[name].seconds_needed() for name in names]
    both = seconds_of_step(Step(10, 1, "", names), activities) - TO_THINK

    assert both == pytest.approx(sum(alone) / 2)


def test_a_story_that_goes_round_in_circles_ends() -> None:
    story = BY_NAME["loopbaan"].activities["wat-wil-ik"]

    assert 120 < story.seconds_needed() < 600


def test_a_time_is_off_by_more_than_a_tenth_and_half_a_minute() -> None:
    assert [is_off(4, found) for found in (3.4, 3.5, 4.5, 4.6)] == [True, False, False, True]
    assert [is_off(70, found) for found in (63, 64, 77, 78)] == [True, False, False, True]


def test_a_step_says_its_time_on_a_line_of_its_own() -> None:
    assert minutes_told(Step(1, 1, "## Stap 1. Welkom\n\n*Ongeveer 12 minuten.*\n\nHallo.")) == 12
    assert minutes_told(Step(1, 1, "Dat duurt ongeveer 12 minuten.")) is None
