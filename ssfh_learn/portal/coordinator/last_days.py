"""By which day people should be done: what their groups ask, and until when a test can be handed in."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from ssfh_learn.dutch_time import last_day_before
from ssfh_learn.portal.published.standing_line import last_day_of
from ssfh_learn.roster.group import counts_for

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ssfh_learn.grading.hand_in_ends import HandInEnd
    from ssfh_learn.roster.group import AskedDay


class LastDays(NamedTuple):
    """By which day (ISO 8601) somebody should be done: what her groups ask, and until when she can hand in a test."""

    due: str | None = None
    end: str | None = None
    begin: str | None = None
    """Her first day in the group that asks it: a last day before it does not count."""

    def past(self, today: str, *, is_left: bool, is_begun: bool) -> str | None:
        """Return the last day for which somebody is too late: something is left to do, or a test was never begun."""
        days = (self.due if is_left else None, None if is_begun else self.end)
        return next((day for day in days if day and day < today and counts_for(day, self.begin)), None)


@dataclass(frozen=True)
class EndDays:
    """The last day of handing in a test (ISO 8601), and that of who has more time, by account."""

    day: str | None = None
    extended: Mapping[str, str] = field(default_factory=dict)

    def days(self, asked: AskedDay, account: str) -> LastDays:
        """Return the last days of one person whose groups ask a test by a day."""
        own = self.extended.get(account)
        end = own or self.day
        return LastDays(last_day_of(asked.due, end, is_extended=own is not None), end, asked.begin)


NO_END = EndDays()


def ends_of_test(end: HandInEnd) -> EndDays:
    """Return the last days of handing in a test."""
    return EndDays(
        None if end.due is None else last_day_before(end.due).isoformat(),
        {account: last_day_before(due).isoformat() for account, due in end.extended.items()},
    )


def by_last_days(ends: EndDays, asked: AskedDay, accounts: Sequence[str]) -> dict[LastDays, Sequence[int]]:
    """Return the positions of accounts by their last days: one entry for all who were given no more time."""
    if not ends.extended:
        return {ends.days(asked, ""): range(len(accounts))}
    found: defaultdict[LastDays, list[int]] = defaultdict(list)
    for position, account in enumerate(accounts):
        found[ends.days(asked, account)].append(position)
    return dict(found)
