"""Every page of a coordinator: accessible, fit for a phone, and an everyday question answered in a few clicks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image

from ssfh_learn.journal import durations, publications
from ssfh_learn.journal.publications import PublishedRow
from ssfh_learn.portal.routes import ROUTES
from ssfh_learn.portal.writing.publishing_choices import counted_subjects
from ssfh_learn.words import section, word
from tests.browser.test_accessibility import COLOURS, RULES
from tests.demo_course import COORDINATOR, demo_site
from tests.docs.pictures import PICTURES, take
from tests.portal.host import ROOT, WHO, Site
from tests.thoroughness import sample

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page
    from sqlalchemy.engine import Connection

pytestmark = pytest.mark.slow  # real tests are built, and learners play

TEST = "werkdruk-toets"
PATHS = (
    "",
    "modules",
    "overzicht",
    "werklijst",
    f"werklijst?onderdeel=test-{TEST}&stand=not_begun&van=2020-01-01&praktijk=x",
    "werklijst?regio=Noord",
    "werklijst/herinneren",
    "deelnemers",
    "deelnemers/nieuw",
    "deelnemers/1",
    "deelnemers/1/samenvoegen",
    "deelnemers/inlezen",
    "deelnemers/schrijfwijzen",
    "groepen",
    "groepen/1",
    "groepen/1/trajecten",
    "accreditatie",
    f"accreditatie?toets={TEST}&groep=1",
    "nakijken",
    f"nakijken/{TEST}",
    "toetsen-regelen",
    f"toetsen-regelen/{TEST}?zoek=a",
    f"toetsen-regelen/{TEST}/poging?voor=persoon&zoek=a",
    f"toetsen-regelen/{TEST}/doen/nakijken",
    "vragen",
    f"vragen/{TEST}",
    "keuzes/werkdruk/maandagochtend",
    "keuzes/werkdruk/kennischeck?wie=groep-1",
    "verslagen",
    "verslagen/bestuur",
    "verslagen/praktijk-1",
)
NO_PAGE = ("lijst", "voorbeeld", "(pdf|xlsx)", "/doen", "/verbeterd", "/einde", "/terug", "/regel", "groepen/nieuw")
"""What answers with a file, is only sent to, or is an administrator's."""
MOST_TABS = 60


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Run a portal with a few invented learners in one group, of whom five got the same questions of a wide bank."""
    with demo_site(tmp_path_factory.mktemp("demo"), learners=7, seed=40, drawn=38) as running:
        publish_all(running)
        yield running


SHARES = (0.75, 0.5, 0.25, None)
"""What is published of the choices of a story, in turn."""


def publish_all(site: Site) -> None:
    """Publish something of all that is published, for everybody and for the first group: twice of a scan."""
    assert site.portal is not None
    modules = site.portal.library.modules
    scan = modules["werkdruk"].activity("zelfscan")
    rows = []
    for month, value in ((10, 3.0), (11, 3.5)):
        about = (
            f"2026-{month}-01T06:00:00+00:00",
            "group:1",
            "werkdruk",
            scan.id,
            "1",
            next(iter(scan.group_scales())),
        )
        rows += [PublishedRow(*about, "before", value), PublishedRow(*about, "change", 0.5)]
    for (place, name), subject in counted_subjects(modules.values()).items():
        turns = zip(subject.choices, cycle(SHARES), strict=False)
        shares = {choice: share for choice, share in turns if share is not None}
        rows += [
            PublishedRow(
                "2026-11-01T06:00:00+00:00", group, place, name, subject.version, "", "before", None, shares=shares
            )
            for group in ("all", "group:1")
        ]
    steps = [("2026-11-01", "werkdruk", step, 8.0, 10.5, 13.0) for step in ("", modules["werkdruk"].steps[0].id)]

    def keep(connection: Connection) -> None:
        publications.add(connection, "2026-11-01", rows, after="")
        durations.publish(connection, steps)

    site.portal.event_writer.do(lambda writing: keep(writing.connection)).result(30)


def opened(browser: Browser, width: int = 1280, scheme: Literal["light", "dark"] = "light") -> Page:
    """Return a page of the coordinator; it is high, because axe-core judges no colour that is scrolled away."""
    context = browser.new_context(
        viewport={"width": width, "height": 4000},
        color_scheme=scheme,
        locale="nl-NL",
        bypass_csp=True,  # for axe-core itself
        extra_http_headers={WHO: f"{COORDINATOR}|learner"},
    )
    return context.new_page()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Return a page of the coordinator on a desk."""
    page = opened(browser)
    yield page
    page.context.close()


