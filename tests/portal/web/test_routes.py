"""Every page and every form, for everybody: what they show, to whom, and how it is protected."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssfh_learn.grading.course import find_course
from ssfh_learn.grading.key import load_key
from ssfh_learn.portal.routes import ROUTES
from ssfh_learn.portal.web.page import HEADERS
from ssfh_learn.words import section, word
from tests.grading.courses import CourseFolder, right
from tests.over import over
from tests.portal.conftest import REAL_TEST, TEST
from tests.portal.host import LOGIN, ROOT, Answer, Site, Visitor, assert_sent_to, serving
from tests.secrecy.keys import authors_quiz
from tests.secrecy.scanner import Scanner, texts_in
from tests.thoroughness import tries

ROLES = {
    "nobody": (),
    "learner": ("learner",),
    "trainer": ("learner", "trainer"),
    "coordinator": ("learner", "coordinator"),
    "administrator": ("learner", "administrator"),
}
PAGES = [
    "",
    "?uitleg",
    "modules",
    "modules?uitleg",
    "module/proef/",
    "module/proef",
    *(f"module/proef/{number}" for number in range(1, 5)),
    *(f"module/werkdruk/{number}" for number in range(1, 16)),
    "module/proef/klaar",
    "module/werkdruk/klaar",
    "module/anna/klaar",
    "module/proef/tekst",
    "module/werkdruk/tekst?v=anna",
    "module/werkdruk/afbeeldingen/weegschaal.svg",
    "module/proef/geluid/zus.mp3",
    "module/anna/1",
    "opfrissen/proef",
    "opfrissen/werkdruk/",
    "opfrissen/proef/agenda.ics",
    "opfrissen/anna",
    "traject/samen",
    "traject/samen/agenda.ics",
    "traject/anna",
    f"toets/{TEST}/",
    f"toets/{REAL_TEST}",
    "toets/anna/",
    "api/antwoord?place=proef&activity=dagboek&learner=anna",
    f"api/antwoord?place={TEST}&activity={TEST}",
    f"api/antwoord?place={REAL_TEST}&activity={REAL_TEST}",
    "api/antwoord",
    "gegevens",
    "gegevens?learner=anna",
    "gegevens/download",
    "gegevens/download?learner=anna&person=anna",
    "gegevens/lezen",
    "gegevens/lezen?learner=anna",
    "gegevens/anna",
    "gegevens/wissen",
    "delen",
    "meetellen",
    "keuzes/werkdruk/maandagochtend",
    "keuzes/werkdruk/kennischeck?wie=iedereen",
    "keuzes/proef/kennischeck?wie=groep-1",
    "keuzes/proef/dagboek",
    "certificaat/proef",
    "controle",
    "controle?code=anna",
    "gegevens/verbeteren",
    "overzicht",
    "melden",
    "melden?plaats=proef&onderdeel=kennischeck&vraag=v1",
    "melding",
    "nakijken",
    f"nakijken/{TEST}",
    f"nakijken/{REAL_TEST}?namen=ja",
    f"nakijken/{TEST}/0123456789abcdef",
    "toetsen-regelen",
    f"toetsen-regelen/{TEST}",
    f"toetsen-regelen/{TEST}?zoek=anna",
    f"toetsen-regelen/{REAL_TEST}/einde",
    f"toetsen-regelen/{TEST}/terug",
    f"toetsen-regelen/{TEST}/doen/bouwen",
    f"toetsen-regelen/{TEST}/doen/nakijken",
    f"toetsen-regelen/{TEST}/poging",
    f"toetsen-regelen/{TEST}/poging?zoek=anna",
    f"toetsen-regelen/{TEST}/poging/terug",
    "gelezen",
    "werklijst",
    "werklijst?zoek=anna&stand=late&onderdeel=anna&vanaf=x",
    "werklijst/herinneren?zoek=anna",
    "werklijst/lijst.xlsx",
    "deelnemers",
    "deelnemers?zoek=anna&wie=all",
    "deelnemers?pagina=x&groep=%00&volgorde=anna",
    "deelnemers/nieuw",
    "deelnemers/1",
    "deelnemers/1/samenvoegen?zoek=anna",
    "deelnemers/verbeterd",
    "deelnemers/inlezen",
    "deelnemers/inlezen/doen",
    "deelnemers/schrijfwijzen",
    "deelnemers/schrijfwijzen/doen?soort=function&weg=anna&blijft=x",
    "deelnemers/lijst.csv",
    "deelnemers/lijst.xlsx?zoek=anna",
    "deelnemers/voorbeeld.xlsx",
    "groepen",
    "groepen/nieuw",
    "groepen/1",
    "groepen/1/trajecten?traject=samen",
    f"accreditatie?toets={TEST}",
    f"accreditatie?toets={TEST}&groep=1&van=anna",
    f"accreditatie/lijst.csv?toets={TEST}",
    f"accreditatie/lijst.xlsx?toets={TEST}",
    "accreditatie/regel",
    "vragen",
    f"vragen/{TEST}",
    f"vragen/{REAL_TEST}?wie=anna",
    "verslagen",
    "verslagen?zoek=anna",
    "verslagen/bestuur",
    "verslagen/bestuur.xlsx",
    "verslagen/praktijk-1.pdf",
    "rol",
    "bestaat-niet",
    "static/bestaat-niet.js",
]
SECRET = "ZEER-GEHEIME-WOORDEN-VAN-ANNA"  # noqa: S105


@pytest.fixture(scope="module")
def course(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which Anna wrote in everything and passed her test; not to be changed."""
    return Path(shutil.copytree(built, tmp_path_factory.mktemp("routes") / "portal"))


