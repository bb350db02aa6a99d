"""What was published of self-assessments, as lines to read: the newest values, and those of earlier months.

Nothing is counted here: every value was published, or there is none.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from ssfh_learn.words import number, word

if TYPE_CHECKING:
    from collections.abc import Iterable

Occasion = Literal["before", "after", "change"]
OCCASIONS: tuple[Occasion, ...] = get_args(Occasion)
ENDS: dict[str, tuple[float, float]] = {"before": (2, 4), "after": (2, 4), "change": (-2, 2)}
"""The lowest and the highest value that are published, which mean "or less" and "or more"."""


@dataclass(frozen=True)
class PublishedValue:
    """One value of a group on one part of a scan; None says that from that day on none is shown."""

    day: str
    whom: str
    scan: str
    part: str
    occasion: Occasion
    value: float | None


@dataclass(frozen=True)
class ScanLine:
    """What is shown now of a group on one part of a scan, in words; empty where nothing is.

    `earlier` has the days and values of before, the newest first. `published` has everything that was ever published
    of what is shown now, in order.
    """

    whom: str
    scan: str
    part: str
    before: str
    after: str
    change: str
    day: str
    earlier: tuple[tuple[str, str], ...] = ()
    published: tuple[PublishedValue, ...] = ()

    def value(self, occasion: Occasion) -> float | None:
        """Return the number that is shown now of an occasion; None where nothing is."""
        return next((one.value for one in reversed(self.published) if one.occasion == occasion), None)


def scan_lines(values: Iterable[PublishedValue]) -> tuple[ScanLine, ...]:
    """Return a line for each part of which something is shown now; `values` are in the order of publication."""
    by_part: defaultdict[tuple[str, str, str], dict[str, list[PublishedValue]]] = defaultdict(dict)
    for one in values:
        by_part[one.whom, one.scan, one.part].setdefault(one.occasion, []).append(one)
    return tuple(
        line for (whom, scan, part), found in by_part.items() if (line := _line(whom, scan, part, found)) is not None
    )


def _line(whom: str, scan: str, part: str, found: dict[str, list[PublishedValue]]) -> ScanLine | None:
    newest = {occasion: listed[-1] for occasion, listed in found.items() if listed[-1].value is not None}
    if not newest:
        return None
    said = {occasion: said_value(newest[occasion]) if occasion in newest else "" for occasion in ENDS}
    # what went dark looks like what never was: its earlier values are gone too
    shown = {occasion: found[occasion] for occasion in ENDS if occasion in newest}
    main = next(iter(shown.values()))
    earlier = tuple((one.day, said_value(one)) for one in reversed(main[:-1]) if one.value is not None)
    published = tuple(one for listed in shown.values() for one in listed if one.value is not None)
    day = max(one.day for one in newest.values())
    return ScanLine(whom, scan, part, **said, day=day, earlier=earlier, published=published)


def said_value(one: PublishedValue) -> str:
    """Return a value in words: `3,5`, `2 of lager`, `4 of hoger`; of a change `+0,5`."""
    if one.value is None:
        return ""
    least, most = ENDS[one.occasion]
    sign = "+" if one.occasion == "change" and one.value > 0 else ""
    said = f"{sign}{number(one.value, 1)}"
    if one.value <= least:
        return word("report", "or_less", value=said)
    return word("report", "or_more", value=said) if one.value >= most else said
