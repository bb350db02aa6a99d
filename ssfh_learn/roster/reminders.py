"""Who was reminded, when and by whom: lines in the log of the roster, which is only added to."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from ssfh_learn.journal.database import lock
from ssfh_learn.roster.listing import CHUNK
from ssfh_learn.roster.log import LogLine, append, last_line
from ssfh_learn.roster.scope import is_visible
from ssfh_learn.roster.tables import LOG, PARTICIPANT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlalchemy.engine import Connection

    from ssfh_learn.roster.log import RosterAction
    from ssfh_learn.roster.scope import Scope

TAKEN_BACK: RosterAction = "reminder_taken_back"


class Noted(NamedTuple):
    """Of whom a reminder was noted, and of whom not because this account noted it today already, by id."""

    new: list[int]
    before: list[int]


def remind(
    connection: Connection,
    scope: Scope,
    about: Mapping[int, Sequence[str]],
    at: str,
    is_today: Callable[[str], bool],
) -> Noted:
    """Note that participants were reminded, and return of whom; whom the scope may not see is left out.

    What this account noted today already is not noted again; `is_today` says which moments are. `about` says of each
    participant which modules and tests it was about, as `module-werkdruk`. All lines have the number of the note.
    """
    lock(connection)
    kept = _kept_reminders(connection, scope, list(about))
    noted = {
        id_: [set(one.details["about"]) for one in lines if one.who == scope.account and is_today(one.at)]
        for id_, lines in kept.items()
    }
    visible = [id_ for part in _parts(list(about)) for id_ in _visible(connection, scope, part)]
    before = [id_ for id_ in visible if any(set(about[id_]) <= one for one in noted.get(id_, ()))]
    new = [id_ for id_ in visible if id_ not in before]
    number = last_line(connection) + 1
    details = {id_: {"about": [*about[id_]], "note": number} for id_ in new}
    append(connection, [LogLine(at, scope.account, "reminded", id_, details=details[id_]) for id_ in new])
    return Noted(new, before)


def take_back(connection: Connection, scope: Scope, ids: Sequence[int], note: int, at: str) -> int:
    """Take back one note of this account, where it is the last reminder of a participant, and return of how many.

    Another note of hers stays, and who asks twice takes back no earlier one. The log keeps both lines.
    """
    lock(connection)
    last = last_reminders(connection, scope, ids).items()
    own = [id_ for id_, line in last if (line.who, number_of(line)) == (scope.account, note)]
    append(connection, [LogLine(at, scope.account, TAKEN_BACK, id_) for id_ in own])
    return len(own)


def number_of(line: LogLine) -> int:
    """Return the number of the note that wrote a reminder; 0 of one that was written before notes had a number."""
    return int(line.details.get("note", 0))


def last_reminders(connection: Connection, scope: Scope, ids: Sequence[int]) -> dict[int, LogLine]:
    """Return the last reminder of participants whom the scope may see, of those that nobody took back."""
    return {id_: kept[-1] for id_, kept in _kept_reminders(connection, scope, ids).items() if kept}


def _kept_reminders(connection: Connection, scope: Scope, ids: Sequence[int]) -> dict[int, list[LogLine]]:
    """Return the reminders of participants that nobody took back, in order."""
    found: defaultdict[int, list[LogLine]] = defaultdict(list)
    for part in _parts(ids):
        visible = _visible(connection, scope, part)
        noted = LOG.c.participant.in_(visible), LOG.c.action.in_(("reminded", TAKEN_BACK))
        for row in connection.execute(select(LOG).where(*noted).order_by(LOG.c.id)):
            if row.action == "reminded":
                line = LogLine(row.at, row.who, "reminded", row.participant, details=json.loads(row.details))
                found[row.participant].append(line)
            else:
                del found[row.participant][-1:]
    return found


def _parts(ids: Sequence[int]) -> list[Sequence[int]]:
    return [ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK)]


def _visible(connection: Connection, scope: Scope, ids: Sequence[int]) -> list[int]:
    asked = select(PARTICIPANT.c.id).where(PARTICIPANT.c.id.in_(ids), is_visible(scope))
    return list(connection.execute(asked).scalars())