@pytest.fixture(scope="module")
def site(course: Path) -> Iterator[Site]:
    """Run a portal in which Anna did everything."""
    with serving(course / "modules", course / "cursus", f"sqlite:///{course / 'leren.db'}") as running:
        anna = running.visitor("anna")
        for activity in ("dagboek", "verslag"):
            said = anna.respond("proef", activity, kind="answer", prompt="meenemen", text=f"{SECRET} {activity}")
            assert said.json["saved"]["state"] == "saved"
        make_test(anna, CourseFolder(course / "cursus", TEST))
        anna.get("module/proef/2")
        yield running


def make_test(who: Visitor, course: CourseFolder) -> Answer:
    """Make the small test as well as can be, and hand it in."""
    questions = {question.id: question for question in course.key.quiz.questions}
    token = who.token()
    begun = who.respond(course.name, course.name, token, kind="begin")
    for question in begun.json["view"]["questions"]:
        answer = right(questions[question["id"]])
        said = who.respond(course.name, course.name, token, kind="answer", question=question["id"], answer=answer)
        assert said.json["saved"]["state"] == "saved", said.text
    return who.respond(course.name, course.name, token, kind="hand_in")


def visitor(site: Site, role: str) -> Visitor:
    return site.visitor(f"piet-{role}", *ROLES[role]) if ROLES[role] else site.visitor()


@pytest.fixture(scope="module")
def scanners(course: Path) -> list[Scanner]:
    """Return what finds the key of both tests."""
    found = find_course(course / "cursus")
    return [
        Scanner(load_key(found, name).quiz, authors_quiz(course / "cursus" / "keys" / f"{name}.yaml"))
        for name in (TEST, REAL_TEST)
    ]


@pytest.fixture(scope="module")
def scanners_of_lessons(course: Path, scanners: list[Scanner]) -> list[Scanner]:
    """Return what finds the same in a module, which may say what its own texts say: a test asks for what it teaches."""
    texts = [*(course / "modules").rglob("*.yaml"), *(course / "modules").rglob("*.ipynb")]
    public = "\n".join(path.read_text("utf-8") for path in texts)
    return [Scanner(scanner.key, scanner.authors, public) for scanner in scanners]


TOKEN = re.compile(rb"2\|[0-9a-f]{8}\|[0-9a-f]{32}\|\d+")
"""What a form carries against other sites. It begins with eight digits by chance, and now and then these are the very
checksum of something that one could say about an option."""


# Who sees what


def test_every_route_is_walked() -> None:
    for pattern, page in ROUTES:
        assert any(re.fullmatch(pattern, path.partition("?")[0]) for path in PAGES), page


