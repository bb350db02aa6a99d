"""What a record holds: fields of a type, and which texts each type accepts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from ssfh_learn.activities.practice_his.dates import is_date, is_time
from ssfh_learn.errors import Refused

FieldType = Literal["text", "long", "time", "date", "choice", "patient", "number"]
TODAY = "today"
"""An `initial` that stands for the made-up day of the content."""

_NUMBER = re.compile(r"-?\d{1,6}([.,]\d{1,3})?", re.ASCII)
_LENGTHS = {"text": 200, "long": 1000}
_SHORT = 60


@dataclass(frozen=True)
class FieldOption:
    """Something to choose in a field."""

    id: str
    text: str
    retired: bool = False
    """Whether it is what earlier content chose, and nobody is offered any more."""


@dataclass(frozen=True)
class RecordField:
    """One field of a part.

    `initial` is what a new record holds where nothing is typed. A `locked` field belongs to the record, and a
    learner never types in it.
    """

    id: str
    label: str
    type: FieldType = "text"
    options: tuple[FieldOption, ...] = ()
    required: bool = False
    initial: str = ""
    locked: bool = False
    for_change: bool = False
    """Whether it is only there on a record that stands already, such as a correction."""

    @property
    def max_length(self) -> int:
        """The number of characters that fit."""
        return _LENGTHS.get(self.type, _SHORT)

    @property
    def is_written(self) -> bool:
        """Whether it holds words of one's own, which nobody judges but the learner herself."""
        return self.type in _LENGTHS

    def must_fit(self, value: str, patients: frozenset[str]) -> None:
        """Raise Refused where this type does not accept a text; the empty text fits everywhere."""
        if len(value) > self.max_length:
            raise Refused("too_long")
        if not value or self.is_written:
            return
        if self.type == "date" and not is_date(value):
            raise Refused("not_a_date")
        if self.type == "time" and not is_time(value):
            raise Refused("not_a_time")
        if self.type == "number" and not _NUMBER.fullmatch(value):
            raise Refused("not_a_number")
        known = patients if self.type == "patient" else {option.id for option in self.options}
        if self.type in {"patient", "choice"} and value not in known:
            raise Refused("unknown_id")

    def accepted(self, typed: str, patients: frozenset[str]) -> str:
        """Return what a learner typed, as it is kept; raises Refused where it does not fit."""
        value = typed.strip()
        if self.locked:
            raise Refused("read_only_part")
        if self.required and not value:
            raise Refused("field_required")
        self.must_fit(value, patients)
        return value

    def is_same(self, value: str, wanted: str) -> bool:
        """Say whether a value is the wanted one; 82,50 is 82.5."""
        if self.type != "number":
            return value == wanted
        return _number(value) == _number(wanted) is not None


def _number(written: str) -> float | None:
    return float(written.replace(",", ".")) if _NUMBER.fullmatch(written) else None
