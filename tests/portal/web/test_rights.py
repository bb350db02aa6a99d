"""Every route, asked by everybody for everything of the group of Bea: by GET and by POST, with a token that is right.

`requests` has a row for each route; a route without one fails a test.
"""

from __future__ import annotations

import json
import logging
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote_plus, urlencode
from uuid import uuid4

import pytest
from sqlalchemy import text

from ssfh_learn.errors import OutOfReach
from ssfh_learn.grading.build import build
from ssfh_learn.grading.course import find_course
from ssfh_learn.journal.reading import ReadTransaction
from ssfh_learn.portal.coordinator.coordinator_page import CoordinatorPage
from ssfh_learn.portal.coordinator.task_pages import ADDRESSES
from ssfh_learn.portal.coordinator.tests_to_grade import test_to_grade as listed_answers
from ssfh_learn.portal.coordinator.tests_to_grade import token_of
from ssfh_learn.portal.portal import Portal
from ssfh_learn.portal.routes import ROUTES
from ssfh_learn.portal.web.identity import LEARNER
from ssfh_learn.portal.web.log import JsonLines
from ssfh_learn.portal.web.staff_page import StaffPage
from ssfh_learn.words import word
from tests.grading.courses import CourseFolder, write_config, write_key
from tests.over import over
from tests.portal import host
from tests.portal.conftest import TEST
from tests.portal.coordinator.rosters import OF_B, Listed, listed
from tests.portal.coordinator.test_manual_grading import saying
from tests.portal.host import Answer, Site, Visitor, serving
from tests.portal.places import write_module, write_track
from tests.portal.published.test_assignments import attempt
from tests.postgresql import Server
from tests.roster.conftest import AT

WORDS, PRIVATE, REPORT, ASKED = "ANTWOORD-VAN-B", "DAGBOEK-VAN-B", "MELDING-VAN-B", "VRAAG-VAN-B"
SECRETS = (*OF_B, WORDS, PRIVATE, REPORT, ASKED, "CONTRACT-VAN-B", "Losvast")
_WHICH = r"(bestuur|praktijk-[1-9]\d{0,17})"
_NUMBER, _ID, _NAME = r"([1-9]\d{0,2})", r"([1-9]\d{0,17})", r"([a-z0-9][a-z0-9-]{0,59})"


@dataclass(frozen=True)
class OfB:
    """What there is of the group of Bea, by the names that addresses and forms have for it."""

    noor: int = 1
    zus: int = 2
    none: int = 3
    loose: int = 4
    first: int = 1
    second: int = 2
    token: str = "0" * 16
    version: str = "0"
    report: str = "0"
    correction: int = 1
    file: str = "0"


@dataclass(frozen=True)
class Request:
    """A request: a GET, or a POST with these fields; `upload` is a file to read in."""

    path: str
    fields: dict[str, str] | None = None
    upload: str = ""

    @property
    def method(self) -> str:
        """The method."""
        return "GET" if self.fields is None else "POST"

    @property
    def own_words(self) -> str:
        """What who sends it knows already."""
        return unquote_plus(self.path) + json.dumps(self.fields or {}, ensure_ascii=False) + self.upload

    def sent_by(self, who: Visitor) -> Answer:
        """Send it."""
        if self.fields is None:
            return who.get(self.path)
        if self.path.startswith("api/"):
            return who.post(json.dumps(self.fields).encode(), self.path)
        if not self.upload:
            return who.post_form(self.path, **self.fields)
        parts = [
            f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in {"_xsrf": who.token(), **self.fields}.items()
        ]
        file = (
            f'--x\r\nContent-Disposition: form-data; name="bestand"; filename="l.csv"\r\n\r\n{self.upload}\r\n--x--\r\n'
        )
        return who.ask(
            "POST", self.path, "".join([*parts, file]).encode(), Content_Type="multipart/form-data; boundary=x"
        )


