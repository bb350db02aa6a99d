"""Our own master notebook, and a learner's answer in it: readable for a person, and inert."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from nbformat import from_dict
from nbgrader.utils import determine_grade, is_grade, is_locked, is_solution

from ssfh_learn.activities.quiz import Quiz
from ssfh_learn.grading.answer import answer_html, own_words_html
from ssfh_learn.grading.key import Key
from ssfh_learn.grading.marking import MarkedAttempt, mark_again
from ssfh_learn.grading.master import master, written
from ssfh_learn.grading.release import is_same_notebook

pytestmark = pytest.mark.slow  # each test starts the command, or nbgrader

QUESTIONS = [
    {
        "id": "keuze",
        "soort": "enkele-keuze",
        "vraag": "Wat is **goed**?",
        "opties": [{"id": "a", "tekst": "Een <ja>", "juist": "ja"}, {"id": "b", "tekst": "Twee"}],
    },
    {"id": "stelling", "soort": "waar-onwaar", "vraag": "Klopt dit?", "juist": "nee"},
    {
        "id": "volgorde",
        "soort": "volgorde",
        "vraag": "Op volgorde.",
        "stappen": [{"id": "a", "tekst": "Eerst"}, {"id": "b", "tekst": "Dan"}],
    },
    {
        "id": "koppel",
        "soort": "koppelen",
        "vraag": "Wat hoort bij elkaar?",
        "paren": [
            {"id": "a", "links": "Dag", "rechts": "Nacht"},
            {"id": "b", "links": "Groot", "rechts": "Klein"},
        ],
    },
    {"id": "open", "soort": "open-vraag", "vraag": "Waarom?", "punten": 2, "beoordeling": "Kijk naar *dit*."},
    {
        "id": "zelf",
        "soort": "eigen-woorden",
        "vraag": "Wat doe je?",
        "modelantwoord": "Ik bel.",
        "nakijkpunten": [
            {"id": "wie", "tekst": "Wie er belt & <b>wanneer</b>"},
            {"id": "wat", "tekst": "Wat erna komt"},
        ],
        "beoordeling": "Eén punt per *onderdeel*.",
    },
    {"id": "woord", "soort": "invulwoord", "vraag": "Hoe heet het?", "goede_antwoorden": ["RI&E"]},
]
WORDS = st.text(st.characters(codec="utf-8"), max_size=200) | st.text("<>&\"'$\\`*_[]()\r\n {}!-#", max_size=60)


@cache
def quiz() -> Quiz:
    """Return a test with a question of several kinds."""
    return Quiz.model_validate(
        {"id": "toets", "soort": "quiz", "titel": "Proef", "modus": "toetsen", "vragen": QUESTIONS}
    )


def marked(**answers: Any) -> MarkedAttempt:
    """Return an attempt with these answers."""
    key = Key(quiz(), b"geheim", Path("nergens"))
    return mark_again(key, 1, key.content, answers, "anna")


def cell(notebook: dict[str, Any], id_: str) -> dict[str, Any]:
    """Return one cell of a notebook."""
    found: dict[str, Any] = next(cell for cell in notebook["cells"] if cell["id"] == id_)
    return found


def shown(question: str, answer: Any) -> str:
    """Return an answer as a grader sees it."""
    return answer_html(quiz().question(question), answer)


def test_a_master_is_a_valid_notebook_that_nbgrader_knows() -> None:
    notebook = from_dict(master(quiz()))

    nbformat.validate(notebook)
    graded = {one.id: (is_locked(one), is_solution(one)) for one in notebook.cells if is_grade(one)}
    assert graded == {
        **{f"vraag-0{number}": (True, False) for number in range(1, 6)},
        "open-open": (False, True),
        "open-zelf": (False, True),
    }


def test_an_empty_master_holds_no_answer_and_no_outputs() -> None:
    text = written(master(quiz().without_key()))

    assert "outputs" in text
    assert all(not one.get("outputs") for one in master(quiz())["cells"])
    assert not [word for word in ("juist", "Kijk naar", "Eerst", "Een") if word in text]


def test_the_master_does_not_depend_on_the_key() -> None:
    assert master(quiz()) == master(quiz().without_key())


def test_nbgrader_reads_the_points_from_a_filled_master() -> None:
    filled = master(quiz(), marked(keuze="a", stelling={"verdict": True, "reason": None}, volgorde=["a", "b"]))

    points = [determine_grade(one)[0] for one in from_dict(filled).cells if is_grade(one) and not is_solution(one)]

    assert points == [1, 0, 1, 0, 0]


def test_filling_changes_nothing_but_answers() -> None:
    filled, empty = master(quiz(), marked(keuze="a")), master(quiz())

    for one in filled["cells"]:
        if one["cell_type"] == "code":
            one["outputs"], one["execution_count"] = [], None
    for one in ("open-open", "open-zelf"):
        cell(filled, one)["source"] = cell(empty, one)["source"]
    assert filled == empty
    assert is_same_notebook(filled, empty)


def test_who_grades_own_words_has_the_points_and_the_mark_scheme_beside_the_answer() -> None:
    source = cell(master(quiz(), marked(zelf="Ik bel & <i>wacht</i>")), "open-zelf")["source"]

    assert "Ik bel &amp; &lt;i&gt;wacht&lt;/i&gt;" in source
    assert "<li><p>Wie er belt &amp; &lt;b&gt;wanneer&lt;/b&gt;</p></li><li><p>Wat erna komt</p></li>" in source
    assert "Eén punt per <em>onderdeel</em>." in source
    assert "\n" not in source
    assert "Staat dit in het antwoord?" not in cell(master(quiz(), marked(open="x")), "open-open")["source"]


def test_two_notebooks_that_differ_in_a_word_are_not_the_same() -> None:
    other = json.loads(written(master(quiz())))
    cell(other, "begin")["source"] += "!"

    assert not is_same_notebook(other, master(quiz()))


def test_the_texts_of_options_are_shown_and_not_their_ids() -> None:
    assert "Een" in shown("keuze", "a")
    assert shown("volgorde", ["b", "a"]) == "<ol><li>Dan</li><li>Eerst</li></ol>"
    assert shown("koppel", {"a": "a-rechts", "b": "a-rechts"}) == (
        "<ol><li>Dag → Nacht</li><li>Groot → Nacht</li></ol>"
    )
    assert shown("stelling", {"verdict": True, "reason": None}) == "‘Waar’"
    assert shown("stelling", {"verdict": False, "reason": None}) == "‘Niet waar’"


def test_a_blank_answer_says_so() -> None:
    for blank in (None, "", "  \n "):
        assert shown("open", blank) == "<em>Geen antwoord.</em>"


def test_an_open_answer_stands_on_one_line_with_the_question_and_how_to_grade_it() -> None:
    source = cell(master(quiz(), marked(open="regel 1\n\n\n# regel 2\n```\ncode")), "open-open")["source"]

    assert "\n" not in source
    assert "regel 1<br><br><br># regel 2<br>```<br>code" in source
    assert "<p>Waarom?</p>" in source
    assert "<p>Kijk naar <em>dit</em>.</p>" in source
    assert "Open vraag, poging 1" in source


@given(WORDS)
def test_a_learners_words_are_shown_exactly_and_can_do_nothing(words: str) -> None:
    html = own_words_html(words)
    page = BeautifulSoup(f"<pre>{html}</pre>", "html.parser")  # elsewhere it makes one space of white space

    assert {tag.name for tag in page.find_all()} <= {"pre", "br"}
    assert "$" not in html
    assert "\n" not in html
    assert "\r" not in html
    for line in page.find_all("br"):
        line.replace_with("\n")
    assert page.get_text() == words.replace("\r\n", "\n").replace("\r", "\n")


@given(WORDS)
def test_no_answer_breaks_out_of_its_place_in_the_notebook(words: str) -> None:
    notebook = master(quiz(), marked(open=words))
    page = BeautifulSoup(cell(notebook, "open-open")["source"], "html.parser")

    nbformat.validate(from_dict(notebook))
    assert len(page.select("body > div, div")) == 1
    assert [tag.name for tag in page.div.find_all(recursive=False)] == ["p", "p", "blockquote", "details"]  # type: ignore[union-attr]
    assert {tag.name for tag in page.blockquote.find_all()} <= {"br", "em"}  # type: ignore[union-attr]


@given(st.recursive(st.none() | st.booleans() | st.integers() | WORDS, lambda inner: st.lists(inner, max_size=3)))
def test_an_answer_of_any_shape_is_escaped(answer: Any) -> None:
    html = answer_html(quiz().question("volgorde"), answer)

    assert {tag.name for tag in BeautifulSoup(html, "html.parser").find_all()} <= {"ol", "li", "br", "em"}
