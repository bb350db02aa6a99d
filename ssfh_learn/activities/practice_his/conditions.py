"""What a check asks: of the records as they are now, of what was done on the way, and of what came before what."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from ssfh_learn.activities.model import HisPart, Id, Model, YesNo, added, written_as
from ssfh_learn.activities.practice_his.bookings import double_booked
from ssfh_learn.activities.practice_his.parts import PARTS
from ssfh_learn.activities.practice_his.wanted import Allowed, MoreThan, Unchanged, Wanted, WantedIds, is_written_more

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssfh_learn.activities.practice_his.records import HisRecord
    from ssfh_learn.activities.practice_his.task_run import PlayedAct, TaskRun


class Order(Model):
    """Two things, of which one comes first. Without `every_time` only the first time of the second counts."""

    first: Condition = written_as("eerst")
    then: Condition = written_as("daarna")
    every_time: YesNo = written_as("elke-keer", default=False)

    def kept(self, run: TaskRun) -> bool:
        """Say whether the second happened, and the first was so just before it."""
        there = self._was_there(run)
        return bool(there) and (all(there) if self.every_time else there[0])

    def too_early(self, run: TaskRun) -> bool:
        """Say whether the second happened, the first time or ever, while the first was not so."""
        there = self._was_there(run)
        return not all(there if self.every_time else there[:1])

    def afterwards(self, run: TaskRun) -> bool:
        """Say whether the second still happened when the first was so."""
        return any(self._was_there(run))

    def early_step(self, run: TaskRun) -> str | None:
        """Return the last step with which the second happened while the first was not so."""
        early = [
            one.act.what
            for one in run.moments
            if one.act.kind == "step" and self.then.happens(one) and not self.first.holds(one.before)
        ]
        return early[-1] if early else None

    def _was_there(self, run: TaskRun) -> list[bool]:
        """Return, for each time that the second happened, whether the first was so just before."""
        return [self.first.holds(one.before) for one in run.moments if self.then.happens(one)]


class Looked(Model):
    """A part of a record that was on the screen."""

    patient: Id
    part_name: HisPart = written_as("onderdeel")


class Condition(Model):
    """One thing that is so or not; exactly one key is filled in."""

    there_is: Wanted | None = written_as("er-is", default=None)
    there_is_not: Wanted | None = written_as("er-is-niet", default=None)
    step: Id | None = written_as("stap", default=None)
    no_step: Id | None = written_as("geen-stap", default=None)
    opened: Id | None = written_as("geopend", default=None)
    not_opened: WantedIds | None = written_as("niet-geopend", default=None)
    only_opened: WantedIds | None = written_as("alleen-geopend", default=None)
    only_written: WantedIds | None = written_as("alleen-geschreven-bij", default=None)
    unchanged: Unchanged | None = written_as("ongewijzigd", default=None)
    closed: YesNo | None = written_as("dossier-dicht", default=None)
    any_of: tuple[Condition, ...] | None = written_as("een-van", default=None)
    not_so: Condition | None = written_as("niet", default=None)
    more_than: MoreThan | None = added(None, key="meer-dan")
    written_more: tuple[Allowed, ...] | None = added(None, key="meer-geschreven-dan")
    ever: Condition | None = added(None, key="ooit")
    order: Order | None = added(None, key="volgorde")
    too_early: Order | None = added(None, key="te-vroeg")
    afterwards: Order | None = added(None, key="toch-daarna")
    looked: Looked | None = added(None, key="gekeken")
    double_booked: Wanted | None = added(None, key="dubbel-geboekt")

    def named(self) -> tuple[str, ...]:
        """Return the keys that are filled in."""
        return tuple(name for name, _, _ in self._tests)

    @cached_property
    def _tests(self) -> tuple[tuple[str, Any, Any], ...]:
        """What is looked at: each key that is filled in, how, and with what."""
        return tuple(
            (name, test, getattr(self, name)) for name, test in _TESTS.items() if getattr(self, name) is not None
        )

    @cached_property
    def _acts(self) -> frozenset[tuple[str, str]] | None:
        """The acts that each fulfil it, as a kind and an object; None if it asks for more than acts."""
        if self.any_of is not None:
            acts = [one._acts for one in self.any_of]  # noqa: SLF001  (another of the same)
            return None if None in acts else frozenset().union(*filter(None, acts))
        if self.step is not None:
            return frozenset({("step", self.step)})
        return None if self.opened is None else frozenset({("open_record", self.opened)})

    def holds(self, run: TaskRun) -> bool:
        """Say whether it is so now."""
        return all(test(written, run) for _, test, written in self._tests)

    def happens(self, moment: PlayedAct) -> bool:
        """Say whether an act brought it about: it was done, or what was not so before is so now."""
        if self._acts is not None:
            return (moment.act.kind, moment.act.what) in self._acts
        if self.any_of is not None:
            return any(one.happens(moment) for one in self.any_of)
        if self.there_is is not None:
            parts = moment.after.parts
            return any(self.there_is.fits(record, parts) for record in moment.touched)
        return self.holds(moment.after) and not self.holds(moment.before)

    def parts_of_it(self) -> Iterator[tuple[str, Condition]]:
        """Yield the conditions that it is made of, each with the key that holds it."""
        yield from (("any_of", one) for one in self.any_of or ())
        for name in ("not_so", "ever"):
            if getattr(self, name) is not None:
                yield name, getattr(self, name)
        for name in ("order", "too_early", "afterwards"):
            order = getattr(self, name)
            if order is not None:
                yield from ((name, order.first), (name, order.then))

    def wanted(self) -> Iterator[tuple[str, Wanted]]:
        """Yield the records that it speaks of itself, each with its key."""
        for name in ("there_is", "there_is_not", "more_than", "double_booked"):
            if getattr(self, name) is not None:
                yield name, getattr(self, name)
        yield from (("written_more", one) for one in self.written_more or ())

    def speaks_of_too_early(self) -> bool:
        """Say whether it is about something that came too early, also among others."""
        return self.too_early is not None or any(one.speaks_of_too_early() for one in self.any_of or ())

    def hangs_on_words(self) -> bool:
        """Say whether its verdict hangs on keywords in words of one's own."""
        return any(wanted.hangs_on_words() for one in self.all_in_it() for _, wanted in one.wanted())

    def all_in_it(self) -> Iterator[Condition]:
        """Yield it, and each condition in it, however deep."""
        yield self
        for _, one in self.parts_of_it():
            yield from one.all_in_it()


