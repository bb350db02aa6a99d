"""The Hub of the guide's second example: everybody logs in at a provider of OpenID Connect, which knows the groups."""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from urllib.parse import urljoin

import pytest
import requests
from tornado.httpserver import HTTPServer
from tornado.httputil import url_concat
from tornado.web import Application, RequestHandler

from ssfh_learn.portal.web.hub import TRAINERS
from ssfh_learn.words import word
from tests.portal import hub_fixture
from tests.portal.hub_fixture import PATIENCE, Hub, running_hub, settings
from tests.portal.web.test_hub import FORBIDDEN, OK, becomes, shown
from tests.ports import free_port

pytestmark = pytest.mark.slow  # a hub and a provider

PROVIDER, ADDRESS = "https://login.example.nl", "https://leren.example.nl"
"""The provider and the Hub of the guide."""
SECRET = "geheim"  # noqa: S105  (between two servers of this test)


class _Provider(RequestHandler):
    """A provider that believes who somebody says that she is, and knows her groups."""

    def get(self, what: str) -> None:
        """Send a browser back with a code, or say who a token belongs to."""
        if what == "authorize":
            back = {"code": self.get_cookie("me"), "state": self.get_query_argument("state")}
            self.redirect(url_concat(self.get_query_argument("redirect_uri"), back))
            return
        name = self.request.headers["Authorization"].removeprefix("Bearer ")
        self.finish({"preferred_username": name, "groups": self.settings["groups"].get(name, [])})

    def post(self, _what: str) -> None:
        """Give a token for a code to the client that knows its secret."""
        assert self.get_body_argument("client_secret") == SECRET
        self.finish({"access_token": self.get_body_argument("code"), "token_type": "Bearer"})


@contextmanager
def provider(groups: dict[str, list[str]]) -> Iterator[str]:
    """Run a provider on loopback, and yield its address."""
    loop, port = asyncio.new_event_loop(), free_port()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    async def begin() -> HTTPServer:
        return Application([(r"/(\w+)", _Provider)], groups=groups).listen(port, "127.0.0.1")

    server = asyncio.run_coroutine_threadsafe(begin(), loop).result(PATIENCE)
    yield f"http://127.0.0.1:{port}"
    loop.call_soon_threadsafe(server.stop)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(PATIENCE)


@pytest.fixture(scope="module")
def groups() -> dict[str, list[str]]:
    """Return the groups of people at the provider; a test may change them."""
    return {"anna": ["leren"], "tess": [TRAINERS], "beheer": ["beheerders"], "gast": ["anders"]}


def config_of_guide() -> str:
    """Return the first example, changed as the guide tells to change it for the second one."""
    kept = [line for line in settings().splitlines() if not re.search("authenticator_class|Authenticator", line)]
    text, _, of_groups = "\n".join(kept).partition("c.JupyterHub.load_groups")
    assert of_groups.endswith("}")
    assert len(settings().splitlines()) - len(kept) == 5, "the guide says how many lines go"
    return f"{text}\n{settings('jupyterhub_config.py met OIDC')}"


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory, groups: dict[str, list[str]]) -> Iterator[Hub]:
    port = free_port()
    with provider(groups) as address, pytest.MonkeyPatch.context() as patch:
        patch.setenv("LEREN_OIDC_GEHEIM", SECRET)
        config = config_of_guide().replace(PROVIDER, address).replace(ADDRESS, f"http://127.0.0.1:{port}")
        with running_hub(tmp_path_factory.mktemp("oidc"), port=port, guided=config) as running:
            yield running


class Worker(hub_fixture.Visitor):
    """Somebody who is known at the provider."""

    def log_in(self, page: str = "") -> requests.Response:
        """Open a page of the portal, follow the link of the Hub, and return the page where she ends up."""
        self.session.cookies.set("me", self.name, domain="127.0.0.1")
        asked = self.get(page)
        link = re.search(r'<a class="button" href="([^"]+)"', asked.text)
        assert link, asked.text
        assert word("hub_pages", "log_in_with") in shown(asked)
        return self.session.get(urljoin(asked.url, unescape(link[1])), timeout=PATIENCE)


def test_who_is_known_at_the_provider_learns_under_her_name_there(hub: Hub) -> None:
    anna = Worker(hub, "anna")

    page = anna.log_in("module/werkdruk/2")

    assert (page.status_code, page.url) == (OK, f"{hub.portal}module/werkdruk/2")
    assert "Log uit (anna)" in shown(page)
    assert anna.respond("werkdruk", "kennischeck", kind="answer", question="w1", answer="b").status_code == OK


def test_groups_of_the_provider_give_the_roles_and_take_them_away(hub: Hub, groups: dict[str, list[str]]) -> None:
    statuses = {}
    for name in ("anna", "tess", "beheer"):
        one = Worker(hub, name)
        one.log_in()
        statuses[name] = (one.get("overzicht").status_code, one.get("deelnemers").status_code)
    assert statuses == {"anna": (FORBIDDEN, FORBIDDEN), "tess": (OK, FORBIDDEN), "beheer": (OK, OK)}

    groups["tess"] = ["leren"]
    tess = Worker(hub, "tess")
    tess.log_in()
    assert becomes(tess, "overzicht", FORBIDDEN)


def test_who_is_in_none_of_the_groups_reads_in_dutch_that_she_cannot_come_in(hub: Hub) -> None:
    page = Worker(hub, "gast").log_in()

    assert page.status_code == FORBIDDEN
    assert word("hub_pages", "error_403") in shown(page)
    assert [one["name"] for one in hub.ask("users") if one["name"] == "gast"] == []


def test_who_was_in_a_group_and_is_in_none_now_cannot_come_in_again(hub: Hub, groups: dict[str, list[str]]) -> None:
    groups["wil"] = ["leren"]
    assert Worker(hub, "wil").log_in().status_code == OK

    groups["wil"] = []

    assert Worker(hub, "wil").log_in().status_code == FORBIDDEN
