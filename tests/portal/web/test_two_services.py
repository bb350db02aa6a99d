"""The guide's way to run two services beside each other: nginx with https, a Hub, PostgreSQL; one of them is killed."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

import pytest
import requests

from tests import nginx
from tests.docs import guide as read
from tests.portal.host import Site
from tests.portal.hub_fixture import CONFIG, Hub, Visitor, running_hub, settings
from tests.portal.places import write_module
from tests.portal.writing.test_reliability import Learner, assert_nothing_lost, wait_for_more
from tests.postgresql import Server, running_server
from tests.thoroughness import rounds

pytestmark = pytest.mark.slow  # a Hub, two services, a proxy and a database

GUIDE = {one.mark: one.text for one in read.examples(read.COURSES.read_text("utf-8"))}
PATIENCE = 120
SECRET = "of-the-services"  # noqa: S105  (of a Hub that lives for a minute)
HSTS = "Strict-Transport-Security"


@dataclass
class Deployment:
    """What the guide builds: where browsers come in, the Hub behind it, and the services that systemd would run."""

    hub: Hub
    site: nginx.Site
    database: str
    services: dict[int, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, port: int) -> None:
        """Start a service by the very words of its unit, on a port, and wait until it answers."""
        unit = GUIDE["systemd: leren@.service"].replace("%i", str(port))
        given = dict(line.split("=", 1) for line in GUIDE["geheimen"].splitlines())
        given |= dict(line.split("=", 1) for line in re.findall(r"^Environment=(.+)$", unit, re.MULTILINE))
        given["JUPYTERHUB_API_TOKEN"] = SECRET
        given["JUPYTERHUB_API_URL"] = given["JUPYTERHUB_API_URL"].replace(":8081", f":{self.hub.own_port}")
        (command,) = re.findall(r"^ExecStart=(.+)$", unit, re.MULTILINE)
        command = command.replace("/opt/leren/programma/.venv/bin/python", sys.executable)
        command = command.replace("/srv/leren", str(self.hub.folder / "leren"))
        (typed,) = re.findall(r"--database (\S+)", command)
        with (self.hub.folder / "log").open("ab") as log:
            words = shlex.split(command.replace(typed, self.database))
            self.services[port] = subprocess.Popen(words, env={**os.environ, **given}, stdout=log, stderr=log)
        end = time.monotonic() + PATIENCE
        while self.status(port) != requests.codes.ok:
            assert time.monotonic() < end, self.hub.log[-3000:]
            time.sleep(0.1)

    def status(self, port: int) -> int:
        """Return what a service answers, or 0 if it does not."""
        try:
            return requests.get(f"http://127.0.0.1:{port}/services/leren/controle", timeout=PATIENCE).status_code
        except requests.ConnectionError:
            return 0

    def kill(self, port: int) -> None:
        """Kill a service."""
        self.services[port].kill()
        self.services[port].wait()


@dataclass
class Answer:
    """What came back, as `Learner` reads it."""

    status: int
    json: Any


@dataclass
class Desk:
    """Somebody in a browser, as `Learner` uses it."""

    browser: Visitor

    @property
    def who(self) -> str:
        """Her name."""
        return self.browser.name

    def token(self) -> str:
        """Return the token of her page."""
        return self.browser.token()

    def respond(self, *of: str, **response: Any) -> Answer:
        """Answer; what is no JSON is no answer of ours."""
        try:
            got = self.browser.respond(*of, **response)
            answer = Answer(got.status_code, got.json())
        except (requests.JSONDecodeError, requests.ConnectionError) as error:
            raise OSError from error
        if answer.status == requests.codes.too_many_requests:  # the pace of people is kept here
            raise OSError
        return answer


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running_server() as running:
        yield running


@pytest.fixture(scope="module")
def deployment(tmp_path_factory: pytest.TempPathFactory, server: Server) -> Iterator[Deployment]:
    folder, own = tmp_path_factory.mktemp("hub"), tmp_path_factory.mktemp("nginx")
    config = settings()
    start, end = config.index("c.JupyterHub.services = ["), config.index("c.JupyterHub.load_roles")
    config = config[:start] + GUIDE[f"{CONFIG} met twee diensten"] + config[end:] + GUIDE[f"{CONFIG} met https"]
    with ExitStack() as opened:
        site = opened.enter_context(nginx.site_of_guide(own))
        patch = opened.enter_context(pytest.MonkeyPatch.context())
        patch.setenv("JUPYTERHUB_API_TOKEN", SECRET)
        patch.setenv("REQUESTS_CA_BUNDLE", str(own / "fullchain.pem"))
        write_module(folder / "leren" / "modules" / "proef")
        hub = opened.enter_context(running_hub(folder, port=site.hub, guided=config))
        root = f"https://localhost:{site.secure}/"
        front = Hub(root, f"{root}services/leren/", folder, own_port=hub.own_port)
        found = Deployment(front, site, server.new_database())
        opened.callback(lambda: [found.kill(port) for port in found.services])
        for port in site.services:
            found.start(port)
        yield found


@pytest.fixture(scope="module")
def learners(deployment: Deployment) -> list[Learner]:
    """Return people who have logged in over https."""
    found = [Learner(Desk(Visitor(deployment.hub, f"lerende{number}"))) for number in range(6)]  # type: ignore[arg-type]
    for one in found:
        one.visitor.browser.session.headers["User-Agent"] = f"browser of {one.visitor.who}"  # type: ignore[attr-defined]
        page = one.visitor.browser.log_in()  # type: ignore[attr-defined]
        assert page.status_code == requests.codes.ok, page.text
    return found


@pytest.mark.nightly
def test_killing_one_of_two_services_under_load_loses_and_doubles_nothing_and_stops_nobody(
    deployment: Deployment, learners: list[Learner]
) -> None:
    enough = threading.Event()
    threads = [threading.Thread(target=one.live, args=(enough,)) for one in learners]
    for thread in threads:
        thread.start()
    try:
        for turn in range(rounds(2, 20)):
            port = deployment.site.services[turn % 2]
            wait_for_more(learners, 30)
            deployment.kill(port)
            wait_for_more(learners, 30)  # the other one goes on
            deployment.start(port)
    finally:
        enough.set()
        for thread in threads:
            thread.join(PATIENCE)

    assert [one.odd for one in learners if one.odd] == []
    assert_nothing_lost(deployment.database, learners)
    for one in learners:
        seen = [view(one.visitor.browser, port) for port in deployment.site.services]  # type: ignore[attr-defined]
        assert seen[0] == seen[1]
        assert one.acknowledged[-1] in seen[0]


def view(browser: Visitor, port: int) -> str:
    """Return what one of the services shows somebody of her diary."""
    address = f"http://127.0.0.1:{port}/services/leren/api/antwoord?place=proef&activity=dagboek"
    cookies = {one.name: one.value or "" for one in browser.session.cookies}
    return requests.get(address, cookies=cookies, timeout=PATIENCE).text


def test_over_https_every_cookie_is_secure_and_a_browser_is_told_to_stay_there(
    deployment: Deployment, learners: list[Learner]
) -> None:
    browser: Visitor = learners[0].visitor.browser  # type: ignore[attr-defined]
    page = browser.get("gegevens")
    fields = {"rol": "learner", "_xsrf": browser.token()}
    browser.session.post(f"{deployment.hub.portal}rol", data=fields, timeout=PATIENCE)

    plain = requests.get(f"http://localhost:{deployment.site.plain}/x", allow_redirects=False, timeout=PATIENCE)

    assert (plain.status_code, plain.headers["Location"]) == (301, f"https://localhost:{deployment.site.secure}/x")
    assert page.headers[HSTS] == "max-age=31536000"
    cookies = {one.name: one.secure for one in browser.session.cookies}
    assert {"ssfh_role", "service-leren", "_xsrf"} <= set(cookies)
    assert [name for name, is_secure in cookies.items() if not is_secure] == []


def test_the_two_services_stand_behind_the_address_of_the_guide(deployment: Deployment) -> None:
    assert [deployment.status(port) for port in deployment.site.services] == [requests.codes.ok] * 2
    assert Site(deployment.site.plain).visitor().get("/").status == requests.codes.moved
