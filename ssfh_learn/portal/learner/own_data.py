"""Everything about one learner, for herself: see, read, download, share, take back and delete."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from tornado.web import HTTPError

from ssfh_learn.errors import ContentError, JournalError, Unreachable
from ssfh_learn.journal import fault_reports, first_tries, shared, use
from ssfh_learn.journal.learner import forget
from ssfh_learn.journal.stream import Stream
from ssfh_learn.portal.learner.consent import consent_text
from ssfh_learn.portal.learner.kept_until import sentences
from ssfh_learn.portal.learner.learner_page import LearnerPage
from ssfh_learn.portal.learner.sharing import ShareableOutcome, can_be_shared, outcome_of, outcomes
from ssfh_learn.portal.learner.track import track_of
from ssfh_learn.portal.web.identity import STAFF
from ssfh_learn.portal.writing.progress import STEPS
from ssfh_learn.roster.admission import forget_log_in
from ssfh_learn.roster.corrections import LONGEST_REQUEST, ask_correction
from ssfh_learn.roster.limits import unprintable
from ssfh_learn.roster.own_entry import own_entry
from ssfh_learn.words import section, word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ssfh_learn.journal.learner import Held
    from ssfh_learn.journal.reading import ReadTransaction
    from ssfh_learn.journal.transaction import Writing


class KeptLine(NamedTuple):
    """Something that is kept, and where it belongs; a test is a place of its own."""

    place: str
    name: str
    is_test: bool


class MyData(LearnerPage):
    """`/leren/gegevens`: see, download and delete everything about me."""

    stays_after_leaving = True

    async def get(self) -> None:
        """Show what is kept."""
        streams = await self.read_journal(lambda reading: use.use_of(reading.connection, self.person.id))
        kept = [KeptLine(*self._titles(one), one.place == one.activity) for one in streams]
        self.show(
            "learner/data.html.j2",
            title=word("portal", "my_data"),
            of_modules=_by_place(one for one in kept if not one.is_test),
            tests=[one.name for one in kept if one.is_test],
            is_listed=self.is_listed,
            exactly=word("count_in", "more"),
            sharing=await self._sharing(),
            what_happens=consent_text("sharing", self.portal.rhythm),
            count_in=section("count_in") if self.is_listed and not self.person.may(*STAFF) else None,
            what_is_counted=consent_text("counting", self.portal.rhythm),
            **await self.read_journal(self._counting),
            reports=await self.read_journal(lambda reading: len(fault_reports.of(reading.connection, self.person.id))),
            my_reports=word("fault_report", "mine"),
            earlier=await self.earlier_work(),
            kept_until=await sentences(self),
            entry=await self.read_journal(lambda reading: own_entry(reading.connection, self.person.id)),
            who_sees_what=list(section("who_sees_what").values()),
            done_part=self.get_query_argument("deel", ""),
        )

    async def _sharing(self) -> list[ShareableOutcome]:
        """Return each self-assessment that was finished or is shared, and what of it is shared now."""
        rows = await self.read_journal(lambda reading: shared.rows_of(reading.connection, self.person.id))
        modules = self.portal.library.modules.values()
        finished = {}
        for module, one in can_be_shared(modules):
            played = await self.played(Stream(self.person.id, module.id, one.id, private=True), one, module)
            if one.group_means(played.state):
                finished[module.id, one.id] = outcome_of(one, played.state)
        return outcomes(finished, rows, modules)

    def _counting(self, reading: ReadTransaction) -> dict[str, Any]:
        """Return whether what she chooses first may count, and how much of it does."""
        said = first_tries.may_count(reading.connection, self.person.id)
        return {"may_count": said, "counts": len(first_tries.rows_of(reading.connection, self.person.id))}

    def _titles(self, stream: Stream) -> tuple[str, str]:
        """Return how a learner knows a place and what is in it; their names where the content is gone by now."""
        module = self.portal.library.modules.get(stream.place)
        place = module.description.title if module else stream.place
        if stream.activity == STEPS:
            return place, word("portal", "data_steps")
        if (track := track_of(stream.activity)) is not None:
            known = self.portal.library.tracks.get(track)
            return place, known.title if known else word("track", "tracks")
        try:
            return place, self.portal.place(self.person, stream.place, stream.activity).activity.title
        except (ContentError, Unreachable):
            return place, stream.activity


def _by_place(kept: Iterable[KeptLine]) -> dict[str, list[str]]:
    """Return what is kept of each place together."""
    found: dict[str, list[str]] = {}
    for one in kept:
        found.setdefault(one.place, []).append(one.name)
    return found


class Share(LearnerPage):
    """`/leren/delen`: share the outcome of a self-assessment for figures of the group, or take it back."""

    stays_after_leaving = True

    async def post(self) -> None:
        """Share or take back, and go back to my data."""
        place, name = self.get_body_argument("plaats", ""), self.get_body_argument("onderdeel", "")
        stream = Stream(self.person.id, place, name, private=True)
        shares = self.get_body_argument("delen", "") == "ja"
        if shares:
            await self._share(stream)
        else:  # also if the module no longer has it: what she shared stays hers
            await self.write_journal(lambda writing: shared.take_back(writing.connection, stream), changes_roster=False)
        self.to_my_data("delen", word("portal", "share_done" if shares else "share_stopped"))

    async def _share(self, stream: Stream) -> None:
        place, name = stream.place, stream.activity
        module = self.module(place)
        one = module.activities.get(name)
        if one is None or not one.group_scales():
            raise HTTPError(404)
        played = await self.played(stream, one, module)
        outcome = outcome_of(one, played.state)
        if self.person.may(*STAFF):  # they never count
            outcome = replace(outcome, version="")
        await self.write_journal(
            lambda writing: shared.share(writing.connection, stream, outcome), changes_roster=False
        )


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
        is_kept = (
            text
            and not unprintable(text)
            and await self.write_journal(lambda writing: ask_correction(writing.connection, self.person.id, text, at))
        )
        if is_kept:
            self.to_my_data("lijst", word("portal", "listed_ask_done"))
        else:
            self.redirect(f"{self.root()}gegevens#lijst")
