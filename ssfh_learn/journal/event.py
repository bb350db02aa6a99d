"""One event: something that a learner did, as one line of JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4

if TYPE_CHECKING:
    from collections.abc import Mapping

VERSION = 1
LONGEST_LINE = 256 * 1024
"""Bytes; every response is shorter, so a longer line is not ours."""


@dataclass(frozen=True)
class Event:
    """One response that was accepted: `kind` and `data` are the response, `content` is the fingerprint of the content.

    `at` is a UTC time in ISO 8601. `attempt` counts from 1.
    """

    v: int
    id: str
    at: str
    activity: str
    content: str
    attempt: int
    kind: str
    data: Mapping[str, Any]

    @classmethod
    def now(
        cls, *, activity: str, content: str, attempt: int, response: Mapping[str, Any], at: datetime | None = None
    ) -> Event:
        """Return the event of a response that is accepted now; it has the id of the response, if there is one.

        `at` is when the response was received, if that was earlier.
        """
        data = {name: value for name, value in response.items() if name not in {"id", "kind"}}
        received = (at or datetime.now(UTC)).isoformat(timespec="milliseconds")
        id_ = str(response.get("id") or uuid4())
        return cls(VERSION, id_, received, activity, content, attempt, str(response["kind"]), data)

    def line(self) -> bytes:
        """Return the event as one line of UTF-8, newline included."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":")).encode() + b"\n"

    @classmethod
    def from_line(cls, line: bytes) -> Event | None:
        """Return the event on a line, or None if the line is not one of ours."""
        if len(line) > LONGEST_LINE:
            return None
        try:
            return cls._from_fields(json.loads(line))
        except (ValueError, RecursionError):
            return None

    @classmethod
    def _from_fields(cls, fields: object) -> Event | None:
        if not isinstance(fields, dict) or set(fields) != set(cls.__dataclass_fields__) or fields["v"] != VERSION:
            return None
        texts = all(isinstance(fields[name], str) for name in ("id", "at", "activity", "content", "kind"))
        counted = isinstance(fields["attempt"], int) and not isinstance(fields["attempt"], bool)
        return cls(**fields) if texts and counted and isinstance(fields["data"], dict) else None
