"""Questions that were marked by keywords: what was made with them opens and scores as it did, and nobody is praised."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from bs4 import BeautifulSoup

from ssfh_learn.activities import Learner, play
from ssfh_learn.content import check, load_module
from ssfh_learn.errors import ContentError
from ssfh_learn.grading.build import build
from ssfh_learn.grading.course import find_course
from ssfh_learn.grading.explanation import explain
from ssfh_learn.grading.grade import Grading
from ssfh_learn.grading.problem import GradingError
from ssfh_learn.journal import JsonLinesJournal, public_journal
from ssfh_learn.words import word
from tests import yaml_file
from tests.installations.test_86fd533 import EXPECTED, as_then
from tests.installations.test_86fd533 import installation as installation  # noqa: PLC0414  (a fixture)

TEST = "getallen-toets"
FILL_IN = {"soort": "invulwoord", "goede_antwoorden": ["rooster"]}
OWN_WORDS = {
    "soort": "eigen-woorden",
    "modelantwoord": "Een rooster met pauzes.",
    "nakijkpunten": [{"id": "een", "tekst": "Een"}, {"id": "twee", "tekst": "Twee"}],
}


@pytest.fixture
def course(installation: Path) -> Path:
    """Return the course of the installation."""
    return installation / "werkmap" / "assignments"


def write_instead(course: Path, other: dict[str, Any]) -> None:
    """Write another kind of question in the key, wherever keywords stand."""
    key = course / "keys" / f"{TEST}.yaml"
    content = yaml_file.read(key)
    content["vragen"] = [
        {"id": one["id"], "vraag": one["vraag"], **other} if one["soort"] == "kort-antwoord" else one
        for one in content["vragen"]
    ]
    key.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), "utf-8")


def test_check_says_what_to_write_instead_of_keywords(installation: Path) -> None:
    work = installation / "werkmap"
    said = [str(one) for one in check([work / "modules" / "proef", work / "assignments" / "keys"])]
    told = [one for one in said if "`kort-antwoord` kan niet meer" in one]

    assert len(told) == 5
    assert [one for one in told if "invulwoord" not in one or "eigen-woorden" not in one] == []
    assert ["nieuwe naam" in one for one in told] == ["toets" in one.split(":")[0] for one in told]


def test_practice_with_keywords_opens_with_its_points_and_tells_no_verdict(installation: Path) -> None:
    module = load_module(installation / "werkmap" / "modules" / "proef")
    quiz = module.activity("quiz")
    events = JsonLinesJournal(public_journal(module.folder)).read("quiz").events
    words = [
        one["feedback"]
        for until in range(1, len(events) + 1)
        for one in quiz.view(play(quiz, events[:until], Learner("anna", "manager")).state)["questions"]
        if one["kind"] == "short_text" and one["feedback"]
    ]

    assert words
    assert {(one["verdict"], one["share"], json.dumps(one["text"])) for one in words} == {("compare", None, "null")}


def test_a_test_with_keywords_is_not_built_again(course: Path) -> None:
    with pytest.raises(ContentError) as refused:
        build(find_course(course), TEST)

    assert str(refused.value).count("`kort-antwoord` kan niet meer") == 2


def test_a_test_that_was_handed_in_goes_on_with_a_word_to_fill_in_and_keeps_every_result(course: Path) -> None:
    write_instead(course, FILL_IN)
    build(find_course(course), TEST)
    with Grading(find_course(course), TEST) as grading:
        outcomes = list(grading)

    then = EXPECTED["graded"][TEST]["results"]
    assert [outcome.was for outcome in outcomes if outcome.was is not None] == []
    assert {name: one["total"] for name, one in as_then(course, TEST).items()} == {
        name: one["total"] for name, one in then.items()
    }


def test_a_test_that_was_handed_in_cannot_ask_a_person_to_grade_what_the_computer_marked(course: Path) -> None:
    release = course / "release" / TEST
    before = {path.name: path.read_bytes() for path in release.iterdir() if path.is_file()}
    write_instead(course, OWN_WORDS)

    with pytest.raises(GradingError) as refused:
        build(find_course(course), TEST)

    assert refused.value.code == "cells_turned_over"
    assert "(woorden-1, woorden-2)" in str(refused.value)
    assert "`soort: invulwoord`" in str(refused.value)
    assert "nieuwe naam" in str(refused.value)
    assert {path.name: path.read_bytes() for path in release.iterdir() if path.is_file()} == before


def test_the_page_with_explanations_keeps_the_points_and_says_that_only_words_were_counted(course: Path) -> None:
    key = course / "keys" / f"{TEST}.yaml"
    content = {**yaml_file.read(key), "pogingen": 1}  # so that all are used up
    praise = {"feedback": dict.fromkeys(("goed", "deels", "fout"), "Zet dit in je actieplan")}
    content["vragen"] = [{**one, **praise} if one["soort"] == "kort-antwoord" else one for one in content["vragen"]]
    key.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), "utf-8")
    found = find_course(course)
    with Grading(found, TEST) as grading:
        students = [outcome.student for outcome in grading if outcome.result]
    pages = [BeautifulSoup(explain(found, grading.key, student)[1], "html.parser") for student in students]
    articles = [article for page in pages for article in page.find_all("article")]
    told = [article.get_text(" ") for article in articles if "Wat helpt?" in str(article)]
    counted = [one for one in told if word("feedback", "by_words") in one]

    assert counted
    assert [one for one in counted if re.search(r"\bGoed\b|Deels goed|Nog niet goed|actieplan", one)] == []
    assert all("van 1 punt" in one for one in counted)
