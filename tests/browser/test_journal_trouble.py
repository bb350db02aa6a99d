"""A journal that cannot be written or read is told in Dutch, and never stops a learner."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from ssfh_learn.journal import Event
from ssfh_learn.words import word
from tests.browser.player import Player, ui

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.lesson import Lesson


def a_folder_in_its_place(journal: Path) -> Callable[[], None]:
    """Make the journal impossible to read and to write; return what mends it."""
    journal.mkdir()
    return journal.rmdir


def a_link_to_nowhere(journal: Path) -> Callable[[], None]:
    """Make the journal impossible to write while there is nothing to read, as on a share that is gone."""
    share = journal.with_name("share")
    journal.symlink_to(share / journal.name)
    return share.mkdir


@pytest.mark.parametrize("broken", [a_folder_in_its_place, a_link_to_nowhere])
def test_an_answer_that_cannot_be_saved_is_told_and_saved_with_the_next_one(
    lesson: Callable[..., Lesson],
    visit: Callable[[Lesson], Page],
    broken: Callable[[Path], Callable[[], None]],
) -> None:
    blocked = lesson("alle-vragen")
    mend = broken(blocked.journal)
    player = Player(visit(blocked), blocked.title("alle-vragen"))

    player.choose("Uit balans")
    player.is_told(word("journal", "not_written"))
    player.sees(word("journal", "unsaved", count=1))
    player.check()
    player.sees("Dat klopt helemaal.")
    player.sees(word("journal", "unsaved", count=2))
    mend()
    player.press(ui("quiz", "next"))

    player.is_told(ui("status", "saved"))
    expect(player.activity.get_by_role("list", name=ui("frame", "notices"))).to_have_count(0)
    assert [event["kind"] for event in blocked.events("alle-vragen")] == ["answer", "check", "go"]


def test_a_damaged_journal_is_told_and_what_can_be_read_is_still_there(
    lesson: Callable[..., Lesson], visit: Callable[[Lesson], Page]
) -> None:
    damaged = lesson("alle-vragen")
    answer = {"kind": "answer", "question": "enkele", "answer": "c"}
    kept = Event.now(activity="alle-vragen", content="", attempt=1, response=answer).line()
    torn = kept[: len(kept) // 2]
    found = os.urandom(3000).replace(b"\n", b"\r") + b"\n" + kept + torn
    damaged.journal.write_bytes(found)

    player = Player(visit(damaged), damaged.title("alle-vragen"))
    player.sees(word("journal", "unreadable_lines", count=2))
    expect(player.choice("Veel post")).to_be_checked()
    player.choose("Uit balans")
    player.check()

    player.sees("Dat klopt helemaal.")
    player.is_told(ui("status", "saved"))
    after = damaged.journal.read_bytes()
    assert after.startswith(found + b"\n")
    assert after.removeprefix(found + b"\n").count(b"\n") == 2