def requests(b: OfB) -> dict[str, list[Request]]:
    """Return what is asked of each route: all that could show or change something of the group of Bea."""
    about = {"learner": "zus", "person": "zus", "account": "zus"}
    as_query = urlencode(about)
    of_zus = {"achternaam": "Gekaapt", "account": "zus", "versie": "1", "groep": str(b.first)}
    duty = {"naam": "Gekaapt", "coordinatoren": "ans", "module:proef": "ja", "versie": "1"}
    filters = f"groep={b.second}&wie=all&zoek=&praktijk=De+Eik&regio=Veluwe"
    listed, rule = f"toets={TEST}&groep={b.second}", {"functie": "Geheimfunctie", "aantal": "3"}
    respelled = "soort=practice&weg=De+Eik&weg-regio=Veluwe&blijft=De+Eik"
    end = {"moment": "31-01-2099", "reden": "gekaapt"}
    ends = (end, {**end, "versie": b.version})
    extras = ({"reden": "gekaapt"}, {"reden": "gekaapt", "versie": b.version})
    of_others = (
        {"voor": "persoon", "wie": str(b.zus)},
        {"voor": "groep", "wie": str(b.second)},
        {"voor": "iedereen", "wie": ""},
    )
    grading = {"punten": "2", "opmerking": "gekaapt", "versie": b.version, "namen": "ja"}
    response = {"id": str(uuid4()), "kind": "answer", "prompt": "meenemen", "text": "gekaapt", "learner": "zus"}
    return {
        r"": [Request(f"?{as_query}")],
        r"modules": [Request(f"modules?{as_query}")],
        rf"module/{_NAME}/?": [Request(f"module/proef?{as_query}")],
        rf"module/{_NAME}/{_NUMBER}": [Request(f"module/proef/3?{as_query}")],
        rf"module/{_NAME}/klaar": [Request(f"module/proef/klaar?{as_query}")],
        rf"module/{_NAME}/tekst": [Request(f"module/proef/tekst?{as_query}")],
        rf"module/{_NAME}/(.+\.(?:mp3|m4a))": [Request("module/proef/zus.mp3")],
        rf"module/{_NAME}/(.+\.\w+)": [Request("module/proef/zus.png")],
        rf"opfrissen/{_NAME}/?": [
            Request(f"opfrissen/proef?{as_query}"),
            Request("opfrissen/proef", {"ja": "ja", "aan": "ja", **about}),
        ],
        rf"opfrissen/{_NAME}/agenda\.ics": [Request(f"opfrissen/proef/agenda.ics?{as_query}")],
        rf"traject/{_NAME}/?": [
            Request(f"traject/samen?{as_query}"),
            Request("traject/samen", {"dag": "2026-12-01", **about}),
        ],
        rf"traject/{_NAME}/agenda\.ics": [Request(f"traject/samen/agenda.ics?{as_query}")],
        rf"toets/{_NAME}/?": [Request(f"toets/{TEST}?{as_query}")],
        r"api/antwoord": [
            Request(f"api/antwoord?place=proef&activity=dagboek&{as_query}"),
            Request("api/antwoord", {"place": "proef", "activity": "dagboek", "response": response, **about}),  # type: ignore[dict-item]
        ],
        r"gegevens": [Request(f"gegevens?{as_query}")],
        r"delen": [
            Request("delen"),
            Request("delen", {"plaats": "proef", "onderdeel": "dagboek", "delen": "ja", **about}),
        ],
        r"gegevens/download": [Request(f"gegevens/download?{as_query}")],
        r"gegevens/lezen": [Request(f"gegevens/lezen?{as_query}")],
        r"gegevens/wissen": [
            Request(f"gegevens/wissen?{as_query}"),
            Request("gegevens/wissen", {"zeker": "ja", **about}),
        ],
        r"gegevens/verbeteren": [
            Request("gegevens/verbeteren"),
            Request("gegevens/verbeteren", {"vraag": "", "deelnemer": str(b.zus), **about}),
        ],
        rf"certificaat/{_NAME}": [
            Request(f"certificaat/proef?{as_query}"),
            Request("certificaat/proef", {"naam": "Gekaapt", **about}),
        ],
        r"controle": [Request(f"controle?{as_query}")],
        r"overzicht": [Request("overzicht"), Request(f"overzicht?groep={b.second}")],
        r"melden": [
            Request(f"melden?plaats=proef&{as_query}"),
            Request("melden", {"plaats": "proef", "melding": "gekaapt", "nummer": b.report, **about}),
        ],
        r"melding": [Request("melding"), Request("melding", {"nummer": b.report, "antwoord": "gekaapt"})],
        r"nakijken/?": [Request("nakijken?namen=ja")],
        rf"nakijken/{_NAME}/?": [Request(f"nakijken/{TEST}?namen=ja")],
        rf"nakijken/{_NAME}/([0-9a-f]{{16}})": [
            Request(f"nakijken/{TEST}/{b.token}?namen=ja"),
            Request(f"nakijken/{TEST}/{b.token}", grading),
        ],
        r"toetsen-regelen/?": [Request("toetsen-regelen")],
        rf"toetsen-regelen/{_NAME}/?": [
            Request(f"toetsen-regelen/{TEST}"),
            Request(f"toetsen-regelen/{TEST}?zoek=zus"),
        ],
        rf"toetsen-regelen/{_NAME}/einde": [
            Request(f"toetsen-regelen/{TEST}/einde"),
            *(Request(f"toetsen-regelen/{TEST}/einde", {**end, **whom}) for end in ends for whom in of_others),
        ],
        rf"toetsen-regelen/{_NAME}/terug": [
            Request(f"toetsen-regelen/{TEST}/terug"),
            Request(f"toetsen-regelen/{TEST}/terug", {"wat": "0" * 32}),
        ],
        rf"toetsen-regelen/{_NAME}/doen/({'|'.join(ADDRESSES)})": [
            *(Request(f"toetsen-regelen/{TEST}/doen/{task}") for task in ADDRESSES),
            *(Request(f"toetsen-regelen/{TEST}/doen/{task}", {"versie": "0"}) for task in ADDRESSES),
        ],
        rf"toetsen-regelen/{_NAME}/poging": [
            Request(f"toetsen-regelen/{TEST}/poging"),
            Request(f"toetsen-regelen/{TEST}/poging?zoek=zus"),
            *(Request(f"toetsen-regelen/{TEST}/poging", {**extra, **whom}) for extra in extras for whom in of_others),
        ],
        rf"toetsen-regelen/{_NAME}/poging/terug": [
            Request(f"toetsen-regelen/{TEST}/poging/terug"),
            Request(f"toetsen-regelen/{TEST}/poging/terug", {"wat": "0" * 32}),
        ],
        r"gelezen": [Request("gelezen"), Request("gelezen", about)],
        r"meetellen": [
            Request("meetellen"),
            *(Request("meetellen", {"meetellen": said, "terug": "gegevens", **about}) for said in ("ja", "nee")),
        ],
        rf"keuzes/{_NAME}/{_NAME}": [
            Request("keuzes/werkdruk/maandagochtend"),
            *(Request(f"keuzes/werkdruk/maandagochtend?wie={one}") for one in (f"groep-{b.second}", "iedereen", "zus")),
        ],
        r"werklijst": [
            Request("werklijst?wie=all"),
            Request(f"werklijst?{filters}"),
            Request(f"werklijst?groep={b.second}&onderdeel={TEST}&stand=waiting"),
            Request("werklijst?groep=geen&wie=all"),
        ],
        r"werklijst/herinneren": [
            Request(f"werklijst/herinneren?{filters}"),
            Request("werklijst/herinneren", {"deelnemer": str(b.zus), "groep": str(b.second)}),
            Request("werklijst/herinneren", {"deelnemer": str(b.zus), "terug": "ja"}),
        ],
        r"werklijst/lijst\.xlsx": [Request(f"werklijst/lijst.xlsx?{filters}")],
        r"deelnemers": [
            Request("deelnemers?wie=all"),
            Request(f"deelnemers?{filters}"),
            Request("deelnemers?groep=geen&wie=all"),
            *(Request(f"deelnemers?ingelezen={line}&wie=all") for line in range(1, 9)),
        ],
        r"deelnemers/nieuw": [
            Request("deelnemers/nieuw"),
            Request("deelnemers/nieuw", {**of_zus, "groep": str(b.second)}),
            Request("deelnemers/nieuw", of_zus),
        ],
        r"deelnemers/verbeterd": [
            Request("deelnemers/verbeterd"),
            Request("deelnemers/verbeterd", {"vraag": str(b.correction)}),
        ],
        r"deelnemers/inlezen": [
            Request("deelnemers/inlezen"),
            Request("deelnemers/inlezen", {"groep": str(b.second)}, "Account;Achternaam\r\nzus;Gekaapt\r\n"),
        ],
        r"deelnemers/inlezen/doen": [
            Request("deelnemers/inlezen/doen"),
            Request("deelnemers/inlezen/doen", {"bestand": b.file, "stand": AT}),
        ],
        r"deelnemers/schrijfwijzen": [Request("deelnemers/schrijfwijzen")],
        r"deelnemers/schrijfwijzen/doen": [
            Request(f"deelnemers/schrijfwijzen/doen?{respelled}"),
            Request(f"deelnemers/schrijfwijzen/doen?{respelled}", {"stand": "0"}),
        ],
        r"deelnemers/lijst\.(xlsx|csv)": [
            Request("deelnemers/lijst.csv?wie=all"),
            Request(f"deelnemers/lijst.csv?{filters}"),
        ],
        r"deelnemers/voorbeeld\.xlsx": [Request("deelnemers/voorbeeld.xlsx")],
        rf"deelnemers/{_ID}": [
            *(Request(f"deelnemers/{one}") for one in (b.zus, b.none)),
            *(Request(f"deelnemers/{one}", of_zus) for one in (b.none, b.zus)),
            Request(f"deelnemers/{b.zus}", {**of_zus, "actie": "stop"}),
        ],
        rf"deelnemers/{_ID}/samenvoegen": [
            Request(f"deelnemers/{b.zus}/samenvoegen"),
            Request(f"deelnemers/{b.noor}/samenvoegen?zoek=e"),
            Request(f"deelnemers/{b.zus}/samenvoegen", {"ander": f"{b.noor}:1", "versie": "1", "doe": "ja"}),
            Request(f"deelnemers/{b.noor}/samenvoegen", {"ander": f"{b.zus}:1", "versie": "1", "doe": "ja"}),
            Request(f"deelnemers/{b.noor}/samenvoegen", {"ander": f"{b.loose}:1", "versie": "1", "doe": "ja"}),
            Request(f"deelnemers/{b.loose}/samenvoegen", {"ander": f"{b.noor}:1", "versie": "1", "doe": "ja"}),
            Request(f"deelnemers/{b.zus}/samenvoegen", {"ander": f"{b.noor}:1", "versie": "1"}),
            Request(f"deelnemers/{b.noor}/samenvoegen", {"ander": f"{b.zus}:1", "versie": "1"}),
            Request(f"deelnemers/{b.zus}/samenvoegen", {"terug": "ja", "versie": "1"}),
        ],
        r"groepen": [Request("groepen")],
        r"groepen/nieuw": [Request("groepen/nieuw"), Request("groepen/nieuw", duty)],
        rf"groepen/{_ID}": [Request(f"groepen/{b.second}"), Request(f"groepen/{b.second}", duty)],
        rf"groepen/{_ID}/trajecten": [
            Request(f"groepen/{b.second}/trajecten?traject=samen"),
            Request(f"groepen/{b.second}/trajecten", {"traject": "samen", "dag": "2026-12-01", "versie": "1"}),
        ],
        r"accreditatie": [
            Request(f"accreditatie?{listed}"),
            Request(f"accreditatie?toets={TEST}"),
            Request(f"accreditatie?toets=module:proef&groep={b.second}"),
            Request("accreditatie?toets=module:proef"),
        ],
        r"accreditatie/lijst\.(xlsx|csv)": [
            Request(f"accreditatie/lijst.csv?{listed}"),
            Request(f"accreditatie/lijst.csv?toets={TEST}"),
        ],
        r"accreditatie/regel": [
            Request("accreditatie/regel"),
            Request(f"accreditatie/regel?{listed}", {"toets": TEST, "groep": str(b.second), "versie": "0", **rule}),
            Request(f"accreditatie/regel?{listed}", {"toets": TEST, "groep": str(b.second), "versie": "1", **rule}),
        ],
        r"vragen/?": [Request("vragen")],
        rf"vragen/{_NAME}/?": [
            Request(f"vragen/{TEST}"),
            Request(f"vragen/{TEST}?wie=groep-{b.second}"),
            Request(f"vragen/{TEST}?wie=praktijk-1"),
        ],
        r"verslagen/?": [Request("verslagen"), Request("verslagen?zoek=eik")],
        rf"verslagen/{_WHICH}": [Request("verslagen/bestuur"), Request("verslagen/praktijk-1")],
        rf"verslagen/{_WHICH}\.(pdf|xlsx)": [
            Request("verslagen/bestuur.xlsx"),
            Request("verslagen/praktijk-1.pdf"),
            Request("verslagen/praktijk-1.xlsx"),
        ],
        r"rol": [Request("rol"), Request("rol", {"rol": "administrator"}), Request("rol", {"rol": "trainer"})],
        r".*": [Request("zus"), Request("groepen/zus"), Request("static/zus.js")],
    }


