"""What a skills gap is made of: functions, the competences that they ask, and the steps that teach a competence."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ssfh_learn.activities.model import Id, Line, Markdown, Model, Phrase


class Function(Model):
    """A job that somebody can have; `asks` holds the wanted level of each competence that it needs.

    A competence that is not in `asks` is not needed. `requirements` is what no step can replace, as a diploma.
    """

    id: Id
    name: Line
    text: Markdown
    asks: Annotated[dict[Id, int], Field(min_length=1)]
    requirements: Markdown | None = None
    sources: tuple[Line, ...] = ()


class LearningStep(Model):
    """Something that brings a learner from the level below to `level`, in one way: joining in, training, e-learning."""

    id: Id
    level: int
    way: Line
    text: Markdown
    sources: tuple[Line, ...] = ()


class Competence(Model):
    """Something that one can do, by what it shows, and what may count as evidence that one can."""

    id: Id
    name: Line
    explanation: Markdown
    can_do: tuple[Phrase, ...] = ()
    evidence: tuple[Line, ...] = ()
    steps: Annotated[tuple[LearningStep, ...], Field(min_length=1)]
    sources: tuple[Line, ...] = ()


class Talk(Model):
    """How to use the outcome in a talk, for each role."""

    employee: Markdown | None = None
    manager: Markdown | None = None
    workplace_trainer: Markdown | None = None
