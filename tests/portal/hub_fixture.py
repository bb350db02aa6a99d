"""A real JupyterHub with the portal as its service, by the very file that docs/beheer.md gives, and people in it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit
from uuid import uuid4

import psutil
import pytest
import requests

from ssfh_learn.grading.build import build
from ssfh_learn.grading.course import find_course
from ssfh_learn.portal.web.hub import COORDINATORS, TRAINERS
from tests.docs import guide as read
from tests.grading.courses import write_config, write_key
from tests.ports import free_port

TEST = "werkdruk-toets"
PROXY = "configurable-http-proxy"
OF_TESTS = read.ROOT / "tests" / "proxy"
ADMIN_TOKEN = "of-the-tests"  # noqa: S105  (of a Hub that lives for a minute, on this computer only)
REMEMBERED = 1
"""Seconds that the portal remembers what the Hub said; a test cannot wait for a minute."""
PATIENCE = 120
"""Seconds for a Hub to start, on a busy machine."""
SHOWN = 3000
"""Characters of a log, where something is wrong."""
OWNER = "beheer"
"""The account that runs the Hub of the guide."""
STAFF = {"tess": TRAINERS, "cor": COORDINATORS}
"""Whom the owner put in which group of the Hub."""
PASSWORD = "een lang wachtwoord"  # noqa: S105  (idem)
# What is only of a test: ports that are free here, a short memory, and a service that asks the Hub's own REST API.
OF_THE_TESTS = """
c.JupyterHub.hub_port = {hub_port}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{proxy_port}"
c.ConfigurableHTTPProxy.command = [{proxy!r}]
if "command" in c.JupyterHub.services[0]:
    c.JupyterHub.services[0]["command"] += ["--remember", "{remembered}"]
