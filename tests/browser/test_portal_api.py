"""What the front end sends in an ordinary visit, and what it gets, is what docs/openapi.yaml says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect

from tests.browser.player import Player, ui
from tests.browser.portal import hand_in, make_test
from tests.browser.quiz_answers import RIGHT
from tests.browser.test_portal_connection import AWAY_AND_BACK, QUIZ, SCAN
from tests.portal.described import assert_described, assert_sent_as_described, description, found_at
from tests.portal.host import Answer

if TYPE_CHECKING:
    from playwright.sync_api import APIResponse, Page, Route

    from tests.browser.portal import Course, Visitor

ROOT = "/leren"


@dataclass(frozen=True)
class Exchange:
    """What the front end sent, and what it got."""

    method: str
    url: str
    headers: dict[str, str]
    body: str | None
    answer: APIResponse

    @property
    def path(self) -> str:
        """The address below the portal."""
        return urlsplit(self.url).path.removeprefix(ROOT)

    @property
    def given(self) -> dict[str, set[str]]:
        """The names of what was sent beside the body."""
        return {"header": set(self.headers), "query": set(parse_qs(urlsplit(self.url).query))}


def listen(page: Page) -> list[Exchange]:
    """Note everything that a page asks of the API."""
    heard: list[Exchange] = []

    def pass_on(route: Route) -> None:
        request, answer = route.request, route.fetch()
        heard.append(Exchange(request.method, request.url, request.all_headers(), request.post_data, answer))
        route.fulfill(response=answer)

    page.route("**/api/**", pass_on)
    return heard


def assert_is_described(one: Exchange) -> tuple[str, str]:
    """Fail unless an exchange is as the description says; return which it was."""
    operation = description()["paths"][one.path][one.method.lower()]
    for needed in (found_at(parameter) for parameter in operation["parameters"]):
        assert needed["in"] == "cookie" or needed["name"].lower() in {name.lower() for name in one.given[needed["in"]]}
    if one.body is not None:
        assert_sent_as_described(one.path, one.body.encode())
    answer = answer_of(one.answer)
    assert_described(one.method, one.path, answer)
    return one.method, answer.json["saved"]["state"]


def answer_of(got: APIResponse) -> Answer:
    """Return what came back as the other tests of the portal have it."""
    return Answer(got.status, got.headers, got.body())


def everything_once(page: Page, visitor: Visitor, course: Course) -> None:
    """Answer, check, fill in a scan, delete it, look again, and make the test."""
    visitor.open(course.step(QUIZ), page)
    quiz = Player(page, course.activity_title("alle-vragen"))
    RIGHT["single_choice"](quiz)
    quiz.check()
    quiz.sees("Dat klopt helemaal.")
    visitor.open(course.step(SCAN), page)
    scan = Player(page, course.activity_title("scan"))
    scan.choose("soms", scan.group("Iemand helpt mij"))
    scan.is_told(ui("status", "saved"))
    page.evaluate(AWAY_AND_BACK)
    scan.press(ui("private", "erase"))
    scan.press(ui("private", "yes"))
    expect(scan.choice("soms", scan.group("Iemand helpt mij"))).not_to_be_checked()
    visitor.open(f"toets/{course.test}/", page)
    hand_in(make_test(page, "Proeftoets", (None, "twee", "twee", None), "Ik vraag hulp."))


def test_what_a_browser_sends_and_gets_is_described(visitor: Visitor, course_with_test: Course) -> None:
    page = visitor.open()
    heard = listen(page)
    everything_once(page, visitor, course_with_test)

    assert {assert_is_described(one) for one in heard} == {("POST", "saved"), ("GET", "idle")}
    assert {one.answer.json()["receipt"]["state"] for one in heard} == {"none", "handed_in"}
    cookies = {cookie["name"] for cookie in visitor.context.cookies()}
    assert found_at({"$ref": "#/components/parameters/TokenCookie"})["name"] in cookies
    download = visitor.context.request.get(f"{course_with_test.server.address}{ROOT}/gegevens/download")
    assert_described("GET", "/gegevens/download", answer_of(download))
