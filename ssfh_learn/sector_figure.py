"""The plain figure of the sector that content names and reports show beside a question about the same."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


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
    questions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By question that is about exactly this, as `his-toets/h72`, which of the figures it is about.

    Other questions may name the source for another fact.
    """

    def beside(self, test: str, question: str) -> SectorFigure | None:
        """Return what stands beside a question of a test: only the figures that it is about; None if it has none."""
        figures = self.questions.get(f"{test}/{question}", ())
        return replace(self, figures=figures) if figures else None