EACH = [(pattern, number) for pattern, found in requests(OfB()).items() for number in range(len(found))]
FOR_STAFF = {pattern for pattern, page in ROUTES if LEARNER not in page.needs}
ROLES = {
    "nobody": ("", ()),
    "learner": ("lotte", ("learner",)),
    "trainer": ("tom", ("learner", "trainer")),
    "ans": ("ans", ("learner",)),  # the roster says that she coordinates a group
    "without group": ("carla", ("learner", "coordinator")),
    "administrator": ("beheer", ("learner", "administrator")),
}


def visitor(site: Site, role: str) -> Visitor:
    name, roles = ROLES[role]
    return site.visitor(name, *roles)


# The table is whole


def test_every_route_is_in_the_table_with_every_method_that_it_answers() -> None:
    table = requests(OfB())
    assert set(table) == {pattern for pattern, _ in ROUTES}
    for pattern, page in ROUTES:
        methods = {request.method for request in table[pattern]}
        assert methods == ({"GET", "POST"} if hasattr(page, "post") else {"GET"}), pattern


def test_each_request_of_the_table_comes_to_its_own_route() -> None:
    for pattern, found in requests(OfB()).items():
        for request in found:
            path = request.path.partition("?")[0]
            first = next(one for one, _ in ROUTES if re.fullmatch(one, path))
            assert first == pattern, path


