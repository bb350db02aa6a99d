"""Makes the projections of modules again from the events: once after an update, and for `ssfh-learn rebuild`."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from ssfh_learn.activities import Learner, play
from ssfh_learn.errors import JournalError
from ssfh_learn.journal import projections, snapshots, use
from ssfh_learn.journal.database import UNWRITABLE
from ssfh_learn.journal.projections import ActivityStatus
from ssfh_learn.portal.writing.progress import STEPS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from ssfh_learn.journal import Event
    from ssfh_learn.journal.sql import SqlJournal
    from ssfh_learn.journal.stream import Stream
    from ssfh_learn.journal.transaction import Writing
    from ssfh_learn.portal.published.library import Library, PublishedModule

LOG = logging.getLogger(__name__)
_NUMBER = re.compile(r"stap-(\d+)-")
TOGETHER = 50
"""The number of learners in one transaction; other writers can go between two transactions."""


def derive_what_is_old(journal: SqlJournal, library: Callable[[], Library]) -> None:
    """Make the projections of events that an earlier release recorded; this happens once.

    A module that cannot be read now waits for the next start, and so does everything if the disk cannot be written.
    """
    try:
        _derive_what_is_old(journal, library)
    except JournalError as error:
        if error.code not in UNWRITABLE:
            raise
        LOG.warning("the projections of older events were not made: %s", error.code)


def _derive_what_is_old(journal: SqlJournal, library: Callable[[], Library]) -> None:
    with journal.reading() as transaction:
        known = projections.derived(transaction.connection)
        if projections.ALL in known:
            return
        left = projections.places(transaction.connection) - known
    modules = library().modules
    rebuild(journal, [module for id_, module in modules.items() if id_ in left])
    if left <= set(modules):
        with journal.writing() as writing:
            projections.mark_derived(writing.connection, projections.ALL)


def rebuild(journal: SqlJournal, modules: Iterable[PublishedModule]) -> int:
    """Make the projections of these modules again for all learners, and return the number of learners."""
    of_place = {module.id: module for module in modules}
    with journal.writing() as writing:
        writing.alone()
        numbers = _old_steps(writing, of_place)
        learners = sorted(projections.learners_in(writing.connection, of_place))
        projections.forget_all_but(writing.connection, of_place, learners)
        use.count_again(writing.connection)
    for first in range(0, len(learners), TOGETHER):
        with journal.writing() as writing:
            writing.alone()
            for learner in learners[first : first + TOGETHER]:
                _rebuild_one(writing, learner, of_place, numbers)
    with journal.writing() as writing:
        for place in of_place:
            projections.mark_derived(writing.connection, place)
    return len(learners)


def drop_snapshots(journal: SqlJournal) -> None:
    """Delete all snapshots; later answers make new ones."""
    with journal.writing() as writing:
        snapshots.forget(writing.connection)


def _old_steps(writing: Writing, modules: Mapping[str, PublishedModule]) -> dict[str, dict[int, str]]:
    """Return which step each number meant, by place; for a new module, use its present steps."""
    known = projections.old_steps(writing.connection)
    for place, module in modules.items():
        if place not in known:
            known[place] = _numbered(module.step_ids)
            projections.keep_old_steps(writing.connection, place, known[place])
    return known


def _numbered(steps: Sequence[str]) -> dict[int, str]:
    """Return which step each number meant when visits were written with numbers.

    A cell that is called `stap-11-...` began the eleventh step then, although a step may have been put before it since.
    Without such names it is the present order.
    """
    found = [(match, step) for step in steps if (match := _NUMBER.match(step))]
    named = {int(match[1]): step for match, step in reversed(found)}  # the first of each number
    is_whole = len(found) == len(steps) and sorted(named) == list(range(1, len(named) + 1))
    return named if is_whole else dict(enumerate(steps, 1))


def _rebuild_one(
    writing: Writing, learner: str, modules: Mapping[str, PublishedModule], numbers: Mapping[str, Mapping[int, str]]
) -> None:
    projections.forget(writing.connection, learner, modules)
    streams = [stream for stream in writing.streams(learner) if stream.place in modules]
    writing.read_events_ahead(dict.fromkeys(streams, 0))
    for stream in streams:
        events = [event for _, event in writing.events(stream)]
        if stream.activity == STEPS:
            rows = _openings(stream, events, numbers[stream.place])
            projections.open_steps(writing.connection, rows)
        elif (status := _status(stream, events, modules[stream.place])) is not None:
            writing.project(stream, status.status, status.at)


def _openings(
    stream: Stream, events: Iterable[Event], numbers: Mapping[int, str]
) -> list[tuple[str, str, str, str, str]]:
    """Return the rows of the steps that were opened; a step that no longer exists is named by its number."""
    found: dict[str, tuple[str, str]] = {}
    for event in events:
        step = str(event.data.get("step") or numbers.get(event.attempt) or event.attempt)
        first, _ = found.get(step, (event.at, ""))
        found[step] = first, event.at
    return [(stream.learner, stream.place, step, first, last) for step, (first, last) in found.items()]


def _status(stream: Stream, events: list[Event], module: PublishedModule) -> ActivityStatus | None:
    """Return the status of a learner in an activity and since when; None if the activity no longer exists."""
    activity = module.activities.get(stream.activity)
    if activity is None and module.deck and module.deck.refresher.id == stream.activity:
        activity = module.deck.refresher
    if activity is None or activity.is_test or activity.is_private != stream.private:
        return None
    state, status, at = activity.start(Learner(stream.learner)), None, ""
    for event in events:
        state = play(activity, [event], Learner(stream.learner), state).state
        if (now := activity.status(state)) != status:
            status, at = now, event.at
    return ActivityStatus(stream, status if status == "complete" or not stream.private else None, at)