@pytest.mark.parametrize("role", ROLES)
@over("path", PAGES)
def test_a_page_shows_nothing_of_another_learner(site: Site, faults: list[str], role: str, path: str) -> None:
    answer = visitor(site, role).get(path)

    assert SECRET not in answer.text
    may_see = path == "overzicht" and role in {"trainer", "coordinator", "administrator"}
    assert "anna" not in answer.text or may_see or "?" in path
    assert_harmless(answer)
    assert faults == []


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
def test_no_page_tells_a_learner_anything_of_a_key(
    site: Site, scanners: list[Scanner], scanners_of_lessons: list[Scanner], role: str
) -> None:
    who = visitor(site, role)
    found = {path: TOKEN.sub(b"", who.get(path).body) for path in PAGES}
    if role != "nobody":
        token = who.token()
        for name in (TEST, REAL_TEST):
            found |= {f"begin {name}": who.respond(name, name, token, kind="begin").body}
            found |= {f"made {name}": TOKEN.sub(b"", who.get(f"toets/{name}/").body)}

    lessons = {path: body for path, body in found.items() if path.startswith("module/")}
    assert texts_in(lessons, scanners_of_lessons) == []
    for scanner in scanners:
        assert scanner.scan({path: body for path, body in found.items() if path not in lessons}) == []


def test_anna_herself_sees_what_she_wrote(site: Site) -> None:
    anna = site.visitor("anna")

    assert SECRET in anna.get("module/proef/3").text
    assert SECRET in anna.get("gegevens/download").text
    assert word("portal", "certificate_get") in anna.get(f"toets/{TEST}/").text


@pytest.mark.parametrize("path", PAGES)
def test_nobody_in_particular_sees_only_how_to_log_in(site: Site, path: str) -> None:
    answer = site.visitor().get(path)

    assert_sent_to(LOGIN, answer, path)


FORMS = {
    "gegevens/wissen": {"zeker": "ja"},
    "certificaat/proef": {"naam": "Piet"},
    "rol": {"rol": "trainer"},
    "opfrissen/proef": {},
    "delen": {"plaats": "proef", "onderdeel": "dagboek", "delen": "ja"},
    "meetellen": {"meetellen": "ja", "terug": "module/proef/2"},
    "api/antwoord": {},
    "gegevens/verbeteren": {"vraag": "x"},
    "deelnemers/nieuw": {"achternaam": "Anders"},
    "deelnemers/1": {"achternaam": "Anders", "versie": "1"},
    "deelnemers/1/samenvoegen": {"ander": "2:1", "versie": "1"},
    "deelnemers/verbeterd": {"vraag": "1"},
    "deelnemers/inlezen": {},
    "deelnemers/inlezen/doen": {"bestand": "x"},
    "deelnemers/schrijfwijzen/doen": {"soort": "function", "weg": "a", "blijft": "b", "stand": "0"},
    "groepen/nieuw": {"naam": "Anders"},
    "groepen/1": {"naam": "Anders", "versie": "1"},
    "groepen/1/trajecten": {"traject": "samen", "dag": "2026-12-01", "versie": "1"},
}


@pytest.mark.parametrize("path", FORMS)
def test_nobody_in_particular_can_send_anything(site: Site, path: str) -> None:
    assert site.visitor().post_form(path, **FORMS[path]).status == 403


@pytest.mark.parametrize(
    ("role", "status"),
    [("nobody", 302), ("learner", 403), ("trainer", 200), ("coordinator", 200), ("administrator", 200)],
)
def test_the_overview_is_for_trainers_and_coordinators(site: Site, role: str, status: int) -> None:
    answer = visitor(site, role).get("overzicht")

    assert answer.status == status
    assert ("anna" in answer.text) == (status == 200)


def test_a_learner_cannot_get_a_certificate_that_she_did_not_earn(site: Site) -> None:
    answer = site.visitor("bram").post_form("certificaat/proef", naam="Bram")

    assert answer.status == 403
    assert not answer.body.startswith(b"%PDF")


