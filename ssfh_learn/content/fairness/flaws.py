"""What a test gives away by its wording, and what makes it unfair. Only `ssfh-learn check` says so.

What was built before can still be graded, so none of this keeps a key from being used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssfh_learn.activities.flaw import Flaw
from ssfh_learn.activities.quiz.flaws import in_other_questions
from ssfh_learn.content.fairness.judged import judged_options, only_right
from ssfh_learn.content.fairness.practice import PractisedQuestion
from ssfh_learn.content.fairness.wording import absolute_in, likeness, normalised, texts_of, words_of
from ssfh_learn.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ssfh_learn.activities.flaw import FlawCode
    from ssfh_learn.activities.model import ReadingRule
    from ssfh_learn.activities.quiz import Quiz
    from ssfh_learn.activities.quiz.questions import Question

NEARLY_THE_SAME = 85
"""In the first five banks, what was taken over from practice was 88 or more alike, and everything else 83 or less."""
_FEW = 2
"""One question alone has no habit."""


def flaws_of_key(test: Quiz, practice: Sequence[PractisedQuestion]) -> Iterator[Flaw]:
    """Yield what gives a test away, or makes it unfair; `practice` is what learners practise before it.

    Other questions are read as the first ones, and compared with them: who gets them could read those with the answers.
    """
    yield from _flaws_of_questions(test, practice)
    if test.other is not None:
        yield from in_other_questions(_flaws_of_questions(test.other, practice))
        yield from _almost_shared(test, test.other)


def _flaws_of_questions(test: Quiz, practice: Sequence[PractisedQuestion]) -> Iterator[Flaw]:
    yield from _longest_is_right(test)
    yield from _same_questions(test.questions)
    yield from _absolutes(test.questions)
    for position, question in enumerate(test.questions):
        found = [*_same_options(question), *_out_of_reach(test, question)]
        yield from (flaw.under("questions", position) for flaw in found)
        copied = practised_as(question, practice)
        if copied is not None:
            details = {"id": question.id, "activity": copied.activity, "practised": copied.question.id}
            yield _flaw("also_in_practice", ("questions", position), **details)


def _almost_shared(test: Quiz, other: Quiz) -> Iterator[Flaw]:
    first = [PractisedQuestion(test.id, question) for question in test.questions]
    for position, question in enumerate(other.questions):
        same = practised_as(question, first)
        if same is not None and not _is_same(question, same.question):  # `flaws` tells that
            details = {"id": question.id, "first": same.question.id}
            yield _flaw("other_question_almost_shared", ("other_questions", position), **details)


def _is_same(one: Question, other: Question) -> bool:
    return one.model_dump(exclude={"id"}) == other.model_dump(exclude={"id"})


def practised_as(question: Question, practice: Iterable[PractisedQuestion]) -> PractisedQuestion | None:
    """Return the practice question that a question is nearly word for word, with the same answer."""
    own = words_of(question)
    alike = [
        (likeness(own, one.words, NEARLY_THE_SAME), one) for one in practice if _same_number(question, one.question)
    ]
    degree, best = max(alike, key=lambda pair: pair[0], default=(0.0, None))
    return best if degree >= NEARLY_THE_SAME else None


def _same_number(one: Question, other: Question) -> bool:
    """Say that two questions are not about different numbers: who knows the one by heart, has then still to reckon."""
    numbers = [getattr(question, "answer", None) for question in (one, other)]
    return None in numbers or numbers[0] == numbers[1]


def _flaw(code: FlawCode, where: tuple[str | int, ...], **details: object) -> Flaw:
    return Flaw(code, where, details, weight="question")


def _longest_is_right(test: Quiz) -> Iterator[Flaw]:
    """Yield the questions in which the one right option is the longest, where these are more than half."""
    longest: list[str] = []
    total = 0
    for question in test.questions:
        for options in judged_options(question):
            right = only_right(options)
            if right is not None:
                total += 1
                others = (len(option.text) for option in options if option is not right)
                longest += [question.id] * (len(right.text) > max(others, default=len(right.text)))
    if len(longest) >= _FEW and 2 * len(longest) > total:
        yield _flaw("right_is_longest", ("questions",), count=len(longest), total=total, ids=", ".join(longest))


def _same_questions(questions: Iterable[Question]) -> Iterator[Flaw]:
    """Yield each question whose texts all stood in an earlier question."""
    seen: dict[tuple[str, ...], str] = {}
    for position, question in enumerate(questions):
        prompt, *others = map(normalised, texts_of(question))
        first = seen.setdefault((prompt, *sorted(others)), question.id)
        if first != question.id:
            yield _flaw("same_question_twice", ("questions", position), id=question.id, first=first)


def _same_options(question: Question) -> Iterator[Flaw]:
    """Yield each option, step or card whose text stood before it in the same list."""
    for name in question.option_lists:
        seen: dict[str, str] = {}
        for position, thing in enumerate(getattr(question, name)):
            first = seen.setdefault(normalised(thing.text), thing.id)
            if first != thing.id:
                yield _flaw("same_option_twice", (name, position), id=thing.id, first=first, question=question.id)


def _absolutes(questions: Iterable[Question]) -> Iterator[Flaw]:
    """Yield wrong options with a word that allows no exception, where no right option of their question has one."""
    found = [
        (position, question.id, option, word)
        for position, question in enumerate(questions)
        for options in judged_options(question)
        if not any(option.is_right and absolute_in(option.text) for option in options)
        for option in options
        if option.is_right is False and (word := absolute_in(option.text)) is not None
    ]
    if len({position for position, *_ in found}) >= _FEW:
        for position, id_, option, word in found:
            where = ("questions", position, *option.where)
            details = {"id": option.id, "question": id_, "word": word}
            yield Flaw("absolute_is_wrong", where, details, weight="advice")


def _out_of_reach(test: Quiz, question: Question) -> Iterator[Flaw]:
    """Yield points that cannot be earned: the best answer earns less, or the question does not count."""
    if not test.counts(question):
        if "points" in question.model_fields_set:
            yield _flaw("points_do_not_count", ("points",), id=question.id)
        return
    share = _best_share(question, test.answers_read)
    if share < 1:
        yield _flaw("points_out_of_reach", (), id=question.id, percent=round(100 * share))


def _best_share(question: Question, reading: ReadingRule) -> float:
    """Return what the answer of the key earns, handed in as a learner would; 1 where only a person can tell."""
    best = None if question.needs_grader else question.solution()
    if best is None:
        return 1.0
    try:
        return question.share_as_read(question.accept(best), reading) or 0.0
    except Refused:
        return 0.0
