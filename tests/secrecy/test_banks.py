"""The example banks: what is right is not told by habits of whoever wrote them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from ssfh_learn.activities.quiz.questions.single_choice import SingleChoice
from ssfh_learn.activities.quiz.questions.true_false import TrueFalse
from tests.secrecy.conftest import BANKS
from tests.secrecy.keys import authors_quiz

each_bank = pytest.mark.parametrize("bank", BANKS, ids=lambda path: path.stem)


def single_choices(bank: Path) -> list[SingleChoice]:
    return [question for question in authors_quiz(bank).questions if isinstance(question, SingleChoice)]


def right_place(question: SingleChoice) -> int:
    return next(place for place, option in enumerate(question.options) if option.correct)


def test_there_are_five_banks() -> None:
    assert [path.stem.removesuffix("-toets") for path in BANKS] == [
        "agressie",
        "beeldbellen",
        "his",
        "loopbaan",
        "werkdruk",
    ]


@each_bank
@pytest.mark.parametrize("best", [max, min], ids=["longest", "shortest"])
def test_the_right_option_is_strictly_the_longest_or_shortest_in_few_questions(bank: Path, best: Any) -> None:
    questions = single_choices(bank)
    told = []
    for question in questions:
        lengths = [len(option.text) for option in question.options]
        if lengths.count(best(lengths)) == 1 and lengths.index(best(lengths)) == right_place(question):
            told.append(question.id)

    assert len(told) <= 0.4 * len(questions), told


@each_bank
def test_the_right_option_stands_in_different_places(bank: Path) -> None:
    places = Counter(right_place(question) for question in single_choices(bank))

    assert len(places) > 2
    assert max(places.values()) <= 0.5 * places.total()


@each_bank
def test_statements_are_not_all_true_and_not_all_false(bank: Path) -> None:
    verdicts = [question.correct for question in authors_quiz(bank).questions if isinstance(question, TrueFalse)]

    assert len(verdicts) < 2 or set(verdicts) == {True, False}


@each_bank
def test_texts_of_options_differ_in_nothing_but_words(bank: Path) -> None:
    for question in authors_quiz(bank).questions:
        for option in getattr(question, "options", ()):
            assert option.text == " ".join(option.text.split()), (question.id, option.id)
