"""The portal as a service of a real JupyterHub, below an address of its own, for people who really log in."""

from __future__ import annotations

import json
import logging
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st
from jupyterhub._data import DATA_FILES_PATH
from tornado.httputil import HTTPHeaders, HTTPServerRequest, RequestStartLine

from ssfh_learn.grading.arrival import is_safe_name, read_arrival
from ssfh_learn.grading.problem import GradingError
from ssfh_learn.portal.web import hub_pages
from ssfh_learn.portal.web.accounts import LIFE
from ssfh_learn.portal.web.hub import ADMINISTRATORS, COORDINATORS, REMEMBERED, TRAINERS, HubPage, cookie_secret
from ssfh_learn.portal.web.monitoring import TOKEN
from ssfh_learn.words import section, word
from tests.commands import start
from tests.docs import guide as read
from tests.grading.courses import CourseFolder, right
from tests.portal import hub_fixture
from tests.portal.hub_fixture import ADMIN_TOKEN, OWNER, PATIENCE, TEST, WITHOUT, Hub, Visitor, running_hub
from tests.portal.places import code, markdown, write_module, write_notebook
from tests.ports import free_port

pytestmark = pytest.mark.slow  # a hub and its users, in processes of their own

BASE = "/hub-prefix/"
PLACE, ACTIVITY = "werkdruk", "kennischeck"
OK, NO_CONTENT, FORBIDDEN, NOT_FOUND = 200, 204, 403, 404
LOGIN = "/hub/login"
OF_FIGURES = "geheim-van-de-cijfers"
SECRET = "Dit mag nergens anders staan."  # noqa: S105  (what a learner writes)


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(TOKEN, OF_FIGURES)
        more = hub_fixture.settings(f"{hub_fixture.CONFIG} met cijfers")
        with running_hub(tmp_path_factory.mktemp("hub"), BASE, more=more) as hub:
            yield hub


@pytest.fixture(scope="module")
def people(hub: Hub) -> Callable[[str], Visitor]:
    """Return who brings in somebody, who has logged in at the Hub's page."""
    known: dict[str, Visitor] = {}

    def person(name: str) -> Visitor:
        if name not in known:
            known[name] = Visitor(hub, name)
            known[name].log_in()
        return known[name]

    return person


def shown(page: requests.Response) -> str:
    """Return the text of a page."""
    return unescape(re.sub(r"\s+", " ", re.sub(r"<script.*?</script>|<[^>]+>", " ", page.text, flags=re.DOTALL)))


# Logging in


def test_a_visitor_logs_in_at_the_hub_and_comes_back_to_the_page_that_she_asked_for(hub: Hub) -> None:
    visitor = Visitor(hub, "dewi")

    page = visitor.log_in("module/werkdruk/2")

    assert (page.status_code, page.url) == (OK, f"{hub.portal}module/werkdruk/2")
    assert "Log uit (dewi)" in shown(page)


def test_the_front_page_of_the_hub_leads_a_learner_to_the_portal(hub: Hub, people: Callable[[str], Visitor]) -> None:
    page = people("anna").session.get(hub.root, timeout=PATIENCE)

    assert page.url == hub.portal


def test_a_certificate_can_be_verified_without_logging_in(hub: Hub) -> None:
    assert requests.get(f"{hub.portal}controle", timeout=PATIENCE).status_code == OK


def test_logging_out_at_the_hub_ends_the_portal_at_once(hub: Hub) -> None:
    visitor = Visitor(hub, "emma")
    page = visitor.log_in()
    token = visitor.token()
    address = re.search(r'<a href="([^"]+)"[^>]*>Log uit', page.text)
    assert address

    visitor.session.get(f"http://{page.url.split('/')[2]}{address[1]}", timeout=PATIENCE)

    assert "/hub/login" in visitor.get().url
    answer = visitor.respond(PLACE, ACTIVITY, token, kind="answer", question="w1", answer="b")
    assert answer.status_code == FORBIDDEN