def test_a_page_that_no_learner_opens_reads_and_writes_over_the_fence() -> None:
    own = [page for page in dict(ROUTES).values() if issubclass(page, StaffPage)]
    assert {page.write_journal for page in own} == {StaffPage.write_journal}
    assert [page for pattern, page in ROUTES if pattern in FOR_STAFF and not issubclass(page, StaffPage)] == []
    assert FOR_STAFF


# The walk


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a portal's folder with a test that has an open question."""
    made = tmp_path_factory.mktemp("rights")
    write_module(made / "modules" / "proef")
    write_track(made / "modules")
    write_config(made / "cursus")
    write_key(made / "cursus", TEST)
    build(find_course(made / "cursus"), TEST)
    return made


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[Site]:
    """Run a portal with that course."""
    with serving(folder / "modules", folder / "cursus", f"sqlite:///{folder / 'leren.db'}") as running:
        yield running


def portal_of(site: Site) -> Portal:
    assert site.portal is not None
    return site.portal


@pytest.fixture(scope="module")
def roster(site: Site) -> Listed:
    return listed(site)


@pytest.fixture(scope="module")
def of_b(site: Site, folder: Path, roster: Listed) -> OfB:
    """Let Zus, who is in the group of Bea, do all that others could want to see."""
    zus, writer = site.visitor("zus"), portal_of(site).event_writer
    attempt(zus, CourseFolder(folder / "cursus", TEST), saying(WORDS))
    assert zus.respond("proef", "dagboek", kind="answer", prompt="meenemen", text=PRIVATE).status == 200
    zus.get("module/proef/2")
    zus.post_form("melden", plaats="proef", melding=REPORT, nummer="0123456789abcdef0123456789abcdef")
    zus.post_form("gegevens/verbeteren", vraag=ASKED)
    bea = roster.bea()
    added = bea.post_form("deelnemers/nieuw", achternaam="Losvast", groep=str(roster.second))
    loose = int(re.findall(r"deelnemers/(\d+)", added.headers["Location"])[0])
    row = Request("deelnemers/inlezen", {"groep": str(roster.second)}, "Account;Achternaam\r\nnieuw;CONTRACT-VAN-B\r\n")
    preview = row.sent_by(bea).text
    file = re.search(r'name="bestand" value="([^"]+)"', preview)
    assert file, preview
    (answer,) = listed_answers(portal_of(site), TEST, None, {}).answers or ()
    token = token_of(TEST, answer)
    page = site.visitor("tom", "learner", "trainer").get(f"nakijken/{TEST}/{token}").text
    version = re.search(r'name="versie" value="([0-9a-f]+)"', page)
    assert version
    report, correction = writer.read(
        lambda reading: (
            reading.connection.execute(text("SELECT id FROM fault_report WHERE learner = 'zus'")).scalar_one(),
            reading.connection.execute(
                text("SELECT id FROM correction WHERE participant = :zus"), {"zus": roster.zus}
            ).scalar_one(),
        )
    ).result()
    for role in ROLES:  # who visits for the first time is listed then
        visitor(site, role).get("")
    return OfB(
        *(roster.noor, roster.zus, roster.none, loose, roster.first, roster.second),
        *(token, version[1], report, correction, file[1]),
    )


