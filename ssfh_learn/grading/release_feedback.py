"""nbgrader's release of feedback, for a course in which not everybody handed in through the exchange."""

from __future__ import annotations

import glob
from pathlib import Path

from nbgrader.exchange.default import ExchangeReleaseFeedback

from ssfh_learn.grading.course import is_ours
from ssfh_learn.grading.problem import Note
from ssfh_learn.grading.received import SECRET, TIMESTAMP


def came_by_exchange(feedback: Path) -> bool:
    """Say whether the file by which nbgrader finds the owner is beside a feedback page; the portal writes none."""
    return all((feedback / name).is_file() for name in (SECRET, TIMESTAMP))


class ReleaseFeedback(ExchangeReleaseFeedback):
    """Releases the feedback of everybody who handed in by the exchange.

    nbgrader's own class stops at the first learner who did not, and nobody after her gets anything.
    """

    def copy_files(self) -> None:
        """Copy page by page; a page that cannot be copied is named at the end, and the others are still copied."""
        if not is_ours(self.coursedir.assignment_id, Path(self.coursedir.root)):
            super().copy_files()
            return
        everybody: str = self.src_path
        failed, count = [], 0
        for folder in sorted(glob.glob(everybody)):  # noqa: PTH207  (nbgrader's own pattern, from the root)
            if not came_by_exchange(Path(folder)):
                continue
            self.src_path: str = glob.escape(folder)
            try:
                super().copy_files()
                count += 1
            except OSError as error:
                failed.append(f"{folder}: {error.strerror or error}")
        self.src_path = everybody
        if failed:
            self.fail("; ".join(failed))
        if not count:  # a button of formgrader would say that it worked
            self.fail(str(Note("feedback_not_by_exchange", {"folder": self.coursedir.feedback_directory})))
