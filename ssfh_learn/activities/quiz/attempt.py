"""One attempt at a quiz: which questions were drawn, what was answered, and what was checked."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ssfh_learn.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ssfh_learn.activities.model import ReadingRule
    from ssfh_learn.activities.quiz.questions.question import AnswerValue


@dataclass(frozen=True)
class Attempt:
    """An immutable attempt; every method returns a new one."""

    number: int
    drawn: tuple[str, ...]
    current: str | None
    answers: Mapping[str, AnswerValue] = field(default_factory=dict)
    checked: frozenset[str] = frozenset()
    checks: Mapping[str, int] = field(default_factory=dict)
    hints: Mapping[str, int] = field(default_factory=dict)
    readings: Mapping[str, ReadingRule] = field(default_factory=dict)
    """How an answer is read, where the event named a rule (practice)."""
    ticked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The points of an example that she found in her own words, by question (practice)."""
    closed: bool = False
    bank: str = ""
    """The version with other questions that it asks; empty if it asks the questions that everybody has."""

    def must_hold(self, question: str) -> None:
        """Raise Refused where a question was not drawn in this attempt."""
        if question not in self.drawn:
            raise Refused("unknown_id")

    def answered(self, question: str, answer: AnswerValue) -> Attempt:
        """Store an answer; a checked question must be opened again first."""
        if question in self.checked:
            raise Refused("already_checked")
        return replace(self, answers={**self.answers, question: answer}, current=question)

    def read_as(self, question: str, reading: ReadingRule) -> Attempt:
        """Remember how an answer is to be read."""
        return replace(self, readings={**self.readings, question: reading})

    def with_checked(self, question: str) -> Attempt:
        """Remember that feedback was given, and how often."""
        checks = {**self.checks, question: self.checks.get(question, 0) + 1}
        return replace(self, checked=self.checked | {question}, checks=checks, current=question)

    def with_ticked(self, question: str, points: tuple[str, ...]) -> Attempt:
        """Remember which points she found; she compares only what stands still."""
        if question not in self.checked:
            raise Refused("not_now")
        return replace(self, ticked={**self.ticked, question: points}, current=question)

    def with_hint(self, question: str, available: int) -> Attempt:
        """Show one hint more."""
        shown = self.hints.get(question, 0)
        if shown >= available:
            raise Refused("no_more_hints")
        return replace(self, hints={**self.hints, question: shown + 1}, current=question)

    def reopened(self, questions: frozenset[str]) -> Attempt:
        """Open checked questions again; the answers stay, to be changed, and what she found in them is forgotten."""
        if not questions:
            raise Refused("nothing_to_retry")
        first = next(question for question in self.drawn if question in questions)
        ticked = {name: points for name, points in self.ticked.items() if name not in questions}
        return replace(self, checked=self.checked - questions, ticked=ticked, current=first)

    def turned_to(self, question: str | None) -> Attempt:
        """Turn to a question, or to the result."""
        if question is not None:
            self.must_hold(question)
        return replace(self, current=question)

    def handed_in(self) -> Attempt:
        """Close the attempt."""
        return replace(self, closed=True, current=None)
