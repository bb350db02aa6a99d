"""How long each task of the practice HIS takes, and whether the time that it states is honest."""

from __future__ import annotations

import pytest

from tests.modules.practice_his_play import SAFE, TASKS
from tests.modules.practice_his_time import seconds_of, words_of

LONGEST = 8 * 60
MOST_DOUBT = 2
"""A stated time is at most this many times the safe road: for who looks around, hesitates and tries again."""


@pytest.mark.parametrize("task", TASKS)
def test_each_task_ends_in_eight_minutes_and_states_an_honest_time(task: str) -> None:
    seconds, minutes = seconds_of(task), TASKS[task].minutes

    assert minutes is not None
    assert seconds < LONGEST
    assert seconds <= 60 * minutes, f"{seconds / 60:.1f} minutes on the safe road alone"
    assert 60 * minutes <= MOST_DOUBT * seconds, f"{seconds / 60:.1f} minutes on the safe road"


def test_the_estimate_counts_what_is_read_and_what_is_done() -> None:
    words = " ".join(words_of("afspraak-zetten"))

    assert "Noor Proef belt" in words  # the assignment
    assert "Mijn knie doet pijn" in words  # what a caller begins with
    assert "Je hangt op" in words  # a choice that is not taken
    assert "Ja, dat klopt" in words  # an answer
    assert "Knie Heup Rug Schouder" in words  # what can be chosen
    assert "Een afspraak is meer dan een tijd" in words  # the result
    assert "Lotte Denkbeeld" in words  # who stands in the agenda
    assert len(SAFE["afspraak-zetten"]) * 2 < seconds_of("afspraak-zetten") - len(words.split()) / 3 < 60