c.JupyterHub.services.append({{"name": "tests", "api_token": "{token}"}})
c.JupyterHub.load_roles.append(
    {{
        "name": "tests",
        "scopes": ["admin:users", "admin:groups", "admin:servers", "access:services!service=leren"],
        "services": ["tests"],
    }}
)
# a service without the line that the guide gives it; a test runs it itself
c.JupyterHub.services.append(
    {{
        "name": "{without}",
        "api_token": "{token}-too",
        "oauth_redirect_uri": "http://127.0.0.1:{spare_port}/services/{without}/oauth_callback",
        "oauth_no_confirm": True,
    }}
)
c.JupyterHub.load_roles[0]["scopes"].append("access:services!service={without}")
"""
WITHOUT = "zonder"


CONFIG = "jupyterhub_config.py"


def settings(mark: str = CONFIG) -> str:
    """Return a configuration that the guide gives."""
    (found,) = [one.text for one in read.examples(read.COURSES.read_text("utf-8")) if one.mark == mark]
    return found


@dataclass(frozen=True)
class Hub:
    """A Hub that runs: `root` is where it answers, `portal` where its learners learn."""

    root: str
    portal: str
    folder: Path
    accounts: set[str] = field(default_factory=set)
    """Who has an account that may log in."""
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)
    own_port: int = 0
    """Where the Hub answers its services."""
    spare_port: int = 0
    """Where the service answers that has no `oauth_client_allowed_scopes`, while a test runs it."""
    runs_portal: bool = True
    """Whether the Hub starts the portal itself, and its proxy leads to it."""

    @property
    def course(self) -> Path:
        """The course folder of the portal."""
        return self.folder / "leren" / "cursus"

    @property
    def log(self) -> str:
        """What the Hub, its proxy and the portal wrote on their screen."""
        return (self.folder / "log").read_text("utf-8")

    def ask(self, path: str, method: str = "GET", json: object = None) -> Any:
        """Return what the Hub's own REST API answers to its owner."""
        answer = requests.request(
            method,
            f"{self.root}hub/api/{path}",
            json=json,
            headers={"Authorization": f"token {ADMIN_TOKEN}"},
            timeout=PATIENCE,
        )
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def let_in(self, name: str) -> None:
        """Let somebody have an account, as the owner does; she chooses a password at her first login."""
        if name not in self.accounts:
            self.accounts.add(name)
            with suppress(requests.HTTPError):  # the owner of the Hub, and who got another name, have one already
                self.ask(f"users/{quote(name)}", "POST")

    def start(self, until: int = requests.codes.ok) -> None:
        """Start it, and wait until the portal answers with this status."""
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        with (self.folder / "log").open("ab") as output:
            self.running.append(
                subprocess.Popen(
                    [sys.executable, "-m", "jupyterhub"],
                    cwd=self.folder,
                    env={**os.environ, "PATH": path, "HOME": str(self.folder)},
                    stdout=output,
                    stderr=output,
                    start_new_session=True,
                )
            )
        try:
            self.wait_until_it_answers(until)
        except BaseException:
            self.stop()
            raise

    def wait_until_it_answers(self, status: int) -> None:
        """Wait until the portal answers with a status; fails if the Hub stops or anybody meets an error."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            assert self.running[-1].poll() is None, f"the Hub stopped:\n{self.log[-SHOWN:]}"
            try:
                got = (
                    requests.get(f"{self.portal}controle", timeout=PATIENCE).status_code if self.runs_portal else status
                )
                assert got != requests.codes.server_error, self.log[-SHOWN:]
                # the Hub's proxy answers 503 too, for what does not run
                if got == status and requests.get(f"{self.root}hub/login", timeout=PATIENCE).ok:
                    return
            except requests.ConnectionError:
                pass
            time.sleep(0.2)
        pytest.fail(f"the portal does not answer:\n{self.log[-SHOWN:]}")

    def stop(self) -> None:
        """Stop it as its owner would: it stops its proxy and its services itself."""
        process = self.running.pop()
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        if (left := self.folder / "jupyterhub-proxy.pid").exists():  # a Hub that crashed leaves its proxy behind
            with suppress(psutil.NoSuchProcess):
                psutil.Process(int(left.read_text("ascii"))).kill()

    @contextmanager
    def without_the_line(self, folder: Path) -> Iterator[tuple[str, Path]]:
        """Run a second service, to which the Hub tells only names and groups; yield its address and its log."""
        address, log, prefix = f"http://127.0.0.1:{self.spare_port}", folder / "log", f"/services/{WITHOUT}/"
        own = {
            "JUPYTERHUB_SERVICE_URL": address + prefix,
            "JUPYTERHUB_SERVICE_PREFIX": prefix,
            "JUPYTERHUB_API_TOKEN": f"{ADMIN_TOKEN}-too",
            "JUPYTERHUB_API_URL": f"http://127.0.0.1:{self.own_port}{urlsplit(self.root).path}hub/api",
            "JUPYTERHUB_BASE_URL": urlsplit(self.root).path,
            "JUPYTERHUB_CLIENT_ID": f"service-{WITHOUT}",
            "JUPYTERHUB_SERVICE_NAME": WITHOUT,
            "JUPYTERHUB_OAUTH_CALLBACK_URL": f"{address}{prefix}oauth_callback",
            "JUPYTERHUB_HOST": self.root.removesuffix(urlsplit(self.root).path),
        }
        words = [sys.executable, "-m", "ssfh_learn.portal.hub", "--modules", str(self.folder / "leren" / "modules")]
        with log.open("wb") as output:
            process = subprocess.Popen([*words, "--data", str(folder)], env={**os.environ, **own}, stderr=output)
        try:
            end = time.monotonic() + PATIENCE
            while not _answers(f"{address}{prefix}controle"):
                assert time.monotonic() < end, log.read_text("utf-8")
                time.sleep(0.1)
            yield address, log
        finally:
            process.terminate()
            process.wait(PATIENCE)

    def kill(self) -> None:
        """End it with its proxy and its services, at once: nobody looks at what it leaves behind."""
        process = psutil.Process(self.running.pop().pid)
        all_of_it = [process, *process.children(recursive=True)]
        for one in all_of_it:
            with suppress(psutil.NoSuchProcess):
                one.kill()
        psutil.wait_procs(all_of_it, PATIENCE)

    def process(self) -> psutil.Process:
        """Return the one process of the portal."""
        (found,) = [
            one for one in psutil.process_iter(["cmdline"]) if str(self.folder / "leren") in str(one.info["cmdline"])
        ]
        return found


def _answers(address: str) -> bool:
    with suppress(requests.ConnectionError):
        return requests.get(address, timeout=PATIENCE).ok
    return False


@contextmanager
def running_hub(
    folder: Path, base: str = "/", port: int = 0, guided: str | None = None, more: str = ""
) -> Iterator[Hub]:
    """Run the Hub of the guide in `folder` until the block ends, below the address `base`.

    `guided` is its configuration, where that is not the first one of the guide; nobody is put in a group then, and
    the course has no test. `more` is what the guide says to put at its end.
    """
    port = port or free_port()
    own_port, hub_port, proxy_port, spare_port = (free_port() for _ in range(4))
    places = folder / "leren"
    shutil.copytree(read.ROOT / "modules" / "werkdruk", places / "modules" / "werkdruk")
    _make_course(places / "cursus", with_test=guided is None)
    config = (guided or settings()).replace("/srv/leren", str(places)).replace('BASE = "/"', f'BASE = "{base}"')
    config = config.replace(":8000", f":{port}").replace(":10101", f":{own_port}")
    config += more + OF_THE_TESTS.format(
        hub_port=hub_port,
        proxy_port=proxy_port,
        spare_port=spare_port,
        proxy=proxy(),
        remembered=REMEMBERED,
        token=ADMIN_TOKEN,
        without=WITHOUT,
    )
    (folder / CONFIG).write_text(config, "utf-8")
    root = f"http://127.0.0.1:{port}{base}"
    runs_portal = "ssfh_learn.portal.hub" in config
    hub = Hub(root, f"{root}services/leren/", folder, own_port=hub_port, spare_port=spare_port, runs_portal=runs_portal)
    hub.start()
    try:
        for name, group in STAFF.items() if guided is None else ():
            hub.let_in(name)
            hub.ask(f"groups/{group}/users", "POST", {"users": [name]})
        yield hub
    finally:
        hub.kill()


def hidden_token(page: requests.Response) -> str:
    """Return the token in a form of the Hub."""
    found = re.search(r'name="_xsrf" value="([^"]+)"', page.text)
    assert found, page.text
    return unescape(found[1])


def proxy() -> str:
    """Return the Hub's proxy: on the path, beside Python, or where `tests/run.py` installs it."""
    places = (os.environ["PATH"], str(Path(sys.executable).parent), str(OF_TESTS / "node_modules" / ".bin"))
    found = shutil.which(PROXY, path=os.pathsep.join(places))
    if found is None:
        pytest.fail(f"The tests with a JupyterHub need its proxy: `npm ci --prefix {OF_TESTS}`.", pytrace=False)
    return found


