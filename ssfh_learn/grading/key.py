"""The key of a test: its content file, the secret that renames its options, and every version that was released."""

from __future__ import annotations

import os
import re
import secrets
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ssfh_learn.activities.quiz import Quiz
from ssfh_learn.content import load_activity
from ssfh_learn.content.source import version_of
from ssfh_learn.errors import ContentError
from ssfh_learn.grading.problem import GradingError
from ssfh_learn.grading.rules import with_rules

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ssfh_learn.activities.quiz.questions import AnyQuestion
    from ssfh_learn.grading.course import Course

_SECRET = "secret"  # noqa: S105  (the name of a file)
_VERSIONS = "versions"
_OTHER = "andere-"
"""What the name of a kept version begins with if it is kept for its other questions."""
_PERSONAL = ("submitted", "autograded", "feedback")
_FINGERPRINT = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True)
class Key:
    """A test with its answers; options carry the ids that learners see."""

    quiz: Quiz
    secret: bytes
    folder: Path

    @cached_property
    def released(self) -> dict[str, Any]:
        """The test as it is written for learners: no answers, no explanations."""
        return _written(self.quiz)

    @cached_property
    def learners(self) -> Quiz:
        """The test as the learner's side reads it."""
        return _released(self.quiz)

    @cached_property
    def content(self) -> str:
        """The version of what a learner sees; correcting the key does not change it."""
        return self.learners.fingerprint()

    def allowing(self, extra: int, other: int = 0) -> Key:
        """Return the key for a learner to whom a person gave so many attempts more; `other` have other questions."""
        return replace(self, quiz=self.quiz.allowing(extra, other)) if extra or other else self

    @cached_property
    def played(self) -> Quiz:
        """The test as the learner's side reads it, which also plays attempts with other questions."""
        versions = {content: _released(quiz) for content, quiz in self.others.items()}
        return self.learners.knowing(versions, self.newest_other)

    @cached_property
    def other_contents(self) -> frozenset[str]:
        """Every version with other questions that was built."""
        return frozenset(path.stem.removeprefix(_OTHER) for path in (self.folder / _VERSIONS).glob(f"{_OTHER}*.yaml"))

    @cached_property
    def others(self) -> dict[str, Quiz]:
        """The test with its other questions in the place of the first ones, by version, as far as it was built."""
        found = ((content, self.of_version(content)) for content in sorted(self.other_contents))
        return {content: quiz for content, quiz in found if quiz is not None}

    @cached_property
    def newest_other(self) -> str:
        """The version with the other questions of the key as it is now; empty if there are none, or were not built."""
        content = self.content_of(self.quiz.other) if self.other_contents and self.quiz.other is not None else ""
        return content if content in self.others else ""

    def content_of(self, quiz: Quiz) -> str:
        """Return the version of another form of this test."""
        return replace(self, quiz=quiz).content

    @cached_property
    def version(self) -> str:
        """The version of the key."""
        return self.quiz.fingerprint()

    @cached_property
    def _versions(self) -> dict[str, Quiz | None]:
        return {self.content: self.quiz}

    def of_version(self, content: str) -> Quiz | None:
        """Return the test as it was in a released version, with the newest key that fits; None if unknown."""
        if content not in self._versions:
            self._versions[content] = self._archived(content)
        return self._versions[content]

    def _archived(self, content: str) -> Quiz | None:
        if not _FINGERPRINT.fullmatch(content):
            return None
        if content in self.other_contents:
            return self._archived_other(content)
        path = self.folder / _VERSIONS / f"{content}.yaml"
        if not path.is_file():
            return self._with_newest_key(self._between[content]) if content in self._between else None
        *_, first = released = self._released_from(path)
        fitting = (quiz for version, quiz in released if version == content)
        return self._with_newest_key(next(fitting, first[1]))

    def _archived_other(self, content: str) -> Quiz | None:
        path = self.folder / _VERSIONS / f"{_OTHER}{content}.yaml"
        others = (quiz.other for quiz in with_rules(_relabelled(path, self.quiz.id, self.secret)))
        found = next((one for one in others if one is not None and self.content_of(one) == content), None)
        return None if found is None else self._with_newest_key(found, self.quiz.other_questions)

    def _released_from(self, path: Path) -> list[tuple[str, Quiz]]:
        """Return what a content file can have been released as, each with its version, the newest rules first."""
        quizzes = with_rules(_relabelled(path, self.quiz.id, self.secret))
        return [(self.content_of(quiz), quiz) for quiz in quizzes]

    @cached_property
    def _between(self) -> dict[str, Quiz]:
        """What no release was: a version with one rule of another, for attempts during which the test was built."""
        found: dict[str, Quiz] = {}
        for path in sorted((self.folder / _VERSIONS).glob("*.yaml")):
            with suppress(ContentError, GradingError):  # who needs that version itself is told
                found.update(self._released_from(path))
        return found

    def _with_newest_key(self, old: Quiz, newest: Iterable[AnyQuestion] | None = None) -> Quiz:
        now = {question.id: question for question in (self.quiz.questions if newest is None else newest)}
        return old.model_copy(
            update={
                "questions": tuple(
                    now[question.id]
                    if question.id in now and now[question.id].without_key() == question.without_key()
                    else question
                    for question in old.questions
                )
            }
        )

    @property
    def was_built(self) -> bool:
        """Whether this very version has been released."""
        return (self.folder / _VERSIONS / f"{self.content}.yaml").is_file()

    def archive(self, source: Path) -> None:
        """Archive this version of the content file, for submissions that were made with it."""
        place = self.folder / _VERSIONS
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{self.content}.yaml").write_bytes(source.read_bytes())
        if self.quiz.other is not None:
            (place / f"{_OTHER}{self.content_of(self.quiz.other)}.yaml").write_bytes(source.read_bytes())


