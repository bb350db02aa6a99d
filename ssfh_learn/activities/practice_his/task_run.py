"""One playing of a task: what the records hold now, and everything that was done on the way, in order."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from functools import cached_property
from itertools import takewhile
from operator import is_
from typing import TYPE_CHECKING, Any, Literal

from ssfh_learn.activities import dutch
from ssfh_learn.activities.practice_his.part import PATIENT, Part
from ssfh_learn.activities.practice_his.parts import PARTS
from ssfh_learn.activities.practice_his.records import HisRecord, new_record
from ssfh_learn.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_ACTIONS = 200
MOST_NEW = 40
MOST_MOMENTS = 600
"""Far more than a task asks for; they keep the state of someone who wants to fill it small."""

ActKind = Literal["open_record", "close_record", "look", "add", "change", "remove", "step", "undo_step"]


@dataclass(frozen=True)
class Act:
    """One thing that was done: to which step, patient or part."""

    kind: ActKind
    what: str = ""


@dataclass(frozen=True)
class PlayedAct:
    """An act, with how everything was just before and just after it."""

    act: Act
    before: TaskRun
    after: TaskRun

    @cached_property
    def touched(self) -> tuple[HisRecord, ...]:
        """The records that this act added or changed, as they were after it."""
        before, after = self.before.records, self.after.records
        same = sum(takewhile(bool, map(is_, before, after)))  # most acts leave nearly all of them as they were
        there = {id(record) for record in before[same:]}
        return tuple(record for record in after[same:] if id(record) not in there)


@dataclass(frozen=True)
class TaskRun:
    """A task being played; `beginning` is how its records were, `opened` whose were opened, in order.

    `past` holds each act with the run before it, which is kept without a past of its own. `is_judged` is false where
    the task was begun when it had other rules.
    """

    task: str
    beginning: tuple[HisRecord, ...]
    records: tuple[HisRecord, ...]
    open: str | None = None
    opened: tuple[str, ...] = ()
    looked: tuple[tuple[str, str], ...] = ()
    """The parts of records that were on the screen, each behind its patient."""
    steps: tuple[str, ...] = ()
    actions: int = 0
    added: int = 0
    is_over: bool = False
    is_judged: bool = True
    past: tuple[tuple[Act, TaskRun], ...] = field(default=(), repr=False)
    parts: Mapping[str, Part] = field(default_factory=lambda: PARTS, repr=False, compare=False)

    @property
    def is_touched(self) -> bool:
        """Whether anything was done, also where it was undone again; a step that was taken back is forgotten."""
        return bool(self.actions or self.steps)

    @cached_property
    def moments(self) -> tuple[PlayedAct, ...]:
        """Everything that was done so far, from the first act to the last."""
        found = []
        run = self
        while run.past:
            found.append(run.last)
            run = run.previous
        return tuple(reversed(found))

    @cached_property
    def last(self) -> PlayedAct:
        """The last act."""
        return PlayedAct(self.past[-1][0], self.previous, self)

    @cached_property
    def previous(self) -> TaskRun:
        """The run before the last act, with its own past."""
        return self.past[-1][1]._with(past=self.past[:-1])  # noqa: SLF001  (another of the same)

    @cached_property
    def _without_past(self) -> TaskRun:
        """How it stands, for what comes after it."""
        return self._with(past=())

    @cached_property
    def by_part(self) -> Mapping[str, tuple[HisRecord, ...]]:
        """The records of each part."""
        found: dict[str, list[HisRecord]] = {}
        for record in self.records:
            found.setdefault(record.part, []).append(record)
        return {part: tuple(records) for part, records in found.items()}

    def __getstate__(self) -> dict[str, Any]:
        """Return what is kept of it: its fields, and nothing that can be worked out again."""
        own = vars(self)
        return {name: own[name] for name in _FIELDS}

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
        logged = self._logged(self.records, "open", patient)
        return self._then(Act("open_record", patient), **logged, open=patient, opened=(*self.opened, patient))

    def closed(self) -> TaskRun:
        """Close the record that is open."""
        return self if self.open is None else self._then(Act("close_record", self.open), open=None)

    def with_look(self, part: Part) -> TaskRun:
        """Look at a part of the record that is open; what was looked at once is known."""
        if self.open is None:
            raise Refused("no_record_open")
        seen = (self.open, part.id)
        if seen in self.looked:
            return self
        return self._then(Act("look", part.id), looked=(*self.looked, seen))

    def with_step(self, step: str) -> TaskRun:
        """Take a step; taken again, it is done once more, as somebody may ask twice."""
        steps = self.steps if step in self.steps else (*self.steps, step)
        return self._then(Act("step", step), steps=steps)

    def without_step(self, step: str) -> TaskRun:
        """Take a step back."""
        if step not in self.steps:
            raise Refused("unknown_id")
        return self._then(Act("undo_step", step), steps=tuple(one for one in self.steps if one != step))

    def with_added(self, part: Part, values: Mapping[str, str]) -> TaskRun:
        """Add a record; in a part that hangs on a patient it is of the one whose record is open."""
        if part.patient_bound and self.open is None:
            raise Refused("no_record_open")
        if self.added >= MOST_NEW:
            raise Refused("his_full")
        number = self.added + 1
        owner = self.open if part.patient_bound else None
        record = new_record(part, f"nieuw-{number}", owner, values, is_new=True)
        logged = self._logged((*self.records, record), "add", record.patient, part)
        return self._then(Act("add", part.id), **logged, added=number)

    def with_changed(self, part: Part, record: HisRecord, values: Mapping[str, str]) -> TaskRun:
        """Change fields of a record."""
        changed = record.with_values(values)
        if changed == record:
            return self
        records = tuple(changed if one is record else one for one in self.records)
        return self._then(Act("change", part.id), **self._logged(records, "change", changed.patient, part))

    def without(self, part: Part, record: HisRecord) -> TaskRun:
        """Remove a record."""
        records = tuple(one for one in self.records if one is not record)
        return self._then(Act("remove", part.id), **self._logged(records, "remove", record.patient, part))

    def _then(self, act: Act, **changes: Any) -> TaskRun:
        """Return the run with an act behind it, and what that act changed."""
        if len(self.past) >= MOST_MOMENTS:
            raise Refused("his_full")
        then = self._with(**changes, past=(*self.past, (act, self._without_past)))
        vars(then)["previous"] = self  # so that runs that share a beginning work it out once
        return then

    def _logged(
        self, records: tuple[HisRecord, ...], action: str, patient: str | None, part: Part | None = None
    ) -> dict[str, Any]:
        """Return what an action changes: its number, and records with a line of the log where it is about a patient."""
        if self.actions >= MOST_ACTIONS:
            raise Refused("his_full")
        number = self.actions + 1
        if patient is None:
            return {"actions": number, "records": records}
        log, words = PARTS["access_log"], dutch.HIS_ACTIONS
        values = {PATIENT: patient, "wie": dutch.HIS_LEARNER, "actie": words[action]}
        values["onderdeel"] = part.label if part else ""
        line = new_record(log, f"log-{number}", None, values, is_new=True)
        return {"actions": number, "records": (*records, line)}

    def _with(self, **changes: Any) -> TaskRun:
        """Return it with other values in fields; `dataclasses.replace` takes five times as long, and runs are many."""
        run = object.__new__(TaskRun)
        vars(run).update(self.__getstate__(), **changes)
        return run


_FIELDS = tuple(one.name for one in fields(TaskRun))
