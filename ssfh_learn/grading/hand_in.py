"""Hands in on the learner's side: copies her journal to nbgrader's exchange or to a shared folder."""

from __future__ import annotations

import os
import secrets
import shutil
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from ssfh_learn.content.released_test import FILE_NAME, read_released_test
from ssfh_learn.errors import JournalError
from ssfh_learn.grading.arrival import is_safe_name
from ssfh_learn.grading.problem import GradingError, of_journal
from ssfh_learn.grading.quick_nbgrader import import_quickly
from ssfh_learn.grading.received import TIMESTAMP, nbgrader_time
from ssfh_learn.journal import public_journal, receipt_of
from ssfh_learn.journal.submitted import LARGEST, read_regular_file

if TYPE_CHECKING:
    from ssfh_learn.content.released_test import ReleasedTest


@dataclass(frozen=True)
class Receipt:
    """What a learner gets: the number of her journal, and when it was handed in (UTC, ISO 8601)."""

    number: str
    at: str
    student: str


def hand_in(folder: Path, student: str) -> Receipt:
    """Hand in the test in a folder for a learner; raises GradingError if that fails; nothing is lost then."""
    released = read_released_test(folder)
    if released is None:
        raise GradingError("no_test_here", folder=folder, file=FILE_NAME)
    name = released.test.id
    if not is_safe_name(student):
        raise GradingError("name_not_allowed", student=student)
    try:
        journal = read_regular_file(public_journal(folder), LARGEST)
    except JournalError as error:
        raise of_journal(error) from error
    at = datetime.now(UTC)
    with tempfile.TemporaryDirectory() as temporary:
        staged = Path(temporary) / name
        staged.mkdir()
        public_journal(staged).write_bytes(journal)
        with suppress(JournalError):
            notebook = f"{name}.ipynb"
            (staged / notebook).write_bytes(read_regular_file(folder / notebook, LARGEST))
        if released.folder:
            _to_folder(Path(released.folder), staged, student, at)
        else:
            _to_exchange(released, staged, student)
    return Receipt(receipt_of(sha256(journal).hexdigest()), at.isoformat(timespec="seconds"), student)


def _to_folder(inbound: Path, staged: Path, student: str, at: datetime) -> None:
    """Copy to a shared folder, under a name like those in nbgrader's exchange; it appears only when complete."""
    stamp = at.strftime("%Y-%m-%d %H.%M.%S UTC")  # no colon: Windows has no such names
    name = f"{student}+{staged.name}+{stamp}+{secrets.token_urlsafe(9)}"
    (staged / TIMESTAMP).write_text(nbgrader_time(at), "ascii")
    passing = inbound / f".{secrets.token_hex(8)}"
    try:
        passing.mkdir()  # without its parents: if the share is away, this must not make a folder on this computer
        shutil.copytree(staged, passing, dirs_exist_ok=True)
        passing.rename(inbound / name)
    except OSError as error:
        shutil.rmtree(passing, ignore_errors=True)
        raise GradingError("folder_unreachable", folder=inbound, reason=error.strerror or error) from error


def _to_exchange(released: ReleasedTest, staged: Path, student: str) -> None:
    import_quickly()
    from nbgrader.auth import Authenticator
    from nbgrader.coursedir import CourseDirectory
    from nbgrader.exchange import ExchangeError, ExchangeFactory
    from traitlets.config import Config

    config = Config()
    config.CourseDirectory.course_id = released.course
    config.CourseDirectory.assignment_id = staged.name
    config.CourseDirectory.student_id = student
    config.Exchange.assignment_dir = str(staged.parent)
    config.Exchange.timezone = "UTC"
    if released.exchange:
        config.Exchange.root = released.exchange
    directory = CourseDirectory(config=config)
    submit = ExchangeFactory(config=config).Submit(
        coursedir=directory, authenticator=Authenticator(config=config), config=config
    )
    place = Path(submit.root) / released.course
    if sys.platform == "win32" or not os.access(place / "inbound", os.W_OK | os.X_OK):
        raise GradingError("exchange_unreachable", folder=place / "inbound")
    if not (place / "outbound" / staged.name).is_dir():
        raise GradingError("not_released", name=staged.name)
    submit.log.disabled = True  # it is English, and the error holds what matters
    try:
        submit.start()
    except (ExchangeError, OSError, RuntimeError) as error:
        raise GradingError("exchange_failed", reason=error) from error
    finally:
        submit.log.disabled = False  # it is the logger of everything that has traits
