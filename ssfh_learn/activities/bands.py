"""Bands: what to say about a number, from the lowest to the highest.

A band is written with its lower bound only (`vanaf`), so that two bands can neither overlap nor leave a gap between
them; what is left to get wrong is their order and where the first one starts.
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
    """Return the band that holds `value`; below the first band that is the first."""
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
