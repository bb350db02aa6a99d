"""Skills gap: the skills that a learner has, the skills that a function also asks, and steps to learn those."""

from ssfh_learn.activities.skills_gap.skills_gap import SkillsGap

__all__ = ["SkillsGap"]
