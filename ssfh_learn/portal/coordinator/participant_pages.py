"""One participant: add her, change, move or end her."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ssfh_learn.dutch_time import dutch_moment
from ssfh_learn.errors import RosterError, Unreachable
from ssfh_learn.portal.coordinator.coordinator_page import CoordinatorPage
from ssfh_learn.portal.coordinator.group_pages import titles_of_duties
from ssfh_learn.portal.coordinator.log_lines import Called
from ssfh_learn.portal.coordinator.participant_form import KnownSpellings, ParticipantForm, is_id
from ssfh_learn.portal.coordinator.person_history import history
from ssfh_learn.portal.web.log import log_results_read
from ssfh_learn.roster import changes, corrections, listing, log, spelling
from ssfh_learn.roster.merging import merge_to_undo
from ssfh_learn.roster.name import PersonName
from ssfh_learn.roster.participant import Participant
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ssfh_learn.grading.person_log import TestEvent
    from ssfh_learn.journal.reading import ReadTransaction
    from ssfh_learn.roster.scope import Scope

MOST_LINES, SHOWN_LINES = 500, 20
"""The most lines of the roster's log that a page holds, and how many it shows before somebody unfolds the rest."""
NOBODY = Participant(PersonName())
REFUSED_FIELDS = {"account_taken": "account", "group_needed": "groups"}
"""The field that a refusal is about."""


class ParticipantPages(CoordinatorPage):
    """What the pages of one participant share."""

    async def known(self, id_: int) -> Participant:
        """Return a participant; answers 404 for somebody whom she may not see."""
        found = await self.read_roster(lambda reading, scope: listing.one_of(reading.connection, scope, id_))
        if found is None:
            raise self.refuse(RosterError("not_found"))
        return found

    async def show_form(self, form: ParticipantForm, problem: str = "") -> None:
        """Show the form of a participant, new or known."""
        titles = await self.in_background(titles_of_duties, self.portal) if form.id else {}

        def read(reading: ReadTransaction, scope: Scope) -> dict[str, Any]:
            connection, id_ = reading.connection, form.id
            names = listing.group_names(connection, scope)
            kept = listing.one_of(connection, scope, id_) if id_ else None
            return {
                "name": kept.shown_name if kept else "",
                "account": kept.account if kept else None,
                "groups": names,
                "choices": listing.choices(connection, scope),
                "logged": log.lines(connection, scope, participant=id_, most=MOST_LINES) if id_ else [],
                "asked": corrections.open_corrections(connection, scope, id_) if id_ else [],
                "merge_line": merge_to_undo(connection, scope, kept) if kept else None,
            }

        shown = await self.read_roster(read)
        events, is_reachable = await self._events(shown["account"], titles)
        logged = shown.pop("logged")
        acting = {*(one.who for one in logged), *(one.by for one in events)}
        people = await self.read_roster(lambda reading, _scope: listing.names_of(reading.connection, acting))
        self.show_roster(
            "participant",
            "participant" if form.id else "participant_new",
            form=form,
            lines=history(logged, events, Called(shown["groups"], titles, people)),
            is_reachable=is_reachable,
            shown_lines=SHOWN_LINES,
            problem=problem,
            said=self.said_done(),
            moment=lambda at: dutch_moment(datetime.fromisoformat(at)),
            **shown,
        )

    async def _events(self, account: str | None, titles: Mapping[str, str]) -> tuple[list[TestEvent], bool]:
        """Return what happened with the tests of an account, and whether that can be read now."""
        tests = [one.removeprefix("test ") for one in titles if one.startswith("test ")]
        if not account or not tests:
            return [], True
        try:
            found = await self.in_background(self.portal.assignments.person_log, tests, account)
        except Unreachable:
            return [], False
        log_results_read(self, [account] if found else [])
        return found, True

    async def typed(self, before: Participant = NOBODY) -> ParticipantForm:
        """Return what was typed; a practice that she does not have yet is the one that the list knows by its name."""
        form, own = ParticipantForm.typed(self, before.id), {one.name for one in before.practices}

        def read(reading: ReadTransaction, scope: Scope) -> KnownSpellings:
            connection = reading.connection
            for place, one in enumerate(form.practices):
                meant = [] if one.name in own else listing.practices_meant(connection, scope, one)
                if len(meant) == 1:
                    form.practices[place] = meant[0]
                elif meant:
                    said = word("roster_import", "practice_ambiguous", name=one.name)
                    form.problems[f"region{place + 1}"] = said
            return KnownSpellings(
                spelling.functions(connection, but=before.id),
                spelling.practices(connection, scope),
                spelling.regions(connection),
            )

        form.spell(await self.read_roster(read), before)
        if not before.id:
            key = form.name.sort_key
            form.ask_who(
                await self.read_roster(lambda reading, scope: listing.namesakes(reading.connection, scope, key))
            )
        return form

    async def show_refused(self, form: ParticipantForm, error: RosterError) -> None:
        """Show what was typed again, and why it is not kept; answers 404 about what she may not see."""
        answer = self.refuse(error)
        if error.code == "not_found":
            raise answer
        self.set_status(answer.status_code)
        if error.code in REFUSED_FIELDS:
            form.problems[REFUSED_FIELDS[error.code]] = self.sentence
        await self.show_form(form, "" if form.problems else self.sentence)

    def to_participant(self, id_: int, said: str) -> None:
        """Go to the page of a participant, which says what was done."""
        self.to_done(f"{self.root()}deelnemers/{id_}", said)

    def said_of(self, kept: Participant) -> str:
        """Return what to say of a participant who was added or changed."""
        is_ended = kept.ended == self.portal.today().isoformat()
        return word("roster", "participant_left" if is_ended else "participant_saved", name=kept.shown_name)


