"""The tests of a course in the portal, and what its gradebook says of them: learners see no key."""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from ssfh_learn.errors import ContentError, SsfhLearnError, Unreachable, Unreached
from ssfh_learn.grading.names import name_learners
from ssfh_learn.grading.problem import GradingError
from ssfh_learn.portal.published.course_files import CourseFiles
from ssfh_learn.portal.published.standings import Standings, TestStanding, opening_of, standing_of
from ssfh_learn.portal.published.window import NEVER
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from ssfh_learn.activities.quiz import Quiz
    from ssfh_learn.grading.course import Course
    from ssfh_learn.grading.gradebook_reader import GradebookReader
    from ssfh_learn.grading.hand_in_ends import HandInEnd
    from ssfh_learn.grading.key import Key
    from ssfh_learn.grading.person_log import TestEvent
    from ssfh_learn.grading.short_results import SameResult
    from ssfh_learn.portal.published.window import Window
    from ssfh_learn.results import GivenAnswers, Result

    Opened = TypeVar("Opened", bound=GradebookReader)
Found = TypeVar("Found")
LOG = logging.getLogger(__name__)
MOST_ATTEMPTS = 10_000
"""More attempts at a test than anybody makes."""


@dataclass(frozen=True)
class TestFeedback:
    """What a learner may know after grading: her result, and her feedback page as HTML."""

    result: Result
    html: str


