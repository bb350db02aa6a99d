"""Skills gap: what a learner has, what she misses for a function, and which steps teach just that."""

from ssfh_learn.activities.skills_gap.skills_gap import SkillsGap

__all__ = ["SkillsGap"]
