"""How far a learner is in a module: which steps she opened, and which are done."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from uuid import uuid4

from ssfh_learn.journal import Event, projections
from ssfh_learn.journal.stream import Stream
from ssfh_learn.portal.published.standing_line import line_of_module

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from ssfh_learn.journal.projections import Opening, Reached
    from ssfh_learn.journal.reading import ReadTransaction
    from ssfh_learn.journal.transaction import Writing
    from ssfh_learn.portal.published.exercises import Exercise
    from ssfh_learn.portal.published.library import PublishedModule
    from ssfh_learn.portal.published.pages import ModuleStep
    from ssfh_learn.portal.writing.quota import Quota

STEPS = "stappen"
"""The activity of the events that say which steps she opened; no real activity can have this name."""


@dataclass(frozen=True)
class Progress:
    """The steps of a module in order, the openings of the steps that she opened, and the ids of those that are done."""

    steps: Sequence[ModuleStep]
    opened: Mapping[str, Opening] = field(default_factory=dict)
    done: frozenset[str] = frozenset()
    at: str = ""
    """When she finished the module, or else when she was last busy with it (UTC, ISO 8601)."""

    @property
    def is_done(self) -> bool:
        """Whether every step is done."""
        return bool(self.steps) and len(self.done) == len(self.steps)

    @property
    def has_begun(self) -> bool:
        """Whether she ever opened a step, even one that no longer exists."""
        return bool(self.opened)

    @property
    def percent(self) -> int:
        """The share of the steps that is done, rounded down: 100 only when all of them are."""
        return 100 * len(self.done) // len(self.steps) if self.steps else 0

    @property
    def next_step(self) -> int:
        """The number of the step where she was last, or of the first after it that is not done; then from the front.

        Of the last step when all are done.
        """
        numbered = list(enumerate(self.steps, 1))
        seen = [(self.opened[step.id].last, number) for number, step in numbered if step.id in self.opened]
        _, here = max(seen, default=("", 1))
        onward = [*numbered[here - 1 :], *numbered[: here - 1]]
        return next((number for number, step in onward if step.id not in self.done), len(self.steps))


def progress(transaction: ReadTransaction, learner: str, modules: Iterable[PublishedModule]) -> dict[str, Progress]:
    """Return how far a learner is in each of these modules, by the id of the module."""
    modules = list(modules)
    place = modules[0].id if len(modules) == 1 else None
    opened = projections.openings_of(transaction.connection, learner, place)
    statuses = projections.statuses_of(transaction.connection, learner, place)
    return {one.id: dated_progress(one, opened.get(one.id, {}), statuses.get(one.id, {})) for one in modules}


def dated_progress(module: PublishedModule, opened: Mapping[str, Opening], reached: Mapping[str, Reached]) -> Progress:
    """Return the progress of a learner, with its day."""
    found = progress_in(module, opened, {name: one.status for name, one in reached.items()})
    if found.is_done:
        steps, exercises = needed_in(module)
        moments = [*(opened[one].first for one in steps), *(_done_at(one, reached) for one in exercises)]
    else:
        moments = [*(one.last for one in opened.values()), *(one.at for one in reached.values())]
    return replace(found, at=max(moments, default=""))


def progress_line(done: Progress) -> str:
    """Return how far a learner is in a module, in the sentence that she and her coordinator read."""
    return line_of_module(
        has_begun=done.has_begun,
        is_done=done.is_done,
        next_step=done.next_step,
        steps=len(done.steps),
        at=done.at,
    )


def needed_in(module: PublishedModule) -> tuple[frozenset[str], frozenset[Exercise]]:
    """Return what makes a module done: the steps that must be opened, and the exercises that must be done."""
    exercises = {step.id: module.exercises[step.id] for step in module.steps}
    steps = frozenset(step for step, hers in exercises.items() if not hers)
    return steps, frozenset(one for hers in exercises.values() for one in hers)


def _done_at(exercise: Exercise, reached: Mapping[str, Reached]) -> str:
    """Return when an exercise was first done."""
    return min(reached[name].at for name in exercise if name in reached and reached[name].status in projections.DONE)


def progress_in(module: PublishedModule, opened: Mapping[str, Opening], statuses: Mapping[str, str]) -> Progress:
    """Return the progress of a learner who opened these steps and has these statuses of activities.

    A step is done when its exercises are answered; a step without any when it was opened.
    """

    def is_done(step: ModuleStep) -> bool:
        exercises = module.exercises[step.id]
        if not exercises:
            return step.id in opened
        return all(any(statuses.get(name) in projections.DONE for name in one) for one in exercises)

    return Progress(module.steps, opened, frozenset(step.id for step in module.steps if is_done(step)))


def visit(  # noqa: PLR0913, PLR0917  (what a visit is)
    writing: Writing, learner: str, place: str, step: str, at: datetime | None = None, quota: Quota | None = None
) -> None:
    """Remember that a step was opened, now or at a moment; once a learner wrote too much, without an event."""
    response = {"kind": "visit", "id": str(uuid4()), "step": step}
    event = Event.now(activity=STEPS, content="", attempt=1, response=response, at=at)
    stream = Stream(learner, place, STEPS)
    if quota is None or quota.allows(writing, stream):
        writing.add(stream, event)
    projections.open_steps(writing.connection, [(learner, place, step, event.at, event.at)])


def is_newest(opened: Mapping[str, Opening], step: str) -> bool:
    """Return whether this step was opened last: opening it again adds nothing."""
    return step in opened and opened[step].last == max(one.last for one in opened.values())
