"""What a learner chose the first time that she practised, as yes or no for each thing that can be chosen."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ssfh_learn.activities.markup import Markup

Worth = Literal["right", "small", "serious", "critical"]
"""How good it is: right, or a small, a serious or a critical mistake."""


@dataclass(frozen=True)
class FirstChoice:
    """Something that can be chosen: its name among all choices of the practice, and where it can lead.

    Without a text it stands for all that is right together.
    """

    name: str
    text: Markup | None
    worth: Worth
    leads_to: tuple[str, ...] = ()


@dataclass(frozen=True)
class ChoicePoint:
    """A question or a situation with its choices; an ending has none."""

    id: str
    text: Markup
    choices: tuple[FirstChoice, ...] = ()


def meaning_of(points: Iterable[ChoicePoint]) -> str:
    """Return what must be equal for the choices of several people to be counted together; empty without any choice.

    It is made of ids, of what is right and of where choices lead: a corrected spelling changes nothing.
    """
    told = [(one.id, [(each.name, each.worth, each.leads_to) for each in one.choices]) for one in points]
    return sha256(json.dumps(told).encode()).hexdigest()[:16] if told else ""
