"""What a self-assessment is made of: a scale, statements, subscales with advice, and when to show help."""

from __future__ import annotations

from ssfh_learn.activities.bands import Band
from ssfh_learn.activities.model import Id, Line, Markdown, Model, Phrase, YesNo


class ScalePoint(Model):
    """One point of the scale and the words for it."""

    value: int
    text: Line


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
