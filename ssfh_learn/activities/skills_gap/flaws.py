"""The flaws of a skills gap, for its author."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssfh_learn.activities.flaw import Flaw, duplicates
from ssfh_learn.activities.scale import flaws_of_scale

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssfh_learn.activities.model import Path
    from ssfh_learn.activities.skills_gap.model import Competence, SkillsGapContent


def flaws_of(gap: SkillsGapContent) -> Iterator[Flaw]:
    """Yield what is wrong in scale, functions, competences and steps."""
    yield from duplicates((one.id for one in gap.functions), "functions")
    yield from duplicates((one.id for one in gap.competences), "competences")
    yield from flaws_of_scale(gap.scale)
    yield from _flaws_of_functions(gap)
    for position, competence in enumerate(gap.competences):
        yield from _flaws_of_competence(gap, competence, ("competences", position))


def _flaws_of_functions(gap: SkillsGapContent) -> Iterator[Flaw]:
    names = [competence.id for competence in gap.competences]
    for position, function in enumerate(gap.functions):
        for name, level in function.asks.items():
            where = ("functions", position, "asks", name)
            if name not in names:
                yield Flaw("unknown_competence", where, {"id": name, "known": ", ".join(names)})
            yield from _flaws_of_level(gap, level, where)


def _flaws_of_competence(gap: SkillsGapContent, competence: Competence, where: Path) -> Iterator[Flaw]:
    yield from (flaw.under(*where) for flaw in duplicates((step.id for step in competence.steps), "steps"))
    for number, step in enumerate(competence.steps):
        yield from _flaws_of_level(gap, step.level, (*where, "steps", number, "level"))
    asked = [function.asks[competence.id] for function in gap.functions if competence.id in function.asks]
    if not asked:
        yield Flaw("competence_not_asked", where, {"id": competence.id}, rests_on=("functions",))
    elif all(_is_to_learn(gap, step.level) for step in competence.steps):  # else it is unclear which one is missing
        taught = {step.level for step in competence.steps}
        for level in range(gap.lowest + 1, min(max(asked), gap.highest) + 1):
            if level not in taught:
                details = {"id": competence.id, "level": level}
                yield Flaw("no_step_to_level", (*where, "steps"), details, rests_on=("functions",))


def _is_to_learn(gap: SkillsGapContent, level: int) -> bool:
    return gap.lowest < level <= gap.highest


def _flaws_of_level(gap: SkillsGapContent, level: int, where: Path) -> Iterator[Flaw]:
    if not _is_to_learn(gap, level):
        yield Flaw("level_outside_scale", where, {"level": level, "first": gap.lowest + 1, "last": gap.highest})
