"""What a verdict says: nothing done is never complete, and what is praised was done."""

from __future__ import annotations

import pytest

from tests.modules.practice_his_play import SAFE, TASKS, result

JUDGED_POINT_BY_POINT = (
    "telefoon-urgentie",
    "bellen-voor-een-ander",
    "nieuwe-patient",
    "toestemming-delen",
    "lab-aanvraag",
    "hap-bericht",
    "griepselectie",
    "telefoon-in-soep",
    "e-consult-alarmsignaal",
    "verwijzing",
    "declaratie",
)

each_task = pytest.mark.parametrize("task", JUDGED_POINT_BY_POINT)


@each_task
def test_who_does_nothing_is_not_complete_and_is_praised_for_nothing(task: str) -> None:
    found = result(task, [])

    assert (found["safe"], found["complete"], found["right"]) == (False, False, [])


@each_task
def test_who_only_asks_and_writes_nothing_is_praised_for_nothing_written(task: str) -> None:
    said = [one for one in SAFE[task] if one["kind"] == "step"]
    right = " ".join(one["html"] for one in result(task, said)["right"])

    assert not [
        word
        for word in ("journaal", "inschrijving met", "regel voor", "aanvraag voor", "afspraak voor")
        if word in right
    ]


@each_task
def test_a_rule_judges_one_or_two_things_and_says_so_in_at_most_three_sentences(task: str) -> None:
    told = [check.missing for check in TASKS[task].checks] + [unsafe.text for unsafe in TASKS[task].unsafe]

    assert not [one for one in told if sum(one.count(end) for end in ".?!") > 3]
