"""Sentences of what a learner did that claim no more than the program knows."""

from __future__ import annotations

from typing import Any

from ssfh_learn.portal.learner.readable.of_practice_his import told_outcomes
from ssfh_learn.words import counted, section, word


def test_safe_work_in_the_practice_his_is_told_with_the_caveat_that_her_own_words_were_not_judged() -> None:
    caveat = word("practice_his", "safe_as_chosen")

    for outcome, is_told in (("safe", True), ("unsafe", False), (None, False)):
        view: Any = {"tasks": [{"title": "Bellen", "outcome": outcome}], "task": None}
        assert (caveat in [line.said for line in told_outcomes(view)]) == is_told


def test_who_has_nothing_right_reads_no_number() -> None:
    assert counted(section("readable")["right"], 0) == "Daarvan is er geen goed."
