"""Everything about one learner, for herself: see, read, download, share, take back and delete."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tornado.web import HTTPError

from ssfh_learn.dutch_time import dutch_moment
from ssfh_learn.errors import ContentError, JournalError, Unreachable
from ssfh_learn.journal import accounts, certificates, fault_reports, projections, shared, told
from ssfh_learn.journal.learner import forget
from ssfh_learn.journal.stream import Stream
from ssfh_learn.portal.learner.kept_until import sentences
from ssfh_learn.portal.learner.learner_page import LearnerPage
from ssfh_learn.portal.learner.readable import readable
from ssfh_learn.portal.learner.sharing import ShareableOutcome, can_be_shared, outcomes
from ssfh_learn.portal.writing.progress import STEPS
from ssfh_learn.roster.admission import forget_log_in
from ssfh_learn.roster.corrections import LONGEST_REQUEST, ask_correction
from ssfh_learn.roster.limits import unprintable
from ssfh_learn.roster.own_entry import entry_rows, own_entry
from ssfh_learn.words import section, word

if TYPE_CHECKING:
    from ssfh_learn.journal import Event
    from ssfh_learn.journal.learner import Held
    from ssfh_learn.journal.transaction import ReadTransaction, Writing


class MyData(LearnerPage):
    """`/leren/gegevens`: see, download and delete everything about me."""

    stays_after_leaving = True

    async def get(self) -> None:
        """Show what is kept."""
        streams = await self.read_journal(
            lambda writing: [(stream, len(writing.events(stream))) for stream in writing.streams(self.person.id)]
        )
        kept = [(*self._titles(stream), count, stream.place == stream.activity) for stream, count in streams]
        self.show(
            "learner/data.html.j2",
            title=word("portal", "my_data"),
            kept=kept,
            sharing=await self._sharing(),
            reports=await self.read_journal(lambda reading: len(fault_reports.of(reading.connection, self.person.id))),
            my_reports=word("fault_report", "mine"),
            earlier=await self.earlier_work(),
            kept_until=await sentences(self),
            entry=await self.read_journal(lambda reading: own_entry(reading.connection, self.person.id)),
            who_sees_what=list(section("who_sees_what").values()),
        )

    async def _sharing(self) -> list[ShareableOutcome]:
        """Return each self-assessment that was finished or is shared, and what of it is shared now."""
        rows = await self.read_journal(lambda reading: shared.rows_of(reading.connection, self.person.id))
        modules = self.portal.library.modules.values()
        finished = []
        for module, one in can_be_shared(modules):
            played = await self.played(Stream(self.person.id, module.id, one.id, private=True), one, module)
            if one.group_means(played.state):
                finished.append((module, one))
        return outcomes(finished, rows, modules)

    def _titles(self, stream: Stream) -> tuple[str, str]:
        """Return how a learner knows a place and what is in it; their names where the content is gone by now."""
        module = self.portal.library.modules.get(stream.place)
        place = module.description.title if module else stream.place
        if stream.activity == STEPS:
            return place, word("portal", "data_steps")
        try:
            return place, self.portal.place(self.person, stream.place, stream.activity).activity.title
        except (ContentError, Unreachable):
            return place, stream.activity


class Share(LearnerPage):
    """`/leren/delen`: share the outcome of a self-assessment for figures of the group, or take it back."""

    stays_after_leaving = True

    async def post(self) -> None:
        """Share or take back, and go back to my data."""
        place, name = self.get_body_argument("plaats", ""), self.get_body_argument("onderdeel", "")
        stream = Stream(self.person.id, place, name, private=True)
        if self.get_body_argument("delen", "") == "ja":
            await self._share(stream)
        else:  # also if the module no longer has it: what she shared stays hers
            await self.write_journal(lambda writing: shared.take_back(writing.connection, stream))
        self.redirect(f"{self.root()}gegevens#delen")

    async def _share(self, stream: Stream) -> None:
        place, name = stream.place, stream.activity
        module = self.module(place)
        one = module.activities.get(name)
        if one is None or not one.group_scales():
            raise HTTPError(404)
        played = await self.played(stream, one, module)
        content, means = one.fingerprint(), one.group_means(played.state)
        await self.write_journal(lambda writing: shared.share(writing.connection, stream, content, means))


class Download(LearnerPage):
    """`/leren/gegevens/download`: everything about me, as JSON."""

    stays_after_leaving = True

    async def get(self) -> None:
        """Send the file."""
        everything = await self.read_journal(self._everything)
        self.set_header("Content-Disposition", 'attachment; filename="mijn-gegevens.json"')
        self.answer({"learner": self.person.id, **everything})

    def _everything(self, writing: ReadTransaction) -> dict[str, Any]:
        events = [
            {"place": stream.place, "private": stream.private, **asdict(event)}
            for stream in writing.streams(self.person.id)
            for _, event in writing.events(stream)
        ]
        given = [asdict(one) for one in certificates.of(writing.connection, self.person.id)]
        return {
            "events": events,
            "certificates": given,
            "shared": shared.rows_of(writing.connection, self.person.id),
            "accounts": [asdict(one) for one in accounts.accounts(writing.connection, learner=self.person.id)],
            "told": told.rows_of(writing.connection, self.person.id),
            "reports": [asdict(one) for one in fault_reports.of(writing.connection, self.person.id)],
            "listed": entry_rows(writing.connection, self.person.id),
            **projections.rows_of(writing.connection, self.person.id),
        }


class Readable(MyData):
    """`/leren/gegevens/lezen`: everything that I did, to read and to print."""

    async def get(self) -> None:
        """Show the events of every stream in words."""
        found = await self.read_journal(
            lambda writing: [(stream, writing.events(stream)) for stream in writing.streams(self.person.id)]
        )
        parts = [
            (*self._titles(stream), self._lines(stream, [event for _, event in events])) for stream, events in found
        ]
        self.show("learner/readable.html.j2", title=word("portal", "readable"), parts=parts)

    def _lines(self, stream: Stream, events: list[Event]) -> list[tuple[str, str]]:
        try:
            activity = self.portal.place(self.person, stream.place, stream.activity).activity
        except (ContentError, Unreachable):
            activity = None
        return [(dutch_moment(datetime.fromisoformat(event.at)), readable(activity, event)) for event in events]


class Wipe(LearnerPage):
    """`/leren/gegevens/wissen`: delete everything that is mine alone; results and certificates stay."""

    stays_after_leaving = True

    async def post(self) -> None:
        """Delete and say so; the page asks twice, because this cannot be undone."""
        if self.get_body_argument("zeker", "") != "ja":
            self.redirect(f"{self.root()}gegevens")
            return
        try:
            await self._wipe()
        except JournalError:
            self.sentence = word("portal", "not_wiped")
            raise
        left = await self.portal.cleaner.clean()
        self.show("learner/wiped.html.j2", title=word("portal", "wiped"), left=word("portal", f"wiped_left_{left}"))

    async def _wipe(self) -> None:
        try:
            await self.write_journal(self._forget)
        except JournalError as error:
            if error.code != "disk_full":
                raise
            await self.portal.cleaner.forget_on_full_disk(self.person.id, self._forget)
        finally:  # what is gone on the disk must not be shown from memory
            with suppress(JournalError):
                await asyncio.wrap_future(self.portal.event_writer.forget(self.person.id))
            self.portal.receipts.forget(self.person.id)

    def _forget(self, writing: Writing) -> Held:
        gone = forget(writing, self.person.id, with_certificates=False)  # they are the record of her training
        forget_log_in(writing.connection, self.person.id)
        return gone


class AskCorrection(LearnerPage):
    """`/leren/gegevens/verbeteren`: ask her coordinator to put right what the list says of her."""

    stays_after_leaving = True

    async def post(self) -> None:
        """Keep what she asks and go back to her data."""
        text = " ".join(self.get_body_argument("vraag", "").split())[:LONGEST_REQUEST]
        at = self.portal.now().isoformat(timespec="seconds")
        if text and not unprintable(text):
            await self.write_journal(lambda writing: ask_correction(writing.connection, self.person.id, text, at))
        self.redirect(f"{self.root()}gegevens#lijst")
