"""Releasing and feedback by nbgrader's exchange, with its English log turned into one Dutch sentence."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ssfh_learn.grading.configure import find_own_commands
from ssfh_learn.grading.intake import take_in
from ssfh_learn.grading.key import load_key
from ssfh_learn.grading.problem import GradingError
from ssfh_learn.grading.release import differences, files_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssfh_learn.grading.course import Course
    from ssfh_learn.grading.intake import TakenIn

_STICKY = 0o1000


def release(course: Course, name: str) -> Path:
    """Put the release version where learners can fetch it, and return that folder; raises GradingError.

    A course with a shared folder has no exchange: its release folder is what learners are given.
    """
    folder = course.folder("release", ".", name)
    if differences(folder, files_of(course, load_key(course, name))):
        raise GradingError("release_is_old", name=name)
    if course.shared_folder:
        return folder
    api = _api(course)
    api.config.ExchangeReleaseAssignment.force = True  # a version that was corrected comes in place of the old one
    _succeeded(api.release_assignment(name))
    outbound = _exchange(course)
    for shared in (outbound, outbound / course.id / "inbound"):
        with suppress(OSError):  # nbgrader lets everybody rename everybody's work; a sticky bit does not
            shared.chmod(shared.stat().st_mode | _STICKY)
    return outbound / course.id / "outbound" / name


def collect(course: Course, name: str) -> Iterator[TakenIn]:
    """Take in what was handed in, from the exchange and from the shared folder; raises GradingError."""
    load_key(course, name)
    submitted = course.folder("submitted", "*", name)
    drop = course.shared_folder
    inbound = Path(drop) if drop else _exchange(course) / course.id / "inbound"
    check_owner = bool(course.config.ExchangeCollect.get("check_owner", True))
    try:
        yield from take_in(inbound, name, submitted, check_owner=check_owner)
    except OSError as error:
        raise GradingError("folder_unreachable", folder=inbound, reason=error.strerror or error) from error


def give_feedback(course: Course, name: str, *, released: bool) -> tuple[int, bool]:
    """Make the feedback page of every graded learner and, where asked, release it.

    Return how many there are, and whether they were released: a course with a shared folder gives them by hand.
    Raises GradingError where nothing was graded yet.
    """
    load_key(course, name)
    if not any(course.folder("autograded", student, name).is_dir() for student, _ in course.submissions(name)):
        raise GradingError("nothing_graded", name=name)
    api = _api(course)
    _succeeded(api.generate_feedback(name))
    released = released and not course.shared_folder
    if released:
        _succeeded(api.release_feedback(name))
    pattern = course.folder("feedback", "*", name)
    place = pattern.parts.index("*")
    return len(list(Path(*pattern.parts[:place]).glob("/".join((*pattern.parts[place:], "*.html"))))), released


def _exchange(course: Course) -> Path:
    from nbgrader.exchange.default.exchange import Exchange

    return Path(course.config.Exchange.get("root") or Exchange.root.default_value)


def _api(course: Course) -> Any:
    from nbgrader.apps import NbGraderAPI

    find_own_commands()
    return NbGraderAPI(coursedir=course.directory, config=course.config)


def _succeeded(done: dict[str, Any] | None) -> None:
    if done is None:  # what nbgrader answers on Windows
        raise GradingError("no_exchange")
    if not done["success"]:
        said = [line.strip() for line in f"{done.get('log', '')}\n{done.get('error', '')}".splitlines() if line.strip()]
        raise GradingError("nbgrader_failed", reason=said[-1] if said else "-")
