"""What a part of the made-up HIS is: a table of records with fields, and what may be done with them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from ssfh_learn.activities import dutch

if TYPE_CHECKING:
    from ssfh_learn.activities.practice_his.fields import RecordField

Layout = Literal["table", "agenda", "journal"]
"""How a part is drawn: as a table, as columns of days, or as entries of labelled rows."""

PartGroup = Literal["contact", "record", "together"]
"""The three blocks of the floor plan of a HIS: time and contact, the record of one patient, and working together."""

_GROUPS: dict[str, PartGroup] = {
    "agenda": "contact",
    "e_consults": "contact",
    "recalls": "contact",
    "selections": "contact",
    "referrals": "together",
}
"""The group of each part that does not follow from being bound to a patient."""

PATIENT = "patient"
"""The field that names the patient, in a part that does not belong to the open record."""


@dataclass(frozen=True)
class Part:
    """A table of records; where it is `patient_bound` its records belong to the patient whose record is open."""

    id: str
    label: str
    fields: tuple[RecordField, ...]
    patient_bound: bool = False
    can_add: bool = True
    can_change: bool = True
    can_remove: bool = True
    is_sent: bool = False
    """Whether what is added goes to somebody: it is sent, where other records are kept."""
    layout: Layout = "table"
    is_always_shown: bool = True
    """Whether every task shows it; else only a task that works with it, so that the list of parts stays short."""

    @property
    def word(self) -> str:
        """The Dutch name of this part in a content file."""
        return next(word for word, part in dutch.HIS_PARTS.items() if part == self.id)

    @property
    def group(self) -> PartGroup:
        """The block of the floor plan in which a learner finds it."""
        return _GROUPS.get(self.id, "record" if self.patient_bound else "together")

    def may(self, act: Literal["add", "change", "remove"]) -> bool:
        """Say whether a learner may do this with its records."""
        return {"add": self.can_add, "change": self.can_change, "remove": self.can_remove}[act]

    def field(self, id_: str) -> RecordField | None:
        """Return a field by its id."""
        return next((field for field in self.fields if field.id == id_), None)

    def for_task(self, more: tuple[RecordField, ...], hidden: tuple[str, ...]) -> Part:
        """Return this part as one task shows it: with fields behind its own, and without some of its own."""
        return replace(self, fields=(*(field for field in self.fields if field.id not in hidden), *more))
