"""nbgrader's collect with our own intake: it names what it refuses and takes in the rest."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader.exchange.default import ExchangeCollect

from ssfh_learn.grading.course import is_ours
from ssfh_learn.grading.intake import looked_at, take_in
from ssfh_learn.grading.problem import GradingError, Note

_REFUSED = ""


class Collect(ExchangeCollect):
    """Takes in our tests through our own intake, and checks other work before nbgrader takes it in."""

    def copy_files(self) -> None:
        """Copy what may be copied, and log in Dutch what may not."""
        name = self.coursedir.assignment_id
        if not is_ours(name, Path(self.coursedir.root)):
            self.src_records: list[dict[str, Any]] = [
                record for record in self.src_records if record["username"] != _REFUSED
            ]
            super().copy_files()
            return
        submitted = Path(self.coursedir.format_path(self.coursedir.submitted_directory, "*", name))
        for taken in take_in(Path(self.inbound_path), name, submitted, check_owner=self.check_owner):
            if taken.refused:
                self.log.error("%s: %s", taken.name, taken.refused)
            else:
                self.log.info("%s: %s", taken.student, "new" if taken.is_new else "unchanged")

    def _path_to_record(self, path: str) -> dict[str, Any]:
        folder = Path(path)
        try:
            record: dict[str, Any] = super()._path_to_record(path)
            looked_at(folder, record["username"], check_owner=self.check_owner)
        except (
            GradingError,
            ValueError,
            OverflowError,
        ) as error:  # ValueError: no time in the name, where nbgrader stops
            reason = error if isinstance(error, GradingError) else Note("intake_bad_name")
            self.log.error("%s: %s", folder.name, reason)  # noqa: TRY400  (a sentence, no traceback)
            return {"username": _REFUSED, "filename": folder.name, "timestamp": datetime.min}  # noqa: DTZ901  (nbgrader compares times without a zone)
        return record
