"""How far a learner is in the last session of a refresher, and what it would be worth as a quiz; nothing counts."""

from __future__ import annotations

from ssfh_learn.activities.quiz.score import score_of, status_of

__all__ = ["score_of", "status_of"]
