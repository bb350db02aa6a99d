"""What a learner reads before she says yes to counting in figures of groups, and after."""

from __future__ import annotations

from typing import Literal

from ssfh_learn.words import section, word


def consent_text(of: Literal["sharing", "counting"], rhythm: str) -> list[str]:
    """Return what happens to what she shares of a scan, or chooses first: exactly what `publish` does.

    Who can be given the figures is one sentence for both.
    """
    same = {"rhythm": section("rhythm")[rhythm], "report": word("group_figures", "in_report")}
    return [said.format(**same) for said in section(of).values()]