OF_ZUS = "SELECT id FROM submitted_assignment WHERE student_id = 'zus'"
IN_THE_GRADEBOOK = {
    "extra attempt": "SELECT * FROM ssfh_extra_attempt",
    "deadline": "SELECT * FROM assignment",
    "submission": f"SELECT * FROM submitted_assignment WHERE id IN ({OF_ZUS})",  # noqa: S608
    **{
        table: f"SELECT {table}.* FROM {table} JOIN submitted_notebook AS made ON made.id = {table}.notebook_id "  # noqa: S608
        f"WHERE made.assignment_id IN ({OF_ZUS})"
        for table in ("grade", "comment")
    },
}
"""What the gradebook keeps of her and of her tests; the tables are nbgrader's and our own."""


def kept_of_b(site: Site, folder: Path, b: OfB) -> dict[str, list[tuple[object, ...]]]:
    """Return every row about the group of Bea, in the journal, the roster and the gradebook."""
    people, asked = f"({b.zus}, {b.none}, {b.loose})", {}
    for table in (
        "event",
        "private_event",
        "step_opened",
        "activity_status",
        "shared",
        "first_try",
        "certificate",
        "fault_report",
    ):
        asked[table] = "learner = 'zus'"
    asked |= {
        "participant": f"id IN {people}",
        "works_at": f"participant IN {people}",
        "group_member": f"participant IN {people} OR group_id = {b.second}",
        "group_coordinator": f"group_id = {b.second} OR account = 'bea'",
        "roster_group": "name <> 'Noord'",
        "duty": f"group_id = {b.second}",
        "practice_rule": f"group_id = {b.second}",
        "group_track": f"group_id = {b.second}",
        "correction": f"participant IN {people}",
        "pending_import": "who = 'bea'",
        "practice": "name = 'De Eik'",
    }

    def read(reading: ReadTransaction) -> dict[str, list[tuple[object, ...]]]:
        return {
            table: [tuple(row) for row in reading.connection.execute(text(f"SELECT * FROM {table} WHERE {rows}"))]  # noqa: S608
            for table, rows in asked.items()
        }

    found = portal_of(site).event_writer.read(read).result()
    with closing(sqlite3.connect(f"file:{folder / 'cursus' / 'gradebook.db'}?mode=ro", uri=True)) as gradebook:
        found |= {table: gradebook.execute(asked).fetchall() for table, asked in IN_THE_GRADEBOOK.items()}
    return found


