"""Reminding people: a ready text for each and for all, and addresses to copy; the portal sends no mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssfh_learn.dutch_time import dutch_date
from ssfh_learn.portal.coordinator.coordinator_page import shown_day
from ssfh_learn.portal.coordinator.participant_form import is_id
from ssfh_learn.portal.coordinator.worklist import WorklistPage
from ssfh_learn.portal.coordinator.worklist_filter import WorklistFilter
from ssfh_learn.portal.coordinator.worklist_states import OPEN
from ssfh_learn.roster import reminders
from ssfh_learn.words import counted, section, word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ssfh_learn.portal.coordinator.worklist_rows import Row
    from ssfh_learn.portal.coordinator.worklist_states import Column, WorkCell

MOST = 500
"""The most people whom one page reminds: more make no letter that anybody reads."""


LONGEST_KEYS = 2_000
"""Signs of what a page says that a letter is about; what is no module or test is not shown of it."""


class RemindPage(WorklistPage):
    """`/leren/werklijst/herinneren`: whom the filter in the address finds and who has something left to do."""

    async def get(self) -> None:
        """Show the people, the texts and the addresses."""
        asked = WorklistFilter.of(self)
        worklist = await self.worklist(asked)
        kept = set(worklist.kept)
        to_do = worklist.table.places(lambda cell: cell.state in OPEN)
        places = [place for place in to_do if place in kept]
        rows = await self.rows(worklist, places[:MOST])
        link = f"{self.request.protocol}://{self.request.host}{self.root()}"
        letters = [(row, letter(row, row.left, link, asked.people.today)) for row in rows if row.left]
        everything = {column: None for row, _ in letters for column in row.left}
        closed = {column: [row for row in rows if column in row.closed] for row in rows for column in row.closed}
        self.show_worklist(
            "remind",
            word("remind", "title"),
            told=section("remind"),
            letters=letters,
            for_all=_for_all([one.title for one in everything], link),
            closed=closed,
            emails=[row.participant.email for row, _ in letters if row.participant.email],
            without_email=[row.participant for row, _ in letters if not row.participant.email],
            total=len(places) - (len(rows) - len(letters)),
            most=MOST,
            said_done=self.said_done(),
            is_reachable=worklist.is_reachable,
            unreadable=worklist.unreadable,
        )

    async def post(self) -> None:
        """Note that these people were reminded, and show the page again."""
        about = {
            int(id_): keys[:LONGEST_KEYS].split()
            for id_, _, keys in (one.partition(" ") for one in self.get_body_arguments("deelnemer")[:MOST])
            if is_id(id_)
        }
        count = await self.change_roster(
            lambda writing, scope, at: reminders.remind(writing.connection, scope, about, at)
        )
        day = dutch_date(self.portal.today())
        self.to_done(self.address("werklijst/herinneren"), counted(section("remind")["noted"], count, day=day))


def letter(row: Row, left: Mapping[Column, WorkCell], link: str, today: str) -> str:
    """Return the text for one person: what is left to do, by when if that is not past, and no score."""
    days = {column: cell.due or cell.end for column, cell in left.items()}
    lines = [
        word("remind", "until", title=column.title, day=shown_day(day)) if day and day >= today else column.title
        for column, day in days.items()
    ]
    name = row.participant.name
    greeting = word("remind", "greeting", name=name.given or name.listed or row.participant.shown_name)
    return _text(greeting, word("remind", "left"), lines, link)


def _for_all(left: Sequence[str], link: str) -> str:
    """Return the text for everybody; of several things nobody knows which of them a reader has done."""
    return _text(word("remind", "greeting_all"), word("remind", "left" if len(left) == 1 else "left_all"), left, link)


def _text(greeting: str, said: str, left: Iterable[str], link: str) -> str:
    lines = "\n".join(f"- {one}" for one in left)
    return "\n\n".join((greeting, said, lines, word("remind", "help", link=link), word("remind", "end")))