def _make_course(course: Path, *, with_test: bool) -> None:
    write_config(course)
    if with_test:
        write_key(course, TEST)
        build(find_course(course), TEST)


@dataclass
class Visitor:
    """Somebody with a browser without JavaScript: a session with its cookies, logged in at the Hub's own page."""

    hub: Hub
    name: str
    session: requests.Session = field(default_factory=requests.Session)
    password: str = PASSWORD

    def get(self, path: str = "", **options: Any) -> requests.Response:
        """Open a page of the portal."""
        return self.session.get(self.hub.portal + path, timeout=PATIENCE, **options)

    def log_in(self, page: str = "") -> requests.Response:
        """Open a page, log in where the Hub asks for it, and return the page where she ends up."""
        self.hub.let_in(self.name)
        asked = self.get(page)
        form = re.search(r'<form action="([^"]+)"', asked.text)
        assert form, asked.text
        host = "/".join(self.hub.root.split("/")[:3])
        return self.session.post(
            host + unescape(form[1]),
            data={"username": self.name, "password": self.password, "_xsrf": hidden_token(asked)},
            timeout=PATIENCE,
        )

    def ask_hub(self, path: str, method: str, json: object = None) -> int:
        """Ask the Hub's own REST API as its pages do for whoever is logged in, and return the status."""
        address = f"{self.hub.root}hub/api/{path}"
        page = self.session.get(f"{self.hub.root}hub/auth/change-password", timeout=PATIENCE)
        own = {"X-XSRFToken": hidden_token(page), "Referer": f"{self.hub.root}hub/admin"}
        return self.session.request(method, address, json=json, headers=own, timeout=PATIENCE).status_code

    def token(self, page: str = "gegevens") -> str:
        """Return the token that a page gives her for what she sends."""
        found = re.search(r'name="ssfh-xsrf" content="([^"]+)"', self.get(page).text)
        assert found
        return found[1]

    def respond(self, place: str, activity: str, token: str | None = None, **response: Any) -> requests.Response:
        """Do something in an activity."""
        asked = {"place": place, "activity": activity, "response": {"id": str(uuid4()), **response}}
        headers = {"X-XSRFToken": self.token() if token is None else token}
        return self.session.post(f"{self.hub.portal}api/antwoord", json=asked, headers=headers, timeout=PATIENCE)