class AllOf(Model):
    """Conditions that must hold together."""

    conditions: Annotated[tuple[Condition, ...], Field(min_length=1)] = written_as("als")

    def holds(self, run: TaskRun) -> bool:
        """Say whether all of them hold now."""
        return all(condition.holds(run) for condition in self.conditions)

    def is_so_itself(self, run: TaskRun) -> bool:
        """Say whether what these conditions are about holds now, whatever else they ask for.

        What came too early is about that alone, and otherwise a step is only what must be known beside the rest.
        """
        early = [condition for condition in self.conditions if condition.speaks_of_too_early()]
        more = [condition for condition in self.conditions if condition.step is None and condition.no_step is None]
        return all(condition.holds(run) for condition in early or more or self.conditions)

    def all_conditions(self) -> Iterator[Condition]:
        """Yield its conditions, and those in them, however deep."""
        for condition in self.conditions:
            yield from condition.all_in_it()

    @cached_property
    def is_decided(self) -> bool:
        """Whether a program can decide it: nothing in it hangs on words of one's own."""
        return not any(condition.hangs_on_words() for condition in self.conditions)


def _there_is(wanted: Wanted, run: TaskRun) -> bool:
    return any(wanted.fits(record, run.parts) for record in run.by_part.get(wanted.part_name, ()))


def _more_than(wanted: MoreThan, run: TaskRun) -> bool:
    return sum(wanted.fits(record, run.parts) for record in run.by_part.get(wanted.part_name, ())) > wanted.number


def _double_booked(wanted: Wanted, run: TaskRun) -> bool:
    appointments = run.by_part.get(wanted.part_name, ())
    return any(wanted.fits(record, run.parts) for record in double_booked(appointments))


def _only_written(patients: tuple[str, ...], run: TaskRun) -> bool:
    def others(records: tuple[HisRecord, ...]) -> list[HisRecord]:
        return [one for one in records if PARTS[one.part].patient_bound and one.patient not in patients]

    return others(run.records) == others(run.beginning)


def _ever(condition: Condition, run: TaskRun) -> bool:
    first = run.moments[0].before if run.moments else run
    return condition.holds(first) or any(condition.happens(moment) for moment in run.moments)


_TESTS: dict[str, Any] = {
    "there_is": _there_is,
    "there_is_not": lambda wanted, run: not _there_is(wanted, run),
    "step": lambda step, run: step in run.steps,
    "no_step": lambda step, run: step not in run.steps,
    "opened": lambda patient, run: patient in run.opened,
    "not_opened": lambda patients, run: not {*patients} & {*run.opened},
    "only_opened": lambda patients, run: {*run.opened} <= {*patients},
    "only_written": _only_written,
    "unchanged": lambda unchanged, run: unchanged.holds(run),
    "closed": lambda closed, run: closed is (run.open is None),
    "not_so": lambda condition, run: not condition.holds(run),
    "any_of": lambda conditions, run: any(condition.holds(run) for condition in conditions),
    "more_than": _more_than,
    "written_more": is_written_more,
    "ever": _ever,
    "order": lambda order, run: order.kept(run),
    "too_early": lambda order, run: order.too_early(run),
    "afterwards": lambda order, run: order.afterwards(run),
    "looked": lambda looked, run: (looked.patient, looked.part_name) in run.looked,
    "double_booked": _double_booked,
}
"""Each key of a condition, and how it is looked at."""
