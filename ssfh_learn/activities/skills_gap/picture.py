"""The picture of a skills gap as a page may show it: what is missing, what is there, and the steps in between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssfh_learn.activities.markup import markup
from ssfh_learn.activities.skills_gap.progress import BOTH
from ssfh_learn.activities.skills_gap.standing import largest_gap_first

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ssfh_learn.activities.model import View
    from ssfh_learn.activities.skills_gap.progress import GapState
    from ssfh_learn.activities.skills_gap.skills_gap import SkillsGap
    from ssfh_learn.activities.skills_gap.standing import Standing

GROUPS = ("misses", "has", "unknown", "extra")


def picture(gap: SkillsGap, state: GapState, standings: list[Standing]) -> View:
    """Return the competences in four groups, the largest gap first, and what to take along to a talk."""
    labels = {point.value: point.text for point in gap.scale}
    ordered = largest_gap_first(standings)
    groups = {name: [_row(one, state, labels) for one in ordered if one.group == name] for name in GROUPS}
    present, wanted = (gap.function(state.functions[side]) for side in BOTH)
    return {
        **groups,
        "minimum": gap.lowest,
        "maximum": gap.highest,
        "requirements": markup(wanted.requirements if wanted and wanted != present else None),
        "evidence_note": markup(gap.evidence_note),
        "talk": markup(getattr(gap.talk, state.role)),
    }


def _row(one: Standing, state: GapState, labels: Mapping[int, str]) -> View:
    return {
        "id": one.competence.id,
        "name": one.competence.name,
        "estimate": one.estimate,
        "asked_now": one.asked_now,
        "asked": one.asked,
        "gap": one.gap,
        "evidence": list(one.competence.evidence),
        "steps": [
            {
                "id": step.id,
                "text": markup(step.text),
                "way": step.way,
                "level": labels[step.level],
                "picked": (one.competence.id, step.id) in state.picked,
            }
            for step in one.steps
        ],
    }
