"""The kinds of questions; a new kind is a new file and one line here."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Discriminator, Tag

from ssfh_learn.activities import dutch
from ssfh_learn.activities.quiz.questions.categorise import Categorise
from ssfh_learn.activities.quiz.questions.graded_choice import GradedChoice
from ssfh_learn.activities.quiz.questions.matching import Matching
from ssfh_learn.activities.quiz.questions.multiple_response import MultipleResponse
from ssfh_learn.activities.quiz.questions.numeric import Numeric
from ssfh_learn.activities.quiz.questions.open_text import OpenText
from ssfh_learn.activities.quiz.questions.ordering import Ordering
from ssfh_learn.activities.quiz.questions.question import Question
from ssfh_learn.activities.quiz.questions.short_text import ShortText
from ssfh_learn.activities.quiz.questions.single_choice import SingleChoice
from ssfh_learn.activities.quiz.questions.true_false import TrueFalse


def _kind(written: Any) -> str | None:
    if isinstance(written, Question):
        return written.kind
    word = written.get(dutch.key("kind_word")) if isinstance(written, dict) else None
    return dutch.QUESTION_KINDS.get(word) if isinstance(word, str) else None


AnyQuestion = Annotated[
    Annotated[SingleChoice, Tag("single_choice")]
    | Annotated[TrueFalse, Tag("true_false")]
    | Annotated[GradedChoice, Tag("graded_choice")]
    | Annotated[MultipleResponse, Tag("multiple_response")]
    | Annotated[Ordering, Tag("ordering")]
    | Annotated[Matching, Tag("matching")]
    | Annotated[Categorise, Tag("categorise")]
    | Annotated[Numeric, Tag("numeric")]
    | Annotated[ShortText, Tag("short_text")]
    | Annotated[OpenText, Tag("open_text")],
    Discriminator(_kind),
]

__all__ = ["AnyQuestion", "Question"]
