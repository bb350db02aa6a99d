"""Refreshing a module: a short session, when the next one is, and that for her own agenda."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_OID, uuid5

from tornado.web import HTTPError

from ssfh_learn.activities import Learner
from ssfh_learn.activities.markup import markup
from ssfh_learn.activities.response import ATTEMPT
from ssfh_learn.dutch_time import dutch_day
from ssfh_learn.errors import Refused
from ssfh_learn.portal.learner.learner_page import LearnerPage
from ssfh_learn.portal.learner.refresher import RefresherStanding, read_traces, standing_of
from ssfh_learn.portal.learner.refresher.calendar_file import Plan, as_calendar
from ssfh_learn.portal.published.deck import REFRESHER, Deck
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from ssfh_learn.journal.reading import ReadTransaction
    from ssfh_learn.portal.published.library import PublishedModule


@dataclass(frozen=True)
class Line:
    """What the first page says of the refresher of one module."""

    place: str
    title: str
    text: str
    is_waiting: bool


class RefresherPage(LearnerPage):
    """A page about the refresher of a module; everything on it is this learner's alone."""

    async def standing(self, module: PublishedModule, deck: Deck) -> RefresherStanding | None:
        """Return where this learner stands with a module; None as long as it is not done."""
        learner, today = self.person.id, self.portal.today()
        return await self.read_journal(lambda transaction: _standing(transaction, learner, module, deck, today))


async def lines_of(page: LearnerPage, modules: Iterable[PublishedModule]) -> list[Line]:
    """Return what the first page says: a line for each of these modules in which something comes back."""
    learner, today = page.person.id, page.portal.today()
    decks = [(module, module.deck) for module in modules if module.deck]
    if not decks:
        return []

    def lines(transaction: ReadTransaction) -> list[Line]:
        """Play all that she did: some milliseconds for each module, in a thread for which nobody waits."""
        standings = [(module, _standing(transaction, learner, module, deck, today)) for module, deck in decks]
        return [line_of(module, one, today) for module, one in standings if one is not None and one.cards]

    return sorted(await page.read_journal(lines), key=lambda line: not line.is_waiting)


def _standing(
    transaction: ReadTransaction, learner: str, module: PublishedModule, deck: Deck, today: date
) -> RefresherStanding | None:
    traces = read_traces(transaction, learner, module.id, deck, module.step_ids)
    return standing_of(deck, traces, Learner(learner), module.step_ids, today)


def line_of(module: PublishedModule, standing: RefresherStanding, today: date) -> Line:
    """Return what is said of a module in which something comes back: what waits now, or the day of the next time."""
    session = standing.session(today)
    if standing.left:
        text = word("portal", "refresher_left", count=standing.left)
    elif session:
        text = _ready(standing, today)
    else:
        text = word("portal", "refresher_next", day=dutch_day(standing.next_day() or today, today))
    return Line(module.id, module.short_title, text, bool(standing.left or session))


def _ready(standing: RefresherStanding, today: date) -> str:
    """Say how many cards wait, and how long they take."""
    how_long = word("portal", "refresher_minutes", count=standing.minutes(today))
    return word("portal", "refresher_ready", count=len(standing.session(today)), minutes=how_long)


class Refresh(RefresherPage):
    """`/leren/opfrissen/<place>`: what comes back now, or when."""

    own_files = ("home.css",)

    async def get(self, place: str) -> None:
        """Show the session that is going on, what waits, or the next day."""
        module = self.module(place)
        deck = module.deck
        standing = await self.standing(module, deck) if deck else None
        today = self.portal.today()
        self.show(
            "learner/refresher.html.j2",
            title=word("portal", "refresher_title", title=module.description.title),
            place=place,
            module=module.description,
            help=markup(module.description.help),
            standing=standing,
            mount=await self.mount(place, REFRESHER) if standing and standing.left else None,
            **self._said(standing, today),
        )

    def _said(self, standing: RefresherStanding | None, today: date) -> dict[str, Any]:
        """Return what is told of the cards of now, and of the days to come."""
        if standing is None:
            return {}
        session = standing.session(today)
        return {
            "ready": _ready(standing, today) if session else "",
            "has_more": len(standing.waiting(today)) > len(session),
            "next_day": dutch_day(standing.next_day() or today, today),
            "follow_up": dutch_day(standing.follow_up, today) if standing.follow_up > today else "",
        }

    async def post(self, place: str) -> None:
        """Begin a session, unless one is going on; the server decides which cards are in it."""
        module = self.module(place)
        deck = module.deck
        standing = await self.standing(module, deck) if deck else None
        if deck and standing and not standing.left:
            await self._begin(module, standing)
        self.redirect(f"{self.root()}{REFRESHER}/{place}")

    async def _begin(self, module: PublishedModule, standing: RefresherStanding) -> None:
        cards = [question.id for question in standing.session(self.portal.today())]
        if not cards:
            return
        found = self.portal.place(self.person, module.id, REFRESHER)
        # The same id for the same session, so that a double click begins one.
        id_ = str(uuid5(NAMESPACE_OID, f"{module.id} {self.portal.today()} {standing.sessions}"))
        attempt = found.activity.attempt((await self.played(found.stream, found.activity, module)).state)
        response = {"id": id_, "kind": "begin", "cards": cards, ATTEMPT: attempt}
        asked = self.portal.event_writer.respond(found.stream, found.activity, Learner(self.person.id), response)
        try:
            await asyncio.wrap_future(asked)
        except Refused as refused:
            if refused.code != "used_id":  # a double click: the first one began the session
                raise HTTPError(400) from None


class Calendar(RefresherPage):
    """`/leren/opfrissen/<place>/agenda.ics`: the next days, for any agenda."""

    async def get(self, place: str) -> None:
        """Send the file; answers 404 where there is nothing to plan."""
        module = self.module(place)
        deck = module.deck
        standing = await self.standing(module, deck) if deck else None
        if standing is None or not standing.cards:
            raise HTTPError(404)
        today = self.portal.today()
        plan = Plan(
            learner=self.person.id,
            place=place,
            title=module.description.title,
            address=f"{self._address()}{REFRESHER}/{place}",
            days=tuple(standing.planned(today)),
            follow_up=standing.follow_up if standing.follow_up > today else None,
        )
        self.set_header("Content-Type", "text/calendar; charset=utf-8")
        self.set_header("Content-Disposition", f'attachment; filename="opfrissen-{place}.ics"')
        self.set_header("Cache-Control", "no-store")
        self.finish(as_calendar(plan, self.portal.now()))

    def _address(self) -> str:
        """Return the address of the portal: the configured one, or else the one that her own browser used."""
        return self.portal.address or f"{self.request.protocol}://{self.request.host}{self.root()}"
