"""The people of a story: who they are, and which portrait each of them has."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING

from ssfh_learn.activities.dutch import MEN, PORTRAITS, WOMEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ssfh_learn.activities.dutch import PortraitName
    from ssfh_learn.activities.scenario.model import ScenarioContent

_CALLED: Mapping[tuple[PortraitName, ...], re.Pattern[str]] = {
    WOMEN: re.compile(r"\b(?:mevrouw|mw|moeder|dochter|zus|oma|vrouw|buurvrouw)\b", re.IGNORECASE),
    MEN: re.compile(r"\b(?:meneer|dhr|vader|zoon|broer|opa|man|buurman)\b", re.IGNORECASE),
}
"""A name that says whether somebody is a woman or a man."""


def speakers(scenario: ScenarioContent) -> Iterator[str]:
    """Yield the name of everybody who speaks, each once, in the order of the file."""
    named = (name for node in scenario.nodes for name in (node.speaker, *(choice.speaker for choice in node.choices)))
    yield from dict.fromkeys(name for name in named if name)


def cast_of(scenario: ScenarioContent) -> Mapping[str, PortraitName]:
    """Return the portrait of everybody who speaks, by name.

    Whoever has none in the file gets one that follows from her name, and that nobody else has as long as there are
    portraits left.
    """
    cast = {person.name: person.portrait for person in scenario.people}
    for name in speakers(scenario):
        if name not in cast:
            cast[name] = _portrait(name, set(cast.values()))
    return cast


def _portrait(name: str, taken: set[PortraitName]) -> PortraitName:
    fitting = next((some for some, words in _CALLED.items() if words.search(name)), PORTRAITS)
    free = [one for one in fitting if one not in taken] or list(fitting)
    return free[int.from_bytes(sha256(name.lower().encode()).digest()[:4]) % len(free)]