def test_a_login_that_was_not_asked_for_is_refused_with_a_dutch_page(hub: Hub) -> None:
    page = requests.get(f"{hub.portal}oauth_callback?code=x&state=y", timeout=PATIENCE)

    assert page.status_code == FORBIDDEN
    assert word("portal", "error_403") in shown(page)
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize("name", ["anna+werk", "anna.", "con"])
def test_a_name_that_cannot_be_a_folder_is_refused_with_a_sentence_and_a_way_out(hub: Hub, name: str) -> None:
    page = Visitor(hub, name).log_in()

    assert page.status_code == FORBIDDEN
    assert word("portal", "name_not_allowed", name=name) in shown(page)
    assert "Log uit" in shown(page)


@given(st.one_of(st.text(max_size=140), st.from_regex(r"[\w.@+ -]{1,130}", fullmatch=True)))
def test_a_name_is_refused_where_the_intake_of_a_course_would_refuse_it(name: str) -> None:
    try:
        read_arrival(Path(__file__).parent, name, lambda _name: False, check_owner=False)
    except GradingError as error:
        accepted = error.note.code != "intake_bad_name"
    else:
        accepted = True

    assert is_safe_name(name) == accepted


def test_another_service_of_the_hub_is_no_learner(hub: Hub) -> None:
    page = requests.get(f"{hub.portal}gegevens", headers={"Authorization": f"token {ADMIN_TOKEN}"}, timeout=PATIENCE)

    assert page.status_code == FORBIDDEN
    assert word("portal", "error_403") in shown(page)


# Roles


def test_groups_of_the_hub_give_the_roles(people: Callable[[str], Visitor]) -> None:
    assert {name: people(name).get("overzicht").status_code for name in ("anna", "tess", "cor")} == {
        "anna": FORBIDDEN,
        "tess": OK,
        "cor": OK,
    }


def test_a_learner_who_asks_for_the_page_of_a_trainer_reads_in_dutch_that_it_is_not_hers(
    people: Callable[[str], Visitor],
) -> None:
    page = people("anna").get("overzicht", cookies={"ssfh_role": "trainer"})

    assert page.status_code == FORBIDDEN
    assert word("portal", "error_403") in shown(page)


def test_who_leaves_a_group_loses_the_role_and_who_enters_gets_it(hub: Hub, people: Callable[[str], Visitor]) -> None:
    fenna = people("fenna")

    assert becomes(fenna, "overzicht", FORBIDDEN)
    hub.ask(f"groups/{TRAINERS}/users", "POST", {"users": ["fenna"]})
    assert becomes(fenna, "overzicht", OK)
    hub.ask(f"groups/{TRAINERS}/users", "DELETE", {"users": ["fenna"]})
    assert becomes(fenna, "overzicht", FORBIDDEN)


def test_the_owner_gives_and_takes_away_roles_and_access_and_a_restart_brings_nothing_back(
    hub: Hub, people: Callable[[str], Visitor]
) -> None:
    owner, hanna, ilse = (people(name) for name in (OWNER, "hanna", "ilse"))
    group = f"groups/{TRAINERS}/users"

    assert owner.get("deelnemers").status_code == OK
    assert owner.ask_hub(group, "POST", {"users": ["hanna"]}) == OK
    assert becomes(hanna, "overzicht", OK)
    assert owner.ask_hub(group, "DELETE", {"users": ["hanna"]}) == OK
    assert owner.ask_hub("users/ilse", "DELETE") == NO_CONTENT
    assert becomes(hanna, "overzicht", FORBIDDEN)
    assert becomes(ilse, "", LOGIN)

    restart_with_a_database_that_is_broken_for_a_while(hub)
    assert hanna.get("overzicht").status_code == FORBIDDEN
    assert "/hub/login" in ilse.get().url
    hub.accounts.add("ilse")  # she tries her former name and password
    assert word("hub_pages", "wrong") in shown(ilse.log_in())


def restart_with_a_database_that_is_broken_for_a_while(hub: Hub) -> None:
    """Hold that the Hub starts, that visitors read a Dutch page meanwhile, and that nobody has to start anything."""
    database = hub.folder / "leren" / "gegevens" / "leren.db"
    hub.stop()
    database.rename(database.with_suffix(".away"))
    database.write_text("this is no database " * 100)
    hub.start(until=requests.codes.unavailable)
    page = requests.get(hub.portal, timeout=PATIENCE)
    assert (page.status_code, page.url) == (requests.codes.unavailable, f"{hub.portal}wacht")
    assert word("hub", "opening") in shown(page)
    assert int(page.headers["Refresh"]) > 0
    assert word("hub", "database_unknown", said="file is not a database") in hub.log
    database.with_suffix(".away").replace(database)
    hub.wait_until_it_answers(requests.codes.ok)
    assert (
        requests.get(page.url, timeout=PATIENCE, allow_redirects=False).headers["Location"] == urlsplit(hub.portal).path
    )


