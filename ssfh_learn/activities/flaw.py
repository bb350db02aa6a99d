"""What is wrong with an activity that is well-formed but does not make sense."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ssfh_learn.activities.model import Path


Weight = Literal["error", "question", "advice"]
"""An error keeps an activity from being used. A question does not, but only its author can answer it; advice may be
meant so."""


@dataclass(frozen=True)
class Flaw:
    """One thing to mend, at `where` (field names and list positions from the top of the activity).

    `code` is a key of the section `check` in the catalogue of interface words and `details` fill in its sentence.
    `rests_on` names the part that must be well-formed before this flaw can be trusted.
    """

    code: str
    where: Path
    details: Mapping[str, object] = field(default_factory=dict)
    rests_on: Path = ()
    weight: Weight = "error"

    def under(self, *prefix: str | int) -> Flaw:
        """Return the same flaw, seen from the part that holds this one."""
        rests_on = (*prefix, *self.rests_on) if self.rests_on else ()
        return replace(self, where=(*prefix, *self.where), rests_on=rests_on)


def duplicates(names: Iterable[str], *where: str) -> Iterator[Flaw]:
    """Yield a flaw for each id that was used before in the same list."""
    seen: set[str] = set()
    for position, name in enumerate(names):
        if name in seen:
            yield Flaw("duplicate_id", (*where, position, "id"), {"id": name})
        seen.add(name)
