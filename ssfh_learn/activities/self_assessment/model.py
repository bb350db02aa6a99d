"""What a self-assessment is made of: a scale, statements, subscales with advice, and when to show help."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from ssfh_learn.activities.activity import Activity
from ssfh_learn.activities.bands import Band
from ssfh_learn.activities.model import Id, Line, Markdown, Model, Phrase, YesNo
from ssfh_learn.activities.scale import ScalePoint

if TYPE_CHECKING:
    from collections.abc import Mapping


class ResultBand(Band):
    """A range of means with a name."""

    id: Id
    name: Line


class Subscale(Model):
    """A part of the assessment, with advice per band."""

    id: Id
    name: Line
    advice: dict[Id, Markdown]


class Statement(Model):
    """Something to agree or disagree with; `reversed` turns the scale round, so that high is always favourable."""

    id: Id
    subscale: Id
    text: Phrase
    reversed: YesNo = False


class HelpWhen(Model):
    """When to open the help block: a subscale in a band, or one answer to one statement."""

    subscale: Id | None = None
    band: Id | None = None
    item: Id | None = None
    answer: int | None = None


class SelfAssessmentContent(Activity):
    """What is written of a self-assessment, and what can be looked up in it."""

    scale: Annotated[tuple[ScalePoint, ...], Field(min_length=2)]
    bands: Annotated[tuple[ResultBand, ...], Field(min_length=1)]
    subscales: Annotated[tuple[Subscale, ...], Field(min_length=1)]
    items: Annotated[tuple[Statement, ...], Field(min_length=1)]
    help_when: tuple[HelpWhen, ...] = ()

    @property
    def lowest(self) -> int:
        """The lowest point of the scale."""
        return min(point.value for point in self.scale)

    @property
    def highest(self) -> int:
        """The highest point of the scale."""
        return max(point.value for point in self.scale)

    @property
    def is_private(self) -> bool:
        """Whatever is written here is the learner's own."""
        return True

    def measured(self) -> Mapping[str, object]:
        """Two rounds compare when scale and statements are the same; advice may be rewritten."""
        content = self.model_dump()
        return {name: content[name] for name in ("scale", "items")}
