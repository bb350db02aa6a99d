"""A test that is made a thousand times by people who do not know its answers: how much they earn, and how many pass.

Chance is seeded with the name of the test, so that the same key always gives the same figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from statistics import mean
from typing import TYPE_CHECKING, Any

from ssfh_learn.activities.model import NEWEST, SPREAD
from ssfh_learn.activities.quiz.draw import drawn
from ssfh_learn.content.fairness.by_heart import ByHeart
from ssfh_learn.content.fairness.sheet import Sheet
from ssfh_learn.content.fairness.strategies import WITHOUT_KNOWLEDGE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ssfh_learn.activities.quiz import Quiz
    from ssfh_learn.activities.quiz.questions import Question
    from ssfh_learn.content.fairness.practice import PractisedQuestion
    from ssfh_learn.content.fairness.strategies import StrategyName, Way

TIMES = 1000
MOST_WITHOUT_KNOWLEDGE = 0.05
MOST_BY_HEART = 0.25


@dataclass(frozen=True)
class GuessOutcome:
    """What one strategy earns over all tests: the mean share of the automatic points, and the share that passes.

    `passed` is None where the test has no pass mark.
    """

    strategy: StrategyName
    mean: float
    passed: float | None

    @property
    def most(self) -> float:
        """How many may pass."""
        return MOST_BY_HEART if self.strategy == "by_heart" else MOST_WITHOUT_KNOWLEDGE

    @property
    def is_too_good(self) -> bool:
        """Whether too many pass."""
        return self.passed is not None and self.passed > self.most


def guessed(test: Quiz, practice: Sequence[PractisedQuestion] = (), times: int = TIMES) -> list[GuessOutcome]:
    """Return what each strategy earns, and where there is practice also what knowing it by heart does.

    A test is drawn and read as one that is built now. What a person grades is left out: nobody can tell beforehand.
    """
    test = test.model_copy(update={"answers_read": NEWEST, "draw_rule": SPREAD})
    tests = [_automatic(test, f"gok-{number}") for number in range(times)]
    sheets = [(question, Sheet.of(question)) for question in test.questions]
    outcomes = [
        _outcome(test, tests, strategy.name, {question.id: strategy.way_with(sheet) for question, sheet in sheets})
        for strategy in WITHOUT_KNOWLEDGE
    ]
    if practice:
        by_heart = ByHeart(practice)
        ways = {question.id: by_heart.way_with(question) for question in test.questions}
        outcomes.append(_outcome(test, tests, "by_heart", ways))
    return outcomes


def _automatic(test: Quiz, learner: str) -> list[Question]:
    """Return the questions of one attempt that the computer marks."""
    return [one for one in drawn(test, learner, 1) if test.counts(one) and not one.needs_grader]


def _outcome(test: Quiz, tests: list[list[Question]], name: StrategyName, ways: Mapping[str, Way]) -> GuessOutcome:
    earned = _Earned(test)
    shares: list[float] = []
    for number, questions in enumerate(tests):
        chance = Random(f"{test.id}/{name}/{number}")  # noqa: S311  (a repeatable game, no secret)
        points = sum(earned.by(question, ways[question.id](chance)) for question in questions)
        shares.append(points / (sum(question.points for question in questions) or 1))
    passed = None if test.pass_mark is None else mean(100 * share >= test.pass_mark - 1e-9 for share in shares)
    return GuessOutcome(name, mean(shares), passed)


class _Earned:
    """The points of answers, each worked out once."""

    def __init__(self, test: Quiz) -> None:
        self._reading = test.answers_read
        self._points: dict[tuple[str, str], float] = {}

    def by(self, question: Question, answer: Any) -> float:
        """Return the points that an answer earns; nothing for a blank one."""
        place = (question.id, repr(answer))
        if place not in self._points:
            is_blank = question.is_blank(answer)
            share = None if is_blank else question.share_as_read(question.accept(answer), self._reading)
            self._points[place] = (share or 0.0) * question.points
        return self._points[place]