def go(page: Page, site: Site, path: str = "") -> None:
    """Open a page."""
    answer = page.goto(f"http://127.0.0.1:{site.port}{ROOT}{path}")
    assert answer is not None
    assert answer.status == 200, path


def test_every_page_of_a_coordinator_is_looked_at() -> None:
    routes = [
        pattern for pattern, handler in ROUTES if ".coordinator." in handler.__module__ and not _is_no_page(pattern)
    ]
    unseen = [one for one in routes if not any(re.fullmatch(one, path.partition("?")[0]) for path in PATHS)]

    assert [one for one in unseen if "[0-9a-f]" not in one] == []  # an answer to grade has a test of its own


def _is_no_page(pattern: str) -> bool:
    return any(one in pattern for one in NO_PAGE) and pattern != "werklijst"


LOOKS: dict[str, list[tuple[int, Literal["light", "dark"], list[str]]]] = {
    "desk": [(1280, "light", RULES), (1280, "dark", COLOURS)],
    "phone": [(390, "dark", RULES), (320, "light", RULES)],
}
"""At which widths and in which colours a page is looked at once it is there, and for which rules."""


@pytest.mark.parametrize("where", sample(LOOKS, 0))
def test_every_page_is_accessible_and_fits_in_light_and_dark(browser: Browser, site: Site, where: str) -> None:
    page, found = opened(browser, LOOKS[where][0][0]), {}
    page.emulate_media(reduced_motion="reduce")  # halfway a transition a colour is no colour of ours
    for path in PATHS:
        go(page, site, path)
        # The panel of the bar opens over the page, so that it is looked at once, on the first page.
        folds = page.locator("details" if path == PATHS[0] else "main details")
        folds.evaluate_all("all => all.forEach(one => { one.open = true; })")
        for width, scheme, rules in LOOKS[where]:
            page.set_viewport_size({"width": width, "height": 4000})
            page.emulate_media(color_scheme=scheme)
            found[f"{path} {width} {scheme}"] = faults(page, rules)
        page.set_viewport_size({"width": LOOKS[where][0][0], "height": 4000})
    page.context.close()

    assert {where: wrong for where, wrong in found.items() if wrong} == {}


def faults(page: Page, rules: list[str] = RULES) -> list[str]:
    """Return what axe-core finds on a page, and whether it has to be scrolled sideways."""
    found = Axe().run(page, options={"runOnly": rules, "resultTypes": ["violations"]}).response["violations"]
    is_too_wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    return [
        *(f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]),
        *(["too wide"] if is_too_wide else []),
    ]


def test_an_answer_to_grade_is_accessible_and_graded_by_keyboard_only(page: Page, site: Site) -> None:
    go(page, site, "overzicht")
    press(page, page.get_by_role("link", name=word("manual_grading", "begin")).first)
    press(page, page.locator("main h2 a").first)
    press(page, page.locator("main").get_by_role("link", name=word("manual_grading", "begin")).first)
    assert faults(page) == []

    assert focused(page) == "punten"
    page.keyboard.type("veel")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert focused(page) == "punten"
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    for tick in page.locator(".ssfh-look-for input").all():
        tick.press("Space")
    assert page.locator("[data-ssfh-ticks]").inner_text().startswith(str(page.locator(".ssfh-look-for input").count()))
    assert page.locator("#punten").input_value() == ""  # nobody gave points yet
    page.locator("#punten").focus()
    page.keyboard.type("1")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert page.locator("[role=alert]").count() == 0
    given = word("manual_grading", "just_graded", points="1 van ", number="", question="", asked="").partition(" bij")[
        0
    ]
    assert page.get_by_text(given).is_visible()
    assert focused(page) in {"punten", "melding"}  # the next answer, or that it was the last


def focused(page: Page) -> str:
    """Return the id of what has the focus, once the script of the page gave it; it is in sight."""
    page.wait_for_load_state("load")
    page.locator(":focus[id]").wait_for()
    assert page.evaluate(
        "(({top, bottom}) => top >= 0 && bottom <= innerHeight)(document.activeElement.getBoundingClientRect())"
    )
    return str(page.evaluate("document.activeElement.id"))


