"""Quiz: questions to practise, or a test."""

from ssfh_learn.activities.quiz.quiz import Quiz

__all__ = ["Quiz"]