def becomes(who: Visitor, path: str, status: int | str) -> bool:
    """Return whether a page answers so within the time that the portal remembers what the Hub said."""

    def now() -> int | str:
        page = who.get(path)
        return LOGIN if LOGIN in page.url else page.status_code

    end = time.monotonic() + hub_fixture.REMEMBERED + 10
    while now() != status and time.monotonic() < end:
        time.sleep(0.3)
    return now() == status


# The Hub's own pages


def test_the_pages_of_the_hub_that_a_learner_sees_are_dutch(hub: Hub, people: Callable[[str], Visitor]) -> None:
    said = section("hub_pages")
    jana, page = people("jana"), f"{hub.root}hub/auth/change-password"

    def opened(path: str) -> requests.Response:
        return jana.session.get(f"{hub.root}{path}", timeout=PATIENCE)

    short = {"password": "kort", "_xsrf": hub_fixture.hidden_token(jana.session.get(page, timeout=PATIENCE))}
    pages = {
        "first_time": requests.get(f"{hub.root}hub/login", timeout=PATIENCE),
        "wrong": Visitor(hub, "jana", password="een ander wachtwoord").log_in(),  # noqa: S106
        "error_404": opened("hub/bestaat-niet"),
        "error_403": opened("hub/admin"),
        "nothing_here": opened("hub/home"),
        "nothing_here_more": opened("hub/token"),
        "to_portal": opened("hub/home"),
        "new_password": jana.session.get(page, timeout=PATIENCE),
        "password_short": jana.session.post(page, data=short, timeout=PATIENCE),
    }

    assert {key for key, one in pages.items() if said[key] not in shown(one)} == set()
    others = (
        "bestaat-niet",
        "user/jana/",
        "hub/spawn",
        "hub/spawn-pending/jana",
        "hub/error/503",
        "hub/api/oauth2/authorize",
    )
    assert [path for path in others if '<html lang="nl">' not in opened(path).text] == []
    assert {key for key, one in pages.items() if '<html lang="nl">' not in one.text} == set()


def test_each_page_that_jupyterhub_has_for_a_learner_is_one_of_ours() -> None:
    theirs = {path.name for path in (Path(DATA_FILES_PATH) / "templates").glob("*.html")}
    ours = {path.name for path in Path(hub_pages.FOLDER).glob("*.html")}

    assert theirs - ours == {"admin.html", "page.html"}  # for the owner, and the frame of that page


def test_who_forgot_her_password_chooses_a_new_one_and_keeps_her_answers(hub: Hub) -> None:
    (typed,) = [one.text for one in read.examples(read.COURSES.read_text("utf-8")) if one.mark == "wachtwoord_weg.py"]
    before, after = (Visitor(hub, "kim", password=f"een lang wachtwoord {number}") for number in (1, 2))
    before.log_in()
    before.respond(PLACE, ACTIVITY, kind="answer", question="w1", answer="b")
    assert word("hub_pages", "wrong") in shown(after.log_in())

    for name in ("iemand", "kim"):  # a name that is not there is no fault of the program
        subprocess.run([sys.executable, "-c", typed, name], cwd=hub.folder, check=True)

    assert "Log uit (kim)" in shown(after.log_in())
    assert len(after.get("gegevens/download").json()["events"]) == 1


# Learning


def test_each_learner_sees_her_own_answers_and_nobody_elses(people: Callable[[str], Visitor]) -> None:
    anna, bert = people("anna"), people("bert")

    played = anna.respond(PLACE, ACTIVITY, kind="answer", question="w1", answer="b")

    assert played.json()["saved"]["state"] == "saved"
    assert [event["place"] for event in anna.get("gegevens/download").json()["events"]] == [PLACE]
    assert bert.get("gegevens/download").json()["events"] == []
    assert word("portal", "data_none") in shown(bert.get("gegevens"))


