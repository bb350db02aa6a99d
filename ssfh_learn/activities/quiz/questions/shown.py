"""The shapes of what a learner sees of any question: its text, what can be chosen, and what is said afterwards."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypeAliasType, TypedDict

from ssfh_learn.activities.markup import Labelled, Markup

Verdict = Literal["right", "partly", "wrong", "done", "compare"]
"""`done` where nothing is right or wrong, `compare` where she looks herself what her own words have of an example."""
ItemVerdict = TypeAliasType("ItemVerdict", Literal["right", "partly", "wrong", "missed", "neutral"])
Pairs = dict[str, str]
"""Ids to ids."""


class ItemFeedbackView(TypedDict):
    """What is said of one option, step, pair or card."""

    verdict: ItemVerdict
    text: Markup | None


class FeedbackView(TypedDict):
    """What is said of an answer that was checked; each shape of answers adds its `solution`."""

    verdict: Verdict
    share: float | None
    text: Markup | None
    items: dict[str, ItemFeedbackView]
    model_answer: Markup | None
    steps: list[int]
    """The steps of the module that these words send her to."""


class TextFeedbackView(FeedbackView):
    """The feedback where an answer is one id, or what was typed."""

    solution: str | None


class ListFeedbackView(FeedbackView):
    """The feedback where an answer is a list of ids."""

    solution: list[str] | None


class PairsFeedbackView(FeedbackView):
    """The feedback where an answer couples ids."""

    solution: Pairs | None


class MeaningView(TypedDict):
    """One thing that may be meant, and the answer that says so."""

    label: str
    answer: str


class DoubtView(TypedDict):
    """What to ask about an answer that was typed: which of these is meant; none where it cannot be read at all."""

    choices: list[MeaningView]


class QuestionView(TypedDict):
    """What all questions show; each kind adds its `kind`, `answer`, `feedback` and parts."""

    id: str
    prompt: Markup
    graded: bool
    hints: list[Markup]
    hints_left: int
    doubt: DoubtView | None
    missing: list[str]
    """The ids that she still has to do something with before her answer can be checked."""
    phase: Literal["open", "checked", "closed"]


class OptionParts(TypedDict):
    """The options of a choice."""

    options: list[Labelled]
