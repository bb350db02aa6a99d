"""The page after the last step of a module."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ssfh_learn.activities import Learner
from ssfh_learn.activities.markup import markup
from ssfh_learn.errors import Unreachable
from ssfh_learn.journal import projections
from ssfh_learn.journal.stream import Stream
from ssfh_learn.portal.learner.ending import (
    PlannedStep,
    StrongPoint,
    abilities,
    action_plans,
    own_step,
    strongest,
    to_do,
)
from ssfh_learn.portal.learner.learner_page import LearnerPage
from ssfh_learn.portal.learner.refresher import read_traces, standing_of
from ssfh_learn.portal.learner.refresher_page import Line, line_of
from ssfh_learn.portal.writing.progress import Progress, progress
from ssfh_learn.words import section, word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ssfh_learn.journal.reading import ReadTransaction
    from ssfh_learn.portal.published.library import PublishedModule


@dataclass(frozen=True)
class _Found:
    """What the journal says at the end of a module: `refresh` is what the first page says of its refresher too."""

    done: Progress
    statuses: Mapping[str, str]
    strong: StrongPoint | None = None
    refresh: Line | None = None
    had_all_right: bool = False


class EndingPage(LearnerPage):
    """`/leren/module/<place>/klaar`: what she can do now, what went best, her own step, and what to do next."""

    own_files = ("home.css",)

    async def get(self, place: str) -> None:
        """Show the ending, or what is left to do."""
        module = self.module(place)
        found = await self.read_journal(lambda reading: self._found(reading, module))
        test, is_unknown = await self._test(place)
        left = [
            (number, step, to_do(module, step.id, found.statuses))
            for number, step in enumerate(module.steps, 1)
            if step.id not in found.done.done
        ]
        self.show(
            "learner/ending.html.j2",
            title=word("ending", "page_title", title=module.description.title),
            said=section("ending"),
            module=module.description,
            place=place,
            last=len(module.steps),
            is_done=found.done.is_done,
            left=left,
            goals=[markup(goal.text) for goal in module.description.goals],
            abilities=abilities(module.description.goals),
            strong=found.strong,
            strong_goal=markup(found.strong.goal.text) if found.strong else None,
            step=await self._own_step(module),
            fields=section("frontend")["rows"],
            refresh=found.refresh,
            had_all_right=found.had_all_right,
            test=test,
            test_is_unknown=is_unknown,
            help=markup(module.description.help),
        )

    def _found(self, reading: ReadTransaction, module: PublishedModule) -> _Found:
        done = progress(reading, self.person.id, [module])[module.id]
        reached = projections.statuses_of(reading.connection, self.person.id, module.id).get(module.id, {})
        statuses = {name: one.status for name, one in reached.items()}
        deck, learner = module.deck, Learner(self.person.id)
        if deck is None:
            return _Found(done, statuses)
        traces = read_traces(reading, self.person.id, module.id, deck, module.step_ids)
        strong, today = strongest(module, deck, traces, learner), self.portal.today()
        standing = standing_of(deck, traces, learner, module.step_ids, today)
        if standing is None or not standing.cards:
            return _Found(done, statuses, strong)
        return _Found(done, statuses, strong, line_of(module, standing, today), standing.had_all_right)

    async def _own_step(self, module: PublishedModule) -> PlannedStep | None:
        """Return the step of her own plan."""
        for plan in action_plans(module):
            played = await self.played(Stream(self.person.id, module.id, plan.id, plan.is_private), plan, module)
            if found := own_step(plan, played.state):
                return found
        return None

    async def _test(self, place: str) -> tuple[str | None, bool]:
        """Return the test that she can take now, and whether nobody can see now if there is one."""
        try:
            name = self.portal.test_of(place)
            if name is None:
                return None, False
            standing = await self.in_background(self.portal.assignments.standing, name, self.person.id)
        except Unreachable:
            return None, True
        return (name, False) if standing.can_be_taken else (None, not standing.is_readable)
