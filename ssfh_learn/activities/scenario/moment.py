"""Where a run is, and under which condition something belongs to the story there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ssfh_learn.activities.model import Id, Ids, Model, added, written_as

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True)
class RunMoment:
    """A situation or ending with the meters and marks that a run has there: what comes next depends on nothing else."""

    node: str
    values: tuple[tuple[str, int], ...]
    marks: frozenset[str]

    @property
    def meters(self) -> Mapping[str, int]:
        """The value of each meter."""
        return dict(self.values)


class Clamp(Model):
    """Bounds: those that an ending puts on the first meter, or between which a meter must be."""

    lowest: int | None = written_as("min", default=None)
    highest: int | None = written_as("max", default=None)

    def held(self, value: int) -> int:
        """Return the value kept within these bounds."""
        if self.lowest is not None:
            value = max(self.lowest, value)
        return value if self.highest is None else min(self.highest, value)

    def holds(self, value: int) -> bool:
        """Say whether a value is within these bounds."""
        return self.held(value) == value


class Conditional(Model):
    """Something that is only there where marks are set (`als`) or not (`als niet`), or where a meter is in bounds."""

    when: Ids = added((), key="als")
    unless: Ids = added((), key="als niet")
    within: dict[Id, Clamp] = added({}, key="bij")

    @property
    def is_conditional(self) -> bool:
        """Whether it depends on anything."""
        return bool(self.when or self.unless or self.within)

    def holds(self, moment: RunMoment) -> bool:
        """Say whether it belongs to the story at this moment."""
        return (
            moment.marks.issuperset(self.when)
            and moment.marks.isdisjoint(self.unless)
            and all(bounds.holds(moment.meters[id_]) for id_, bounds in self.within.items())
        )

    def marks_read(self) -> Iterable[str]:
        """Return the marks on which it depends."""
        return (*self.when, *self.unless)
