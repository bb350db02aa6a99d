"""What a learner did in a quiz, a test or a refresher."""

from __future__ import annotations

from contextlib import suppress
from html import escape
from typing import TYPE_CHECKING, Any

from ssfh_learn.errors import Refused
from ssfh_learn.grading.answer import answer_html, prompt_html
from ssfh_learn.portal.learner.readable.told_line import ToldLine, of_all
from ssfh_learn.words import counted, section, word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ssfh_learn.activities.quiz.attempt import Attempt
    from ssfh_learn.activities.quiz.model import QuizContent
    from ssfh_learn.activities.quiz.questions import Question
    from ssfh_learn.activities.quiz.run import QuizState


_JUDGED = ("right", "partly", "wrong")


def told_quiz(quiz: QuizContent, state: QuizState) -> Iterator[ToldLine]:
    """Tell of the last attempt: how many questions were answered, and each answer."""
    if not state.attempts:
        return
    attempt = state.attempts[-1]
    answers = list(_answers(quiz, attempt))
    if quiz.is_test:
        code = "handed_in" if attempt.closed else "not_handed_in"
        yield of_all(f"{word('readable', 'attempt', number=attempt.number)}: {word('readable', code)}")
    if answers:
        yield of_all(_how_many(quiz, state, [question for question, _ in answers]))
    shown = {one["id"]: one for one in quiz.view(state)["questions"]}
    for question, said in answers:
        if question.is_own_words:
            yield ToldLine(prompt_html(question), said)
            continue
        is_told = quiz.is_test and attempt.closed
        on_paper = "" if is_told else _not_right(question, shown[question.id])
        mark = _verdict(shown[question.id])
        yield ToldLine(prompt_html(question), f"{said} {mark}".rstrip(), folded=True, on_paper=on_paper)


def _verdict(shown: Any) -> str:
    """Return how good she was told that her answer is, as HTML; empty where nothing was said of it."""
    feedback = shown["feedback"]
    if not feedback or feedback["verdict"] not in _JUDGED:
        return ""
    said = word("readable", f"verdict.{feedback['verdict']}")
    return f"<strong>{escape(said)}</strong>"


def _not_right(question: Question, shown: Any) -> str | None:
    """Return what she was told to be wrong of an answer; None for all of it, empty where it is right."""
    feedback, answer = shown["feedback"], shown["answer"]
    if not feedback or feedback["verdict"] == "right" or not isinstance(answer, dict):
        return "" if feedback and feedback["verdict"] == "right" else None
    wrong = [id_ for id_, said in feedback["items"].items() if said["verdict"] == "wrong" and id_ in answer]
    return answer_html(question, {id_: answer[id_] for id_ in wrong}) if wrong else None


def _answers(quiz: QuizContent, attempt: Attempt) -> Iterator[tuple[Question, str]]:
    """Yield the questions that were answered, each with the answer."""
    for id_ in attempt.drawn:
        with suppress(Refused, KeyError, TypeError, AttributeError):  # a question that has changed since
            question = quiz.question(id_)
            if not question.is_blank(attempt.answers.get(id_)):
                said = answer_html(question, attempt.answers[id_])
                yield question, said + _ticked(question, attempt.ticked.get(id_, ()))


def _how_many(quiz: QuizContent, state: QuizState, answered: Sequence[Question]) -> str:
    """Return how many questions were answered, and how many of them are right, where that was told.

    Where some are judged, an answer in her own words is none of them, and stands apart.
    """
    drawn = quiz.view(state)["questions"]
    told = [one["feedback"]["verdict"] for one in drawn if one["feedback"]]
    judged = [verdict for verdict in told if verdict in _JUDGED]
    words = section("readable")
    if not judged:
        return counted(words["of_all"], len(drawn), done=len(answered), total=len(drawn))
    own = sum(one.is_own_words for one in answered)
    done, total = len(answered) - own, sum(not quiz.question(one["id"]).is_own_words for one in drawn)
    right = words["only_one"][judged[0]] if total == 1 else counted(words["right"], judged.count("right"))
    said = f"{counted(words['of_all'], total, done=done, total=total)} {right}"
    return f"{said} {counted(words['own_not_judged'], own)}" if own else said


def _ticked(question: Question, points: Iterable[str]) -> str:
    """Return which points of an example she found in her own words."""
    points = tuple(points)
    if not points:
        return ""
    shown = question.compared(points)
    texts = {point["id"]: point["text"]["html"] for point in shown["points"]}
    return f"<ul>{''.join(f'<li>{texts[id_]}</li>' for id_ in shown['ticked'])}</ul>"