def shown_of_b(answer: Answer, request: Request) -> list[str]:
    """Return what an answer shows of the group of Bea, apart from what was in the request."""
    return [secret for secret in SECRETS if secret in answer.text and secret not in request.own_words]


@pytest.mark.slow
@pytest.mark.parametrize("role", ["nobody", "learner", "ans", "without group"])
@over(("pattern", "number"), EACH)
def test_no_request_shows_or_changes_anything_of_another_group(  # noqa: PLR0913, PLR0917  (a walk and its fixtures)
    site: Site, folder: Path, of_b: OfB, faults: list[str], role: str, pattern: str, number: int
) -> None:
    request = requests(of_b)[pattern][number]
    before = kept_of_b(site, folder, of_b)

    answer = request.sent_by(visitor(site, role))

    assert shown_of_b(answer, request) == []
    assert kept_of_b(site, folder, of_b) == before
    assert answer.status < 500
    assert faults == []
    if pattern in FOR_STAFF and role == "learner":
        assert answer.status == 403
    if role == "nobody" and request.path.partition("?")[0] not in {"controle", "static/zus.js"}:
        assert answer.status == (302 if request.method == "GET" and not pattern.startswith("api/") else 403)


@pytest.mark.parametrize(
    "path",
    [
        "overzicht",
        "werklijst?wie=all",
        "werklijst/lijst.xlsx?wie=all",
        f"accreditatie?toets={TEST}",
        f"accreditatie/lijst.csv?toets={TEST}",
        f"nakijken/{TEST}/{{token}}",
    ],
)
def test_whose_result_or_answer_is_read_stands_in_the_log_with_the_name_of_who_read_it(
    site: Site, of_b: OfB, caplog: pytest.LogCaptureFixture, path: str
) -> None:
    with caplog.at_level(logging.INFO):
        answer = visitor(site, "administrator").get(path.format(token=of_b.token))

    assert answer.status == 200
    (line,) = [json.loads(JsonLines().format(one)) for one in caplog.records if hasattr(one, "whose")]
    assert (line["who"], "zus" in line["whose"]) == ("beheer", True)
    assert WORDS not in json.dumps(line)


