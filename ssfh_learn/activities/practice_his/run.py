"""One playing of a task: what the records hold now, and what was done on the way."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ssfh_learn.activities import dutch
from ssfh_learn.activities.practice_his.parts import PARTS, PATIENT, Part
from ssfh_learn.activities.practice_his.records import Record, new_record
from ssfh_learn.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ssfh_learn.activities.practice_his.result import Outcome

MOST_ACTIONS = 200
MOST_NEW = 40
"""Far more than a task asks for; they keep the state of someone who wants to fill it small."""


@dataclass(frozen=True)
class Run:
    """A task being played; `beginning` is how its records were, `opened` whose were opened, in order."""

    task: str
    beginning: tuple[Record, ...]
    records: tuple[Record, ...]
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

    def record(self, part: Part, id_: str) -> Record:
        """Return a record that can be seen now; raises Refused where there is none."""
        if part.patient_bound and self.open is None:
            raise Refused("no_record_open")
        for record in self.records:
            if record.part == part.id and record.id == id_ and self.can_see(record):
                return record
        raise Refused("unknown_id")

    def can_see(self, record: Record) -> bool:
        """Say whether a record is on the screen: it hangs on no patient, or on the one whose record is open."""
        return not PARTS[record.part].patient_bound or record.patient == self.open

    def with_open(self, patient: str) -> Run:
        """Open the record of a patient, which the access log keeps."""
        if patient == self.open:
            return self
        return replace(self._logged("open", patient), open=patient, opened=(*self.opened, patient))

    def with_added(self, part: Part, values: Mapping[str, str]) -> Run:
        """Add a record; in a part that hangs on a patient it is of the one whose record is open."""
        if part.patient_bound and self.open is None:
            raise Refused("no_record_open")
        if self.added >= MOST_NEW:
            raise Refused("his_full")
        owner = self.open if part.patient_bound else None
        record = new_record(part, f"nieuw-{self.added + 1}", owner, values, is_new=True)
        run = replace(self, records=(*self.records, record), added=self.added + 1)
        return run._logged("add", record.patient, part)  # noqa: SLF001  (the next of the same)

    def with_changed(self, part: Part, record: Record, values: Mapping[str, str]) -> Run:
        """Change fields of a record."""
        changed = record.with_values(values)
        if changed == record:
            return self
        run = replace(self, records=tuple(changed if one is record else one for one in self.records))
        return run._logged("change", changed.patient, part)  # noqa: SLF001  (the next of the same)

    def without(self, part: Part, record: Record) -> Run:
        """Remove a record."""
        run = replace(self, records=tuple(one for one in self.records if one is not record))
        return run._logged("remove", record.patient, part)  # noqa: SLF001  (the next of the same)

    def _logged(self, action: str, patient: str | None, part: Part | None = None) -> Run:
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


_WORST_FIRST = ("unsafe", "partly", "safe")


@dataclass(frozen=True)
class Done:
    """The best finished result of a task."""

    task: str
    percent: int
    outcome: Outcome

    @property
    def rank(self) -> tuple[int, int]:
        """How good it is: working safely counts before the percentage."""
        return _WORST_FIRST.index(self.outcome), self.percent


@dataclass(frozen=True)
class HisState:
    """The task being played, if any, the best result of each task, and how often a task was begun."""

    run: Run | None = None
    done: tuple[Done, ...] = ()
    begun: int = 0

    @property
    def playing(self) -> Run:
        """The task being played; raises Refused where there is none or it has been handed in."""
        if self.run is None:
            raise Refused("not_begun")
        if self.run.is_over:
            raise Refused("closed")
        return self.run

    def best(self, task: str) -> Done | None:
        """Return the best result of a task so far."""
        return next((done for done in self.done if done.task == task), None)

    def with_done(self, done: Done) -> HisState:
        """Keep a result where it is better than what there was."""
        before = self.best(done.task)
        if before is not None and before.rank >= done.rank:
            return self
        return replace(self, done=(*(one for one in self.done if one.task != done.task), done))
