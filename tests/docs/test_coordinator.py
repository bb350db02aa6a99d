"""The coordinator's guide: it speaks the words of the screen, needs no terminal, and shows the pages as they are."""

from __future__ import annotations

import re
from pathlib import Path

from ssfh_learn.words import section, word
from tests.docs import guide as read
from tests.docs.pictures import PICTURES

GUIDE = read.COORDINATOR.read_text("utf-8")
SECTIONS = (
    *("portal", "worklist", "remind", "standing", "manual_grading", "running", "accreditation", "fault_report"),
    *("roster", "roster_import", "extra_attempt", "test_task", "items", "report"),
)
SCREEN = str([section(name) for name in SECTIONS])
ELSEWHERE = {"Roepnaam", "Praktijknaam"}
"""Names of columns in a list that somebody brings."""
BOLD = set(re.findall(r"\*\*([^*]+)\*\*", read.prose(GUIDE)))
NAMES = {text for text in BOLD if text[0].isupper() and not text.endswith(".")}


def _is_on_screen(text: str) -> bool:
    """Return whether the interface says a text, in which … is what differs."""
    pattern = r"[^']*?".join(re.escape(part) for part in re.split(r"\.{0,1}…", text))
    return re.search(pattern, re.sub(r"\{\w+\}", "", SCREEN)) is not None


def _quoted() -> set[str]:
    """Return what the guide says that a page says, in running text and in tables."""
    whole = set(re.findall(r"‘([^’]+)’", read.prose(GUIDE)))
    return {part.strip() for text in whole for part in re.split(r"(?<=\.) ", text)} - ELSEWHERE


def test_what_the_guide_says_to_look_for_stands_on_the_screen() -> None:
    said = sorted({*_quoted(), *NAMES})

    assert len(said) > 60
    assert [text for text in said if not _is_on_screen(text)] == []


def test_the_guide_needs_no_terminal() -> None:
    assert read.commands(GUIDE) == set()
    assert read.fenced(GUIDE, "sh") == read.fenced(GUIDE, "text") == []
    assert [one for one in ("terminal", "ssfh-learn", "`") if one in GUIDE] == []


def test_the_guide_names_every_link_at_the_top_of_a_page() -> None:
    links = ("own_modules", "my_data", "overview", "worklist", "participants", "running")
    assert [cells[0].strip("*") for cells in read.rows(GUIDE, "Link")] == [word("portal", one) for one in links]


def test_every_state_of_the_worklist_is_in_the_everyday_questions() -> None:
    asked = read.chapter(GUIDE, "Zestien vragen en waar je het antwoord vindt")

    assert len(read.rows(asked, "Vraag")) == 16
    shown = {code: said for code, said in section("worklist")["states"].items() if code != "busy"}
    assert [code for code, said in shown.items() if f"‘{said}’" not in asked] == []


def test_every_picture_is_made_by_the_script_and_named_in_the_guide() -> None:
    assert [Path(target).name for _, target in read.images(GUIDE)] != []
    assert {Path(target).name for _, target in read.images(GUIDE)} == {one.name for one in PICTURES}
    assert [one.name for one in PICTURES if not (read.DOCS / "images" / one.name).is_file()] == []