def test_a_certificate_can_be_verified_by_anybody_and_says_no_more_than_the_paper(site: Site) -> None:
    pdf = site.visitor("anna").post_form("certificaat/proef", naam="Anna <b>de</b> Vries")
    assert (pdf.status, pdf.headers["Content-Type"]) == (200, "application/pdf")
    (given,) = site.visitor("anna").get("gegevens/download").json["certificates"]
    code = given["code"]

    shown = site.visitor().get(f"controle?code={code.lower()}").text
    assert word("portal", "verified") in shown
    assert "Anna &lt;b&gt;de&lt;/b&gt; Vries" in shown
    assert "anna" not in shown.replace("Anna", "")

    again = site.visitor("anna").post_form("certificaat/proef", naam="Anna <b>de</b> Vries")
    assert again.status == 200
    assert word("portal", "verified") in site.visitor().get(f"controle?code={code}").text


# Roles


@pytest.mark.parametrize("role", ["trainer", "coordinator", "owner", "*", "trainer,coordinator", "learner,trainer"])
def test_a_cookie_gives_no_role_that_one_has_not(site: Site, role: str) -> None:
    who = site.visitor("piet")
    who.cookies["ssfh_role"] = role

    assert who.get("overzicht").status == 403


def test_asking_for_a_role_that_one_has_not_changes_nothing(site: Site) -> None:
    who = site.visitor("piet")
    answer = who.post_form("rol", rol="trainer")

    assert (answer.status, answer.headers["Location"]) == (302, ROOT)
    assert who.get("overzicht").status == 403


def test_who_has_roles_can_look_as_a_learner_and_come_back(site: Site) -> None:
    who = site.visitor("tess", "learner", "trainer")
    who.post_form("rol", rol="learner")
    assert who.get("overzicht").status == 403
    assert 'href="/leren/overzicht"' not in who.get().text

    who.post_form("rol", rol="alles")
    assert who.get("overzicht").status == 200


def test_only_a_trainer_hears_what_is_wrong_with_a_module(course: Path, site: Site) -> None:
    described = course / "modules" / "proef" / "module.yaml"
    good = described.read_text("utf-8")
    try:
        described.write_text(good.replace("duur: 70", "duur: lang"), "utf-8")
        found = {role: visitor(site, role).get("module/proef/1").text for role in ("learner", "coordinator", "trainer")}
    finally:
        described.write_text(good, "utf-8")

    assert ["module.yaml" in text for text in found.values()] == [False, False, True]


# XSRF


@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize("token", ["", "onzin", "2|00000000|00000000000000000000000000000000|1700000000"])
def test_what_another_site_sends_is_refused(site: Site, path: str, token: str) -> None:
    who = site.visitor("anna")
    who.get()
    answer = who.ask(
        "POST", path, json.dumps({}).encode(), X_XSRFToken=token, Content_Type="application/x-www-form-urlencoded"
    )

    assert answer.status == 403
    assert_harmless(answer)
    assert SECRET in site.visitor("anna").get("gegevens/download").text


def test_the_token_of_another_browser_is_refused(site: Site) -> None:
    token = site.visitor("anna").token()

    assert (
        site.visitor("anna").respond("proef", "dagboek", token, kind="answer", prompt="meenemen", text="x").status
        == 403
    )


@pytest.mark.parametrize("path", FORMS)
def test_nothing_changes_by_opening_an_address(site: Site, path: str) -> None:
    who = site.visitor("anna")
    who.get(f"{path}?zeker=ja&naam=x&rol=trainer&_xsrf={who.token()}")

    assert SECRET in who.get("gegevens/download").text


# Headers and markup


