"""The view of a skills gap: functions, competences and, once finished, the picture of missing skills."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from typing_extensions import TypedDict

from ssfh_learn.activities.activity import Envelope
from ssfh_learn.activities.markup import Described, Markup, markup, phrase
from ssfh_learn.activities.scale import Placed, ScalePointView, shown_scale
from ssfh_learn.activities.skills_gap.run import BOTH
from ssfh_learn.activities.skills_gap.standing import largest_gap_first, standings_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ssfh_learn.activities.skills_gap.model import SkillsGapContent
    from ssfh_learn.activities.skills_gap.run import GapState
    from ssfh_learn.activities.skills_gap.standing import CompetenceStanding, GapGroup


class CompetenceView(TypedDict):
    """A competence with its examples, and the estimate."""

    id: str
    name: str
    text: Markup
    can_do: list[Markup]
    answer: Placed | None


class LearningStepView(TypedDict):
    """A step that teaches a missing skill; `level` is the name of the level that it leads to."""

    id: str
    text: Markup
    way: str
    level: str
    picked: bool


class StandingView(TypedDict):
    """Her estimate of a competence beside the levels that both functions ask; None if a function asks none."""

    id: str
    name: str
    estimate: Placed | None
    asked_now: int | None
    asked: int | None
    gap: int
    evidence: list[str]
    steps: list[LearningStepView]


class PictureView(TypedDict):
    """The competences in four groups, with the largest gap first, and the notes to take to a talk."""

    misses: list[StandingView]
    has: list[StandingView]
    unknown: list[StandingView]
    extra: list[StandingView]
    minimum: int
    maximum: int
    requirements: Markup | None
    evidence_note: Markup | None
    talk: Markup | None


class SkillsGapView(Envelope):
    """The functions and competences and, once finished, the picture."""

    kind: Literal["skills_gap"]
    phase: Literal["open", "result"]
    origin: Markup
    functions: list[Described]
    present: str | None
    wanted: str | None
    scale: list[ScalePointView]
    items: list[CompetenceView]
    answered: int
    total: int
    result: PictureView | None


def view_of(gap: SkillsGapContent, state: GapState) -> SkillsGapView:
    """Return functions and competences with the estimates and, once finished, the picture."""
    standings = standings_of(gap, state)
    return {
        "kind": "skills_gap",
        **gap.envelope(),
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


def _picture(gap: SkillsGapContent, state: GapState, standings: list[CompetenceStanding]) -> PictureView:
    """Return what is missing, what is there, and the steps in between, with what to take along to a talk."""
    labels = {point.value: point.text for point in gap.scale}
    ordered = largest_gap_first(standings)

    def rows(group: GapGroup) -> list[StandingView]:
        return [_row(one, state, labels) for one in ordered if one.group == group]

    present, wanted = (gap.function(state.functions[side]) for side in BOTH)
    return {
        "misses": rows("misses"),
        "has": rows("has"),
        "unknown": rows("unknown"),
        "extra": rows("extra"),
        "minimum": gap.lowest,
        "maximum": gap.highest,
        "requirements": markup(wanted.requirements if wanted and wanted != present else None),
        "evidence_note": markup(gap.evidence_note),
        "talk": markup(getattr(gap.talk, state.role)),
    }


def _row(one: CompetenceStanding, state: GapState, labels: Mapping[int, str]) -> StandingView:
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
