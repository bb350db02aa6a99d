"""The Dutch keys stand on the fields that they name, and a path through a file follows the models."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ssfh_learn.activities import KINDS
from ssfh_learn.activities.model import Model, OneLine, written_as
from ssfh_learn.activities.quiz import Quiz
from ssfh_learn.content.activity_file import read_activity
from ssfh_learn.content.keys import dutch_path, key_of, keys_in
from ssfh_learn.content.module import ModuleDescription
from tests.content_examples import EXAMPLES, activity

if TYPE_CHECKING:
    from pathlib import Path

TOP = (*KINDS.values(), ModuleDescription)


class Chapter(Model):
    """Something with a name."""

    name: OneLine = written_as("kop")


class Book(Model):
    """Something with another name for its name."""

    name: OneLine = written_as("titel")
    chapters: tuple[Chapter, ...] = written_as("hoofdstukken")
    pages: dict[str, Chapter] = written_as("bladzijden", default={})


BOOK = Book.model_validate({"titel": "Werk", "hoofdstukken": [{"kop": "Een"}], "bladzijden": {"name": {"kop": "Twee"}}})


def test_one_english_name_may_have_two_dutch_words() -> None:
    assert dutch_path(BOOK, ("name",)) == ("titel",)
    assert dutch_path(BOOK, ("chapters", 0, "name")) == ("hoofdstukken", 0, "kop")


def test_what_an_author_called_something_himself_is_no_field() -> None:
    assert dutch_path(BOOK, ("pages", "name", "name")) == ("bladzijden", "name", "kop")


def test_below_what_is_not_there_no_key_is_known() -> None:
    assert dutch_path(BOOK, ("chapters", 5, "name")) == ("hoofdstukken", 5, "name")
    assert dutch_path(BOOK, ("pages", "colour", "name")) == ("bladzijden", "colour", "name")


def test_the_keys_of_a_file_are_those_of_all_models_in_it() -> None:
    assert keys_in(Book) == ("bladzijden", "hoofdstukken", "kop", "titel")
    assert {"soort", "vragen", "hints", "trekken", "marge_goed", "juist"} <= {*keys_in(Quiz)}
    assert "knopen" not in keys_in(Quiz)


@pytest.mark.parametrize("top", TOP, ids=lambda top: top.__name__)
def test_no_two_fields_of_a_model_share_a_key(top: type[Model]) -> None:
    keys = [key_of(top, field) for field in top.model_fields]

    assert len(keys) == len({*keys})


@pytest.mark.parametrize("name", EXAMPLES)
def test_goals_and_sources_are_named_by_fields_that_there_are(name: str) -> None:
    one = activity(EXAMPLES[name])
    for _, where in (*one.covered_goals(), *one.used_sources()):
        assert dutch_path(one, where)[-2 if isinstance(where[-1], int) else -1] in {"leerdoelen", "leerdoel", "bronnen"}


def test_a_key_is_not_mistaken_for_one_that_cannot_stand_in_this_file(tmp_path: Path) -> None:
    file = tmp_path / "check.yaml"
    file.write_text("soort: quiz\ntitel: Check\nknoppen: []\nopties: []\nvragen: []\n")

    found = {problem.details["key"]: (problem.code, problem.line) for problem in read_activity(file)[1].problems}

    assert found["knoppen"] == ("unknown_key", 3)
