"""What a learner sees of a skills gap: functions, competences and, once finished, the picture of what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssfh_learn.activities.markup import markup, phrase
from ssfh_learn.activities.scale import shown_scale
from ssfh_learn.activities.skills_gap.run import BOTH
from ssfh_learn.activities.skills_gap.standing import largest_gap_first, standings_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ssfh_learn.activities.model import View
    from ssfh_learn.activities.skills_gap.model import SkillsGapContent
    from ssfh_learn.activities.skills_gap.run import GapState
    from ssfh_learn.activities.skills_gap.standing import CompetenceStanding

GROUPS = ("misses", "has", "unknown", "extra")


def view_of(gap: SkillsGapContent, state: GapState) -> View:
    """Return functions and competences with the estimates and, once finished, the picture."""
    standings = standings_of(gap, state)
    return {
        **gap.envelope(state),
        "phase": "result" if state.finished else "open",
        "origin": markup(gap.origin),
        "functions": [{"id": one.id, "name": one.name, "text": markup(one.text)} for one in gap.functions],
        "present": state.functions.get("present"),
        "wanted": state.functions.get("wanted"),
        "scale": shown_scale(gap.scale),
        "items": [
            {
                "id": one.competence.id,
                "name": one.competence.name,
                "text": markup(one.competence.explanation),
                "can_do": [phrase(shown) for shown in one.competence.can_do],
                "answer": one.estimate,
            }
            for one in standings
        ],
        "answered": sum(one.estimate is not None for one in standings),
        "total": len(standings),
        "result": _picture(gap, state, standings) if state.finished else None,
    }


def _picture(gap: SkillsGapContent, state: GapState, standings: list[CompetenceStanding]) -> View:
    """Return what is missing, what is there, and the steps in between, with what to take along to a talk."""
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


def _row(one: CompetenceStanding, state: GapState, labels: Mapping[int, str]) -> View:
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
