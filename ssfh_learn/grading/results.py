"""The results of a test, for whoever reports on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssfh_learn.grading.gradebook import CourseGradebook
from ssfh_learn.grading.key import load_key

if TYPE_CHECKING:
    from ssfh_learn.grading.course import Course
    from ssfh_learn.results import Result


def results_of(course: Course, name: str) -> list[Result]:
    """Return one result for each learner of the course, by name; raises GradingError or ContentError."""
    with CourseGradebook(course, load_key(course, name)) as gradebook:
        return gradebook.results()
