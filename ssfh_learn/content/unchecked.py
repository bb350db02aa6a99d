"""General knowledge in modules that an expert still has to check, and where it is used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ssfh_learn.content.sector_figures import FILE_NAME
from ssfh_learn.content.source import read_source

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ssfh_learn.activities import Activity
    from ssfh_learn.content.module import Reference

PREFIX = "V-"
"""How the code of general knowledge begins: it is no research, so an expert has to say that it is right."""
CHECKED = "gecontroleerd"
"""The key in `bronnen.yaml` that says who checked a code, and when."""


@dataclass(frozen=True)
class UsedIn:
    """An activity that rests on a code; `questions` are the numbers of the questions that do, none for all of it."""

    activity: Activity
    questions: tuple[int, ...] = ()


@dataclass(frozen=True)
class Unchecked:
    """A code that waits for an expert, what it is about, and where it is used."""

    code: str
    text: str
    uses: tuple[UsedIn, ...]


def checked_codes(modules: Path) -> frozenset[str]:
    """Return the codes that an expert checked, as the file beside the modules says."""
    value = read_source(modules / FILE_NAME).value
    entries = value if isinstance(value, list) else []
    return frozenset(
        str(one.get("code")) for one in entries if isinstance(one, dict) and str(one.get(CHECKED) or "").strip()
    )


def unchecked(
    references: Iterable[Reference], activities: Iterable[Activity], checked: frozenset[str]
) -> list[Unchecked]:
    """Return what waits in a module, in the order of its sources."""
    codes = {one.code: one.text for one in references if one.code.startswith(PREFIX) and one.code not in checked}
    uses: dict[str, list[UsedIn]] = {code: [] for code in codes}
    for activity in activities:
        for code, questions in _codes(activity).items():
            if code in uses:
                uses[code].append(UsedIn(activity, questions))
    return [Unchecked(code, text, tuple(uses[code])) for code, text in codes.items()]


def _codes(activity: Activity) -> dict[str, tuple[int, ...]]:
    """Return the codes of an activity, each with the numbers of the questions that name it."""
    found: dict[str, tuple[int, ...]] = {}
    for code, where in activity.used_sources():
        match where:
            case ("questions", int(position), *_):
                found[code] = (*found.get(code, ()), position + 1)
            case _:
                found.setdefault(code, ())
    return found
