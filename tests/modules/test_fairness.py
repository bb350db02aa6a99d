"""The test banks that we ship: without knowledge, and with practice by heart, few pass.

That they give nothing away by their wording is among what `check` looks at: test_language.py.
"""

from __future__ import annotations

from ssfh_learn.content.fairness.guessing import guessed
from ssfh_learn.content.fairness.practice import practice_of
from tests.modules.shipped import Shipped, each_module


@each_module
def test_by_guessing_or_by_heart_no_bank_is_passed_too_often(shipped: Shipped) -> None:
    found = guessed(shipped.bank, practice_of(shipped.folder))

    assert [one.strategy for one in found if one.is_too_good] == []
    assert all(one.mean < 0.4 for one in found if one.strategy != "by_heart")