class NewParticipant(ParticipantPages):
    """`/leren/deelnemers/nieuw`: add somebody to the list."""

    async def get(self) -> None:
        """Show an empty form; who coordinates one group adds to that one."""
        names = await self.read_roster(lambda reading, scope: listing.group_names(reading.connection, scope))
        only = frozenset(names) if len(names) == 1 and not self.scope.is_everything else frozenset()
        await self.show_form(ParticipantForm.of(replace(NOBODY, groups=only)))

    async def post(self) -> None:
        """Add her, or show what is wrong."""
        form = await self.typed()
        new = form.read()
        if new is None:
            self.set_status(400)
            await self.show_form(form)
            return
        try:
            id_ = await self.change_roster(lambda writing, scope, at: changes.add(writing.connection, scope, new, at))
        except RosterError as error:
            await self.show_refused(form, error)
            return
        self.to_participant(id_, self.said_of(new))


class ParticipantPage(ParticipantPages):
    """`/leren/deelnemers/<id>`: one participant."""

    async def get(self, id_: str) -> None:
        """Show her as she is in the list."""
        await self.show_form(ParticipantForm.of(await self.known(int(id_))))

    async def post(self, id_: str) -> None:
        """Keep what was typed, or show what is wrong. `actie` is `stop` to end her access today."""
        before = await self.known(int(id_))
        form = await self.typed(before)
        if self.get_body_argument("actie", "") == "stop":
            form.values["ended"] = self.portal.today().isoformat()
        wanted = form.read(before)
        if wanted is not None and wanted.account == self.person.id and wanted.has_left(self.portal.today().isoformat()):
            form.problems["ended"] = word("roster", "not_yourself")
        if wanted is None or form.problems:
            self.set_status(400)
            await self.show_form(form)
            return
        try:
            await self.change_roster(lambda writing, scope, at: changes.change(writing.connection, scope, wanted, at))
        except RosterError as error:
            await self.show_refused(form, error)
            return
        self.to_participant(before.id, self.said_of(wanted))


class CloseCorrection(ParticipantPages):
    """`/leren/deelnemers/verbeterd`: close what a participant asked."""

    async def post(self) -> None:
        """Close it and go to her page."""
        typed = self.get_body_argument("vraag", "")
        asked = int(typed) if is_id(typed) else 0
        try:
            participant = await self.change_roster(
                lambda writing, scope, at: corrections.close_correction(writing.connection, scope, asked, at)
            )
        except RosterError as error:
            raise self.refuse(error) from None
        self.to_participant(participant, word("roster", "correction_closed"))