def test_a_test_that_is_handed_in_is_in_the_course_under_the_name_in_the_hub_and_graded(
    hub: Hub, people: Callable[[str], Visitor]
) -> None:
    anna, course = people("anna"), CourseFolder(hub.course, TEST)
    key = {question.id: question for question in course.key.quiz.questions}

    begun = anna.respond(TEST, TEST, kind="begin").json()
    for question in begun["view"]["questions"]:
        said = SECRET if key[question["id"]].needs_grader else right(key[question["id"]])
        anna.respond(TEST, TEST, kind="answer", question=question["id"], answer=said)
    done = anna.respond(TEST, TEST, kind="hand_in").json()

    assert done["receipt"]["state"] == "handed_in"
    assert [path.name for path in (hub.course / "submitted").iterdir()] == ["anna"]
    assert SECRET in course.journal("anna").read_text("utf-8")
    assert word("portal", "your_result") in anna.get(f"toets/{TEST}/").text
    assert word("portal", "your_result") not in people("bert").get(f"toets/{TEST}/").text
    assert "anna" in shown(people("cor").get("overzicht"))


@pytest.mark.parametrize("whose", ["nobody", "bert"])
def test_an_answer_without_the_token_of_her_own_page_is_refused(people: Callable[[str], Visitor], whose: str) -> None:
    gerda, token = people("gerda"), people("bert").token() if whose == "bert" else ""

    answer = gerda.respond(PLACE, ACTIVITY, token, kind="answer", question="w1", answer="b")

    assert answer.status_code == FORBIDDEN
    assert gerda.get("gegevens/download").json()["events"] == []


@pytest.mark.parametrize(("site", "knows"), [("same-origin", True), ("same-site", False), ("cross-site", False)])
def test_a_script_of_our_own_pages_can_ask_who_is_logged_in_and_one_of_another_site_cannot(
    people: Callable[[str], Visitor], site: str, *, knows: bool
) -> None:
    page = people("anna").get("controle", headers={"Sec-Fetch-Mode": "cors", "Sec-Fetch-Site": site})

    assert ("Log uit (anna)" in shown(page)) == knows


@pytest.mark.parametrize("name", ["anna", OWNER])
def test_nobody_has_a_server_or_can_start_one_and_reads_that_in_dutch(
    hub: Hub, people: Callable[[str], Visitor], name: str
) -> None:
    asked = people(name).session.get(f"{hub.root}hub/spawn", timeout=PATIENCE)

    assert (asked.status_code, word("hub_pages", "error_403") in shown(asked)) == (FORBIDDEN, True)
    assert people(name).ask_hub(f"users/{name}/server", "POST") in {FORBIDDEN, NOT_FOUND}
    assert [user["servers"] for user in hub.ask("users") if user["server"] or user["servers"]] == []
    assert hub.process().children() == []


def answered(who: Visitor) -> list[str]:
    """Return the places of the answers that somebody has."""
    return [event["place"] for event in who.get("gegevens/download").json()["events"] if event["kind"] == "answer"]


def test_who_gets_the_name_of_a_removed_account_begins_with_nothing(hub: Hub) -> None:
    first = Visitor(hub, "zoe")
    first.log_in()
    first.respond(PLACE, ACTIVITY, kind="answer", question="w1", answer="b")
    assert answered(first) == [PLACE]
    hub.ask("users/zoe", "DELETE")
    hub.accounts.remove("zoe")

    second = Visitor(hub, "zoe")
    page = second.log_in()

    assert word("portal", "earlier_work", name="zoe") in shown(page)
    assert answered(second) == []
    assert second.get("gegevens/download").json()["learner"] == "zoe 2"