class Assignments:
    """The tests that were built in a course folder; there are none without a course.

    Every method raises Unreachable if a file or the gradebook cannot be read now.
    """

    def __init__(self, folder: Path | None) -> None:
        self._files = CourseFiles(folder) if folder else None
        self._standings = Standings()
        self._tests: dict[str, Quiz] = {}
        self._played: dict[str, tuple[Quiz, Quiz]] = {}
        self._given: dict[str, tuple[Course, Key, object, GivenAnswers]] = {}
        self._opens: dict[str, datetime | None] = {}
        self._had_course = False

    @property
    def course(self) -> Course | None:
        """The course as it is now; None if there has never been a course."""
        if self._files is None:
            return None
        try:
            found = self._files.course()
        except GradingError as error:
            if error.code == "no_course" and not self._had_course:
                return None
            raise unreachable("tests", error) from error
        except OSError as error:
            raise unreachable("tests", error) from error
        self._had_course = True
        return found

    def names(self) -> list[str]:
        """Return the names of the tests that were built and have a release version."""
        course = self.course
        if course is None:
            return []
        try:
            return [name for name in course.tests if (course.folder("release", ".", name) / f"{name}.ipynb").is_file()]
        except (GradingError, OSError) as error:
            raise unreachable("tests", error) from error

    def not_built(self) -> list[str]:
        """Return the names of the tests that have a key and were not built yet."""
        course, built = self.course, set(self.names())
        try:
            return [name for name in course.tests if name not in built] if course is not None else []
        except (GradingError, OSError) as error:
            raise unreachable("tests", error) from error

    def reason_of_extension(self, name: str, student: str) -> str:
        """Return why a learner has more time for a test; empty if she has not, or it cannot be read now."""
        from ssfh_learn.grading.deadline_gradebook import DeadlineReader

        try:
            return self.with_gradebook(name, DeadlineReader, lambda gradebook: gradebook.reason_for(student))
        except Unreachable:
            return ""

    def reason_of_extra_attempt(self, name: str, student: str) -> str:
        """Return why a learner has an extra attempt at a test; empty if she has none, or it cannot be read now."""
        from ssfh_learn.grading.extra_gradebook import ExtraReader

        try:
            return self.with_gradebook(name, ExtraReader, lambda gradebook: gradebook.reason_for(student))
        except Unreachable:
            return ""

    def names_with_end(self) -> list[str]:
        """Return the names of the tests if the deadlines of this course hand in open attempts; otherwise no names."""
        course = self.course
        return self.names() if course is not None and course.late_rule.name else []

    def test(self, name: str) -> Quiz:
        """Return a test without its key; if it cannot be read now, return the last version that could be read.

        Raises ContentError if there is no such test.
        """
        is_there = True
        try:
            is_there = name in self.names()
            self._tests[name] = self.key(name).played
        except (ContentError, Unreachable) as error:
            if not is_there:
                raise
            if name not in self._tests:
                raise unreachable("tests", error) from error
        return self._tests[name]

    def is_readable(self, name: str) -> bool:
        """Return whether a test and its key can be read as they are now; the log says why not."""
        try:
            self.key(name)
        except (ContentError, Unreachable, OSError) as error:
            LOG.warning("the test %s cannot be read: %s", name, error)
            return False
        return True

    def played_test(self, name: str) -> Quiz:
        """Return a test that plays every attempt that was recorded, also an extra one; see `test`."""
        quiz = self.test(name)
        known = self._played.get(name)
        if known is None or known[0] is not quiz:  # one value for each version, whose fingerprint is kept
            known = self._played[name] = (quiz, quiz.allowing(MOST_ATTEMPTS, MOST_ATTEMPTS))
        return known[1]

    def other_contents(self, name: str) -> frozenset[str]:
        """Return every version of a test with its other questions that was built; none if they cannot be read now."""
        try:
            return self.key(name).other_contents
        except (ContentError, Unreachable, OSError):
            return frozenset()

    def key(self, name: str) -> Key:
        """Return the key of a test; raises ContentError if there is no such test or its key has mistakes."""
        course = self.course
        if course is None or self._files is None or name not in self.names():
            raise ContentError(word("portal", "no_test", name=name))
        try:
            return self._files.key(course, name)
        except GradingError as error:
            raise ContentError(str(error)) from error

    def name_learners(self, names: Mapping[str, tuple[str, str]]) -> int:
        """Write first and last names by learner in the gradebook, and return how many changed."""
        course = self.course
        return name_learners(course, names) if course is not None else 0

    def opens(self, name: str) -> datetime | None:
        """Return when a test opens, in UTC; if its key cannot be read now, what was known last, or else never."""
        with suppress(ContentError, Unreachable, OSError):
            self._opens[name] = opening_of(self.key(name))
        return self._opens.get(name, NEVER)

    def window(self, name: str, student: str) -> Window | None:
        """Return until when a learner may make a test; None if the gradebook cannot be read now."""
        try:
            found = self.standing(name, student) if self.course else None
        except Unreachable:
            return None
        return found.window if found and found.is_readable else None

    def results(self, name: str) -> list[Result]:
        """Return the result of every learner on a test."""
        from ssfh_learn.grading.gradebook_reader import GradebookReader

        if self.course is None:
            return []
        return self.with_gradebook(name, GradebookReader, lambda gradebook: gradebook.results())

    def given_answers(self, name: str) -> GivenAnswers:
        """Return what everybody answered on a test, read again after the gradebook, the course or the key changes."""
        from ssfh_learn.grading.given_answers import read_given_answers
        from ssfh_learn.grading.gradebook_reader import version_of_gradebook

        course = self.course
        if course is None:
            raise Unreachable("result")
        try:
            key, version = self.key(name), version_of_gradebook(course)  # the version first, as `Standings` does
            known = self._given.get(name)
            if known is None or version is None or known[:3] != (course, key, version):
                known = self._given[name] = (course, key, version, read_given_answers(course, key))
        except (GradingError, ContentError, OSError) as error:
            raise unreachable("result", error) from error
        return known[3]

    def with_gradebook(self, name: str, kind: type[Opened], work: Callable[[Opened], Found]) -> Found:
        """Open the gradebook of a test as `kind`, and return the result of `work`.

        Raises Unreachable if it cannot be opened or read, and lets pass what `work` raises of its own.
        """
        course = self.course
        if course is None:
            raise Unreachable("result")
        try:
            with kind(course, self.key(name)) as gradebook:
                return work(gradebook)
        except (GradingError, ContentError, OSError) as error:
            raise unreachable("result", error) from error

    def standings(self, student: str) -> list[TestStanding]:
        """Return the standing of a learner in each test, as far as it can be read now."""
        return self._standings_with(self.names(), student)

    def standing(self, name: str, student: str) -> TestStanding:
        """Return the standing of a learner in a test, as far as it can be read now."""
        try:
            found = self._standings_with([one for one in self.names() if one == name], student)
        except Unreachable as error:
            return self._unreadable(name, error)
        return found[0] if found else self._unreadable(name, ContentError(word("portal", "no_test", name=name)))

    def _standings_with(self, names: list[str], student: str) -> list[TestStanding]:
        """Return the standing of a learner in these tests; a problem with one test does not affect the others."""
        course, files = self.course, self._files
        if course is None or files is None:
            return []
        keys: dict[str, Key] = {}
        found: dict[str, TestStanding] = {}
        for name in names:
            try:
                keys[name] = files.key(course, name)
            except (SsfhLearnError, OSError) as error:
                found[name] = self._unreadable(name, error)
        try:
            read: Mapping[str, TestStanding | GradingError] = self._standings.of(course, keys, student)
        except (SsfhLearnError, OSError) as error:
            return [found.get(name) or self._unreadable(name, error) for name in names]
        for name, one in read.items():
            found[name] = self._unreadable(name, one) if isinstance(one, GradingError) else one
        return [found[name] for name in names]

    def many_standings(self, names: Sequence[str], students: Sequence[str]) -> dict[str, dict[str, TestStanding]]:
        """Return by learner and test where some learners stand; raises Unreachable for a gradebook that is away."""
        from ssfh_learn.grading.own_tests import read_tests_of

        keys = self._keys(names)
        read = self._of_gradebook(read_tests_of, keys, students)
        found: dict[str, dict[str, TestStanding]] = {}
        for student, tests in read.items():
            standings = ((name, standing_of(keys[name], own)) for name, own in tests.items())
            found[student] = {
                name: self._unreadable(name, one) if isinstance(one, GradingError) else one for name, one in standings
            }
        return found

    def short_results(
        self, names: Sequence[str], students: Collection[str], *, with_moments: bool = True
    ) -> list[SameResult]:
        """Return the newest results on tests, with who has them; raises Unreachable for a gradebook that is away."""
        from ssfh_learn.grading.short_results import read_short_results

        read = partial(read_short_results, with_moments=with_moments)
        found: list[SameResult] = self._of_gradebook(read, self._keys(names), students) or []
        return found

    def person_log(self, names: Sequence[str], student: str) -> list[TestEvent]:
        """Return what happened with tests of a learner; raises Unreachable for a gradebook that is away."""
        from ssfh_learn.grading.person_log import read_person_log

        course = self.course
        if course is None:
            return []
        try:
            return read_person_log(course, names, student)
        except (GradingError, OSError) as error:
            raise unreachable("result", error) from error

    def ends(self, names: Sequence[str]) -> dict[str, HandInEnd]:
        """Return by test until when it can be handed in in time; raises Unreachable for a gradebook that is away."""
        from ssfh_learn.grading.hand_in_ends import read_ends

        course = self.course
        if course is None or not names:
            return {}
        try:
            return read_ends(course, list(self._keys(names).values()))
        except (GradingError, OSError) as error:
            raise unreachable("result", error) from error

    def _keys(self, names: Iterable[str]) -> dict[str, Key]:
        try:
            return {name: self.key(name) for name in names}
        except (ContentError, OSError) as error:
            raise unreachable("result", error) from error

    def _of_gradebook(
        self, read: Callable[[Course, Sequence[Key], Any], Found], keys: Mapping[str, Key], students: Collection[str]
    ) -> Any:
        course = self.course
        if course is None or not keys or not students:
            return {}
        try:
            return read(course, list(keys.values()), students)
        except (GradingError, OSError) as error:
            raise unreachable("result", error) from error

    def _unreadable(self, name: str, error: Exception) -> TestStanding:
        """Return an unreadable standing in a test; the log says why it cannot be read."""
        LOG.warning("the result on %s cannot be read: %s", name, error)
        return TestStanding(name, self._tests[name].title if name in self._tests else name, is_readable=False)

    def feedback(self, name: str, student: str) -> TestFeedback | None:
        """Return what a learner may know about her result now; None if no work of hers was graded."""
        from ssfh_learn.grading.explanation import PART, explain

        course = self.course
        if course is None:
            return None
        try:
            result, html = explain(course, self.key(name), student, PART)
        except (SsfhLearnError, OSError) as error:
            if isinstance(error, GradingError) and error.code == "nothing_handed_in":
                return None
            raise unreachable("result", error) from error
        return TestFeedback(result, html)


def unreachable(what: Unreached, error: Exception) -> Unreachable:
    """Return the exception for something that cannot be read now, and log why."""
    if not isinstance(error, Unreachable):
        LOG.warning("the %s cannot be read: %s", what, error)
    return Unreachable(what)
