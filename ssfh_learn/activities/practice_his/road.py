"""The safe road of a task, as its author writes it: what a careful colleague does, act by act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssfh_learn.activities.model import HisPart, Id, Model, OneLine, YesNo, written_as

if TYPE_CHECKING:
    from collections.abc import Iterator


class AddedLine(Model):
    """A record to add."""

    part_name: HisPart = written_as("onderdeel")
    values: dict[OneLine, OneLine] = written_as("waarden")


class ChangedLine(Model):
    """A record of the start to change."""

    part_name: HisPart = written_as("onderdeel")
    record: Id = written_as("regel")
    values: dict[OneLine, OneLine] = written_as("waarden")


class RemovedLine(Model):
    """A record of the start to remove."""

    part_name: HisPart = written_as("onderdeel")
    record: Id = written_as("regel")


class RoadAct(Model):
    """One act; exactly one key is filled in, besides `loose`: it may come at any place in the road."""

    step: Id | None = written_as("stap", default=None)
    opened: Id | None = written_as("open", default=None)
    closed: YesNo | None = written_as("sluit", default=None)
    added: AddedLine | None = written_as("voeg-toe", default=None)
    changed: ChangedLine | None = written_as("wijzig", default=None)
    removed: RemovedLine | None = written_as("verwijder", default=None)
    loose: YesNo = written_as("los", default=False)

    def named(self) -> tuple[str, ...]:
        """Return the keys that are filled in."""
        return tuple(name for name in type(self).model_fields if name != "loose" and getattr(self, name) is not None)

    def lines(self) -> Iterator[tuple[str, AddedLine | ChangedLine | RemovedLine]]:
        """Yield the record that it writes, with its key."""
        for name in ("added", "changed", "removed"):
            if getattr(self, name) is not None:
                yield name, getattr(self, name)