def test_who_reads_her_own_result_is_in_no_log(site: Site, of_b: OfB, caplog: pytest.LogCaptureFixture) -> None:
    assert of_b.token
    with caplog.at_level(logging.INFO):
        assert site.visitor("zus").get(f"toets/{TEST}/").status == 200

    assert [one for one in caplog.records if hasattr(one, "whose")] == []


@over(("pattern", "number"), [one for one in EACH if one[0] in FOR_STAFF])
def test_a_trainer_sees_no_roster_and_of_nobody_what_is_private(
    site: Site, of_b: OfB, pattern: str, number: int
) -> None:
    request = requests(of_b)[pattern][number]
    if request.method == "POST" and pattern.startswith(("melding", "nakijken")):
        return  # her own work: to close a report, and to grade

    answer = request.sent_by(visitor(site, "trainer"))

    assert PRIVATE not in answer.text
    if pattern.startswith(("deelnemers", "groepen")):
        assert answer.status == 403
        assert shown_of_b(answer, request) == []


@pytest.mark.parametrize("role", ["administrator", "bea"])
def test_the_same_requests_show_it_to_who_may_see_it(site: Site, of_b: OfB, roster: Listed, role: str) -> None:
    who = roster.bea() if role == "bea" else visitor(site, role)
    table = requests(of_b)
    asked = [request for pattern in FOR_STAFF for request in table[pattern] if request.method == "GET"]
    pages = [request.sent_by(who).text for request in asked]
    shown = {secret for secret in SECRETS if any(secret in page for page in pages)}

    expected = {*OF_B, WORDS, ASKED} - ({"Boodschap"} if role == "bea" else set())
    assert expected <= shown
    assert "Zus" in who.get("overzicht").text
    assert PRIVATE not in shown


