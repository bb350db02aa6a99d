"""What a task with a test will do and whom it touches, in sentences, before anything happens."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ssfh_learn.errors import ContentError, Unreachable
from ssfh_learn.grading.problem import GradingError
from ssfh_learn.portal.coordinator.extra_lines import attempts_of
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from ssfh_learn.grading.course import Course
    from ssfh_learn.journal.course_tasks import TaskName
    from ssfh_learn.portal.portal import Portal

MOST_PROBLEMS = 5


@dataclass(frozen=True)
class TaskPreview:
    """What a task will do: sentences, warnings, and why it cannot be done, if so. `version` names what was seen."""

    sentences: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    version: str = "0"


@dataclass(frozen=True)
class TaskAsked:
    """A task that somebody asks for, for these learners or for all; `begun` is who began an attempt in the portal."""

    task: TaskName
    test: str
    students: frozenset[str] | None
    begun: Mapping[str, int]


def preview_of(portal: Portal, asked: TaskAsked) -> TaskPreview:
    """Return what a task will do; raises Unreachable if that cannot be known now."""
    course = portal.assignments.course
    if course is None:
        raise Unreachable("tests")
    try:
        return _PREVIEWS[asked.task](portal, course, asked)
    except (GradingError, OSError) as error:
        raise Unreachable("tests") from error
    except ContentError:
        return TaskPreview(refused=(_said("content_broken"),))


def _build(portal: Portal, course: Course, asked: TaskAsked) -> TaskPreview:
    from ssfh_learn.content.activity_file import read_activity
    from ssfh_learn.grading.key import key_file

    path = key_file(course, asked.test)
    test, source = read_activity(path)
    wrong = [one for one in source.problems if one.weight in {"error", "question"}]
    if test is None or wrong:
        told = tuple(one.said_in(course.root) for one in wrong[:MOST_PROBLEMS])
        return TaskPreview(refused=(_said("content_broken"), *told))
    is_built = asked.test in portal.assignments.names()
    handed_in = _handed_in(portal, asked.test) if is_built else 0
    sentences = [_said("build_again" if is_built else "build_first"), *_touched(asked, handed_in)]
    warnings = []
    if is_built and _is_as_built(course, asked.test):
        sentences.append(_said("build_same"))
    elif asked.begun or handed_in:
        warnings.append(_said("build_warning"))
    if not is_built:
        sentences.append(_said("build_undo"))
    seen = (path.read_bytes(), bool(asked.begun), bool(handed_in))
    return TaskPreview(tuple(sentences), tuple(warnings), version=_version(seen))


def _withdraw(portal: Portal, _course: Course, asked: TaskAsked) -> TaskPreview:
    if asked.test not in portal.assignments.names():
        return TaskPreview(refused=(_said("withdraw_gone"),))
    handed_in = _handed_in(portal, asked.test)
    if asked.begun or handed_in:
        return TaskPreview((), (), (_said("withdraw_begun"), *_touched(asked, handed_in)))
    return TaskPreview((_said("withdraw_nobody"), _said("withdraw_undo")), (_said("withdraw_notebooks"),))


def _release(portal: Portal, course: Course, asked: TaskAsked) -> TaskPreview:
    if not _is_as_built(course, asked.test):
        return TaskPreview(refused=(_said("release_old"),))
    sentences = (_said("release_who"), _said("release_portal"), *_touched(asked, _handed_in(portal, asked.test)))
    return TaskPreview(sentences, (_said("release_warning"),))


def _collect(portal: Portal, _course: Course, asked: TaskAsked) -> TaskPreview:
    handed_in = _handed_in(portal, asked.test)
    return TaskPreview((_said("collect_who"), *_touched(asked, handed_in), _said("collect_keeps")))


def _grade(portal: Portal, _course: Course, asked: TaskAsked) -> TaskPreview:
    count = portal.submissions.count(asked.test, asked.students)
    if not count:
        return TaskPreview(refused=(_said("grade_nobody"),))
    who = "grade_all" if asked.students is None else "grade_own"
    return TaskPreview((_said(who, count), _said("grade_keeps")), (_said("grade_warning"),))


def _feedback(_portal: Portal, course: Course, asked: TaskAsked) -> TaskPreview:
    from ssfh_learn.grading.explanation import plan_feedback
    from ssfh_learn.grading.key import load_key

    planned = plan_feedback(course, load_key(course, asked.test))
    if not planned.graded:
        return TaskPreview(refused=(_said("feedback_nobody"),))
    sentences = [_said("feedback_who", planned.graded), _said("feedback_portal")]
    warnings = []
    if planned.waiting:
        warnings.append(_said("feedback_waiting", planned.waiting))
    if planned.explained < planned.graded:
        sentences.append(_said("feedback_later", planned.graded - planned.explained))
    if planned.first_time:
        warnings.append(_said("feedback_explains", len(planned.first_time)))
    return TaskPreview(tuple(sentences), tuple(warnings), version=_version((planned.first_time, planned.waiting)))


_PREVIEWS = {
    "build": _build,
    "withdraw": _withdraw,
    "release": _release,
    "collect": _collect,
    "grade": _grade,
    "feedback": _feedback,
}


def _said(key: str, count: int | None = None) -> str:
    return word("test_task", key) if count is None else word("test_task", key, count=count)


def _touched(asked: TaskAsked, handed_in: int) -> Collection[str]:
    """Say how many people have begun and handed in."""
    if not (asked.begun or handed_in):
        return (_said("nobody_begun"),)
    return (_said("have_begun", len(asked.begun)), _said("have_handed_in", handed_in))


def _handed_in(portal: Portal, test: str) -> int:
    """Return how many learners handed in; 0 for a gradebook that does not know the test yet."""
    found = 0
    with suppress(Unreachable):
        known = attempts_of(portal, test)
        found = sum(one.handed_in > 0 for one in known.learners.values())
    return max(found, portal.submissions.count(test))


def _is_as_built(course: Course, name: str) -> bool:
    """Return whether the release is what building would make now."""
    from ssfh_learn.grading.key import key_to_build
    from ssfh_learn.grading.release import differences, files_of

    with suppress(GradingError, OSError):
        return not differences(course.folder("release", ".", name), files_of(course, key_to_build(course, name)))
    return False


def _version(seen: object) -> str:
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:16]
