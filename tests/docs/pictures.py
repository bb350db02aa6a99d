"""Makes the pictures of the guides of coordinators and learners, and of the Hub.

`python -m tests.docs.pictures [FOLDER]`

Without a folder they are those of docs.
The people in them are invented, and play the real modules and tests. Chromium must be installed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import Error, sync_playwright

from ssfh_learn.portal.web.hub import TRAINERS
from ssfh_learn.words import word
from tests import chromium
from tests.browser.player import Player
from tests.demo_course import COORDINATOR, demo_site
from tests.docs.guide import DOCS
from tests.portal.host import ROOT, WHO, Site
from tests.portal.hub_fixture import OWNER, PASSWORD, running_hub

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

LEARNERS = 42
TEST = "werkdruk-toets"
ARGUMENTS = ("--no-sandbox", "--disable-background-networking", "--lang=nl-NL")
ADDRESS = "https://leren.voorbeeld.nl"
COLOURS = 128
"""Enough for a page of letters; it makes a picture a third as large."""
LIST = "Voornaam;Achternaam;E-mailadres;Functie;Praktijk\r\n"
NEW = "Noor;van Dam;noor@voorbeeld.invalid;Doktersassistent;Praktijk Fantasiepad\r\n"
WRONG = "Sanne;;sanne.voorbeeld.invalid;POH;Praktijk Fantasiepad\r\n"


def _nothing(_page: Page) -> None:
    """Leave the page as it was opened."""


def _name_the_site(page: Page) -> None:
    """Put an address in the letters that a reader would have."""
    page.locator("textarea").evaluate_all(
        f"all => all.forEach(one => {{ one.value = one.value.replace(location.origin, '{ADDRESS}'); }})"
    )


def _dutch_days(page: Page) -> None:
    """Show days as a Dutch browser shows them: that of a build server shows them in English, whatever it is told."""
    page.locator("input[type=date]").evaluate_all(
        "all => all.forEach(one => { const day = one.value; one.type = 'text'; "
        "one.value = day.split('-').reverse().join('-'); })"
    )


def _unfold(page: Page) -> None:
    page.locator("main details").first.locator("summary").click()


def _read_in(page: Page) -> None:
    file = {"name": "lijst.csv", "mimeType": "text/csv", "buffer": (LIST + NEW + WRONG).encode("utf-8-sig")}
    page.locator("#bestand").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name=word("roster", "import_look")).click()
    page.get_by_role("heading", name=word("roster", "import_again")).wait_for()
    page.locator("[type=file]").evaluate(  # as a Dutch browser shows it; that of a build server is English
        "one => { one.type = 'text'; one.value = 'Bestand kiezen   Geen bestand gekozen'; }"
    )


def _side_by_side(page: Page) -> None:
    """Look at somebody beside a namesake; in a course without one, beside anybody whose name has an a."""
    if not page.locator("[name=ander]").count():
        page.locator("#zoek").fill("a")
        page.get_by_role("button", name=word("roster", "filter"), exact=True).click()
    page.locator("[name=ander]").first.check()
    page.get_by_role("button", name=word("roster", "merge_look")).click()
    page.get_by_role("link", name=word("roster", "merge_not")).wait_for()


def _right_answer(page: Page) -> None:
    """Answer the first question about IGLO."""
    quiz = Player(page, "Welk niveau van IGLO is dit?")
    quiz.choose("Groep (team)")
    quiz.check()
    quiz.is_right()
    quiz.activity.locator("fieldset").first.evaluate("one => one.scrollIntoView()")


def _first_answer(page: Page) -> None:
    page.locator("main h2 a").first.click()
    page.locator("main a", has_text=word("manual_grading", "begin")).first.click()
    page.locator(".ssfh-look-for input").first.check()
    page.locator("#punten").focus()


@dataclass(frozen=True)
class Picture:
    """A picture of a page: its name, its address, what is done there first, and the size of the window."""

    name: str
    path: str
    does: Callable[[Page], None] = _nothing
    width: int = 1100
    height: int = 760
    begins_at: str = ""
    """The CSS selector of what is at the top; the top of the page if there is none."""
    who: str = COORDINATOR


PICTURES = (
    Picture("coordinator-werklijst.png", "werklijst", height=1000),
    Picture("coordinator-mensen.png", f"werklijst?onderdeel=test-{TEST}", height=700, begins_at="#mensen"),
    Picture("coordinator-telefoon.png", "werklijst", _unfold, width=390, height=780),
    Picture("coordinator-herinneren.png", f"werklijst/herinneren?onderdeel=test-{TEST}", _name_the_site, height=820),
    Picture("coordinator-deelnemers.png", "deelnemers", height=780),
    Picture("coordinator-samenvoegen.png", "deelnemers/2/samenvoegen?zoek=öztürk", _side_by_side, height=860),
    Picture("coordinator-inlezen.png", "deelnemers/inlezen", _read_in, height=820),
    Picture("coordinator-groep.png", "groepen/1", _dutch_days, height=700),
    Picture("coordinator-traject.png", "groepen/1/trajecten", _dutch_days, height=860),
    Picture("coordinator-nakijken.png", "nakijken", _first_answer, height=900),
    Picture("coordinator-accreditatie.png", f"accreditatie?toets={TEST}&groep=1", height=900),
)
LEARNER, PHONE = "noor", "saar"
"""One read some steps and plans a track; the other has a phone."""


def pictures_of_learner(passed: str) -> tuple[Picture, ...]:
    """Return the pictures of the guide for learners; `passed` is the account of somebody who passed the test."""
    return (
        Picture("deelnemer-begin.png", "modules", width=960, height=1560, who=LEARNER),
        Picture("deelnemer-stap.png", "module/werkdruk/8", _right_answer, width=960, height=1000, who=LEARNER),
        Picture("deelnemer-telefoon.png", "module/werkdruk/8", _right_answer, 390, 780, who=PHONE),
        Picture("deelnemer-traject.png", "traject/werkdruk", width=960, height=900, who=LEARNER),
        Picture("deelnemer-toets.png", f"toets/{TEST}/", width=960, height=760, who=LEARNER),
        Picture("deelnemer-uitslag.png", f"toets/{TEST}/", width=960, height=860, who=passed),
    )


def let_her_begin(site: Site) -> str:
    """Let a learner read some steps and plan a track for her and for a group; return who passed the test."""
    portal, her = site.portal, site.visitor(LEARNER)
    assert portal
    her.post_form("gelezen")
    for number in range(1, 6):
        her.get(f"module/werkdruk/{number}")
    start = portal.today() + timedelta(days=(7 - portal.today().weekday()) % 7)
    her.post_form("traject/werkdruk", dag=start.isoformat())
    fields = {"versie": "1", "traject": "werkdruk", "dag": start.isoformat()}
    site.visitor(COORDINATOR).post_form("groepen/1/trajecten", **fields)
    return next(one.student for one in portal.assignments.results(TEST) if one.passed)


def take(browser: Browser, site: Site, folder: Path, pictures: Iterable[Picture]) -> None:
    """Write these pictures into a folder."""
    for one in pictures:
        context = browser.new_context(
            viewport={"width": one.width, "height": one.height},
            locale="nl-NL",
            color_scheme="light",
            extra_http_headers={WHO: f"{one.who}|learner"},
        )
        context.add_cookies([{"name": "ssfh_welcomed", "value": "1", "url": f"http://127.0.0.1:{site.port}{ROOT}"}])
        page = context.new_page()
        answer = page.goto(f"http://127.0.0.1:{site.port}{ROOT}{one.path}")
        assert answer is not None
        assert answer.status == 200, one.path
        one.does(page)
        if one.begins_at:
            page.locator(one.begins_at).evaluate("place => place.scrollIntoView()")
        save(picture_of(page), folder / one.name)
        context.close()


def picture_of(page: Page) -> bytes:
    """Return a page as PNG; on a busy computer Chromium may have no picture ready, and has one a moment later."""
    try:
        return page.screenshot()
    except Error:
        page.wait_for_timeout(1000)
        return page.screenshot()


HUB_PICTURE = "beheerder-groep.png"
"""The Hub's own page, which is English: an administrator puts Noor in the group of trainers."""


