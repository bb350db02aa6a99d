"""The content of a self-assessment: a scale, statements, subscales with advice, and rules for showing help."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from ssfh_learn.activities.bands import Band
from ssfh_learn.activities.model import Id, Markdown, Model, OneLine, Phrase, YesNo, added, written_as
from ssfh_learn.activities.scale import OnScale

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


class ResultBand(Band):
    """A range of means with a name."""

    id: Id
    name: OneLine = written_as("naam")


class Subscale(Model):
    """A part of the assessment, with advice per band."""

    id: Id
    name: OneLine = written_as("naam")
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
    version: Annotated[int, Field(ge=1)] = added(1, key="versie")
    """The author raises it when statements get another meaning: what was filled in before compares no longer."""

    @property
    def is_private(self) -> bool:
        """True: a self-assessment is private to the learner."""
        return True

    def measured(self) -> Mapping[str, object]:
        """Return scale and statements; from version 2 on what they mean, without the words of the statements.

        The first version has its words in it, as files had before there were versions: its fingerprint stays.
        """
        content = self.model_dump()
        if self.version == 1:
            return {name: content[name] for name in ("scale", "items")}
        items = [{name: one[name] for name in one if name != "text"} for one in content["items"]]
        return {"version": self.version, "scale": [one.value for one in self.scale], "items": items}

    def compares(self, content: str, answered: Collection[str]) -> bool:
        """Say whether an earlier round compares with one of now: the same version, and statements that are still here.

        `content` is the fingerprint that the round was filled in with. Until there is a second version nobody said
        that a meaning changed: then a round is of the first version, whatever the words were.
        """
        return (self.version == 1 or content == self.fingerprint()) and {item.id for item in self.items} >= set(
            answered
        )

    def meaning(self) -> str:
        """Return what must be equal for outcomes of several people to be added up: the version and the statements."""
        items = json.dumps(sorted([item.subscale, item.id, item.reversed] for item in self.items))
        return f"{self.version}-{sha256(items.encode()).hexdigest()[:8]}"
