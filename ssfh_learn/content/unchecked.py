"""What in modules an expert still has to check, and where it is used: general knowledge, and figures marked so."""

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
EXPERT, WAITS = "deskundige", "wacht"
"""The key and its value in `bronnen.yaml` of a figure that an expert still has to check."""


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


@dataclass(frozen=True)
class ExpertSaid:
    """The codes that an expert checked, and those of figures that wait for one."""

    checked: frozenset[str]
    marked: frozenset[str]

    def waits(self, code: str) -> bool:
        """Say whether an expert still has to check a code."""
        return (code.startswith(PREFIX) or code in self.marked) and code not in self.checked


def expert_said(modules: Path) -> ExpertSaid:
    """Return what the file beside the modules says of experts."""
    value = read_source(modules / FILE_NAME).value
    said = [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
    return ExpertSaid(
        frozenset(str(one.get("code")) for one in said if str(one.get(CHECKED) or "").strip()),
        frozenset(str(one.get("code")) for one in said if one.get(EXPERT) == WAITS),
    )


def unchecked(references: Iterable[Reference], activities: Iterable[Activity], said: ExpertSaid) -> list[Unchecked]:
    """Return what waits in a module, in the order of its sources."""
    codes = {one.code: one.text for one in references if said.waits(one.code)}
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
