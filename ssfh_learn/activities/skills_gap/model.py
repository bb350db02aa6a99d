"""The content of a skills gap: functions, the competences that they ask, and steps to learn a competence."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ssfh_learn.activities.model import Id, Markdown, Model, OneLine, Phrase, written_as
from ssfh_learn.activities.scale import OnScale
from ssfh_learn.errors import Refused


class Function(Model):
    """A job; `asks` holds the level of each competence that it needs.

    A competence that is not in `asks` is not needed. `requirements` are things that no step can replace, such as a
    diploma.
    """

    id: Id
    name: OneLine = written_as("naam")
    text: Markdown = written_as("tekst")
    asks: Annotated[dict[Id, int], Field(min_length=1)] = written_as("vraagt")
    requirements: Markdown | None = written_as("eisen", default=None)
    sources: tuple[OneLine, ...] = written_as("bronnen", default=())


class LearningStep(Model):
    """A way to get from the level below to `level`: joining in, training or e-learning."""

    id: Id
    level: int = written_as("niveau")
    way: OneLine = written_as("manier")
    text: Markdown = written_as("tekst")
    sources: tuple[OneLine, ...] = written_as("bronnen", default=())


class Competence(Model):
    """A skill, with examples of behaviour that shows it, and possible evidence."""

    id: Id
    name: OneLine = written_as("naam")
    explanation: Markdown = written_as("uitleg")
    can_do: tuple[Phrase, ...] = written_as("je_kunt", default=())
    evidence: tuple[OneLine, ...] = written_as("bewijs", default=())
    steps: Annotated[tuple[LearningStep, ...], Field(min_length=1)] = written_as("stappen")
    sources: tuple[OneLine, ...] = written_as("bronnen", default=())


class Talk(Model):
    """How to use the outcome in a talk, for each role."""

    employee: Markdown | None = written_as("medewerker", default=None)
    manager: Markdown | None = written_as("leidinggevende", default=None)
    workplace_trainer: Markdown | None = written_as("praktijkopleider", default=None)


class SkillsGapContent(OnScale):
    """The content of a skills gap, with look-ups."""

    origin: Markdown = written_as("herkomst")
    functions: Annotated[tuple[Function, ...], Field(min_length=1)] = written_as("functies")
    competences: Annotated[tuple[Competence, ...], Field(min_length=1)] = written_as("competenties")
    evidence_note: Markdown | None = written_as("over_bewijs", default=None)
    talk: Talk = written_as("gesprek", default=Talk())

    @property
    def is_private(self) -> bool:
        """True: a skills gap is private to the learner."""
        return True

    def function(self, name: str | None) -> Function | None:
        """Return the function with an id, or None if the content no longer has it."""
        return next((function for function in self.functions if function.id == name), None)

    def competence(self, name: str) -> Competence:
        """Return a competence by its id; raises Refused if there is none."""
        for competence in self.competences:
            if competence.id == name:
                return competence
        raise Refused("unknown_id")
