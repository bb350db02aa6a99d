"""A learner's answer as HTML: the texts of what she chose, or her own words, which can do nothing in the page."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from ssfh_learn.activities.markup import markup
from ssfh_learn.words import word

if TYPE_CHECKING:
    from ssfh_learn.activities.quiz.questions import Question


def answer_html(question: Question, answer: Any) -> str:
    """Return an answer to a question, readable."""
    if question.is_blank(answer):
        return f"<em>{word('grading', 'no_answer')}</em>"
    return _said(answer, texts_of(question))


def prompt_html(question: Question) -> str:
    """Return what was asked."""
    shown = markup(question.prompt)
    return shown["html"] if shown else ""


def own_words_html(words: str) -> str:
    """Return a learner's words as HTML that shows them exactly; a dollar sign does not start a formula."""
    return escape(words).replace("\r\n", "\n").replace("\r", "\n").replace("\n", "<br>").replace("$", "&#36;")


def texts_of(question: Question) -> dict[str, str]:
    """Return what each id of a question stands for."""
    lists = [part for part in question.parts(tuple).values() if isinstance(part, list | tuple)]
    return {thing["id"]: _inline(thing["text"]["html"]) for things in lists for thing in things if "text" in thing}


def _inline(html: str) -> str:
    return html.removeprefix("<p>").removesuffix("</p>") if html.count("<p>") == 1 else html


def _said(answer: Any, texts: dict[str, str]) -> str:
    if isinstance(answer, bool):
        # In quotation marks: "your answer: not true" could be read as what we say of it.
        return f"‘{word('frontend', 'true_false.true' if answer else 'true_false.false')}’"
    if isinstance(answer, dict):
        pairs = [
            f"{texts[key]} → {_said(value, texts)}" if key in texts else _said(value, texts)
            for key, value in answer.items()
            if value is not None
        ]
        return _listed(pairs)
    if isinstance(answer, list | tuple):
        return _listed([_said(one, texts) for one in answer])
    return texts.get(answer) or own_words_html(answer) if isinstance(answer, str) else escape(str(answer))


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"<ol>{''.join(f'<li>{part}</li>' for part in parts)}</ol>"
