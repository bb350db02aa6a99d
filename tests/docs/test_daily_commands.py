"""The chapter on daily commands: every line that the program can say is explained."""

from __future__ import annotations

import re

from ssfh_learn.words import section
from tests.docs import guide as read

GUIDE = read.chapter(read.COURSES.read_text("utf-8"), "Ophalen, nakijken en cijfers met opdrachten")
NOT_A_MESSAGE = {
    *("master_text", "open_stub", "answer", "open_title", "mark_scheme", "points_to_look_for", "no_answer"),
    *("true", "false", "in_place"),
}
"""Words of the section `grading` that stand in a notebook or beside an answer."""


def _first_sentence(message: str) -> str:
    return re.split(r"(?<=[.!?]) (?=[A-Z‘])", re.sub(r"\{\w+\}", "…", message))[0].rstrip(".")


def test_every_message_about_grading_is_explained_and_no_other() -> None:
    messages = {
        _first_sentence(read.of_many(text)) for code, text in section("grading").items() if code not in NOT_A_MESSAGE
    }
    explained = {cells[0].removeprefix("‘").removesuffix("’") for cells in read.rows(GUIDE, "Melding")}
    assert explained == messages


def test_no_message_is_explained_twice() -> None:
    quoted = [cells[0] for cells in read.rows(GUIDE, "Melding")]
    assert len(quoted) == len(set(quoted))


def test_every_line_of_the_summary_is_explained_in_its_order() -> None:
    words = section("cli")
    lines = [text for code, text in words.items() if code.startswith("count_")]
    assert [cells[0] for cells in read.rows(GUIDE, "Regel")] == [*lines, words["average"]]


def test_every_column_of_the_export_is_explained_in_its_order() -> None:
    columns = [text for code, text in section("export").items() if code.startswith("column_")]
    assert [cells[0] for cells in read.rows(GUIDE, "Kolom")] == columns


def test_the_words_in_the_export_are_those_of_the_program() -> None:
    words = section("export")
    for code in (
        "sheet_results",
        "sheet_questions",
        "status_not_handed_in",
        "status_complete",
        "status_awaiting_grader",
    ):
        assert f"‘{words[code]}’" in GUIDE, code


def test_the_example_of_a_summary_has_the_lines_of_the_program() -> None:
    (example,) = [text for text in read.fenced(GUIDE, "text") if "│" in text]
    words = section("cli")
    shown = re.findall(r"^│ (.+?) +│", example, re.MULTILINE)
    assert shown == [*(text for code, text in words.items() if code.startswith("count_")), words["average"]]
