"""The pages about participants break no rule of WCAG 2.2 AA that axe-core knows, fit a phone, and work by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from tests.browser.test_coordinator_pages import faults
from tests.portal.coordinator.rosters import Listed, listed
from tests.portal.coordinator.test_list_files import confirm, upload
from tests.portal.host import ROOT, WHO, serving
from tests.portal.places import write_module
from tests.roster.sheets import excel
from tests.roster.test_importing import ANNA, BERT, changed

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

MOST_TABS = 40


@pytest.fixture(scope="module")
def roster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Listed]:
    """Run a portal with a list of two pages and a request to put something right."""
    place: Path = tmp_path_factory.mktemp("roster")
    write_module(place / "modules" / "proef")
    with serving(place / "modules", None, f"sqlite:///{place / 'leren.db'}") as site:
        found = listed(site)
        site.visitor("noor").post_form("gegevens/verbeteren", vraag="Mijn naam klopt niet.")
        people = [changed(ANNA, account=f"a{n}", email=f"a{n}@zorg.nl", family=f"Naam{n}") for n in range(60)]
        administrator = found.administrator()
        confirm(administrator, upload(administrator, excel(people)))
        yield found


@pytest.fixture(params=[(1280, "light"), (320, "dark")], ids=["wide and light", "narrow and dark"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Return a page of an administrator; it is high, because axe-core judges no colour that is scrolled away."""
    width: int
    scheme: Literal["light", "dark"]
    width, scheme = request.param
    context = browser.new_context(
        viewport={"width": width, "height": 3000},
        color_scheme=scheme,
        bypass_csp=True,  # for axe-core itself
        extra_http_headers={WHO: "noor|learner,administrator"},
    )
    yield context.new_page()
    context.close()


PATHS = (
    "deelnemers",
    "deelnemers?wie=left",
    "deelnemers/nieuw",
    "deelnemers/1",
    "deelnemers/1/samenvoegen?zoek=naam1",
    "deelnemers/inlezen",
    "groepen",
    "groepen/1",
    "groepen/nieuw",
    "gegevens",
)


def test_every_page_about_participants_is_accessible(page: Page, roster: Listed) -> None:
    found = {}
    for path in PATHS:
        page.goto(f"http://127.0.0.1:{roster.site.port}{ROOT}{path}")
        found[path] = faults(page)

    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_what_is_wrong_is_accessible_too(page: Page, roster: Listed) -> None:
    address = f"http://127.0.0.1:{roster.site.port}{ROOT}deelnemers"
    page.goto(f"{address}/nieuw")
    page.locator("main form .ssfh-primary").click()
    assert page.locator("#achternaam").get_attribute("aria-describedby") == "achternaam-fout"
    assert faults(page) == []

    page.goto(f"{address}/inlezen")
    content = excel([changed(ANNA, family="", email="x"), changed(BERT, started=46054)])
    page.locator("#bestand").set_input_files({"name": "lijst.xlsx", "mimeType": "application/xlsx", "buffer": content})
    page.locator("main form button").click()
    assert page.locator("[role=alert] li").count() == 3
    assert faults(page) == []


def test_the_list_is_searched_by_keyboard_only(page: Page, roster: Listed) -> None:
    page.goto(f"http://127.0.0.1:{roster.site.port}{ROOT}deelnemers")
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "zoek":
            break
    page.keyboard.type("naam12")
    page.keyboard.press("Enter")
    page.wait_for_url("**zoek=naam12**")

    assert page.locator("tbody tr").count() == 1
