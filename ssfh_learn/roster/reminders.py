"""Who was reminded, when and by whom: lines in the log of the roster, which is only added to."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import select

from ssfh_learn.journal.database import lock
from ssfh_learn.roster.listing import CHUNK
from ssfh_learn.roster.log import LogLine, append
from ssfh_learn.roster.scope import is_visible
from ssfh_learn.roster.tables import LOG, PARTICIPANT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlalchemy.engine import Connection

    from ssfh_learn.roster.log import RosterAction
    from ssfh_learn.roster.scope import Scope

TAKEN_BACK: RosterAction = "reminder_taken_back"


def remind(
    connection: Connection,
    scope: Scope,
    about: Mapping[int, Sequence[str]],
    at: str,
    is_today: Callable[[str], bool],
) -> int:
    """Note that participants were reminded, and return how many; whom the scope may not see is left out.

    What this account noted today already is not noted again; `is_today` says which moments are. `about` says of each
    participant which modules and tests it was about, as `module-werkdruk`.
    """
    lock(connection)
    kept = _kept_reminders(connection, scope, list(about))
    noted = {
        id_: [set(one.details["about"]) for one in lines if one.who == scope.account and is_today(one.at)]
        for id_, lines in kept.items()
    }
    visible = [id_ for part in _parts(list(about)) for id_ in _visible(connection, scope, part)]
    seen = [id_ for id_ in visible if not any(set(about[id_]) <= one for one in noted.get(id_, ()))]
    append(connection, [LogLine(at, scope.account, "reminded", id_, details={"about": [*about[id_]]}) for id_ in seen])
    return len(seen)


def take_back(connection: Connection, scope: Scope, noted: Mapping[int, str], at: str) -> int:
    """Take back the last reminder of participants, where this account noted it, and return of how many.

    `noted` says when, so that who asks twice takes back no earlier one. The log keeps both lines.
    """
    lock(connection)
    last = last_reminders(connection, scope, list(noted)).items()
    own = [id_ for id_, line in last if (line.who, line.at) == (scope.account, noted[id_])]
    append(connection, [LogLine(at, scope.account, TAKEN_BACK, id_) for id_ in own])
    return len(own)


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
