"""The content of a self-assessment: a scale, statements, subscales with advice, and rules for showing help."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from ssfh_learn.activities.bands import Band
from ssfh_learn.activities.model import Id, Line, Markdown, Model, Phrase, YesNo, written_as
from ssfh_learn.activities.scale import OnScale

if TYPE_CHECKING:
    from collections.abc import Mapping


class ResultBand(Band):
    """A range of means with a name."""

    id: Id
    name: Line = written_as("naam")


class Subscale(Model):
    """A part of the assessment, with advice per band."""

    id: Id
    name: Line = written_as("naam")
    advice: dict[Id, Markdown] = written_as("adviezen")


class Statement(Model):
    """A statement to agree or disagree with; `reversed` reverses the scale, so that high is always favourable."""

    id: Id
    subscale: Id = written_as("onderdeel")
    text: Phrase = written_as("tekst")
    reversed: YesNo = written_as("omkeer", default=False)


class HelpWhen(Model):
    """When to open the help block: a subscale in a band, or one answer to one statement."""

    subscale: Id | None = written_as("onderdeel", default=None)
    band: Id | None = None
    item: Id | None = written_as("stelling", default=None)
    answer: int | None = written_as("antwoord", default=None)


class SelfAssessmentContent(OnScale):
    """The content of a self-assessment, with look-ups."""

    bands: Annotated[tuple[ResultBand, ...], Field(min_length=1)] = written_as("banden")
    subscales: Annotated[tuple[Subscale, ...], Field(min_length=1)] = written_as("onderdelen")
    items: Annotated[tuple[Statement, ...], Field(min_length=1)] = written_as("stellingen")
    help_when: tuple[HelpWhen, ...] = written_as("hulp_bij", default=())

    @property
    def is_private(self) -> bool:
        """True: a self-assessment is private to the learner."""
        return True

    def measured(self) -> Mapping[str, object]:
        """Two rounds compare when scale and statements are the same; advice may be rewritten."""
        content = self.model_dump()
        return {name: content[name] for name in ("scale", "items")}
