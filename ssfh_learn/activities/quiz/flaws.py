"""What makes no sense in a quiz that is well-formed, and what an order gives away or spoils."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from ssfh_learn.activities.bands import flaws_of_bands
from ssfh_learn.activities.flaw import Flaw, duplicates
from ssfh_learn.activities.quiz.draw import pool_and_always
from ssfh_learn.activities.references import flaws_of_references

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from ssfh_learn.activities.flaw import FlawCode
    from ssfh_learn.activities.model import Path
    from ssfh_learn.activities.quiz.model import QuizContent
    from ssfh_learn.activities.quiz.questions import Question

_HABITS = {
    "place": Flaw("key_at_one_place", ("shuffled",), weight="advice"),
    "end": Flaw("key_at_the_end", ("shuffled",), weight="advice"),
    "order": Flaw("key_in_order", ("shuffled",), weight="advice"),
}
_FEW = 2
"""One question alone has no habit."""


def flaws_of(quiz: QuizContent) -> Iterator[Flaw]:
    """Yield what makes no sense in the quiz and in each question."""
    yield from _flaws_of_questions(quiz)
    yield from flaws_of_bands(quiz.score_feedback, 0, 100, "score_feedback")
    if quiz.other is not None:
        yield from in_other_questions(_flaws_of_questions(quiz.other))
        yield from _flaws_between(quiz, quiz.other)
    if quiz.mode == "practice" and "answers_read" in quiz.model_fields_set:
        yield Flaw("reading_in_practice", ("answers_read",))
    if "draw_rule" in quiz.model_fields_set and (quiz.mode == "practice" or quiz.draw is None):
        yield Flaw("draw_rule_without_draw", ("draw_rule",))
    if quiz.attempts is not None and quiz.mode == "practice":
        yield Flaw("attempts_in_practice", ("attempts",))
    if quiz.opens and quiz.mode == "practice":
        yield Flaw("opens_in_practice", ("opens",))


def _flaws_of_questions(quiz: QuizContent) -> Iterator[Flaw]:
    yield from duplicates((question.id for question in quiz.questions), "questions")
    for position, question in enumerate(quiz.questions):
        for flaw in question.flaws(practice=quiz.mode == "practice"):
            yield flaw.under("questions", position)
    yield from _flaws_of_draw(quiz)
    yield from _flaws_of_order(quiz)


def in_other_questions(flaws: Iterable[Flaw]) -> Iterator[Flaw]:
    """Yield flaws of a test with its other questions at the place that these have in the file.

    What is wrong with the whole of them, such as too few to draw from, is said where they begin.
    """

    def moved(path: Path) -> Path:
        return ("other_questions", *path[1:]) if path[:1] == ("questions",) else ("other_questions",)

    for flaw in flaws:
        yield replace(flaw, where=moved(flaw.where), rests_on=moved(flaw.rests_on) if flaw.rests_on else ())


def _flaws_between(quiz: QuizContent, other: QuizContent) -> Iterator[Flaw]:
    """Yield what keeps other questions from taking the place of those that everybody has.

    What a person grades keeps its id, because a gradebook has a place for it under that id. No such flaw keeps a test
    from being graded that was built before.
    """
    if quiz.mode == "practice":
        yield _between("other_questions_in_practice")
        return
    first = {question.id: question for question in quiz.questions}
    for position, question in enumerate(other.questions):
        same = first.get(question.id)
        if same is not None and not (same.needs_grader and question.needs_grader):
            yield _between("other_question_same_id", position, "id", id=question.id)
        for one in quiz.questions:
            if _without_id(one) == _without_id(question):
                yield _between("other_question_shared", position, id=question.id, first=one.id)
                break
    graded, others = _by_person(quiz), _by_person(other)
    if graded != others:
        yield _between("other_open_questions", ids=", ".join(graded) or "-", others=", ".join(others) or "-")
    if _points(quiz) != _points(other):
        yield _between("other_points")


def _between(code: FlawCode, *where: Any, **details: object) -> Flaw:
    return Flaw(code, ("other_questions", *where), details, weight="question")


def _without_id(question: Question) -> dict[str, Any]:
    return question.model_dump(exclude={"id"})


def _by_person(quiz: QuizContent) -> dict[str, float]:
    """Return the points of each question that a person grades, by id."""
    return {question.id: question.points for question in quiz.questions if question.needs_grader}


def _points(quiz: QuizContent) -> list[float]:
    """Return the points of each question of an attempt that the computer marks."""
    pool, _ = pool_and_always(quiz)
    return [question.points for question in pool if quiz.counts(question)][: quiz.draw]


def _flaws_of_draw(quiz: QuizContent) -> Iterator[Flaw]:
    if quiz.draw is None:
        return
    pool, _ = pool_and_always(quiz)
    if quiz.draw > len(pool):
        details = {"draw": quiz.draw, "count": len(pool)}
        yield Flaw("draws_too_many", ("draw",), details, rests_on=("questions",))
    if quiz.mode == "test" and len({question.points for question in pool if question.graded}) > 1:
        yield Flaw("draws_unequal_points", ("draw",), rests_on=("questions",))
    if quiz.mode == "test" and any(not question.graded for question in pool):
        yield Flaw("draws_ungraded", ("draw",), rests_on=("questions",))


def _flaws_of_order(quiz: QuizContent) -> Iterator[Flaw]:
    """Yield options that name others and are shuffled, and keys that an unshuffled test gives away by their order."""
    for position, question in enumerate(quiz.questions):
        if quiz.shuffled and not question.order_is_key:
            for name in question.option_lists:
                options = getattr(question, name)
                if all(hasattr(option, "fixed") for option in options):
                    yield from flaws_of_references(options, "questions", position, name)
    if quiz.mode == "test" and not quiz.shuffled:
        yield from _habits(quiz)


def _habits(quiz: QuizContent) -> Iterator[Flaw]:
    """Yield the place or order that most keys of a test have in common."""
    traits = [set(question.order_traits()) for question in quiz.questions if question.option_lists and question.graded]
    total = sum(bool(one) for one in traits)
    counted = Counter(trait for one in traits for trait in one)
    for (habit, place), count in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])):
        if count >= _FEW and 2 * count > total:
            yield replace(_HABITS[habit], details={"place": place, "count": count, "total": total})
            return