def test_on_a_small_screen_what_went_wrong_and_what_was_done_is_in_sight(browser: Browser, site: Site) -> None:
    page = opened(browser, 390)
    page.set_viewport_size({"width": 390, "height": 700})
    go(page, site, f"toetsen-regelen/{TEST}")
    page.locator("#groep summary").click()
    form = page.locator("#groep form")
    form.locator("[name=moment]").fill("31-02-2099")
    form.locator("[name=reden]").fill("De praktijk was dicht.")
    form.get_by_role("button").click()
    assert focused(page) == "melding"
    page.locator("#melding a").click()
    assert focused(page) == "groep-moment"
    page.locator("#groep-moment").fill("28-02-2099")
    page.locator("#groep form").get_by_role("button").click()
    page.get_by_role("button", name=word("running", "plan_do")).click()

    assert focused(page) == "melding"
    assert page.locator("#melding").inner_text().startswith(word("portal", "done_now"))
    _unfolds_one_person(page, site)
    page.context.close()


def _unfolds_one_person(page: Page, site: Site) -> None:
    """Of each person a phone shows one line, until it is unfolded with the keyboard; on a desk the heads stay."""
    go(page, site, "werklijst")
    row = page.locator("table.ssfh-worklist tbody tr").first
    assert not row.locator("td").first.is_visible()
    row.locator("summary").press("Enter")
    assert row.locator("td").first.is_visible()
    assert not page.locator("table.ssfh-worklist tbody tr").nth(1).locator("td").first.is_visible()

    page.set_viewport_size({"width": 1280, "height": 500})
    head, box = page.locator("table.ssfh-worklist thead th").first, page.locator(".ssfh-scroll:has(.ssfh-worklist)")
    assert not row.locator("summary").is_visible()
    box.evaluate("one => one.scrollTo(300, 300)")
    assert [box.evaluate("one => one.scrollTop"), box.evaluate("one => one.scrollLeft")] == [300, 300]
    assert box.evaluate("one => one.offsetHeight") > 500 - 5 * 16  # all of the window below the bar
    corners = [
        one.evaluate("one => { const {x, y} = one.getBoundingClientRect(); return [x, y]; }") for one in (head, box)
    ]
    assert corners[0] == pytest.approx(corners[1], abs=1)


MAIN_ACT = {
    "werklijst": "#zoek",
    "werklijst/herinneren": "#allen",
    "deelnemers": "main a.ssfh-primary",
    "deelnemers/1": "#voornaam",
    "deelnemers/1/samenvoegen": "#zoek",
    "deelnemers/inlezen": "#bestand",
    "deelnemers/schrijfwijzen": "main a.ssfh-button",
    "groepen/1": "main input[type=checkbox]",
    "accreditatie": "#toets",
    "nakijken": "main h2 a",
    "toetsen-regelen": "main h2 a",
    f"toetsen-regelen/{TEST}": "#persoon summary",
    f"toetsen-regelen/{TEST}/poging": "#zoek",
    f"toetsen-regelen/{TEST}/doen/nakijken": "main button",
    f"vragen/{TEST}": "#wie",
    "verslagen": "main a.ssfh-primary",
    "verslagen/bestuur": "main a.ssfh-button",
    "overzicht": "main a.ssfh-primary",
}
"""Where each page begins to be of use."""
FEW_TABS = 5


def test_what_a_page_is_for_is_a_few_tabs_away(page: Page, site: Site) -> None:
    far = {}
    for path, act in MAIN_ACT.items():
        go(page, site, path)
        wanted = page.locator(act).first.element_handle()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")  # the link to the content
        tabs = 0
        while not page.evaluate("one => one === document.activeElement", wanted) and tabs <= MOST_TABS:
            page.keyboard.press("Tab")
            tabs += 1
        if tabs > FEW_TABS:
            far[path] = tabs

    assert far == {}


def reach(page: Page, wanted: Locator) -> None:
    """Go to a part of the page with Tab alone."""
    handle = wanted.element_handle()
    for _ in range(MOST_TABS):
        if page.evaluate("one => one === document.activeElement", handle):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"not reached by keyboard: {wanted}")


def press(page: Page, wanted: Locator, *, leads_away: bool = True) -> None:
    """Follow a link or push a button with Tab and Enter alone."""
    reach(page, wanted)
    if not leads_away:
        page.keyboard.press("Enter")
        return
    with page.expect_navigation():
        page.keyboard.press("Enter")


# The everyday questions


def total_in(page: Page) -> int:
    """Return how many people the list says that there are."""
    return int(re.findall(r"\d+", page.locator("p[role=status]").first.inner_text())[0])


