"""The practices in which nobody has begun yet, among the people of a worklist."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ssfh_learn.portal.coordinator.worklist_rows import Worklist
    from ssfh_learn.roster.participant import Practice

MOST_PEOPLE = 2_000
"""The most people among whom practices are looked for: who coordinates more chooses a group or a region first."""
MOST_SHOWN = 50


class IdlePractices(NamedTuple):
    """The practices of people in which nobody began, with how many of these people work there, in their order."""

    idle: tuple[tuple[Practice, int], ...]
    practices: int
    """How many practices there are."""

    @property
    def shown(self) -> tuple[tuple[Practice, int], ...]:
        """Those that a page names."""
        return self.idle[:MOST_SHOWN]

    @property
    def more(self) -> int:
        """How many it does not name."""
        return len(self.idle) - len(self.shown)


def idle_practices(worklist: Worklist, works: Iterable[tuple[Practice, int]]) -> IdlePractices:
    """Return where nobody began; `works` are practices with the id of who works there, by practice.

    How far somebody is with a test that cannot be read is not known: she counts as who began.
    """
    table = worklist.table
    begun = {table.people[place].id for place in table.places(lambda cell: cell.state != "not_begun")}
    there: defaultdict[Practice, set[int]] = defaultdict(set)
    for practice, id_ in works:
        there[practice].add(id_)
    return IdlePractices(_without(there, begun), len(there))


def _without(there: Mapping[Practice, set[int]], begun: set[int]) -> tuple[tuple[Practice, int], ...]:
    return tuple((practice, len(ids)) for practice, ids in there.items() if not ids & begun)
