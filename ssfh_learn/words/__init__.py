"""The catalogue of interface words: every Dutch sentence that is not content, in one JSON file for each room.

A sentence that counts has one form everywhere: `{"one": "1 vraag.", "many": "{count} vragen."}`, with a form for
`none` where nobody would say that there are 0 of something.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


FILES = {
    "refusal": "activities",
    "check": "content",
    "journal": "journal",
    "widgets": "widgets",
    "grading": "grading",
    "feedback": "grading",
    "export": "reports",
    "report": "reports",
    "items": "reports",
    "choices": "reports",
    "sector": "content",
    "portal": "portal",
    "offline": "portal",
    "who_sees_what": "portal",
    "standing": "portal",
    "sharing": "portal",
    "home": "portal",
    "ending": "portal",
    "readable": "portal",
    "track": "portal",
    "rhythm": "portal",
    "group_figures": "portal",
    "counting": "portal",
    "count_in": "portal",
    "worklist": "portal",
    "worklist_sheet": "portal",
    "remind": "portal",
    "hub": "portal",
    "hub_pages": "portal",
    "history": "portal",
    "expert": "portal",
    "fault_report": "portal",
    "manual_grading": "portal",
    "running": "portal",
    "extra_attempt": "portal",
    "test_task": "portal",
    "accreditation": "portal",
    "administration": "portal",
    "roster": "roster",
    "roster_refusal": "roster",
    "roster_import": "roster",
    "joining": "roster",
    "cli": "cli",
    "click": "cli",
    "demo": "cli",
    "frontend": "frontend",
    "scenario": "frontend",
    "skills_gap": "frontend",
    "practice_his": "frontend",
    "lab": "frontend",
    "time": "time",
    "duration": "time",
    "moment": "time",
    "list": "time",
}
"""The file of each section; it has the name of the room that says these sentences."""


@cache
def _sections(file: str) -> dict[str, dict[str, Any]]:
    """Return the sections of one file; a process reads only the files of which it says something."""
    sections: dict[str, dict[str, Any]] = json.loads(
        files("ssfh_learn.words").joinpath(f"{file}.json").read_text("utf-8")
    )
    return sections


def section(name: str) -> dict[str, Any]:
    """Return one section of the catalogue: by key a sentence with `{fields}` to fill in, or a pair for one and many."""
    return _sections(FILES[name])[name]


def word(name: str, key: str, /, **fields: object) -> str:
    """Return the sentence `key` of section `name`, its fields filled in; raises KeyError for an unknown key.

    Where there is one for one and one for many, the field `count` says which; a dot leads to a part of a key.
    """
    found: Any = section(name)
    for part in key.split("."):
        found = found[part]
    return (
        found.format(**fields) if isinstance(found, str) else counted(found, cast("float", fields["count"]), **fields)
    )


def counted(sentences: Mapping[str, str], count: float, /, **fields: object) -> str:
    """Return the sentence for none, one or many, its fields filled in; a part of one is spoken of as one."""
    form = "none" if count == 0 and "none" in sentences else "one" if 0 < count <= 1 else "many"
    return sentences[form].format(**{"count": number(count), **fields})


def duration(minutes: int) -> str:
    """Return how long something takes, as people say it: "45 minuten", "anderhalf uur", "2 uur en 10 minuten"."""
    said = {60: "hour", 90: "hour_and_a_half"}.get(minutes)
    if said:
        return word("duration", said)
    hours, rest = divmod(minutes, 60) if minutes >= 120 else (0, minutes)  # noqa: PLR2004  (two hours)
    in_hours = word("duration", "hours", count=hours)
    in_minutes = word("duration", "minutes", count=rest)
    if hours and rest:
        return word("duration", "hours_and_minutes", hours=in_hours, minutes=in_minutes)
    return in_hours if hours else in_minutes


def listed(parts: Sequence[str]) -> str:
    """Return some words as a list in a sentence: `Noord, Oost en West`."""
    return word("list", "and", first=", ".join(parts[:-1]), last=parts[-1]) if len(parts) > 1 else "".join(parts)


def number(value: float, decimals: int = 2) -> str:
    """Return a number as the Dutch write it: a decimal comma, and no zeros at the end."""
    whole, _, part = f"{value:.{decimals}f}".partition(".")
    part = part.rstrip("0")
    return f"{whole},{part}" if part else whole
