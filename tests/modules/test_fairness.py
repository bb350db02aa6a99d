"""The test banks that we ship: `check` has nothing to say of them, and without knowledge few pass."""

from __future__ import annotations

from ssfh_learn.content import check
from ssfh_learn.content.fairness.guessing import guessed
from ssfh_learn.content.fairness.practice import practice_of
from tests.modules.shipped import Shipped, each_module


@each_module
def test_check_finds_nothing_to_mend_or_advise_in_the_banks_that_we_ship(shipped: Shipped) -> None:
    assert [str(problem) for problem in check([shipped.bank_file])] == []


@each_module
def test_by_guessing_or_by_heart_no_bank_is_passed_too_often(shipped: Shipped) -> None:
    found = guessed(shipped.bank, practice_of(shipped.folder))

    assert [one.strategy for one in found if one.is_too_good] == []
    assert all(one.mean < 0.4 for one in found if one.strategy != "by_heart")
