"""Reminding people: a ready text for each and for all, and addresses to copy; the portal sends no mail."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from ssfh_learn.dutch_time import day_at, dutch_clock, dutch_date
from ssfh_learn.portal.coordinator.coordinator_page import shown_day
from ssfh_learn.portal.coordinator.participant_form import is_id
from ssfh_learn.portal.coordinator.worklist import WorklistPage
from ssfh_learn.portal.coordinator.worklist_filter import WorklistFilter
from ssfh_learn.portal.coordinator.worklist_states import TO_DO
from ssfh_learn.roster import reminders
from ssfh_learn.roster.worklist import whole
from ssfh_learn.words import counted, section, word

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from ssfh_learn.portal.coordinator.worklist_rows import Row
    from ssfh_learn.portal.coordinator.worklist_states import Column, WorkCell

MOST = 500
"""The most people whom one page reminds: more make no letter that anybody reads."""

MOST_NAMED = 5
"""So many people who were noted before are named: what was done is kept in a cookie."""

LONGEST_KEYS = 2_000
"""Signs of what a page says that a letter is about; what is no module or test is not shown of it."""


class RemindPage(WorklistPage):
    """`/leren/werklijst/herinneren`: whom the filter in the address finds and who has something left to do."""

    async def get(self) -> None:
        """Show the people, the texts and the addresses."""
        asked = WorklistFilter.of(self)
        worklist = await self.worklist(asked)
        kept = set(worklist.kept)
        is_asked = partial(_is_asked, asked)
        to_do = worklist.table.places(lambda cell: is_asked(cell) and cell.state in TO_DO)
        places = [place for place in to_do if place in kept]
        busy = {*to_do, *worklist.table.places(lambda cell: cell.state == "unreadable")}
        idle = [worklist.table.people[place].id for place in worklist.kept if place not in busy]
        rows = [row.only(is_asked) for row in await self.rows(worklist, places[:MOST])]
        idle += [row.participant.id for row in rows if not (row.left or row.closed)]
        link = f"{self.request.protocol}://{self.request.host}{self.root()}"
        without = set(self.get_query_arguments("zonder"))
        choosable = [row for row in rows if row.left]
        left_out = [row for row in choosable if str(row.participant.id) in without]
        letters = [(row, letter(row, row.left, link, asked.people.today)) for row in choosable if row not in left_out]
        present = [row for row in rows if str(row.participant.id) not in without]
        closed = {column: [row for row in present if column in row.closed] for row in present for column in row.closed}
        self.show_worklist(
            "remind",
            word("remind", "title"),
            told=section("remind"),
            asked=asked,
            letters=letters,
            for_all=_for_all([row for row, _ in letters], link, asked.people.today),
            closed=closed,
            emails=[row.participant.email for row, _ in letters if row.participant.email and row.participant.account],
            without_email=[row.participant for row, _ in letters if not row.participant.email],
            without_account=[row.participant for row, _ in letters if not row.participant.account],
            choosable=choosable,
            alike=[
                name for name, count in Counter(row.participant.shown_name for row in choosable).items() if count > 1
            ],
            left_out=left_out,
            filtered=[one for one in self.kept_filter() if one[0] != "zonder"],
            total=len(places) - (len(rows) - len(letters)),
            idle=await self.read_roster(lambda reading, scope: whole(reading.connection, scope, idle[:MOST])),
            idle_count=len(idle),
            **self._last_note(rows),
            most=MOST,
            said_done=self.said_done(),
            is_reachable=worklist.is_reachable,
            unreadable=worklist.unreadable,
        )

    def _last_note(self, rows: Sequence[Row]) -> dict[str, Any]:
        """Return the last note of today of who looks, which she can take back, of whom, and when it was."""
        lines = {row.participant.id: row.reminder for row in rows if row.reminder}
        mine = {id_: one for id_, one in lines.items() if one.who == self.person.id and self._is_today(one.at)}
        note = max((reminders.number_of(one) for one in mine.values()), default=0)
        noted = {id_: one for id_, one in mine.items() if note and reminders.number_of(one) == note}
        clock = next((dutch_clock(datetime.fromisoformat(one.at)) for one in noted.values()), "")
        return {"note": note, "noted": list(noted), "noted_clock": clock}

    def _is_today(self, at: str) -> bool:
        return day_at(at) == self.portal.today()

    def _people(self) -> list[tuple[str, str]]:
        """Return whom a form names, each with what it says beside her id."""
        sent = (one.partition(" ") for one in self.get_body_arguments("deelnemer")[:MOST])
        return [(id_, rest) for id_, _, rest in sent]

    async def post(self) -> None:
        """Note that these people were reminded, or take one note back (`terug`), and show the page again."""
        about = {int(id_): keys[:LONGEST_KEYS].split() for id_, keys in self._people() if is_id(id_)}
        told, back = section("remind"), self.get_body_argument("terug", "")
        if back:
            note = int(back) if is_id(back) else 0
            gone = await self.change_roster(
                lambda writing, scope, at: reminders.take_back(writing.connection, scope, list(about), note, at)
            )
            self.to_done(self.address("werklijst/herinneren"), counted(told["taken_back"], gone))
            return
        noted, before = await self.change_roster(
            lambda writing, scope, at: (
                found := reminders.remind(writing.connection, scope, about, at, self._is_today),
                whole(writing.connection, scope, found.before),
            )
        )
        said = [counted(told["noted"], len(noted.new), day=dutch_date(self.portal.today()))]
        if before:
            names = "; ".join(one.shown_name for one in before)
            kind = "noted_before" if len(before) <= MOST_NAMED else "noted_before_many"
            said.append(word("remind", kind, count=len(before), names=names))
        self.to_done(self.address("werklijst/herinneren"), " ".join(said))


def _is_asked(asked: WorklistFilter, cell: WorkCell) -> bool:
    """Return whether a reminder is about a cell: where somebody looks for what is late, about that only."""
    return asked.state != "late" or cell.is_late


def letter(row: Row, left: Mapping[Column, WorkCell], link: str, today: str) -> str:
    """Return the text for one person: what is late, what else is left to do and by when, and no score."""
    late = [_line(column, cell, today) for column, cell in left.items() if cell.overdue]
    other = [_line(column, cell, today) for column, cell in left.items() if not cell.overdue]
    parts = [word("remind", "late"), _listed(late)] if late else []
    if other:
        parts += [word("remind", "left_too" if late else "left"), _listed(other)]
    name = row.participant.name
    greeting = word("remind", "greeting", name=name.given or name.listed or row.participant.shown_name)
    return _text(greeting, parts, link)


def _for_all(rows: Sequence[Row], link: str, today: str) -> str:
    """Return the text for everybody; of several things nobody knows which of them a reader has done.

    A last day stands in it where everybody has the same one. What is late for each of them comes first.
    """
    lines: defaultdict[Column, set[str]] = defaultdict(set)
    late: Counter[Column] = Counter()
    for row in rows:
        for column, cell in row.left.items():
            lines[column].add(_line(column, cell, today))
            late[column] += bool(cell.overdue)
    of_all = [column for column, count in late.items() if count == len(rows)]
    listed = [_line_of_all(column, lines[column], "") for column in of_all]
    other = [_line_of_all(column, said, "differs") for column, said in lines.items() if column not in of_all]
    parts = [word("remind", "late"), _listed(listed)] if listed else []
    if other:
        parts += [word("remind", "left" if len(lines) == 1 else "left_all"), _listed(other)]
    return _text(word("remind", "greeting_all"), parts, link)


def _line_of_all(column: Column, said: Collection[str], otherwise: str) -> str:
    """Return the one line that is said of a column; where they differ its title, with a word beside it if wanted."""
    if len(said) == 1:
        return next(iter(said))
    return word("remind", otherwise, title=column.title) if otherwise else column.title


def _line(column: Column, cell: WorkCell, today: str) -> str:
    """Return what is left to do, with the day by which somebody is asked to, or was."""
    if cell.overdue:
        return word("remind", "was", title=column.title, day=shown_day(cell.overdue))
    day = cell.due or cell.end
    return word("remind", "until", title=column.title, day=shown_day(day)) if day and day >= today else column.title


def _listed(lines: Iterable[str]) -> str:
    return "\n".join(f"- {one}" for one in lines)


def _text(greeting: str, parts: Iterable[str], link: str) -> str:
    return "\n\n".join((greeting, *parts, word("remind", "help", link=link), word("remind", "end")))