def test_where_the_guide_s_line_is_missing_nobody_reads_anything_and_all_who_must_know_it_are_told(
    hub: Hub, people: Callable[[str], Visitor], tmp_path: Path
) -> None:
    owner, anna = people(OWNER), people("anna")
    with hub.without_the_line(tmp_path) as (address, log):

        def opened(who: Visitor) -> requests.Response:
            return who.session.get(f"{address}/services/{WITHOUT}/", timeout=PATIENCE)

        pages = {who.name: opened(who) for who in (anna, owner)}
        again = opened(anna)
        ready = requests.get(f"{address}/health/ready", timeout=PATIENCE)
        said = log.read_text("utf-8")

    assert [one.status_code for one in (*pages.values(), again, ready)] == [requests.codes.unavailable] * 4
    assert word("portal", "unreachable_account") in shown(pages["anna"])
    assert word("hub", "no_created") in shown(pages[OWNER])
    assert ready.json()["accounts"] == "untold"
    assert said.count(json.dumps(word("hub", "no_created"), ensure_ascii=False)) == 1


def test_a_renamed_account_is_joined_with_its_work_by_an_administrator(hub: Hub) -> None:
    Visitor(hub, "yara").log_in()
    before = Visitor(hub, "yara")
    before.log_in()
    before.respond(PLACE, ACTIVITY, kind="answer", question="w1", answer="b")
    hub.ask("users/yara", "PATCH", {"name": "yara.bos"})
    renamed = Visitor(hub, "yara.bos")
    assert word("portal", "earlier_work", name="yara.bos") in shown(renamed.log_in())
    assert answered(renamed) == []

    words = ("adopt", "yara.bos", "--from", "yara", "--yes", "--data", str(hub.folder / "leren" / "gegevens"))
    done = start("ssfh_learn", *words, folder=hub.folder).wait()

    assert done.returncode == 0, done.stderr
    end = time.monotonic() + LIFE + PATIENCE
    while not answered(renamed) and time.monotonic() < end:
        time.sleep(1)
    assert answered(renamed) == [PLACE]


def test_the_service_never_runs_a_notebook_and_tells_the_trainer_how_its_pages_are_made(
    hub: Hub, people: Callable[[str], Visitor]
) -> None:
    marker = hub.folder / "gedraaid"
    module = write_module(hub.folder / "leren" / "modules" / "eigen-code", "eigen-code", "Met eigen code")
    source = code(f"import os\nprint(os.environ)\nopen({str(marker)!r}, 'w').write('gedraaid')")
    notebook = write_notebook(module / "eigen-code.ipynb", markdown("## Een"), source)
    said, end = word("portal", "not_built", name=notebook.name), time.monotonic() + PATIENCE
    while said not in (page := shown(people("tess").get("overzicht"))) and time.monotonic() < end:
        time.sleep(0.2)

    assert said in page
    assert people("anna").get("module/eigen-code/1").status_code == NOT_FOUND
    assert not marker.exists()
    assert hub.process().children() == []


@pytest.mark.parametrize("path", ["", "gegevens", "bestaat/niet", "static/portal.js", "overzicht"])
def test_every_answer_carries_the_security_headers(people: Callable[[str], Visitor], path: str) -> None:
    headers = people("anna").get(path).headers

    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Content-Encoding"] == ("br" if path.startswith("static") else "gzip")


def test_the_cookies_of_the_portal_end_with_the_browser_and_come_with_no_request_of_another_site(
    people: Callable[[str], Visitor],
) -> None:
    own = [one for one in people("anna").session.cookies if one.path.startswith(f"{BASE}services/leren/")]

    assert {one.name for one in own} == {"service-leren", "_xsrf"}
    assert [one.name for one in own if one.expires is not None] == []
    assert {one.get_nonstandard_attr("SameSite") for one in own} == {"Lax"}


def own_address(hub: Hub) -> str:
    """Return the address of the service itself, without the Hub's proxy."""
    found = re.search(r'"url": "([^"]+)"', (hub.folder / hub_fixture.CONFIG).read_text("utf-8"))
    assert found
    return found[1]


def test_the_service_says_that_it_lives_and_that_each_part_is_well(hub: Hub) -> None:
    live, ready = (requests.get(f"{own_address(hub)}/health/{one}", timeout=PATIENCE) for one in ("live", "ready"))

    assert (live.status_code, ready.status_code) == (OK, OK)
    parts = {"journal": "ok", "gradebook": "ok", "modules": "ok"}
    assert ready.json() in ({**parts, "accounts": "ok"}, {**parts, "accounts": "none"})  # none: nobody logged in yet


