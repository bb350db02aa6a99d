"""The status of the last session of a refresher, and its score as a quiz, which never counts."""

from __future__ import annotations

from ssfh_learn.activities.quiz.score import score_of, status_of

__all__ = ["score_of", "status_of"]
