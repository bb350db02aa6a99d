"""Bands: texts for ranges of a number, from the lowest range to the highest.

A band has only a lower bound (`vanaf`), so that two bands cannot overlap or leave a gap. Only the order of the bands
and the start of the first band can be wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from ssfh_learn.activities.flaw import Flaw
from ssfh_learn.activities.model import Model, written_as

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Band(Model):
    """A half-open range: from `starts_at` up to the start of the next band."""

    starts_at: float = written_as("vanaf")


AnyBand = TypeVar("AnyBand", bound=Band)


def band_of(bands: Sequence[AnyBand], value: float) -> AnyBand:
    """Return the band of `value`; a value below the first band belongs to the first band."""
    return next((band for band in reversed(bands) if value >= band.starts_at), bands[0])


def flaws_of_bands(bands: Sequence[Band], lowest: float, highest: float, *where: str) -> Iterator[Flaw]:
    """Yield a gap below the first band, bands that overlap, and bands outside `lowest`..`highest`."""
    starts = [band.starts_at for band in bands]
    if starts and starts[0] > lowest:
        yield Flaw("band_gap", (*where, 0, "starts_at"), {"first": starts[0], "lowest": lowest})
    for position, start in enumerate(starts):
        if position and start <= starts[position - 1]:
            yield Flaw(
                "band_overlap", (*where, position, "starts_at"), {"start": start, "before": starts[position - 1]}
            )
        if not lowest <= start <= highest:
            yield Flaw(
                "band_outside", (*where, position, "starts_at"), {"start": start, "lowest": lowest, "highest": highest}
            )
