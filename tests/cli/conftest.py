"""A built course, as the tests of grading have it, and a database server, as those of the journal have it."""

from tests.grading.conftest import built_course, course
from tests.journal.conftest import server

__all__ = ["built_course", "course", "server"]
