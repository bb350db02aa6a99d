"""One playing of a task: what the records hold now, and what was done on the way."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ssfh_learn.activities import dutch
from ssfh_learn.activities.practice_his.parts import PARTS, PATIENT, Part
from ssfh_learn.activities.practice_his.records import HisRecord, new_record
from ssfh_learn.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_ACTIONS = 200
MOST_NEW = 40
"""Far more than a task asks for; they keep the state of someone who wants to fill it small."""


@dataclass(frozen=True)
class TaskRun:
    """A task being played; `beginning` is how its records were, `opened` whose were opened, in order."""

    task: str
    beginning: tuple[HisRecord, ...]
    records: tuple[HisRecord, ...]
    open: str | None = None
    opened: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    actions: int = 0
    added: int = 0
    is_over: bool = False

    @property
    def is_touched(self) -> bool:
        """Whether anything was done, also where it was undone again; a step that was taken back is forgotten."""
        return bool(self.actions or self.steps)

    def record(self, part: Part, id_: str) -> HisRecord:
        """Return a record that can be seen now; raises Refused where there is none."""
        if part.patient_bound and self.open is None:
            raise Refused("no_record_open")
        for record in self.records:
            if record.part == part.id and record.id == id_ and self.can_see(record):
                return record
        raise Refused("unknown_id")

    def can_see(self, record: HisRecord) -> bool:
        """Say whether a record is on the screen: it hangs on no patient, or on the one whose record is open."""
        return not PARTS[record.part].patient_bound or record.patient == self.open

    def with_open(self, patient: str) -> TaskRun:
        """Open the record of a patient, which the access log keeps."""
        if patient == self.open:
            return self
        return replace(self._logged("open", patient), open=patient, opened=(*self.opened, patient))

    def with_added(self, part: Part, values: Mapping[str, str]) -> TaskRun:
        """Add a record; in a part that hangs on a patient it is of the one whose record is open."""
        if part.patient_bound and self.open is None:
            raise Refused("no_record_open")
        if self.added >= MOST_NEW:
            raise Refused("his_full")
        owner = self.open if part.patient_bound else None
        record = new_record(part, f"nieuw-{self.added + 1}", owner, values, is_new=True)
        run = replace(self, records=(*self.records, record), added=self.added + 1)
        return run._logged("add", record.patient, part)  # noqa: SLF001  (the next of the same)

    def with_changed(self, part: Part, record: HisRecord, values: Mapping[str, str]) -> TaskRun:
        """Change fields of a record."""
        changed = record.with_values(values)
        if changed == record:
            return self
        run = replace(self, records=tuple(changed if one is record else one for one in self.records))
        return run._logged("change", changed.patient, part)  # noqa: SLF001  (the next of the same)

    def without(self, part: Part, record: HisRecord) -> TaskRun:
        """Remove a record."""
        run = replace(self, records=tuple(one for one in self.records if one is not record))
        return run._logged("remove", record.patient, part)  # noqa: SLF001  (the next of the same)

    def _logged(self, action: str, patient: str | None, part: Part | None = None) -> TaskRun:
        """Count an action, and write it in the access log where it is about a patient."""
        if self.actions >= MOST_ACTIONS:
            raise Refused("his_full")
        counted = replace(self, actions=self.actions + 1)
        if patient is None:
            return counted
        log, words = PARTS["access_log"], dutch.HIS_ACTIONS
        values = {PATIENT: patient, "wie": dutch.HIS_LEARNER, "actie": words[action]}
        line = new_record(log, f"log-{counted.actions}", None, {**values, "onderdeel": part.label if part else ""})
        return replace(counted, records=(*counted.records, replace(line, is_new=True)))
