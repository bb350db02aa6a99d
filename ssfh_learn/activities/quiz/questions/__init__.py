"""The kinds of questions; a new kind is a new file and one line in `KINDS`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Union

from pydantic import Discriminator, Field, Tag
from typing_extensions import TypeAliasType

from ssfh_learn.activities import dutch
from ssfh_learn.activities.quiz.questions.categorise import Categorise
from ssfh_learn.activities.quiz.questions.fill_in import FillIn
from ssfh_learn.activities.quiz.questions.graded_choice import GradedChoice
from ssfh_learn.activities.quiz.questions.matching import Matching
from ssfh_learn.activities.quiz.questions.multiple_response import MultipleResponse
from ssfh_learn.activities.quiz.questions.numeric import Numeric
from ssfh_learn.activities.quiz.questions.open_text import OpenText
from ssfh_learn.activities.quiz.questions.ordering import Ordering
from ssfh_learn.activities.quiz.questions.own_words import OwnWords
from ssfh_learn.activities.quiz.questions.question import Question
from ssfh_learn.activities.quiz.questions.short_text import ShortText
from ssfh_learn.activities.quiz.questions.single_choice import SingleChoice
from ssfh_learn.activities.quiz.questions.true_false import TrueFalse


def _kind(written: Any) -> str | None:
    if isinstance(written, Question):
        return written.kind
    word = written.get(dutch.KIND) if isinstance(written, dict) else None
    return {**dutch.FORMER_QUESTION_KINDS, **dutch.QUESTION_KINDS}.get(word) if isinstance(word, str) else None


FORMER_KINDS: tuple[type[Question], ...] = (ShortText,)
"""Kinds of before, which open and score as they did."""
KINDS: tuple[type[Question], ...] = (
    SingleChoice,
    TrueFalse,
    GradedChoice,
    MultipleResponse,
    Ordering,
    Matching,
    Categorise,
    Numeric,
    FillIn,
    OwnWords,
    OpenText,
)
_EVERY = (*KINDS, *FORMER_KINDS)

if TYPE_CHECKING:
    from ssfh_learn.activities.quiz.questions.shown import QuestionView

    AnyQuestion = Question
    AnyQuestionView = QuestionView
else:
    _tagged = tuple(Annotated[kind, Tag(kind.kind)] for kind in _EVERY)
    AnyQuestion = Annotated[Union[_tagged], Discriminator(_kind)]  # noqa: UP007  (there is no `|` of a tuple)
    _views = Union[tuple(kind.shown for kind in _EVERY)]  # noqa: UP007
    AnyQuestionView = TypeAliasType("AnyQuestionView", Annotated[_views, Field(discriminator="kind")])

__all__ = ["FORMER_KINDS", "KINDS", "AnyQuestion", "AnyQuestionView", "Question"]
