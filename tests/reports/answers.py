"""Answers to a test that was never made, for the tests of what is counted of them."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from math import isnan, nan

from ssfh_learn.results import AnswerPart, AskedQuestion, GivenAnswers

CHOICES = (AnswerPart("goed", is_right=True), AnswerPart("fout", is_right=False), AnswerPart("mis", is_right=False))
RIGHT, WRONG, OTHER, BLANK = 0, 1, 2, -1
Answered = tuple[int, float | None, float | None]
"""The choice, the points of one point at most (None where a person has to say), and the seconds (None if unknown)."""


def given(learners: Mapping[str, Mapping[str, Answered]], questions: Sequence[AskedQuestion] = ()) -> GivenAnswers:
    """Return what learners answered, by name and question."""
    names = sorted({id_ for hers in learners.values() for id_ in hers})
    asked = questions or [AskedQuestion(id_, f"Vraag {id_}", choices=CHOICES) for id_ in names]
    places = {one.id: place for place, one in enumerate(asked)}
    rows = [
        (who, places[id_], *answered)
        for who, hers in enumerate(learners.values())
        for id_, answered in sorted(hers.items())
    ]
    return GivenAnswers(
        test="toets",
        title="Toets",
        pass_mark=70,
        maximum=float(len(places)),
        questions=tuple(asked),
        learners=tuple(learners),
        extra=[0.0] * len(learners),
        penalty=[0.0] * len(learners),
        learner=array("l", [row[0] for row in rows]),
        question=array("l", [row[1] for row in rows]),
        points=array("d", [nan if row[3] is None else row[3] for row in rows]),
        worth=array("d", [1.0] * len(rows)),
        seconds=array("d", [nan if row[4] is None else row[4] for row in rows]),
        answer=array("l", [row[2] for row in rows]),
        answers=tuple((choice,) for choice in range(len(CHOICES))),
    )


def answered(given: GivenAnswers) -> dict[str, dict[str, Answered]]:
    """Return the rows again as they were made, to count them by hand."""
    found: dict[str, dict[str, Answered]] = {name: {} for name in given.learners}
    for row, who in enumerate(given.learner):
        points, seconds = given.points[row], given.seconds[row]
        found[given.learners[who]][given.questions[given.question[row]].id] = (
            given.answer[row],
            None if isnan(points) else points,
            None if isnan(seconds) else seconds,
        )
    return found