def test_figures_and_log_tell_who_did_what_and_never_an_answer_or_who_read_her_own_pages(
    hub: Hub, people: Callable[[str], Visitor]
) -> None:
    strange, lena = "Xyzzyplugh", people("lena")
    for place, activity, kind in (("werkdruk", "zelfscan", "x"), ("werkdruk", strange, "y")):
        lena.respond(place, activity, kind=kind, text=strange, question=strange)
    lena.get(f"module/werkdruk/3?zoek={strange}")
    people("tess").get("overzicht")

    figures = requests.get(f"{own_address(hub)}/metrics", timeout=PATIENCE).text
    lines = [json.loads(line) for line in hub.log.splitlines() if line.startswith('{"at"')]

    assert re.search(r'ssfh_requests_total\{method="GET",page="StepPage",status="200"\} [1-9]', figures)
    assert "ssfh_open 1.0" in figures
    assert strange not in figures + hub.log
    assert "lena" not in figures
    did = {(line.get("who"), line.get("did"), line.get("method")) for line in lines}
    assert {("lena", "AnswerEndpoint", "POST"), ("tess", "Overview", "GET")} <= did
    assert ("lena", "StepPage", "GET") not in did
    assert "module/werkdruk/3" not in hub.log  # also by a browser that does not say where a request comes from


@pytest.mark.parametrize("path", ["metrics", "health/ready", "services/leren/metrics"])
def test_the_proxy_of_the_hub_leads_nobody_to_figures(hub: Hub, path: str) -> None:
    page = requests.get(hub.root + path, timeout=PATIENCE)

    assert "ssfh_requests" not in page.text
    assert "journal" not in page.text


def test_figures_are_given_through_a_proxy_only_with_the_token_that_the_hub_hands_on(hub: Hub) -> None:
    through, address = {"X-Forwarded-For": "127.0.0.1"}, f"{own_address(hub)}/metrics"
    asked = requests.get(address, headers=through, timeout=PATIENCE)
    with_token = requests.get(address, headers=through | {"Authorization": f"Bearer {OF_FIGURES}"}, timeout=PATIENCE)

    assert (asked.status_code, with_token.status_code) == (FORBIDDEN, OK)


def test_no_log_holds_an_answer_or_a_code(hub: Hub, people: Callable[[str], Visitor]) -> None:
    people("anna").get("bestaat-niet?code=VERBORGEN")
    line, end = f"404 GET {BASE}services/leren/bestaat-niet", time.monotonic() + PATIENCE
    while line not in hub.log and time.monotonic() < end:
        time.sleep(0.1)  # it is written after the answer

    assert line in hub.log
    assert SECRET not in hub.log
    assert "VERBORGEN" not in hub.log


def test_the_hub_does_not_write_which_page_was_asked_for_while_the_portal_was_away(
    caplog: pytest.LogCaptureFixture,
) -> None:
    asked = "200 GET /hub/error/503?url=%2Fservices%2Fleren%2Fcontrole%3Fcode%3DVERBORGEN (anna@192.0.2.1) 3.51ms"
    with caplog.at_level(logging.INFO):
        logging.getLogger("tornado.access").info(asked)  # as jupyterhub.log does, in the process that has our pages

    assert caplog.messages == ["200 GET /hub/error/503 (anna@192.0.2.1) 3.51ms"]


def test_the_log_of_an_error_says_where_and_not_what_somebody_wrote(caplog: pytest.LogCaptureFixture) -> None:
    handler = HubPage.__new__(HubPage)
    line = RequestStartLine("POST", "/services/leren/api/antwoord?x=VERBORGEN", "HTTP/1.1")
    handler.request = HTTPServerRequest(start_line=line, headers=HTTPHeaders({"Host": "localhost"}))
    try:
        int(SECRET)
    except ValueError as error:
        with caplog.at_level(logging.INFO):
            handler.log_exception(type(error), error, error.__traceback__)

    assert "ValueError in POST /services/leren/api/antwoord" in caplog.text
    assert Path(__file__).name in caplog.text
    assert SECRET not in caplog.text
    assert "VERBORGEN" not in caplog.text


# The process


