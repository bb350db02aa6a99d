"""Accepting a response that comes in now: one rule for every host."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypedDict

from ssfh_learn.activities.activity import response_of
from ssfh_learn.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ssfh_learn.activities.activity import Activity, RecordedEvent, State

_ID = re.compile(r"[\w-]{1,64}", re.ASCII)


class EventFields(TypedDict):
    """What the event of an accepted response says; the host adds the moment."""

    activity: str
    content: str
    attempt: int
    """The attempt, run or round that the event belongs to, from 1."""
    response: Mapping[str, Any]
    """With its id."""


@dataclass(frozen=True)
class Accepted:
    """The state after a response that was accepted, and the fields of its event."""

    state: State
    event: EventFields


def response_id(response: Mapping[str, Any]) -> str:
    """Return the id that the browser made for a response; raises Refused where it is missing or has another form."""
    id_ = response.get("id")
    if not isinstance(id_, str) or not _ID.fullmatch(id_):
        raise Refused("malformed")
    return id_


def accept(  # noqa: PLR0913  (all that the decision depends on)
    activity: Activity,
    state: State,
    response: Mapping[str, Any],
    content: str,
    recorded: Callable[[str], RecordedEvent | None],
    *,
    refusal: Callable[[State], Refused | None] = lambda _state: None,
) -> Accepted | None:
    """Return what to record of a response, or None where it is recorded already: the browser sent it again.

    `content` is the fingerprint of the content that was answered to. `recorded` returns the event that has an id, if
    there is one. `refusal` may return a reason of the host, such as a deadline; a response that is recorded already
    is not refused for it. Raises Refused where the id has another form or belongs to another response, and where the
    activity or the host refuses the response.
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
    after = activity.respond_now(state, bare, content)
    event: EventFields = {
        "activity": activity.id,
        "content": content,
        "attempt": activity.attempt(after),
        "response": {"id": id_, **bare},
    }
    return Accepted(after, event)
