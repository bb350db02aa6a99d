"""What a learner chose first in exercises and stories: it counts in figures of groups once she says yes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ssfh_learn.activities import Learner
from ssfh_learn.errors import JournalError
from ssfh_learn.journal import first_tries
from ssfh_learn.journal.stream import Stream
from ssfh_learn.portal.learner.learner_page import LearnerPage
from ssfh_learn.portal.web.identity import STAFF
from ssfh_learn.portal.web.page import LOG
from ssfh_learn.portal.writing.publishing_choices import counted_subjects, subject_of
from ssfh_learn.words import word

if TYPE_CHECKING:
    from ssfh_learn.activities import Activity
    from ssfh_learn.journal.reading import ReadTransaction
    from ssfh_learn.journal.transaction import Writing
    from ssfh_learn.portal.published.asked_activity import AskedActivity
    from ssfh_learn.portal.published.library import PublishedModule
    from ssfh_learn.portal.published.pages import ModuleStep
    from ssfh_learn.portal.writing.states import StreamState
    from ssfh_learn.reports.publications import Subject

_STEP = re.compile(r"module/[a-z0-9][a-z0-9-]{0,59}/[1-9]\d{0,2}")
StreamChoices = list[tuple[Stream, str, frozenset[str]]]
"""A stream, the version that is counted, and what she chose first."""


async def is_asked(page: LearnerPage, module: PublishedModule, step: int) -> bool:
    """Say whether a learner must be asked at a step; only who can count in a group is.

    It is the first step of a module that has something to count, so that a module asks in one place.
    """
    if not page.is_listed or page.person.may(*STAFF) or page.portal.rhythm == "nooit":
        return False
    if not _has_subject(module, module.steps[step - 1]) or any(
        _has_subject(module, earlier) for earlier in module.steps[: step - 1]
    ):
        return False
    who = page.person.id
    return await page.read_journal(lambda reading: first_tries.may_count(reading.connection, who)) is None


def _has_subject(module: PublishedModule, step: ModuleStep) -> bool:
    shown = (module.activities[name] for name in step.activities if name in module.activities)
    return any(subject_of("", one).version for one in shown)


async def count_first(page: LearnerPage, found: AskedActivity, played: StreamState) -> None:
    """Keep what a learner chose first, once she has finished it and if she said yes; her answer does not wait on it."""
    stream, activity = found.stream, found.activity
    if found.module is None or page.person.may(*STAFF) or activity.status(played.state) != "complete":
        return
    subject = subject_of(stream.place, activity)
    if not subject.version:
        return

    def missing(reading: ReadTransaction) -> StreamChoices:
        kept = first_tries.is_kept(reading.connection, stream, subject.version)
        if kept or not first_tries.may_count(reading.connection, stream.learner):
            return []
        return _made(reading, stream, activity, subject)

    try:
        made = await page.read_journal(missing)
        if made:
            await page.write_journal(lambda writing: _keep(writing, made), changes_roster=False)
    except JournalError as error:  # it is kept with one of her next answers
        LOG.warning("first choices were not kept: %s", error.code)


class CountIn(LearnerPage):
    """`/leren/meetellen`: say that what I choose first may count in figures, or that it may not."""

    stays_after_leaving = True

    async def post(self) -> None:
        """Remember it, and go back to the step or to my data."""
        at, who = self.portal.now().isoformat(timespec="seconds"), self.person.id
        counts = self.get_body_argument("meetellen", "") == "ja" and not self.person.may(*STAFF)
        if counts:
            made = await self.read_journal(self._earlier)

            def say_yes(writing: Writing) -> None:
                first_tries.say_yes(writing.connection, who, at)
                _keep(writing, made)

            await self.write_journal(say_yes, changes_roster=False)
        else:
            await self.write_journal(
                lambda writing: first_tries.say_no(writing.connection, who, at), changes_roster=False
            )
        back = self.get_body_argument("terug", "")
        if _STEP.fullmatch(back):
            self.to_done(self.root() + back, word("count_in", "done_yes" if counts else "done_no"))
        else:
            self.to_my_data("meetellen", word("count_in", "now_yes" if counts else "is_no"))

    def _earlier(self, reading: ReadTransaction) -> StreamChoices:
        """Return what she chose first before she was asked, in everything that she finished."""
        modules, made = self.portal.library.modules, StreamChoices()
        for (place, name), subject in counted_subjects(modules.values()).items():
            made += _made(reading, Stream(self.person.id, place, name), modules[place].activities[name], subject)
        return made


def _made(reading: ReadTransaction, stream: Stream, activity: Activity, subject: Subject) -> StreamChoices:
    """Return what somebody chose first in an activity; nothing while she has not finished it."""
    first = activity.first_choices((event for _, event in reading.events(stream)), Learner(stream.learner))
    return [] if first is None else [(stream, subject.version, first)]


def _keep(writing: Writing, made: StreamChoices) -> None:
    for one in made:
        first_tries.keep(writing.connection, *one)
