"""What a learner can send to a quiz."""

from __future__ import annotations

from typing import Any, Literal

from ssfh_learn.activities.activity import Response, one_of
from ssfh_learn.activities.model import Reading


class Answer(Response):
    """An answer to one question; saved at once, checked later."""

    kind: Literal["answer"]
    question: str
    answer: Any
    reading: Reading | None = None
    """In practice: by which rule what was typed is read. An event of before names none and keeps the first."""


class Check(Response):
    """Ask for feedback on one question (practice)."""

    kind: Literal["check"]
    question: str
    reading: Reading | None = None


class Hint(Response):
    """Ask for the next hint (practice)."""

    kind: Literal["hint"]
    question: str


class Retry(Response):
    """Open one checked question again (practice)."""

    kind: Literal["retry"]
    question: str


class RetryWrong(Response):
    """Open every question that was not wholly right again (practice)."""

    kind: Literal["retry_wrong"]


class StartOver(Response):
    """Start a new attempt, with a new draw and a new order (practice)."""

    kind: Literal["start_over"]


class Go(Response):
    """Turn to a question, or with None to the result."""

    kind: Literal["go"]
    question: str | None


class Begin(Response):
    """Start an attempt (test)."""

    kind: Literal["begin"]


class HandIn(Response):
    """Close the attempt (test)."""

    kind: Literal["hand_in"]


RESPONSES = one_of(Answer, Check, Hint, Retry, RetryWrong, StartOver, Go, Begin, HandIn)
