"""A built course, as the tests of grading have it, and databases, as those of the journal have them."""

from tests.grading.conftest import built_course, course
from tests.journal.conftest import database, server

__all__ = ["built_course", "course", "database", "server"]