class _Reader(HTMLParser):
    """Reads a page as a browser does, and keeps what a strict policy would have to forbid."""

    def __init__(self) -> None:
        super().__init__()
        self.inline: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at a tag."""
        said = dict(attrs)
        is_code = tag == "script" and "src" not in said and said.get("type") != "application/json"
        self.inline += [tag] if is_code or tag in {"style", "iframe", "object", "embed", "base"} else []
        self.inline += [name for name in said if name.startswith("on") or name == "style"]
        self.addresses += [said[name] or "" for name in ("src", "href", "action") if name in said]


def assert_harmless(answer: Answer) -> None:
    for name, value in HEADERS.items():
        if not (name == "Content-Security-Policy" and "sandbox" in answer.headers.get(name, "")):
            assert answer.headers.get(name) == value, name
    assert (
        "unsafe" not in answer.headers["Content-Security-Policy"]
        or "sandbox" in answer.headers["Content-Security-Policy"]
    )
    assert "Traceback" not in answer.text
    assert answer.status != 500
    if answer.headers.get("Content-Type", "").startswith("text/html") and answer.status not in {302, 303}:
        reader = _Reader()
        reader.feed(answer.text)
        assert reader.inline == []
        outside = [one for one in reader.addresses if re.match(r"([a-z]+:)?//", one) and not one.startswith("http")]
        assert outside == []
        assert 'lang="nl"' in answer.text
    if answer.status >= 400:
        sentences = [one for name in ("portal", "hub") for one in section(name).values() if isinstance(one, str)]
        said = re.sub(r"<[^>]+>", "\n", answer.text) if "html" in answer.headers["Content-Type"] else answer.text
        assert any(sentence in said for sentence in sentences if len(sentence) > 15), said


@pytest.mark.parametrize("method", ["HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "POST", "TRACE", "GEHEIM"])
@pytest.mark.parametrize("path", ["", "module/proef/1", "api/antwoord", "gegevens", "static/portal.js", "bestaat-niet"])
def test_other_ways_to_ask_are_answered_in_dutch(site: Site, faults: list[str], method: str, path: str) -> None:
    who = site.visitor("piet")
    answer = who.ask(method, path, b"", X_XSRFToken=who.token())

    assert answer.status in {400, 404, 405}
    assert faults == []
    if method != "HEAD":
        assert_harmless(answer)


def test_the_front_end_is_sent_with_the_headers_too(site: Site) -> None:
    answer = site.visitor().get("static/portal.js")
    packed = site.visitor().get("static/portal.js", Accept_Encoding="gzip, deflate, br")

    assert answer.status == 200
    assert (packed.headers["Content-Encoding"], brotli.decompress(packed.body)) == ("br", answer.body)
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS


@pytest.mark.parametrize(
    "name", ["../page.py", "..%2fpage.py", "%2e%2e/words/portal.json", "/etc/passwd", "portal.js%00", ""]
)
def test_nothing_but_the_front_end_is_sent(site: Site, name: str) -> None:
    answer = site.visitor().get(f"static/{name}")

    assert answer.status in {400, 404}
    assert_harmless(answer)


def test_a_page_is_kept_by_no_browser_and_no_proxy(site: Site) -> None:
    who = site.visitor("anna")
    for path in (
        "",
        "module/proef/3",
        f"toets/{TEST}/",
        "gegevens",
        "gegevens/download",
        "api/antwoord?place=proef&activity=dagboek",
    ):
        assert who.get(path).headers["Cache-Control"] == "no-store", path


# Words of a learner

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\"'><svg onload=alert(1)>{{7*7}}${7*7}<!--"


def test_words_of_a_learner_come_back_as_words_everywhere(site: Site) -> None:
    who = site.visitor("eva")
    who.respond("proef", "dagboek", kind="answer", prompt="meenemen", text=HOSTILE)
    answers = [who.get(path) for path in PAGES]

    assert any("alert(1)" in answer.text for answer in answers)
    for answer in answers:
        assert_harmless(answer)
        if "html" in answer.headers.get("Content-Type", ""):
            assert "alert(1)</script>" not in answer.text
            assert "<svg onload" not in answer.text
            assert "<img src=x" not in answer.text


def test_the_name_of_a_person_is_only_a_name_everywhere(site: Site) -> None:
    for who in (site.visitor(HOSTILE.replace("|", "")), site.visitor(HOSTILE, "learner", "trainer", "coordinator")):
        for path in PAGES:
            assert_harmless(who.get(path))


@settings(max_examples=tries(50))
@given(text=st.text(st.characters(exclude_categories=("Cs",)), max_size=100))
def test_whatever_is_asked_for_comes_back_inert(site: Site, text: str) -> None:
    from urllib.parse import quote

    answer = site.visitor().get(f"controle?code={quote(text)}")

    assert_harmless(answer)
