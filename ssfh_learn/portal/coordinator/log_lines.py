"""The log of the roster in Dutch sentences."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from ssfh_learn.dutch_time import dutch_moment
from ssfh_learn.words import section, word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ssfh_learn.roster.log import LogLine


def sentences(lines: Iterable[LogLine], groups: Mapping[int, str]) -> list[str]:
    """Return a sentence for each line: when, who and what; `groups` are the names that may be shown."""
    return [f"{dutch_moment(datetime.fromisoformat(one.at))}, {one.who}: {_what(one, groups)}" for one in lines]


def _what(line: LogLine, groups: Mapping[int, str]) -> str:
    details = line.details
    group = groups.get(line.group, "") if line.group is not None else ""
    said = word("roster", f"log_{line.action}", group=group, name=details.get("name", ""), file=details.get("file", ""))
    if line.action not in {"changed", "ended", "group_changed"}:
        return said
    return f"{said} {'; '.join(_difference(field, *sides) for field, sides in details.items())}"


def _difference(field: str, old: Any, new: Any) -> str:
    label = section("roster").get(field, field)
    return word("roster", "log_difference", field=label, old=_text(old), new=_text(new))


def _text(value: Any) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")
    return text or word("roster", "log_nothing")
