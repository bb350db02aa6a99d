"""What changed between the first scan of a learner and the last one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from ssfh_learn.words import number, word

if TYPE_CHECKING:
    from ssfh_learn.activities import Activity

LEAST = 0.25
"""On the scale of 1 to 5: less is no change, because another answer to one statement already makes as much."""


@dataclass(frozen=True)
class ScanChange:
    """One scale of a self-assessment, before and now."""

    name: str
    before: float
    now: float

    @property
    def direction(self) -> Literal["up", "down", "same"]:
        """Where it went."""
        change = self.now - self.before
        return "same" if abs(change) < LEAST else "up" if change > 0 else "down"

    @property
    def said(self) -> str:
        """Both means and where it went, in words."""
        means = word("track", "from_to", before=number(self.before, 1), now=number(self.now, 1))
        return f"{means} {word('track', f'scan_{self.direction}')}"


def scan_changes(scan: Activity, state: Any) -> list[ScanChange]:
    """Return each scale that has a first and a later mean of the same version; empty if she did the scan once."""
    first, now = scan.group_first_means(state), scan.group_means(state)
    both = {*first} & {*now}
    return [ScanChange(name, first[id_], now[id_]) for id_, name in scan.group_scales().items() if id_ in both]