def names_in(page: Page) -> list[str]:
    """Return whom the list names."""
    return page.locator("table.ssfh-worklist tbody th a").all_inner_texts()


# Reports


def lines(page: Page, part: str) -> str:
    """Return what a person reads in a part of a page, on one line."""
    return " ".join(page.locator(part).inner_text().split())


def test_the_report_for_the_board_says_in_words_what_its_figures_show(page: Page, site: Site) -> None:
    go(page, site, "overzicht")
    page.get_by_role("link", name=word("report", "link")).click()
    page.get_by_role("link", name=word("report", "board_link")).click()

    (figure,) = page.locator("section[aria-labelledby=toetsen] img").all()
    said = figure.get_attribute("alt") or ""
    for title in page.locator("section[aria-labelledby=toetsen] tbody th").all_inner_texts():
        cells = page.locator(f"section[aria-labelledby=toetsen] tr:has(th:text-is('{title}')) td").all_inner_texts()
        assert title in said or word("report", "too_few_short") in cells
    assert "de helft is klaar binnen 10,5 minuten" in lines(page, "section[aria-labelledby=tijden]")
    for kind in ("pdf", "excel"):
        with page.expect_download() as asked:
            page.get_by_role("link", name=word("report", kind)).click()
        assert Path(asked.value.path()).stat().st_size > 5_000


def test_the_months_before_are_unfolded_with_the_keyboard(page: Page, site: Site) -> None:
    go(page, site, "verslagen/bestuur")
    scans = "section[aria-labelledby=zelfscans]"
    assert "3,5" in lines(page, f"{scans} table")
    assert "+0,5" in lines(page, f"{scans} table")
    (trend,) = page.locator(f"{scans} img").all()
    assert "3 op 1 oktober 2026; 3,5 op 1 november 2026" in (trend.get_attribute("alt") or "")
    assert trend.evaluate("one => one.naturalWidth") > 100
    months = page.locator(f"{scans} details")
    assert "1 oktober 2026" not in months.inner_text()
    months.locator("summary").focus()
    page.keyboard.press("Enter")
    assert "3 (1 oktober 2026)" in " ".join(months.inner_text().split())


def test_a_practice_is_chosen_from_the_list_and_has_a_report_of_its_own(page: Page, site: Site) -> None:
    go(page, site, "verslagen")
    practice = page.locator("main a[href*=praktijk-]").first
    name = practice.inner_text()
    practice.click()
    assert page.get_by_role("heading", level=1).inner_text() == word("report", "practice")
    assert name in lines(page, ".ssfh-figures-whom")


def test_the_questions_of_a_test_are_read_with_what_is_behind_them(page: Page, site: Site) -> None:
    go(page, site, "vragen")
    page.locator(f"main a[href$='vragen/{TEST}']").click()
    page.locator(".ssfh-item").first.wait_for()
    items = page.locator(".ssfh-item").all()
    for one in items:
        said = " ".join(one.inner_text().split())
        people = re.search(r"(\d+) mensen kregen deze vraag", said)
        assert int(people[1]) >= 5 if people else word("report", "too_few_short") in said


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")], ids=str)
def test_the_map_of_a_story_is_read_as_a_list_too(
    browser: Browser, site: Site, width: int, scheme: Literal["light", "dark"]
) -> None:
    page = opened(browser, width, scheme)
    go(page, site, "vragen")
    page.get_by_role("link", name="maandagochtend").or_(
        page.locator("main a[href$='keuzes/werkdruk/maandagochtend']")
    ).first.click()
    figure = page.locator(".ssfh-chart img")
    source, said = figure.evaluate("one => one.currentSrc"), figure.get_attribute("alt") or ""
    is_dark = figure.evaluate("one => one.currentSrc !== one.src")
    shares = page.locator(f"td[data-label='{word('choices', 'share')}']").all_inner_texts()
    page.context.close()

    assert source.startswith("data:image/svg+xml")
    assert is_dark == (scheme == "dark")
    assert {word("choices", name) for name in ("few", "half", "most", "unknown")} == {
        one.removeprefix(word("choices", "share")).strip() for one in shares
    }
    astray = re.findall(r"In situatie (\d+) koos", said)
    assert astray


