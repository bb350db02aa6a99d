"""Releasing and feedback by nbgrader's exchange, with its English log turned into one Dutch sentence."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ssfh_learn.dutch_time import dutch_moment
from ssfh_learn.grading.configure import find_own_commands
from ssfh_learn.grading.intake import take_in
from ssfh_learn.grading.key import load_key
from ssfh_learn.grading.opening import opens_at
from ssfh_learn.grading.problem import GradingError
from ssfh_learn.grading.release import differences, files_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssfh_learn.grading.course import Course
    from ssfh_learn.grading.intake import TakenIn

_STICKY = 0o1000


@dataclass(frozen=True)
class Given:
    """What became of the feedback: learners to whom it was released, for whom it lies ready, and who have none.

    Feedback lies ready if nobody asked for a release, or if the learner did not hand in through the exchange.
    """

    released: tuple[str, ...]
    ready: tuple[str, ...]
    failed: tuple[str, ...]


def release(course: Course, name: str) -> Path:
    """Put the release version where learners can fetch it, and return that folder; raises GradingError.

    A course with a shared folder has no exchange: learners get its release folder.
    """
    folder, key = course.folder("release", ".", name), load_key(course, name)
    opens = opens_at(key.quiz)
    if opens is not None and opens > datetime.now(UTC):
        raise GradingError("opens_later", name=name, when=dutch_moment(opens))
    if differences(folder, files_of(course, key)):
        raise GradingError("release_is_old", name=name)
    if course.shared_folder:
        return folder
    api = _api(course)
    api.config.ExchangeReleaseAssignment.force = True  # a corrected version replaces the old one
    _succeeded(api.release_assignment(name))
    outbound = _exchange(course)
    for shared in (outbound, outbound / course.id / "inbound"):
        with suppress(OSError):  # nbgrader lets everybody rename the work of others; a sticky bit prevents that
            shared.chmod(shared.stat().st_mode | _STICKY)
    return outbound / course.id / "outbound" / name


def collect(course: Course, name: str) -> Iterator[TakenIn]:
    """Take in all submissions, from the exchange and from the shared folder; raises GradingError."""
    load_key(course, name)
    submitted = course.folder("submitted", "*", name)
    drop = course.shared_folder
    inbound = Path(drop) if drop else _exchange(course) / course.id / "inbound"
    check_owner = bool(course.config.ExchangeCollect.get("check_owner", True))
    try:
        yield from take_in(inbound, name, submitted, check_owner=check_owner)
    except OSError as error:
        raise GradingError("folder_unreachable", folder=inbound, reason=error.strerror or error) from error


def give_feedback(course: Course, name: str, *, released: bool) -> Given:
    """Make the feedback page of every graded learner and, where asked, release what came by the exchange.

    A course with a shared folder gives feedback by hand, and the portal shows it on the page of the test. Raises
    GradingError if nothing was graded yet, or if no page could be made or released.
    """
    from ssfh_learn.grading.gradebook_reader import GradebookReader
    from ssfh_learn.grading.release_feedback import came_by_exchange

    key = load_key(course, name)
    graded = [student for student, _ in course.submissions(name) if course.folder("autograded", student, name).is_dir()]
    if not graded:
        raise GradingError("nothing_graded", name=name)
    with GradebookReader(course, key):  # says in Dutch where it cannot be read
        api = _api(course)
    done = api.generate_feedback(name)
    pages = {student: course.folder("feedback", student, name) for student in graded}
    made = [student for student, page in pages.items() if any(page.glob("*.html"))]
    failed = tuple(student for student in graded if student not in made)
    if not made or not failed:
        _succeeded(done)
    by_exchange = [student for student in made if came_by_exchange(pages[student])]
    if not released or course.shared_folder or not by_exchange:
        return Given((), tuple(made), failed)
    _succeeded(api.release_feedback(name))
    return Given(tuple(by_exchange), tuple(student for student in made if student not in by_exchange), failed)


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