def take_of_hub(browser: Browser, folder: Path) -> None:
    """Write the picture of the Hub's page of a group, of a Hub as the guide makes it."""
    with TemporaryDirectory() as place, running_hub(Path(place)) as hub:
        hub.let_in("noor")
        page = browser.new_page(viewport={"width": 900, "height": 600}, color_scheme="light")
        page.goto(f"{hub.root}hub/admin")
        page.fill("#username_input", OWNER)
        page.fill("#password_input", PASSWORD)
        page.click("#login_submit")
        page.goto(f"{hub.root}hub/admin#/groups")
        page.get_by_text(TRAINERS).click()
        page.get_by_placeholder("Add by username").fill("noor")
        page.get_by_role("button", name="Add user").click()
        page.locator(".item", has_text="noor").wait_for()
        save(picture_of(page), folder / HUB_PICTURE)
        page.get_by_role("button", name="Apply").click()
        page.wait_for_timeout(1000)
        assert "noor" in hub.ask(f"groups/{TRAINERS}")["users"]  # what the guide says of `Apply`
        page.close()


def save(picture: bytes, path: Path) -> None:
    """Write a picture with few colours."""
    Image.open(BytesIO(picture)).convert("RGB").quantize(COLOURS).save(path, optimize=True)


def main(folder: Path) -> None:
    """Make the course, and take the pictures."""
    with TemporaryDirectory() as place, demo_site(Path(place), LEARNERS) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.program(), args=ARGUMENTS)
        passed = let_her_begin(site)
        take(browser, site, folder, (*PICTURES, *pictures_of_learner(passed)))
        take_of_hub(browser, folder)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DOCS / "images")
