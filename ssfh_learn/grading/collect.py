"""nbgrader's collect with our own intake: it names what it refuses and takes in the rest."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from nbgrader.exchange.default import ExchangeCollect

from ssfh_learn.grading.arrival import read_arrival
from ssfh_learn.grading.course import is_ours
from ssfh_learn.grading.intake import take_in
from ssfh_learn.grading.problem import GradingError, Note, printable

_REFUSED = ""


class Collect(ExchangeCollect):
    """Takes in our tests through our own intake, and checks other work before nbgrader takes it in."""

    inbound_path: str
    src_records: list[dict[str, Any]]

    def copy_files(self) -> None:
        """Copy what may be copied, and log in Dutch what may not."""
        name = self.coursedir.assignment_id
        if not is_ours(name, Path(self.coursedir.root)):
            self._copy_other_work()
            return
        submitted = Path(self.coursedir.format_path(self.coursedir.submitted_directory, "*", name))
        for taken in take_in(Path(self.inbound_path), name, submitted, check_owner=self.check_owner):
            if taken.refused:
                self.log.error("%s: %s", printable(taken.name), taken.refused)
            else:
                self.log.info("%s: %s", taken.student, "new" if taken.is_new else "unchanged")

    def _copy_other_work(self) -> None:
        """Let nbgrader take in what we read; a folder that was changed since it was chosen is refused."""
        inbound = self.inbound_path
        chosen = [one for one in self.src_records if one["username"] != _REFUSED]
        for record in chosen:
            with TemporaryDirectory() as place:
                try:
                    arrived = read_arrival(
                        Path(inbound) / record["filename"], record["username"], check_owner=self.check_owner
                    )
                    arrived.write(Path(place) / record["filename"])
                except GradingError as error:
                    self.log.error("%s: %s", printable(record["filename"]), error)  # noqa: TRY400  (a sentence)
                    continue
                self.inbound_path, self.src_records = place, [record]
                super().copy_files()
        self.inbound_path, self.src_records = inbound, chosen

    def _path_to_record(self, path: str) -> dict[str, Any]:
        folder = Path(path)
        try:
            record: dict[str, Any] = super()._path_to_record(path)
            read_arrival(folder, record["username"], lambda _name: False, check_owner=self.check_owner)
        except (
            GradingError,
            ValueError,
            OverflowError,
        ) as error:  # ValueError: no time in the name, where nbgrader stops
            reason = error if isinstance(error, GradingError) else Note("intake_bad_name")
            self.log.error("%s: %s", printable(folder.name), reason)  # noqa: TRY400  (a sentence, no traceback)
            return {"username": _REFUSED, "filename": folder.name, "timestamp": datetime.min}  # noqa: DTZ901  (nbgrader compares times without a zone)
        return record
