"""The modules at one moment, with their pages and activities; these values never change."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from ssfh_learn.activities import Learner, RoleChoice
from ssfh_learn.errors import ContentError
from ssfh_learn.portal.published.deck import Deck, deck_of
from ssfh_learn.portal.published.exercises import Exercise, exercises_of
from ssfh_learn.portal.published.module_texts import ModuleTexts, module_texts
from ssfh_learn.portal.published.shown_step import ShownStep, shown_step
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ssfh_learn.activities import Activity
    from ssfh_learn.content.module import ModuleDescription
    from ssfh_learn.content.track import Track
    from ssfh_learn.portal.published.pages import ModuleStep


@dataclass(frozen=True)
class PublishedModule:
    """A module as learners see it; a part whose file is broken now stays as it was.

    `problems` tells a trainer why the description or the pages are not the newest. `activity_problems` does the
    same for each activity, also for those that could never be read.
    """

    folder: Path
    description: ModuleDescription
    steps: tuple[ModuleStep, ...]
    activities: Mapping[str, Activity]
    problems: tuple[str, ...] = ()
    activity_problems: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The id of the module, which is its place in the journal and in addresses."""
        return str(self.description.id)

    @property
    def short_title(self) -> str:
        """Its short title or else its title up to the colon, for the title of a page and for a narrow screen."""
        return self.description.short_title or self.description.title.partition(":")[0]

    def activity(self, name: str) -> Activity:
        """Return an activity; raises ContentError if it does not exist or could never be read."""
        if name in self.activities:
            return self.activities[name]
        raise ContentError("\n".join(self.problems_at(name)))

    def problems_at(self, name: str) -> tuple[str, ...]:
        """Return why an activity is not shown as it was written; nothing if it is."""
        if name in self.activities or name in self.activity_problems:
            return self.activity_problems.get(name, ())
        return (word("check", "unknown_activity", name=name, known=", ".join(self.activities) or "-"),)

    @property
    def all_problems(self) -> tuple[str, ...]:
        """All reasons why learners do not see the module as it was written."""
        return (*self.problems, *chain.from_iterable(self.activity_problems.values()))

    @cached_property
    def role_choice(self) -> RoleChoice | None:
        """The activity in which a learner chooses her role, if there is one."""
        return next((one for one in self.activities.values() if isinstance(one, RoleChoice)), None)

    @cached_property
    def deck(self) -> Deck | None:
        """The cards of the module for a refresher; None if there are none."""
        return deck_of(self.activities.values())

    @cached_property
    def shown_steps(self) -> tuple[ShownStep, ...]:
        """The steps as their pages show them, in order."""
        return tuple(shown_step(step, self.description.glossary, self.folder) for step in self.steps)

    @cached_property
    def texts(self) -> ModuleTexts:
        """The texts that a browser may keep."""
        return module_texts(self.description, self.steps, self.activities)

    @property
    def step_ids(self) -> tuple[str, ...]:
        """The ids of the steps, in order."""
        return tuple(step.id for step in self.steps)

    @cached_property
    def exercises(self) -> Mapping[str, tuple[Exercise, ...]]:
        """What there is to do in each step, by the id of the step.

        An activity that is complete before it starts is only shown, so it is left out. An activity that cannot be read
        is left out too, so that a learner can still complete the step.
        """

        def asks(activity: Activity) -> bool:
            return activity.status(activity.start(Learner(""))) != "complete"

        asking = {name for name, activity in self.activities.items() if asks(activity)}
        return {
            step.id: exercises_of({name: self.activities[name] for name in step.activities if name in asking})
            for step in self.steps
        }


@dataclass(frozen=True)
class Library:
    """The modules by id, in the order of their titles, and the problems of each folder that has any."""

    modules: Mapping[str, PublishedModule] = field(default_factory=dict)
    tracks: Mapping[str, Track] = field(default_factory=dict)
    """The tracks whose module is there, by id; one whose file is broken now stays as it was."""
    problems: Mapping[Path, tuple[str, ...]] = field(default_factory=dict)
