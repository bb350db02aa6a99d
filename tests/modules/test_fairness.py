"""What `check` finds in the test banks that we ship. Each fault stands in one list, which may only become shorter."""

from __future__ import annotations

from collections import defaultdict

import pytest

from ssfh_learn.content import check
from ssfh_learn.content.fairness.guessing import guessed
from ssfh_learn.content.fairness.practice import practice_of
from tests.modules.shipped import ALL, BANKS, Shipped

FAULTS: dict[str, dict[str, str]] = {
    "beeldbellen-toets": {
        "also_in_practice": "b1 b2 b3 b4 b5 b6 b7 b9 b10",
    },
    "his-toets": {
        "absolute_is_wrong": "h9/a h9/d h12/b h21/c",
        "also_in_practice": "h1 h2 h3 h4 h5 h6 h7 h8 h9 h10",
    },
}
"""By bank and by kind of fault: the questions, with the option where one is meant.

A fault that is mended is taken out of this list; nothing is ever added to it.
"""

TOO_EASY = {"beeldbellen-toets": "by_heart", "his-toets": "by_heart"}
"""The banks that too many pass by these strategies; this too only becomes shorter."""


def faults_of(bank: str) -> dict[str, str]:
    """Return what `check` finds in a bank, as the list has it."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for problem in check([BANKS / f"{bank}.yaml"]):
        question, id_ = problem.details.get("question"), problem.details.get("id")
        found[problem.code].append(f"{question}/{id_}" if question else str(id_))
    return {code: " ".join(ids) for code, ids in found.items()}


@pytest.mark.parametrize("shipped", ALL, ids=str)
def test_the_faults_of_the_banks_that_we_ship_only_become_fewer(shipped: Shipped) -> None:
    bank = f"{shipped}-toets"
    listed, found = FAULTS.get(bank, {}), faults_of(bank)

    for code in sorted({*listed, *found}):
        now, before = set(found.get(code, "").split()), set(listed.get(code, "").split())
        assert not now - before, f"{bank}: a new fault `{code}` in {now - before}: mend it"
        assert not before - now, f"{bank}: `{code}` in {before - now} is mended: take it out of the list"


@pytest.mark.parametrize("shipped", ALL, ids=str)
def test_by_guessing_or_by_heart_no_more_banks_are_passed_than_those_that_are_listed(shipped: Shipped) -> None:
    found = guessed(shipped.bank, practice_of(shipped.folder))

    assert " ".join(one.strategy for one in found if one.is_too_good) == TOO_EASY.get(f"{shipped}-toets", "")
    assert all(one.mean < 0.4 for one in found if one.strategy != "by_heart")
