"""The plain figure of the sector that content names and reports show beside a question about the same."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SectorFigure:
    """What a survey of others found: the figures in words, who was asked, when, and the source.

    `caution` says how the figures may be used; each text is empty where the source does not say.
    """

    code: str
    figures: tuple[str, ...]
    who: str
    when: str
    source: str
    caution: str = ""
    questions: tuple[str, ...] = ()
    """The questions that are about exactly this, as `his-toets/h72`; others may name the source for another fact."""

    def is_beside(self, test: str, question: str) -> bool:
        """Return whether it stands beside a question of a test."""
        return f"{test}/{question}" in self.questions