def test_from_her_home_one_click_tells_who_is_this_far(page: Page, site: Site) -> None:
    seen = []
    for state in section("worklist")["states"]:
        go(page, site)
        links = page.locator(f".ssfh-worklist-totals a[href$='stand={state}#mensen']")
        if not links.count():
            continue  # nobody is
        count = int(links.first.inner_text())
        links.first.click()

        assert total_in(page) == len(names_in(page)) == count
        assert page.locator("#stand").input_value() == state
        assert page.locator("table.ssfh-worklist thead th").count() == 2  # her name, and the column of the question
        seen.append(state)
    assert len(seen) > 3


@pytest.mark.parametrize("field", ["regio", "praktijk", "functie"])
def test_one_unfolds_the_other_choices_and_sees_a_part_of_the_people(page: Page, site: Site, field: str) -> None:
    go(page, site)
    page.get_by_text(word("worklist", "more")).click()
    chosen = page.locator(f"#{field} option").nth(1).get_attribute("value")
    page.locator(f"#{field}").select_option(chosen)
    page.get_by_role("button", name=word("roster", "filter")).click()
    page.wait_for_url(re.compile(f"{field}=[^&]"))

    assert 0 < total_in(page) <= 7
    assert page.locator(f"#{field}").is_visible()  # what was chosen stays in sight
    assert page.locator(f"#{field}").input_value() == chosen


def test_a_period_is_asked_with_two_days(page: Page, site: Site) -> None:
    go(page, site)
    page.get_by_text(word("worklist", "more")).click()
    page.locator("#van").fill("2020-01-01")
    page.locator("#tot").fill("2020-12-31")
    page.get_by_role("button", name=word("roster", "filter")).click()
    page.wait_for_url("**tot=2020-12-31**")

    assert page.get_by_text(word("worklist", "none")).is_visible()


def test_from_a_number_to_a_reminder_that_is_noted(page: Page, site: Site) -> None:
    go(page, site)
    page.locator(".ssfh-worklist-totals a[href*='stand=not_begun']").first.click()
    wanted = names_in(page)
    page.get_by_role("link", name=word("worklist", "remind")).click()
    assert page.locator("main details:has(textarea) > summary").count() == len(wanted)
    page.get_by_role("button", name=word("remind", "note")).click()
    page.get_by_text(word("portal", "done_now")).wait_for()
    page.get_by_role("link", name=word("remind", "back")).click()

    assert names_in(page) == wanted
    said = word("worklist", "reminded_about", day=".*", who=COORDINATOR, titles=".*")
    assert page.get_by_text(re.compile(said)).count() == len(wanted)


def test_from_home_to_the_numbers_for_the_accreditor(page: Page, site: Site) -> None:
    go(page, site)
    page.get_by_role("link", name=word("portal", "overview"), exact=True).click()
    page.get_by_role("link", name=word("accreditation", "link")).click()
    page.get_by_label(word("accreditation", "test"), exact=True).select_option(TEST)
    page.get_by_role("button", name=word("accreditation", "show")).click()

    assert page.get_by_role("heading", name=word("accreditation", "numbers")).is_visible()


def test_from_somebody_in_the_list_of_participants_to_how_far_she_is(page: Page, site: Site) -> None:
    go(page, site, "deelnemers/1")
    name = page.locator("h1").inner_text()
    page.get_by_role("link", name=word("roster", "how_far")).click()

    assert names_in(page) == [name]


def test_the_pictures_of_the_guide_can_be_made(browser: Browser, site: Site, tmp_path: Path) -> None:
    take(browser, site, tmp_path, PICTURES)

    assert {one.name: Image.open(tmp_path / one.name).size for one in PICTURES} == {
        one.name: (one.width, one.height) for one in PICTURES
    }


def test_on_a_phone_a_grader_reads_from_the_top_and_types_points_at_once(browser: Browser, site: Site) -> None:
    page = opened(browser, 390)
    page.set_viewport_size({"width": 390, "height": 844})

    def in_sight(part: str) -> bool:
        box = page.locator(part).bounding_box()
        return box is not None and 0 <= box["y"] <= 844 - box["height"]

    go(page, site, f"nakijken/{TEST}")
    page.locator("main").get_by_role("link", name=word("manual_grading", "begin")).first.click()
    assert focused(page) == "punten"  # in sight, also below an answer of several screens
    assert in_sight("h1")
    assert page.locator("details[open] > summary > #vraag").is_visible()
    page.keyboard.type("1")
    page.keyboard.press("Enter")
    page.get_by_text(word("manual_grading", "look_back")).wait_for()

    assert in_sight("#antwoord")  # she read the question just now, so that it is folded
    page.keyboard.type("1")
    assert page.locator("#punten").input_value() == "1"
    page.context.close()
