"""No second act makes a task of the practice HIS safe again after one that nobody can undo, or hides an unsafe one."""

from __future__ import annotations

from random import Random

import pytest

from tests.modules.practice_his_pairs import Pairs, hidden, went_out
from tests.modules.practice_his_play import TASKS

SAMPLE = 0.01
"""The share of first acts and places that every run looks at; at night it is all of them."""


@pytest.mark.parametrize(
    "share", [pytest.param(SAMPLE, id="a sample"), pytest.param(1.0, id="all", marks=pytest.mark.nightly)]
)
@pytest.mark.parametrize("task", TASKS)
def test_a_second_act_hides_no_unsafe_one_and_brings_back_nothing_that_went_out(task: str, share: float) -> None:
    pairs = Pairs(task)
    found = list(pairs.called_safe(share, Random(task)))  # noqa: S311  (the same sample each time)

    assert hidden(pairs, found) == []
    assert went_out(found) == []
