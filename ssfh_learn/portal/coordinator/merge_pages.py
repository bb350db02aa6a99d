"""Making one participant of two entries: choose the other, see both side by side, and only then join them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ssfh_learn.errors import RosterError, Unreachable
from ssfh_learn.portal.coordinator.coordinator_page import shown_day
from ssfh_learn.portal.coordinator.participant_form import is_id
from ssfh_learn.portal.coordinator.participant_pages import ParticipantPages
from ssfh_learn.portal.published.standing_line import line_of_test
from ssfh_learn.portal.web.log import log_results_read
from ssfh_learn.roster import listing, merging
from ssfh_learn.roster.listing import ParticipantFilter
from ssfh_learn.words import section, word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ssfh_learn.portal.published.standings import TestStanding
    from ssfh_learn.roster.participant import Participant

MOST_ALIKE = 20
"""Entries that may be the same person."""


@dataclass(frozen=True)
class ComparedField:
    """What two entries say of one thing, and what will stand there; `is_lost` where a value of the other goes."""

    label: str
    kept: str
    other: str
    whole: str
    is_lost: bool = False


@dataclass(frozen=True)
class EntryResults:
    """The tests that an entry's account handed in."""

    entry: Participant
    standings: Sequence[TestStanding]

    @property
    def lines(self) -> list[str]:
        """What is said of each of them."""
        return [f"{one.title}: {line_of_test(one)}" for one in self.standings]


class MergeParticipants(ParticipantPages):
    """`/leren/deelnemers/<id>/samenvoegen`: make one participant of two entries."""

    async def get(self, id_: str) -> None:
        """Show the entries that may be about the same person."""
        await self._show(await self.known(int(id_)))

    async def post(self, id_: str) -> None:
        """Show both side by side, and after a yes merge them as they were shown; `terug` takes the last merge back."""
        kept = await self.known(int(id_))
        shown = self.get_body_argument("versie", "")
        first = replace(kept, version=int(shown) if is_id(shown) else 0)
        if self.get_body_argument("terug", "") == "ja":
            await self._take_back(first)
            return
        chosen, _, version = self.get_body_argument("ander", "").partition(":")
        if not (is_id(chosen) and is_id(version) and first.version):
            self.set_status(400)
            await self._show(kept, word("roster", "merge_choose"))
            return
        other = await self.known(int(chosen))
        if self.get_body_argument("doe", "") != "ja" or other.id == kept.id:
            await self._preview(kept, other)
            return
        second = replace(other, version=int(version))
        work, said = merging.merge, word("roster", "merge_done", name=kept.shown_name)
        if kept.account and other.account:
            accounts = {"account": kept.account, "other": other.account}
            work, said = merging.keep_one_account, word("roster", "accounts_done", name=kept.shown_name, **accounts)
        try:
            await self.change_roster(lambda writing, scope, at: work(writing.connection, scope, first, second, at))
        except RosterError as error:
            answer = self.refuse(error)
            if error.code == "not_found":
                raise answer from None
            self.set_status(answer.status_code)
            await self._preview(kept, other, self.sentence)
            return
        self.to_participant(kept.id, said)

    async def _take_back(self, kept: Participant) -> None:
        """Make two entries of one again, or answer 409 where that no longer goes."""
        try:
            await self.change_roster(lambda writing, scope, at: merging.undo_merge(writing.connection, scope, kept, at))
        except RosterError as error:
            answer = self.refuse(error)
            self.sentence = word("roster", "unmerge_late") if error.code == "changed_meanwhile" else self.sentence
            raise answer from None
        self.to_participant(kept.id, word("roster", "unmerge_done"))

    async def _show(self, kept: Participant, problem: str = "") -> None:
        """Show what can be merged."""
        text = self.get_query_argument("zoek", "")[:200].replace("\0", "") or kept.name.family or kept.account or ""
        asked = ParticipantFilter(self.portal.today().isoformat(), text=text, standing="all")
        page = await self.read_roster(lambda reading, scope: listing.listed(reading.connection, scope, asked))
        others = [one for one in page.participants if one.id != kept.id][:MOST_ALIKE]
        self.show_roster("merge", "merge", kept=kept, others=others, text=text, problem=problem)

    async def _preview(self, kept: Participant, other: Participant, problem: str = "") -> None:
        """Show both side by side, what will stand, and whether it can be taken back."""
        names = await self.read_roster(lambda reading, scope: listing.group_names(reading.connection, scope))
        results = await self._results(kept, other)
        self.show_roster(
            "merge_preview",
            "merge_preview",
            kept=kept,
            other=other,
            rows=list(_compared(kept, other, names)),
            results=results,
            has_two_accounts=bool(kept.account and other.account),
            passed=_passed(results),
            problem=problem,
        )

    async def _results(self, *entries: Participant) -> list[EntryResults]:
        """Return which tests each account handed in, or nothing where that cannot be read now."""
        accounts = [one.account for one in entries if one.account]
        tests = self.portal.assignments
        try:
            readable = [name for name in await self.in_background(tests.names) if tests.is_readable(name)]
            found = await self.in_background(tests.many_standings, readable, accounts)
        except Unreachable:
            return []
        log_results_read(self, found)
        handed_in = {
            who: [one for one in tests.values() if one.result is not None and one.result.attempt is not None]
            for who, tests in found.items()
        }
        return [EntryResults(one, handed_in.get(one.account or "", [])) for one in entries]


def _passed(results: Sequence[EntryResults]) -> list[str]:
    """Return what the results of two accounts say of which of them should stay; empty where they cannot be read."""
    if not results:
        return []
    kept, other = ({one.title for one in each.standings if one.has_passed} for each in results)
    accounts = {"account": results[0].entry.account, "other": results[1].entry.account}
    waits = {one.title for one in results[1].standings if one.result and one.result.outcome == "waiting"} - kept
    if not other - kept:
        first = [word("roster", "accounts_no_more", **accounts)]
        titles = ", ".join(f"‘{title}’" for title in sorted(waits))
        return [*first, word("roster", "accounts_waits", titles=titles)] if waits else first
    more = ", ".join(f"‘{title}’" for title in sorted(other - kept))
    said = [word("roster", "accounts_more", titles=more, **accounts)]
    if kept - other:
        own = ", ".join(f"‘{title}’" for title in sorted(kept - other))
        return [*said, word("roster", "accounts_each", titles=own, **accounts)]
    return [*said, word("roster", "accounts_rather", **accounts)]


def _compared(kept: Participant, other: Participant, groups: Mapping[int, str]) -> Iterator[ComparedField]:
    """Yield what both say, line by line."""
    sides = kept, other, merging.merged(kept, other)
    own = section("roster")
    texts = [
        {
            "name": one.name.listed,
            "account": one.account or "",
            "email": one.email,
            "function": one.function,
            "register": one.register,
            "number": one.number,
            "practice": ", ".join(practice.shown for practice in one.practices),
            "group": ", ".join(name for id_, name in groups.items() if id_ in one.groups),
            "started": shown_day(one.started),
            "ended": shown_day(one.ended),
        }
        for one in sides
    ]
    for field in texts[0]:
        mine, hers, whole = (one[field] for one in texts)
        if mine or hers:
            is_lost = bool(hers) and hers != whole and field not in {"practice", "group"}
            yield ComparedField(own[field], mine, hers, whole, is_lost)
