"""The flaws of a self-assessment, for its author."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssfh_learn.activities.bands import flaws_of_bands
from ssfh_learn.activities.flaw import Flaw, duplicates
from ssfh_learn.activities.scale import flaws_of_scale

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssfh_learn.activities.self_assessment.model import SelfAssessmentContent


def flaws_of(assessment: SelfAssessmentContent) -> Iterator[Flaw]:
    """Yield what makes no sense in scale, bands, subscales and statements."""
    yield from duplicates((item.id for item in assessment.items), "items")
    yield from duplicates((subscale.id for subscale in assessment.subscales), "subscales")
    yield from duplicates((band.id for band in assessment.bands), "bands")
    yield from flaws_of_bands(assessment.bands, assessment.lowest, assessment.highest, "bands")
    yield from flaws_of_scale(assessment.scale)
    yield from _flaws_of_subscales(assessment)
    yield from _flaws_of_help(assessment)


def _flaws_of_subscales(assessment: SelfAssessmentContent) -> Iterator[Flaw]:
    bands, names = [band.id for band in assessment.bands], [subscale.id for subscale in assessment.subscales]
    for position, item in enumerate(assessment.items):
        if item.subscale not in names:
            details = {"id": item.subscale, "known": ", ".join(names)}
            yield Flaw("unknown_subscale", ("items", position, "subscale"), details)
    is_lost = any(item.subscale not in names for item in assessment.items)  # then it may belong to any subscale
    for position, subscale in enumerate(assessment.subscales):
        where = ("subscales", position)
        items = [item for item in assessment.items if item.subscale == subscale.id]
        if is_lost:
            pass
        elif not items:
            yield Flaw("subscale_without_items", where, {"id": subscale.id}, rests_on=("items",))
        elif all(item.reversed for item in items):
            yield Flaw("only_reversed_items", where, {"id": subscale.id}, rests_on=("items",))
        for missing in (band for band in bands if band not in subscale.advice):
            yield Flaw("no_advice", (*where, "advice"), {"id": subscale.id, "band": missing})
        for unknown in (band for band in subscale.advice if band not in bands):
            yield Flaw("unknown_band", (*where, "advice", unknown), {"id": unknown, "known": ", ".join(bands)})


def _flaws_of_help(assessment: SelfAssessmentContent) -> Iterator[Flaw]:
    subscales, bands = {one.id for one in assessment.subscales}, {band.id for band in assessment.bands}
    items = {item.id for item in assessment.items}
    for position, rule in enumerate(assessment.help_when):
        by_band = rule.subscale in subscales and rule.band in bands and rule.item is None and rule.answer is None
        by_item = rule.item in items and rule.answer is not None and rule.subscale is None and rule.band is None
        if not (by_band or by_item):
            yield Flaw("help_rule_unclear", ("help_when", position), rests_on=("items",))
