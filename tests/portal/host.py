"""The portal in a server of its own, for people whom a test names: the same pages and routes as in any host.

`python -m tests.portal.host FOLDER DATABASE PORT` runs it as a process that can be killed.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlencode
from uuid import uuid4

from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from ssfh_learn.portal.portal import Portal
from ssfh_learn.portal.routes import ROUTES
from ssfh_learn.portal.web.identity import Person
from ssfh_learn.portal.web.pace import Pace
from ssfh_learn.portal.web.routes import routes
from ssfh_learn.portal.web.server import http_server
from tests.empty_journal import sqlite_file
from tests.ports import free_port
from tests.seam import must_fit_traits

ROOT = "/leren/"
LOGIN = "/log-in"
WHO = "X-Test-Person"
PATIENCE = 60


class NamedPeople:
    """Believes who somebody says that she is: `name|role,role`, and of a Hub `name|role,role|created`."""

    def person(self, user: object) -> Person | None:
        """Return the person with this name and these roles."""
        if not isinstance(user, str):
            return None
        name, roles, *created = user.split("|")
        known = frozenset(roles.split(","))
        return Person(name, name, known, name, created[0] or None) if created else Person(name, name, known)


class _Handler(RequestHandler):
    def get_current_user(self) -> str | None:
        """Return who the request says that it is from."""
        said = self.request.headers.get(WHO)
        return unquote(said) if said else None


def application(portal: Portal) -> Application:
    """Return the pages of a portal."""
    return Application(
        routes(ROOT, _Handler, ROUTES),
        ssfh_portal=portal,
        ssfh_root=ROOT,
        login_url=LOGIN,
        xsrf_cookies=True,
        cookie_secret="of the tests",  # noqa: S106
    )


async def listen(portal: Portal, port: int) -> HTTPServer:
    """Let a portal answer on a port of this computer."""
    server = http_server(application(portal))
    server.listen(port, "127.0.0.1")
    return server


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8", "replace")

    @property
    def json(self) -> Any:
        """The body as strict JSON: without NaN, which no browser reads."""

        def refuse(name: str) -> None:
            msg = f"{name} is no JSON"
            raise ValueError(msg)

        return json.loads(self.body, parse_constant=refuse)


def _must_fit(answer: Answer) -> None:
    """Hold that all there is to draw an activity from, in a page or alone, has the shape that the browser knows."""
    for seed in SEED.findall(answer.text):
        must_fit_traits(json.loads(seed))
    if answer.body and answer.headers.get("Content-Type", "").startswith("application/json") and "view" in answer.json:
        must_fit_traits(answer.json)


SEED = re.compile(r'<script type="application/json">(.*?)</script>', re.DOTALL)


@dataclass
class Site:
    """Where a portal answers."""

    port: int
    portal: Portal | None = None

    def visitor(self, name: str = "", *roles: str) -> Visitor:
        """Return somebody with these roles, `learner` if none is named; nobody in particular without a name."""
        return Visitor(self, f"{name}|{','.join(roles or ('learner',))}" if name else "")


@dataclass
class Visitor:
    """Somebody with a browser that follows nothing and hides nothing."""

    site: Site
    who: str
    cookies: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        """Send a request exactly as it is; a path without a slash is below the portal."""
        sent = {**self.headers, **{name.replace("_", "-"): value for name, value in headers.items()}}
        if self.who:
            sent[WHO] = quote(self.who)
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection = HTTPConnection("127.0.0.1", self.site.port, timeout=PATIENCE)
        try:
            address = path if path.startswith("/") else ROOT + path
            connection.putrequest(method, address, skip_host="Host" in sent, skip_accept_encoding=True)
            if body is not None:
                sent["Content-Length"] = str(len(body))
            for name, value in sent.items():
                connection.putheader(name, value)
            connection.endheaders(body)
            got = connection.getresponse()
            answer = Answer(got.status, {}, got.read())
        finally:
            connection.close()
        for name, value in got.getheaders():
            answer.headers[name] = value
            if name == "Set-Cookie":
                cookie, _, said = value.partition(";")[0].partition("=")
                answer.cookies[cookie] = said
        self.cookies |= answer.cookies
        _must_fit(answer)
        return answer

    def get(self, path: str = "", **headers: str) -> Answer:
        """Open a page."""
        return self.ask("GET", path, **headers)

    def token(self) -> str:
        """Return the token that a page gives her for what she sends."""
        found = re.search(r'name="ssfh-xsrf" content="([^"]+)"', self.get("controle").text)
        assert found
        return found[1]

    def post_form(self, path: str, **fields: str | list[str]) -> Answer:
        """Send a form of a page, in which a field may have several values."""
        body = urlencode({"_xsrf": self.token(), **fields}, doseq=True).encode()
        return self.ask("POST", path, body, Content_Type="application/x-www-form-urlencoded")

    def post(self, body: bytes, path: str = "api/antwoord", token: str | None = None) -> Answer:
        """Send the bytes of an answer, with her token."""
        sent = token if token is not None else self.token()
        return self.ask("POST", path, body, X_XSRFToken=sent, Content_Type="application/json")

    def respond(self, place: str, activity: str, token: str | None = None, **response: Any) -> Answer:
        """Do something in an activity."""
        asked = {"place": place, "activity": activity, "response": {"id": str(uuid4()), **response}}
        return self.post(json.dumps(asked).encode(), token=token)


def said_on(page: str) -> str | None:
    """Return what a page says that somebody just did, in the place that has the focus; None if it says nothing."""
    found = re.search(
        r'id="melding" role="status" tabindex="-1" autofocus>\s*<p><strong>[^<]+</strong> ([^<]+)</p>', page
    )
    return unescape(found[1]) if found else None


def assert_sent_to(login: str, answer: Answer, path: str) -> None:
    """Hold that a visitor saw nothing of a page but the way to log in, and of what is for everybody all of it."""
    if path.startswith("controle"):
        assert answer.status == 200
    elif path.startswith("static"):
        assert answer.status == 404
    elif path.startswith("api"):
        assert answer.status == 403
    else:
        assert answer.status == 302, path
        assert answer.headers["Location"].startswith(f"{login}?next=%2Fleren"), path


@contextmanager
def serving(  # noqa: PLR0913  (what a portal is given, and two paces)
    modules: Path,
    course: Path | None,
    database: str,
    pace: Pace | None = None,
    reading_pace: Pace | None = None,
    *,
    pages: Path | None = None,
) -> Iterator[Site]:
    """Run a portal in a thread until the block ends; by default nobody is too fast, and no pages are kept."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    port = free_port()
    place = Path(database.removeprefix("sqlite:///"))
    is_small_disk = place.parent.is_mount()  # what fits on it hangs on how its database was made
    if database.startswith("sqlite:") and place.parent.is_dir() and not place.exists() and not is_small_disk:
        place.write_bytes(sqlite_file())

    async def begin() -> tuple[Portal, HTTPServer]:
        portal = Portal(modules, course, database, NamedPeople(), pages)
        portal.between_checks = 0  # so that a page shows what a test just wrote
        portal.pace, portal.reading_pace = pace or Pace(1e9, 1e9), reading_pace or Pace(1e9, 1e9)
        return portal, await listen(portal, port)

    async def end(server: HTTPServer) -> None:
        server.stop()
        await server.close_all_connections()

    portal, server = asyncio.run_coroutine_threadsafe(begin(), loop).result(PATIENCE)
    try:
        yield Site(port, portal)
    finally:
        asyncio.run_coroutine_threadsafe(end(server), loop).result(PATIENCE)
        portal.close()
        loop.call_soon_threadsafe(loop.stop)
        thread.join(PATIENCE)
        loop.close()


def is_up(port: int) -> bool:
    """Say whether a portal answers at a port."""
    try:
        return Site(port).visitor().get("controle").status == 200
    except (OSError, HTTPException):
        return False


async def main(folder: str, database: str, port: str) -> None:
    """Answer until the process is killed."""
    logging.getLogger("tornado.access").setLevel(logging.ERROR)
    course = Path(folder) / "cursus"
    portal = Portal(Path(folder) / "modules", course if course.is_dir() else None, database, NamedPeople())
    portal.between_checks = 0
    portal.pace = portal.reading_pace = Pace(1e9, 1e9)
    await listen(portal, int(port))
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
