"""The notebook host: activities as widgets, answers in a journal beside the notebook."""

from ssfh_learn.widgets.activity import activity
from ssfh_learn.widgets.assignment import assignment
from ssfh_learn.widgets.grade_cell import grade

__all__ = ["activity", "assignment", "grade"]
