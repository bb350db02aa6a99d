"""What a learner did, as she can read it: her answers with the texts that she saw, instead of ids."""

from __future__ import annotations

from contextlib import suppress
from html import escape
from typing import TYPE_CHECKING, Any

from ssfh_learn.activities.quiz.model import QuizContent
from ssfh_learn.errors import Refused
from ssfh_learn.grading.answer import answer_html, own_words_html, prompt_html

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ssfh_learn.activities import Activity
    from ssfh_learn.activities.quiz.questions import Question
    from ssfh_learn.journal import Event


def readable(activity: Activity | None, event: Event) -> str:
    """Return an event as harmless HTML: for a quiz the question and answer, elsewhere what was filled in."""
    if isinstance(activity, QuizContent) and event.kind == "answer":
        try:
            question = activity.question(str(event.data.get("question")))
            return f"{prompt_html(question)}<p>{answer_html(question, event.data.get('answer'))}</p>"
        except (Refused, KeyError, TypeError, AttributeError):  # a question that has changed since
            pass
    if isinstance(activity, QuizContent) and event.kind == "tick":
        with suppress(Refused, KeyError, TypeError, AttributeError):
            return _ticked(activity.question(str(event.data["question"])), event.data["points"])
    said = [own_words_html(text) for text in _texts(event.data)]
    return f"<p>{escape(event.kind)}{': ' if said else ''}{', '.join(said)}</p>"


def _ticked(question: Question, points: Iterable[str]) -> str:
    """Return which points of an example she found in her own words."""
    shown = question.compared(points)
    texts = {point["id"]: point["text"]["html"] for point in shown["points"]}
    found = "".join(f"<li>{texts[id_]}</li>" for id_ in shown["ticked"])
    return f"{prompt_html(question)}<ul>{found}</ul>"


def _texts(value: Any) -> Iterator[str]:
    """Yield everything in a response that is a text or a number."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
    elif value is not None:
        yield str(value)