def _written(quiz: Quiz) -> dict[str, Any]:
    """Return a test as it is written for learners."""
    return quiz.without_key().model_dump(mode="json", by_alias=True, exclude_none=True)


def _released(quiz: Quiz) -> Quiz:
    """Return a test as the learner's side reads it."""
    return Quiz.model_validate(_written(quiz))


def load_key(course: Course, name: str) -> Key:
    """Return the key of a test that was built, with the rules that its release names.

    Raises GradingError where there is no such test or it was not built yet, and ContentError (Dutch, every problem)
    where its file is wrong.
    """
    newest, *earlier = _keys(course, name)
    return next((key for key in (newest, *earlier) if key.was_built), newest)


def key_to_build(course: Course, name: str) -> Key:
    """Return the key of a test as it is built now: with the newest rules, unless its author names others.

    Raises what `load_key` raises.
    """
    return _keys(course, name)[0]


def _keys(course: Course, name: str) -> list[Key]:
    """Return the key of a test with the rules that a release can name, the newest first."""
    path = key_file(course, name)
    folder = course.keys / name
    try:
        secret = bytes.fromhex((folder / _SECRET).read_text("ascii").strip())
    except FileNotFoundError:
        raise GradingError("not_built", name=name) from None
    except (OSError, ValueError):
        raise GradingError("bad_secret", path=folder / _SECRET) from None
    return [Key(quiz, secret, folder) for quiz in with_rules(_relabelled(path, name, secret))]


def versions_of_key(course: Course, name: str) -> tuple[tuple[int, int], ...]:
    """Return what changes when a key, its secret or the versions that were released change."""
    folder = course.keys / name
    return tuple(version_of(path) for path in (course.keys / f"{name}.yaml", folder / _SECRET, folder / _VERSIONS))


def key_file(course: Course, name: str) -> Path:
    """Return where the content file of a test is; raises GradingError where there is none."""
    path = course.keys / f"{name}.yaml"
    if not path.is_file():
        raise GradingError("no_key", name=name, folder=course.keys, known=", ".join(course.tests) or "-")
    return path


def make_secret(course: Course, name: str) -> None:
    """Make the secret of a test if there is none. It never changes, because submissions depend on it."""
    path = course.keys / name / _SECRET
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(FileExistsError):
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_hex(32))


def protect(course: Course) -> None:
    """Let only the owner read the keys, as far as we may set that; git does not keep these rights.

    Other accounts cannot read submissions, grades and feedback either, unless graders share the course through a group.
    """
    for path in (course.keys, *course.keys.rglob("*")):
        with suppress(OSError):
            path.chmod(0o700 if path.is_dir() else 0o600)
    if not course.config.CourseDirectory.get("groupshared", False):
        for step in _PERSONAL:
            with suppress(OSError):
                (course.root / step).chmod(0o700)


def _relabelled(path: Path, name: str, secret: bytes) -> Quiz:
    quiz = load_activity(path)
    if not isinstance(quiz, Quiz) or quiz.mode != "test":
        raise GradingError("not_a_test", path=path)
    if not any(quiz.counts(question) for question in quiz.questions):
        raise ContentError(str(GradingError("nothing_counts", path=path)))
    return quiz.model_copy(update={"id": name}).relabelled(secret)
