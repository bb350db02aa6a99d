"""Who was reminded, when and by whom: lines in the log of the roster, which is only added to."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import select

from ssfh_learn.journal.database import lock
from ssfh_learn.roster.listing import CHUNK
from ssfh_learn.roster.log import LogLine, append
from ssfh_learn.roster.scope import is_visible
from ssfh_learn.roster.tables import LOG, PARTICIPANT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.engine import Connection

    from ssfh_learn.roster.scope import Scope


def remind(connection: Connection, scope: Scope, about: Mapping[int, Sequence[str]], at: str) -> int:
    """Note that participants were reminded, and return how many; whom the scope may not see is left out.

    `about` says of each participant which modules and tests it was about, as `module-werkdruk`.
    """
    lock(connection)
    seen = [id_ for part in _parts(list(about)) for id_ in _visible(connection, scope, part)]
    append(connection, [LogLine(at, scope.account, "reminded", id_, details={"about": [*about[id_]]}) for id_ in seen])
    return len(seen)


def last_reminders(connection: Connection, scope: Scope, ids: Sequence[int]) -> dict[int, LogLine]:
    """Return the last reminder of participants whom the scope may see."""
    found: dict[int, LogLine] = {}
    for part in _parts(ids):
        visible = _visible(connection, scope, part)
        asked = select(LOG).where(LOG.c.participant.in_(visible), LOG.c.action == "reminded").order_by(LOG.c.id)
        for row in connection.execute(asked):
            found[row.participant] = LogLine(
                row.at, row.who, "reminded", row.participant, details=json.loads(row.details)
            )
    return found


def _parts(ids: Sequence[int]) -> list[Sequence[int]]:
    return [ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK)]


def _visible(connection: Connection, scope: Scope, ids: Sequence[int]) -> list[int]:
    asked = select(PARTICIPANT.c.id).where(PARTICIPANT.c.id.in_(ids), is_visible(scope))
    return list(connection.execute(asked).scalars())