def service(folder: Path, address: str, *options: str, **environment: str) -> subprocess.Popen[str]:
    """Start the service as a Hub would, beside a Hub that does not answer."""
    (folder / "modules").mkdir(exist_ok=True)
    own = {
        "JUPYTERHUB_SERVICE_URL": address,
        "JUPYTERHUB_SERVICE_PREFIX": "/services/leren/",
        "JUPYTERHUB_API_TOKEN": "x",
        "JUPYTERHUB_API_URL": "http://127.0.0.1:9/hub/api",
        "JUPYTERHUB_CLIENT_ID": "service-leren",
    }
    places = ["--modules", str(folder / "modules"), "--data", str(folder / "gegevens")]
    return subprocess.Popen(
        ["sh", "-c", '"$@" & wait $!', "sh", sys.executable, "-m", "ssfh_learn.portal.hub", *places, *options],
        env={**os.environ, **own, **environment},
        stderr=subprocess.PIPE,
        text=True,
    )


def test_the_service_survives_a_hub_that_does_not_answer_and_stops_when_its_hub_is_gone(tmp_path: Path) -> None:
    port = free_port()
    address = f"http://127.0.0.1:{port}/services/leren/"
    shell = service(tmp_path, f"http://127.0.0.1:{port}")
    assert shell.stderr
    line = next(line for line in shell.stderr if word("hub", "ready", address="", folder="")[:20] in line)
    assert f":{port}" in line

    asked = requests.get(address, headers={"Authorization": "token x"}, timeout=PATIENCE)
    assert asked.status_code == requests.codes.server_error
    assert word("portal", "error_500") in shown(asked)

    os.kill(shell.pid, signal.SIGKILL)
    end = time.monotonic() + PATIENCE
    while _is_open(port) and time.monotonic() < end:
        time.sleep(0.2)
    assert not _is_open(port)


def _is_open(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.parametrize(
    ("key", "environment"), [("no_hub", {"JUPYTERHUB_API_TOKEN": ""}), ("no_port", {"JUPYTERHUB_API_TOKEN": "x"})]
)
def test_a_service_that_cannot_start_says_why_in_one_sentence(
    tmp_path: Path, key: str, environment: dict[str, str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"http://127.0.0.1:{taken.getsockname()[1]}"
        shell = service(tmp_path, address, **environment)
        _, said = shell.communicate(timeout=PATIENCE)

    assert shell.returncode == 1
    assert word("hub", key, address=address, reason="Address already in use") in said
    assert "Traceback" not in said


def test_the_secret_of_the_cookies_is_kept_for_the_next_start(tmp_path: Path) -> None:
    first = cookie_secret(tmp_path)

    assert cookie_secret(tmp_path) == first
    assert len(first) >= 32
    assert (tmp_path / "cookie_secret").stat().st_mode & 0o077 == 0


def test_services_that_start_at_once_sign_with_one_secret(tmp_path: Path) -> None:
    together = threading.Barrier(8)

    def begins(folder: Path) -> bytes:
        together.wait()
        return cookie_secret(folder)

    with ThreadPoolExecutor(8) as services:
        for number in range(20):
            (folder := tmp_path / str(number)).mkdir()
            assert len(set(services.map(begins, [folder] * 8))) == 1
            assert [one.name for one in folder.iterdir()] == ["cookie_secret"]


# The guide


def test_the_guide_says_after_how_many_seconds_a_change_works_and_what_the_groups_are() -> None:
    guide = read.chapter(read.COURSES.read_text("utf-8"), "De leeromgeving voor iedereen, op een JupyterHub")

    assert f"binnen {REMEMBERED} seconden" in guide
    assert [cells[0].strip("`") for cells in read.rows(guide, "Groep in de Hub")] == [
        TRAINERS,
        COORDINATORS,
        ADMINISTRATORS,
    ]


def test_every_option_of_the_service_is_in_the_guide_and_no_other() -> None:
    helped = start("ssfh_learn.portal.hub", "--help", folder=Path()).wait().stdout
    options = set(re.findall(r"^  (--[a-z-]+)", helped, re.MULTILINE))

    described = {cells[0].strip("`") for cells in read.rows(read.COURSES.read_text("utf-8"), "Optie van de dienst")}
    assert described == options
