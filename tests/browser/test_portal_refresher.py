"""A refresher in a browser: a whole session by keyboard on a phone, up to the agenda; accessible in each state."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar
from playwright.sync_api import expect

from ssfh_learn.account import account_name
from ssfh_learn.dutch_time import day_of, dutch_day
from ssfh_learn.journal.places import database_in
from ssfh_learn.journal.sql import SqlJournal
from ssfh_learn.portal.published.publisher import Publisher
from tests.browser.player import KeyboardPlayer, Player, ui
from tests.browser.portal import make_course, portal_word
from tests.browser.test_portal_journey import press
from tests.browser.test_portal_pages import PHONE, STEPS, WIDE, looked_at
from tests.portal.refreshing import Past, written

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.portal import Course, Visitor
    from tests.browser.servers import Server

QUESTION, DECISION = "Wat is werkdruk?", "De telefoon gaat en de wachtkamer is vol."


def with_a_past(server: Server, id_: str) -> Course:
    """Return a module that was done three days ago, with one question and one decision that went wrong."""
    course = make_course(server, id_)
    at = (datetime.now(UTC) - timedelta(days=3)).strftime("%Y-%m-%d %H:%M")
    database = database_in(server.home / "data" / "ssfh_learn")
    with closing(SqlJournal(database)) as journal, journal.writing() as writing:
        steps = Publisher(server.work / "modules" / id_).library().modules[course.id].step_ids
        past = Past(partial(written, writing), account_name(), course.id, steps)
        past.finished(at, STEPS)
        past.practised(at, "alle-vragen", enkele="a")
        past.chose(at, "baliedag", ("begin", "door"))
    return course


def refresh(page: Page, course: Course) -> KeyboardPlayer:
    """Go from the first page to the session, by keyboard."""
    press(page, page.locator("[aria-labelledby=vandaag]").get_by_role("link", name=course.title))
    expect(page.get_by_role("heading", level=1)).to_have_text(portal_word("refresher_title", title=course.title))
    press(page, page.get_by_role("button", name=portal_word("refresher_begin")))
    return KeyboardPlayer(page, portal_word("refresher_name"))


def test_a_whole_session_is_done_by_keyboard_on_a_phone(
    visitors: Callable[..., Visitor], portal: Server, tmp_path: Path
) -> None:
    course = with_a_past(portal, "opfrissen-toetsenbord")
    page = visitors(width=PHONE).open()
    line = page.locator("[aria-labelledby=vandaag]").get_by_role("listitem").filter(has_text=course.title)
    expect(line).to_contain_text(portal_word("refresher_ready", count=2, minutes="2 minuten"))

    session = refresh(page, course)
    session.sees(ui("quiz", "place", number=1, total=2))
    session.sees(QUESTION)
    session.choose("Veel uren")
    session.press(ui("quiz", "check"))
    session.sees("Uren zeggen niet alles.")
    session.sees(ui("refresher", "returns"))
    expect(session.button(ui("quiz", "retry"))).to_have_count(0)
    session.press(ui("quiz", "next"))
    session.sees(ui("quiz", "place", number=2, total=3))
    expect(page.get_by_role("heading", name=ui("quiz", "place", number=2, total=3))).to_be_focused()
    session.sees("Een dag aan de balie")
    session.choose("Ik vraag hulp.", session.group(DECISION))
    session.press(ui("quiz", "check"))
    session.sees("Je zegt wat niet lukt.")
    session.press(ui("quiz", "next"))
    session.sees(ui("refresher", "returned"))
    session.choose("Uit balans", session.group(QUESTION))
    session.press(ui("quiz", "check"))
    session.sees("De balans is weg.")
    session.press(ui("refresher", "to_end"))
    session.sees(ui("refresher", "right", "many", count=2, right=1))

    press(page, page.get_by_role("link", name=ui("refresher", "when")))
    tomorrow = day_of(datetime.now(UTC)) + timedelta(days=1)
    next_day = portal_word("refresher_next", day=dutch_day(tomorrow, day_of(datetime.now(UTC))))
    expect(page.get_by_role("main")).to_contain_text(next_day)
    with page.expect_download() as downloading:
        press(page, page.get_by_role("link", name=portal_word("refresher_to_agenda")))
    downloading.value.save_as(tmp_path / "opfrissen.ics")
    entries = Calendar.from_ical((tmp_path / "opfrissen.ics").read_bytes()).walk("VEVENT")
    assert entries[0]["DTSTART"].dt == tomorrow
    assert entries[0]["URL"] == page.url.removesuffix("?klaar")


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_a_refresher_is_accessible_and_fits_in_each_of_its_states(
    visitors: Callable[..., Visitor], portal: Server, width: int
) -> None:
    course = with_a_past(portal, f"opfrissen-{width}")
    visitor = visitors(width=width, reduced_motion="reduce")
    address = f"{portal.address}/leren/"
    visitor.context.add_cookies([{"name": "ssfh_size", "value": "130" if width == PHONE else "100", "url": address}])
    page = visitor.open()
    found = {"home": looked_at(page, width)}
    visitor.open(f"opfrissen/{course.id}", page)
    found["ready"] = looked_at(page, width)
    page.get_by_role("button", name=portal_word("refresher_begin")).click()
    session = Player(page, portal_word("refresher_name"))
    session.sees(QUESTION)
    found["question"] = looked_at(page, width)
    session.choose("Veel uren")
    session.check()
    session.sees(ui("refresher", "returns"))
    found["wrong"] = looked_at(page, width)
    session.press(ui("quiz", "next"))
    session.choose("Ik vraag hulp.")
    session.check()
    session.sees("Je zegt wat niet lukt.")
    found["decision"] = looked_at(page, width)
    session.press(ui("quiz", "next"))
    session.choose("Uit balans")
    session.check()
    session.sees("De balans is weg.")
    session.press(ui("refresher", "to_end"))
    session.sees(ui("refresher", "end"))
    found["end"] = looked_at(page, width)
    page.get_by_role("link", name=ui("refresher", "when")).click()
    expect(page.get_by_role("heading", name=portal_word("refresher_done"))).to_be_visible()
    found["next"] = looked_at(page, width)

    assert {state: wrong for state, wrong in found.items() if wrong} == {}


def test_a_session_is_there_again_after_loading_the_page_anew(visitors: Callable[..., Visitor], portal: Server) -> None:
    course = with_a_past(portal, "opfrissen-opnieuw")
    page = visitors().open(f"opfrissen/{course.id}")
    page.get_by_role("button", name=portal_word("refresher_begin")).click()
    session = Player(page, portal_word("refresher_name"))
    session.choose("Uit balans")
    session.check()
    session.is_told(ui("status", "saved"))
    page.reload()

    session.sees("De balans is weg.")
    session.press(ui("quiz", "next"))
    session.sees(DECISION)
