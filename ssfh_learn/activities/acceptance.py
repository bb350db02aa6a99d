"""Accepts a response that comes in now, by one rule for all hosts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypedDict

from ssfh_learn.activities.playing import response_of
from ssfh_learn.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ssfh_learn.activities.activity import Activity, RecordedEvent, State

_ID = re.compile(r"[\w-]{1,64}", re.ASCII)


class EventFields(TypedDict):
    """The fields of the event of an accepted response; the host adds the moment."""

    activity: str
    content: str
    attempt: int
    """The number of the attempt, run or round, counted from 1."""
    response: Mapping[str, Any]
    """The response, with its id."""


@dataclass(frozen=True)
class Accepted:
    """The state after a response that was accepted, and the fields of its event."""

    state: State
    event: EventFields


def response_id(response: Mapping[str, Any]) -> str:
    """Return the id that the browser gave a response; raises Refused if it is missing or malformed."""
    id_ = response.get("id")
    if not isinstance(id_, str) or not _ID.fullmatch(id_):
        raise Refused("malformed")
    return id_


def accept(  # noqa: PLR0913  (the decision depends on all of these)
    activity: Activity,
    state: State,
    response: Mapping[str, Any],
    content: str,
    recorded: Callable[[str], RecordedEvent | None],
    *,
    refusal: Callable[[State], Refused | None] = lambda _state: None,
) -> Accepted | None:
    """Return what to record of a response, or None if it was recorded before and the browser sent it again.

    `content` is the fingerprint of the activity. `recorded` returns the event with an id, if there
    is one. `refusal` may return a reason of the host, such as a deadline; a recorded response is not refused for it.
    Raises Refused if the id is malformed or belongs to another response, and if the activity or the host refuses the
    response.
    """
    id_ = response_id(response)
    bare = {name: value for name, value in response.items() if name != "id"}
    known = recorded(id_)
    if known is not None:
        if response_of(known) != bare:
            raise Refused("used_id")
        return None
    if refused := refusal(state):
        raise refused
    content = activity.version_now(state, str(bare.get("kind", "")), content)
    after = activity.respond_now(state, bare, content)
    event: EventFields = {
        "activity": activity.id,
        "content": content,
        "attempt": activity.attempt(after),
        "response": {"id": id_, **bare},
    }
    return Accepted(after, event)
