"""The outcome of one round: a mean for each subscale, and whether to show help."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from ssfh_learn.activities.bands import band_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ssfh_learn.activities.scale import Placed
    from ssfh_learn.activities.self_assessment.model import HelpWhen, SelfAssessmentContent


def mean_of(assessment: SelfAssessmentContent, subscale: str, answers: Mapping[str, Placed]) -> float | None:
    """Return the mean of a subscale with one decimal, or None if fewer than half of its items are answered.

    A reversed item counts as lowest + highest - answer; "not applicable" is missing, not zero. Halves are
    rounded up (2.45 is 2.5), as a person would.
    """
    items = [item for item in assessment.items if item.subscale == subscale]
    turn = assessment.lowest + assessment.highest
    values = [
        turn - value if item.reversed else value for item in items if isinstance(value := answers.get(item.id), int)
    ]
    if not values or 2 * len(values) < len(items):
        return None
    return float((Decimal(sum(values)) / len(values)).quantize(Decimal("0.1"), ROUND_HALF_UP))


def needs_help(assessment: SelfAssessmentContent, answers: Mapping[str, Placed]) -> bool:
    """Say whether the help block must be opened."""
    return any(_applies(rule, assessment, answers) for rule in assessment.help_when)


def _applies(rule: HelpWhen, assessment: SelfAssessmentContent, answers: Mapping[str, Placed]) -> bool:
    if rule.item is not None:
        return answers.get(rule.item) == rule.answer
    mean = mean_of(assessment, rule.subscale or "", answers)
    return mean is not None and band_of(assessment.bands, mean).id == rule.band
