"""What there is to learn at one moment: the modules with their pages and activities. It never changes."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from ssfh_learn.activities import Learner, RoleChoice
from ssfh_learn.errors import ContentError
from ssfh_learn.portal.published.deck import Deck, deck_of
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ssfh_learn.activities import Activity
    from ssfh_learn.content.module import ModuleDescription
    from ssfh_learn.portal.published.pages import ModuleStep


@dataclass(frozen=True)
class PublishedModule:
    """A module as learners meet it: each part as it is, or as it was where its file is broken now.

    `problems` tells a trainer why the description or the pages are not the newest; `activity_problems` does so by
    activity, also of those that never could be read.
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

    def activity(self, name: str) -> Activity:
        """Return an activity; raises ContentError where there is none, or none that ever could be read."""
        if name in self.activities:
            return self.activities[name]
        raise ContentError("\n".join(self.problems_at(name)))

    def problems_at(self, name: str) -> tuple[str, ...]:
        """Return what a trainer has to know of the place of an activity; nothing where it is as it was written."""
        if name in self.activities or name in self.activity_problems:
            return self.activity_problems.get(name, ())
        return (word("check", "unknown_activity", name=name, known=", ".join(self.activities) or "-"),)

    @property
    def all_problems(self) -> tuple[str, ...]:
        """All that keeps learners from seeing the module as it was written."""
        return (*self.problems, *chain.from_iterable(self.activity_problems.values()))

    @cached_property
    def role_choice(self) -> RoleChoice | None:
        """The activity in which a learner chooses her role, if there is one."""
        return next((one for one in self.activities.values() if isinstance(one, RoleChoice)), None)

    @cached_property
    def deck(self) -> Deck | None:
        """What of the module can come back to be refreshed; None where that is nothing."""
        return deck_of(self.activities.values())

    @property
    def step_ids(self) -> tuple[str, ...]:
        """The ids of the steps, in order."""
        return tuple(step.id for step in self.steps)

    @cached_property
    def exercises(self) -> Mapping[str, tuple[str, ...]]:
        """The activities by the id of their step in which there is something to do.

        What is complete before one begins is only to look at, and what cannot be read keeps nobody from being done.
        """

        def asks(activity: Activity) -> bool:
            return activity.status(activity.start(Learner(""))) != "complete"

        asking = {name for name, activity in self.activities.items() if asks(activity)}
        return {step.id: tuple(name for name in step.activities if name in asking) for step in self.steps}


@dataclass(frozen=True)
class Library:
    """The modules by id, in the order of their titles, and the folders in which learners miss something, with why."""

    modules: Mapping[str, PublishedModule] = field(default_factory=dict)
    problems: Mapping[Path, tuple[str, ...]] = field(default_factory=dict)
