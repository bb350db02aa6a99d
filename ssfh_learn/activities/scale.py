"""The points of a scale, and the responses of a learner who places items on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from ssfh_learn.activities.activity import Activity
from ssfh_learn.activities.flaw import Flaw
from ssfh_learn.activities.model import Model, OneLine, written_as
from ssfh_learn.activities.response import Response
from ssfh_learn.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Placed = int | Literal["na"]
"""An answer on the scale: a point, or "na" for not applicable."""


class ScalePoint(Model):
    """One point of the scale and the words for it."""

    value: int = written_as("waarde")
    text: OneLine = written_as("tekst")


class ScalePointView(TypedDict):
    """A point of the scale and the words for it."""

    value: int
    label: str


class PlaceOnScale(Response):
    """A point of the scale, "na" for not applicable, or None to remove an answer."""

    kind: Literal["answer"]
    item: str
    value: Placed | None


class FinishScale(Response):
    """Ask for the result."""

    kind: Literal["finish"]


class ReopenScale(Response):
    """Go back to change answers."""

    kind: Literal["reopen"]


class OnScale(Activity):
    """The content of an activity in which items are placed on one scale."""

    scale: Annotated[tuple[ScalePoint, ...], Field(min_length=2)] = written_as("schaal")

    @property
    def lowest(self) -> int:
        """The lowest point of the scale."""
        return min(point.value for point in self.scale)

    @property
    def highest(self) -> int:
        """The highest point of the scale."""
        return max(point.value for point in self.scale)


def with_placed(placed: Mapping[str, Placed], response: PlaceOnScale, scale: Sequence[ScalePoint]) -> dict[str, Placed]:
    """Return the answers with this answer added; raises Refused if the scale has no such point."""
    if isinstance(response.value, int) and response.value not in {point.value for point in scale}:
        raise Refused("unknown_id")
    others = {item: value for item, value in placed.items() if item != response.item}
    return others if response.value is None else {**others, response.item: response.value}


def shown_scale(scale: Sequence[ScalePoint]) -> list[ScalePointView]:
    """Return the points with their words."""
    return [{"value": point.value, "label": point.text} for point in scale]


def flaws_of_scale(scale: Sequence[ScalePoint]) -> Iterator[Flaw]:
    """Yield a scale whose points do not go up by one."""
    values = [point.value for point in scale]
    if values != list(range(values[0], values[0] + len(values))):
        yield Flaw("scale_not_in_order", ("scale",))
