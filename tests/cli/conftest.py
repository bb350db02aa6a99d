"""A built course, as the tests of grading have it."""

from tests.grading.conftest import built_course, course

__all__ = ["built_course", "course"]
