"""Learners, a trainer and a coordinator in browsers of their own, in the portal of a real JupyterHub."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from time import sleep

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from ssfh_learn.portal.web.hub import COORDINATORS, TRAINERS
from ssfh_learn.words import word
from tests.browser.player import Player, ui
from tests.browser.test_assignment import QUESTIONS, TITLE, answer_all, hand_in, is_received
from tests.portal.hub_fixture import PASSWORD, PATIENCE, REMEMBERED, TEST, Hub, running_hub

STEP = "module/werkdruk/14"
"""Where the check of what one knows is."""


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    with running_hub(tmp_path_factory.mktemp("hub")) as hub:
        yield hub


@dataclass
class Desk:
    """A computer with a browser, and what its pages complained about."""

    hub: Hub
    context: BrowserContext
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context.set_default_timeout(1000 * PATIENCE)

    def sit_down(self, name: str, path: str = "") -> Page:
        """Open a page of the portal and log in at the Hub's own page."""
        self.hub.let_in(name)
        page = self.context.new_page()
        page.on("console", lambda said: self._note(page, said.text) if said.type == "error" else None)
        page.goto(self.hub.portal + path)
        page.get_by_label(word("hub_pages", "account")).fill(name)
        page.get_by_label(word("hub_pages", "password")).fill(PASSWORD)
        page.get_by_role("button", name=word("hub_pages", "log_in")).click()
        page.wait_for_url(self.hub.portal + path)
        return page

    def _note(self, page: Page, said: str) -> None:
        if page.url.startswith(self.hub.portal) and "403 (Forbidden)" not in said:
            self.complaints.append(said)


@pytest.fixture
def desk(browser: Browser, hub: Hub) -> Iterator[Callable[[], Desk]]:
    """Return a maker of desks; none of their pages may break a rule of its own policy."""
    desks: list[Desk] = []

    def make() -> Desk:
        desks.append(Desk(hub, browser.new_context(locale="nl-NL")))
        return desks[-1]

    yield make
    for one in desks:
        one.context.close()
    assert [said for one in desks for said in one.complaints] == []


def answer_first(page: Page) -> None:
    """Answer the first question of the check, and wait until that is written."""
    question = page.locator("[data-ssfh-activity]").last
    question.get_by_role("radio").first.check()
    question.get_by_role("button", name=ui("quiz", "check")).first.click()
    expect(question.get_by_role("status").filter(has_text=ui("status", "saved")).first).to_be_visible()


def answered(page: Page) -> int:
    """Return how many choices of the check are made on a page that was opened anew."""
    page.reload()
    page.locator("[data-ssfh-activity]").last.get_by_role("radio").first.wait_for()
    return page.locator("[data-ssfh-activity] input:checked").count()


def test_two_learners_see_each_her_own_answers(desk: Callable[[], Desk]) -> None:
    anna, bert = desk().sit_down("anna", STEP), desk().sit_down("bert", STEP)

    answer_first(anna)

    assert answered(anna) == 1
    assert answered(bert) == 0


def test_the_next_one_at_the_same_computer_finds_nothing_of_whoever_logged_out(desk: Callable[[], Desk]) -> None:
    shared = desk()
    page = shared.sit_down("carla", STEP)
    answer_first(page)

    page.get_by_role("link", name="Log uit (carla)").click()
    expect(page.get_by_label(word("hub_pages", "account"))).to_be_visible()
    page.close()
    page = shared.sit_down("dewi", STEP)

    expect(page.get_by_role("link", name="Log uit (dewi)")).to_be_visible()
    assert answered(page) == 0


def test_an_answer_given_after_logging_out_elsewhere_is_saved_after_logging_in_again(desk: Callable[[], Desk]) -> None:
    one = desk()
    page = one.sit_down("emma", STEP)
    other = one.context.new_page()
    other.goto(one.hub.portal)
    other.get_by_role("link", name="Log uit (emma)").click()
    expect(other.get_by_label(word("hub_pages", "account"))).to_be_visible()

    page.locator("[data-ssfh-activity]").last.get_by_role("radio").first.check()
    page.locator("[data-ssfh-activity]").last.get_by_role("button", name=ui("quiz", "check")).first.click()
    expect(page.locator("[data-ssfh-outbox][data-state=waiting]")).to_be_visible()
    one.sit_down("emma", "gegevens")

    expect(page.locator("[data-ssfh-outbox][data-state=sent]")).to_be_visible()
    assert answered(page) == 1


def test_tests_that_two_learners_hand_in_are_in_the_overview_of_the_coordinator(
    hub: Hub, desk: Callable[[], Desk]
) -> None:
    for name, choice in (("anna", "een"), ("bert", "twee")):
        page = desk().sit_down(name, f"toets/{TEST}/")
        player = Player(page, TITLE)
        player.press(ui("quiz", "begin"))
        answer_all(player, (choice,) * (QUESTIONS - 1), "Ik vraag hulp.")
        hand_in(player)
        is_received(player)
        page.goto(hub.portal + "overzicht")
        expect(page.get_by_text(word("portal", "error_403"))).to_be_visible()
        expect(page.get_by_role("link", name=word("portal", "overview"))).to_have_count(0)

    page = desk().sit_down("cor")
    page.get_by_role("link", name=word("portal", "overview")).first.click()

    for name in ("anna", "bert"):
        expect(page.get_by_role("main")).to_contain_text(name)
    assert sorted(path.name for path in (hub.course / "submitted").iterdir()) == ["anna", "bert"]


def test_a_role_comes_and_goes_with_the_group_while_somebody_is_logged_in(hub: Hub, desk: Callable[[], Desk]) -> None:
    groups = {"fenna": (TRAINERS, "role_trainer"), "hanna": (COORDINATORS, "role_coordinator")}
    pages = {name: desk().sit_down(name) for name in groups}
    link = word("portal", "overview")
    for page in pages.values():
        expect(page.get_by_role("link", name=link)).to_have_count(0)

    for name, (group, _role) in groups.items():
        hub.ask(f"groups/{group}/users", "POST", {"users": [name]})
    sleep(REMEMBERED + 1)
    for name, (_group, role) in groups.items():
        pages[name].reload()
        expect(pages[name].get_by_role("link", name=link)).not_to_have_count(0)
        own = pages[name].get_by_role("option", name=word("portal", role), include_hidden=True)
        expect(own).to_have_count(1)

    for name, (group, _role) in groups.items():
        hub.ask(f"groups/{group}/users", "DELETE", {"users": [name]})
    sleep(REMEMBERED + 1)
    for page in pages.values():
        page.goto(hub.portal + "overzicht")
        expect(page.get_by_text(word("portal", "error_403"))).to_be_visible()


def test_all_of_this_takes_one_process_and_no_server_of_a_learner(hub: Hub, desk: Callable[[], Desk]) -> None:
    answer_first(desk().sit_down("gerda", STEP))

    assert [user["name"] for user in hub.ask("users") if user["servers"]] == []
    assert hub.process().children() == []
    assert not re.search(r"Traceback|portal\.hub: 5\d\d ", hub.log)