def test_the_same_forms_change_it_for_who_may_change_it(site: Site, folder: Path, of_b: OfB, roster: Listed) -> None:
    """The last one of the walk, because it changes what the others look at."""
    table, bea = requests(of_b), roster.bea()
    for pattern, number, of in (
        (rf"nakijken/{_NAME}/([0-9a-f]{{16}})", 1, "grade"),
        (r"deelnemers/verbeterd", 1, "correction"),
        (r"accreditatie/regel", 2, "practice_rule"),
        (rf"groepen/{_ID}", 1, "duty"),
        (rf"groepen/{_ID}/trajecten", 1, "group_track"),
        (rf"deelnemers/{_ID}/samenvoegen", 4, "participant"),
        (rf"deelnemers/{_ID}", 3, "participant"),
    ):
        before = kept_of_b(site, folder, of_b)[of]
        request = table[pattern][number]
        if version := {"duty": "2", "group_track": "3"}.get(of):  # each change before it made a version of the group
            request = Request(request.path, {**(request.fields or {}), "versie": version})
        who = visitor(site, "administrator") if of == "participant" else bea
        assert request.sent_by(who).status in {302, 303}, pattern
        assert kept_of_b(site, folder, of_b)[of] != before, pattern


# A page that tries


class _Tries(CoordinatorPage):
    async def get(self) -> None:
        found = await self.read_roster(lambda reading, _scope: reading.connection.exec_driver_sql(self.query).all())
        self.finish(str(found))

    query = "SELECT * FROM private_event"


class _MayRead(_Tries):
    query = "SELECT account FROM participant"


def test_a_page_of_a_coordinator_that_asks_for_private_rows_shows_a_sentence_and_logs_no_word_of_them(
    folder: Path, tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    modules = Path(shutil.copytree(folder / "modules", tmp_path / "modules"))
    monkeypatch.setattr(host, "ROUTES", ((r"proef-lezen", _Tries), (r"proef-mag", _MayRead), *ROUTES))
    with serving(modules, None, database) as running:
        ans = listed(running).ans()
        said = running.visitor("zus").respond("proef", "dagboek", kind="answer", prompt="meenemen", text=PRIVATE)
        assert said.json["saved"]["state"] == "saved"

        assert "zus" in ans.get("proef-mag").text
        answer = ans.get("proef-lezen")

    assert answer.status == 500
    assert word("portal", "error_500") in answer.text
    assert OutOfReach.__name__ in caplog.text
    assert PRIVATE not in answer.text + caplog.text


def test_without_the_role_staff_read_why_and_learners_go_on(
    folder: Path, tmp_path: Path, server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    modules = Path(shutil.copytree(folder / "modules", tmp_path / "modules"))
    database = server.new_database()
    with serving(modules, None, database) as running:
        listed(running)
        portal_of(running).event_writer.do(
            lambda writing: writing.connection.exec_driver_sql("GRANT SELECT ON private_event TO ssfh_staff")
        ).result(30)
    with serving(modules, None, database) as running:
        for path in ("overzicht", "deelnemers", "groepen"):
            answer = running.visitor("beheer", "learner", "administrator").get(path)
            assert (answer.status, word("portal", "not_fenced") in answer.text) == (503, True)
        said = running.visitor("zus").respond("proef", "dagboek", kind="answer", prompt="meenemen", text=PRIVATE)

    assert said.json["saved"]["state"] == "saved"
    assert word("hub", "no_staff_role", role="ssfh_staff") in caplog.text
