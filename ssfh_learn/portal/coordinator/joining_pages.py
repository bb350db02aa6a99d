"""One spelling for a function, a practice or a region that is in the list twice: look, see whom it changes, join."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args
from urllib.parse import urlencode

from tornado.web import HTTPError

from ssfh_learn.errors import RosterError
from ssfh_learn.portal.coordinator.coordinator_page import CoordinatorPage
from ssfh_learn.portal.coordinator.import_pages import MOST_SHOWN
from ssfh_learn.portal.coordinator.participant_list import LONGEST
from ssfh_learn.roster.joining import (
    Double,
    JoinedKind,
    Joining,
    JoiningPlan,
    Spelled,
    found_doubles,
    join,
    plan_joining,
)
from ssfh_learn.words import counted, section, word

if TYPE_CHECKING:
    from ssfh_learn.journal.reading import ReadTransaction
    from ssfh_learn.journal.transaction import Writing
    from ssfh_learn.roster.scope import Scope


class JoiningPages(CoordinatorPage):
    """What both pages share."""

    def asked(self) -> Joining:
        """Return what the address asks to make one; answers 404 for what is none."""

        def said(name: str) -> str:
            return self.get_argument(name, "")[:LONGEST].replace("\0", "")

        kind = next((one for one in get_args(JoinedKind) if one == said("soort")), None)
        old, new = Spelled(said("weg"), said("weg-regio")), Spelled(said("blijft"), said("blijft-regio"))
        if kind is None or not old.text or not new.text or old == new:
            raise HTTPError(404)
        return Joining(kind, old, new)

    async def plan(self, joining: Joining) -> JoiningPlan:
        """Return whom it changes; answers 404 where she sees nobody with it, or the spelling that stays is nobody's."""
        today = self.portal.today().isoformat()
        other = Joining(joining.kind, joining.new, joining.old)

        def read(reading: ReadTransaction, scope: Scope) -> JoiningPlan | None:
            is_there = plan_joining(reading.connection, scope, other, today).changed
            return plan_joining(reading.connection, scope, joining, today) if is_there else None

        plan = await self.read_roster(read)
        if plan is None or not plan.changed:
            raise self.refuse(RosterError("not_found"))
        return plan

    def address(self, path: str, kind: JoinedKind, old: Spelled, new: Spelled) -> str:
        """Return an address that asks to give everything with one spelling another."""
        values = {
            "soort": kind,
            "weg": old.text,
            "weg-regio": old.region,
            "blijft": new.text,
            "blijft-regio": new.region,
        }
        return f"{self.root()}{path}?{urlencode({name: value for name, value in values.items() if value})}"

    def show_plan(self, joining: Joining, plan: JoiningPlan, problem: str = "") -> None:
        """Show whom it changes, and the button."""
        self.show_roster(
            "join",
            "join_title",
            said=section("joining"),
            joining=joining,
            plan=plan,
            people=[wanted for _, wanted in plan.changed[:MOST_SHOWN]],
            more=max(0, len(plan.changed) - MOST_SHOWN),
            action=self.address("deelnemers/schrijfwijzen/doen", joining.kind, joining.old, joining.new),
            problem=problem,
        )


class SpellingList(JoiningPages):
    """`/leren/deelnemers/schrijfwijzen`: the functions, practices and regions that look like another one."""

    async def get(self) -> None:
        """Show them."""

        def read(reading: ReadTransaction, scope: Scope) -> list[Double]:
            return found_doubles(reading.connection, scope)

        found = await self.read_roster(read)
        self.show_roster(
            "spellings",
            "spellings",
            said=section("joining"),
            doubles=found,
            link=lambda kind, old, new: self.address("deelnemers/schrijfwijzen/doen", kind, old, new),
            said_done=self.said_done(),
        )


class JoinSpellings(JoiningPages):
    """`/leren/deelnemers/schrijfwijzen/doen`: whom one spelling changes, and then the change."""

    async def get(self) -> None:
        """Show whom it changes."""
        joining = self.asked()
        self.show_plan(joining, await self.plan(joining))

    async def post(self) -> None:
        """Change them as the page showed; if the list changed meanwhile, show anew what it changes."""
        joining = self.asked()
        plan = await self.plan(joining)
        is_seen = self.get_body_argument("stand", "") == str(plan.made_at)

        def work(writing: Writing, scope: Scope, at: str) -> None:
            join(writing.connection, scope, joining, plan, at)

        try:
            if not is_seen:
                raise RosterError("changed_meanwhile")  # noqa: TRY301  (the same answer as when it changes just now)
            await self.change_roster(work)
        except RosterError:
            self.set_status(409)
            self.show_plan(joining, await self.plan(joining), word("roster", "import_meanwhile"))
            return
        names = {"old": joining.old.shown, "new": joining.new.shown}
        said = counted(section("joining")["done"], len(plan.changed), **names)
        self.to_done(f"{self.root()}deelnemers/schrijfwijzen", said)
