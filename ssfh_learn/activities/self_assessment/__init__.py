"""Self-assessment: statements about oneself, and advice for oneself."""

from ssfh_learn.activities.self_assessment.self_assessment import SelfAssessment

__all__ = ["SelfAssessment"]
