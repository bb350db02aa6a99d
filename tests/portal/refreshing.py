"""A learner with a past: what she did in a module, at times that a test names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from ssfh_learn.journal import Event, projections
from ssfh_learn.journal.stream import Stream
from ssfh_learn.journal.transaction import Writing
from ssfh_learn.portal.writing.progress import STEPS
from tests.portal.host import PATIENCE, Site

WRONG: dict[str, Any] = {"v1": "b", "v2": ["twee", "een"]}
RIGHT: dict[str, Any] = {"v1": "a", "v2": ["een", "twee"]}
"""Answers to the questions of the small module."""


def moment(text: str) -> datetime:
    """Return a time in UTC, as "2026-11-22 10:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@dataclass(frozen=True)
class Past:
    """Writes what one learner did in one module, in the journal that `add` brings it to."""

    add: Callable[[Stream, Event], object]
    learner: str
    place: str
    steps: Sequence[str]
    """The ids of the steps."""

    def did(self, at: str, activity: str, *, private: bool = False, attempt: int = 1, **response: Any) -> None:
        """Write one thing that she did at a time."""
        data = {name: value for name, value in response.items() if name != "kind"}
        time = moment(at).isoformat(timespec="milliseconds")
        event = Event(1, str(uuid4()), time, activity, "", attempt, response["kind"], data)
        self.add(Stream(self.learner, self.place, activity, private), event)

    def finished(self, at: str, steps: int = 3) -> None:
        """Let her open every step."""
        for step in range(1, steps + 1):
            self.did(at, STEPS, kind="visit", step=self.steps[step - 1])

    def practised(self, at: str, activity: str = "kennischeck", **answers: Any) -> None:
        """Let her answer questions, by id, and ask whether that is right."""
        for question, answer in answers.items():
            self.did(at, activity, kind="answer", question=question, answer=answer)
            self.did(at, activity, kind="check", question=question)

    def chose(self, at: str, activity: str, *choices: tuple[str, str]) -> None:
        """Let her play a scenario along these situations and choices."""
        self.did(at, activity, kind="begin")
        for node, choice in choices:
            self.did(at, activity, kind="choose", node=node, choice=choice)
            self.did(at, activity, kind="continue", node=node)

    def refreshed(self, at: str, **answers: Any) -> None:
        """Let her do a session of these questions of the quiz; what is wrong she has right when it returns."""
        cards = {f"kennischeck.{question}": answer for question, answer in answers.items()}
        self.did(at, "opfrissen", private=True, kind="begin", cards=list(cards))
        for card, answer in cards.items():
            self._answered(at, card, answer)
        for question, answer in answers.items():
            if answer != RIGHT[question]:
                self._answered(at, f"kennischeck.{question}+again", RIGHT[question])

    def _answered(self, at: str, card: str, answer: Any) -> None:
        self.did(at, "opfrissen", private=True, kind="answer", question=card, answer=answer)
        self.did(at, "opfrissen", private=True, kind="check", question=card)


def past_of(site: Site, learner: str = "anna", place: str = "proef") -> Past:
    """Return the past of a learner in a site of the tests."""
    assert site.portal
    event_writer = site.portal.event_writer
    return Past(
        lambda stream, event: event_writer.do(lambda writing: written(writing, stream, event)).result(PATIENCE),
        learner,
        place,
        site.portal.library.modules[place].step_ids,
    )


def written(writing: Writing, stream: Stream, event: Event) -> None:
    """Write an event, and of a step that it was opened, as the portal does."""
    writing.add(stream, event)
    if stream.activity == STEPS:
        row = (stream.learner, stream.place, str(event.data["step"]), event.at, event.at)
        projections.open_steps(writing.connection, [row])


def it_is(site: Site, text: str) -> None:
    """Set the clock of the pages of a site."""
    assert site.portal
    site.portal.now = lambda: moment(text)
