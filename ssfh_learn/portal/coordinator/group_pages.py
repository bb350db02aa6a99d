"""The groups: who coordinates them, and which modules and tests they should do by when."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ssfh_learn.errors import ContentError, RosterError, Unreachable
from ssfh_learn.portal.coordinator.coordinator_page import CoordinatorPage
from ssfh_learn.portal.coordinator.log_lines import Called, sentence
from ssfh_learn.portal.coordinator.participant_form import is_id
from ssfh_learn.roster import groups, listing, log
from ssfh_learn.roster.group import Duty, DutyKind, RosterGroup
from ssfh_learn.roster.limits import longest, unprintable
from ssfh_learn.roster.typed_day import fault_of_day, typed_day
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ssfh_learn.portal.portal import Portal

NEW = RosterGroup("")
LINES = 20
"""Lines of the log on one page."""


@dataclass(frozen=True)
class OfferedDuty:
    """A module or test that a group can be asked to do, and whether it is."""

    kind: DutyKind
    name: str
    title: str
    is_chosen: bool = False
    due: str = ""

    @property
    def field(self) -> str:
        """The name of its field in the form."""
        return f"{self.kind}:{self.name}"


@dataclass
class GroupForm:
    """What was typed; `days` are the last days by the field of their duty, and `problems` are sentences by field."""

    group: RosterGroup
    days: dict[str, str] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)

    @property
    def places(self) -> dict[str, str]:
        """What the fields are called on the page, by their names here."""
        own = {"name": "naam", "coordinators": "coordinatoren"}
        return {key: own.get(key, f"{key}:voor") for key in self.problems}


def offered_duties(portal: Portal, group: RosterGroup) -> list[OfferedDuty]:
    """Return what there is to do, and what the group does of which the content is gone by now."""
    found = [OfferedDuty("module", one.id, one.description.title) for one in portal.library.modules.values()]
    with suppress(Unreachable):  # the tests that the group does stay in the list
        found += [OfferedDuty("test", name, _title_of_test(portal, name)) for name in portal.assignments.names()]
    there = {(one.kind, one.name) for one in found}
    found += [OfferedDuty(one.kind, one.name, one.name) for one in group.duties if (one.kind, one.name) not in there]
    chosen = {(one.kind, one.name): one for one in group.duties}
    return [
        replace(one, is_chosen=True, due=duty.due or "") if (duty := chosen.get((one.kind, one.name))) else one
        for one in found
    ]


def titles_of_duties(portal: Portal) -> dict[str, str]:
    """Return what modules and tests are called, by `module werkdruk` and `test werkdruk-toets`."""
    return {f"{one.kind} {one.name}": one.title for one in offered_duties(portal, NEW)}


def _title_of_test(portal: Portal, name: str) -> str:
    try:
        return portal.assignments.test(name).title
    except (ContentError, Unreachable):
        return name


class GroupList(CoordinatorPage):
    """`/leren/groepen`: the groups that she may see."""

    async def get(self) -> None:
        """Show them."""
        today = self.portal.today().isoformat()
        found, people = await self.read_roster(
            lambda reading, scope: (
                groups.groups(reading.connection, scope),
                listing.people_in_groups(reading.connection, scope, today),
            )
        )
        self.show_roster("groups", "groups", found=found, people=people)


class GroupPages(CoordinatorPage):
    """What the pages of one group share."""

    async def show_form(self, form: GroupForm, problem: str = "") -> None:
        """Show the form of a group, new or known."""
        group = form.group
        offered = await self.in_background(offered_duties, self.portal, group)
        lines, people, has_older = [], 0, False
        acting: Mapping[str, str] = {}
        typed = self.get_query_argument("logboek", "1")
        page = int(typed) if is_id(typed) else 1
        if group.id:
            names: Mapping[int, str] = {group.id: group.name}
            today = self.portal.today().isoformat()
            found, members, acting = await self.read_roster(
                lambda reading, scope: (
                    logged := log.lines(
                        reading.connection, scope, group=group.id, most=LINES + 1, after=(page - 1) * LINES
                    ),
                    listing.people_in_groups(reading.connection, scope, today),
                    listing.names_of(reading.connection, {*(one.who for one in logged), *group.coordinators}),
                )
            )
            people, has_older, found = members.get(group.id, 0), len(found) > LINES, found[:LINES]
            titles = {f"track {one.id}": one.title for one in self.portal.library.tracks.values()}
            titles |= {f"{one.kind} {one.name}": one.title for one in offered}
            lines = [sentence(one, Called(names, titles, acting)) for one in found]
        self.show_roster(
            "group",
            "group_title" if group.id else "group_new",
            form=form,
            group=group,
            offered=offered,
            lines=lines,
            page=page,
            has_older=has_older,
            people=people,
            coordinators=[acting.get(one, one) for one in group.coordinators],
            problem=problem,
            said=self.said_done(),
        )

    async def typed(self, before: RosterGroup) -> GroupForm:
        """Return what was typed; name and coordinators only of an administrator."""
        problems: dict[str, str] = {}
        days: dict[str, str] = {}
        group = replace(before, duties=await self._duties(before, days, problems))
        version = self.get_body_argument("versie", "0")
        group = replace(group, version=int(version) if is_id(version) else 0)
        if self.scope.is_everything:
            name = " ".join(self.get_body_argument("naam", "").split())
            accounts = frozenset(filter(None, map(str.strip, self.get_body_argument("coordinatoren", "").splitlines())))
            group = replace(group, name=name, coordinators=accounts)
            if not name:
                problems["name"] = word("roster", "group_name_needed")
            written = [("name", name), *(("coordinators", one) for one in accounts)]
            for key, text in written:
                most = longest("group" if key == "name" else "account")
                if len(text) > most:
                    problems[key] = word("roster_import", "too_long", column=word("roster", key), longest=most)
                elif wrong := unprintable(text):
                    problems[key] = word("roster_import", "signs", column=word("roster", key), value=wrong)
        return GroupForm(group, days, problems)

    async def _duties(self, before: RosterGroup, days: dict[str, str], problems: dict[str, str]) -> tuple[Duty, ...]:
        duties = []
        for one in await self.in_background(offered_duties, self.portal, before):
            typed = days[one.field] = self.get_body_argument(f"{one.field}:voor", "").strip()
            if self.get_body_argument(one.field, "") != "ja":
                continue
            due = typed_day(typed) if typed else None
            if typed and due is None:
                said = word("roster_import", fault_of_day(typed), column=one.title, value=typed[:40])
                problems[one.field] = said
            duties.append(Duty(one.kind, one.name, due.isoformat() if due else None))
        return tuple(duties)

    async def keep(self, form: GroupForm) -> None:
        """Keep what was typed and show it, or say why not."""
        if form.problems:
            self.set_status(400)
            await self.show_form(form)
            return
        wanted = form.group
        write = groups.change_group if wanted.id else groups.add_group
        try:
            id_ = await self.change_roster(lambda writing, scope, at: write(writing.connection, scope, wanted, at))
        except RosterError as error:
            answer = self.refuse(error)
            if error.code == "not_found":
                raise answer from None
            self.set_status(answer.status_code)
            if error.code == "group_exists":
                form.problems["name"] = self.sentence
            await self.show_form(form, "" if form.problems else self.sentence)
            return
        self.to_done(f"{self.root()}groepen/{wanted.id or id_}", word("roster", "group_saved", name=wanted.name))


class NewGroup(GroupPages):
    """`/leren/groepen/nieuw`: add a group; only for an administrator."""

    async def get(self) -> None:
        """Show an empty form."""
        if not self.scope.is_everything:
            raise self.refuse(RosterError("not_found"))
        await self.show_form(GroupForm(NEW))

    async def post(self) -> None:
        """Add the group."""
        await self.keep(await self.typed(NEW))


class GroupPage(GroupPages):
    """`/leren/groepen/<id>`: one group."""

    async def get(self, id_: str) -> None:
        """Show it."""
        await self.show_form(GroupForm(await self._known(int(id_))))

    async def post(self, id_: str) -> None:
        """Change it."""
        await self.keep(await self.typed(await self._known(int(id_))))

    async def _known(self, id_: int) -> RosterGroup:
        found = await self.read_roster(lambda reading, scope: groups.group_of(reading.connection, scope, id_))
        if found is None:
            raise self.refuse(RosterError("not_found"))
        return found
