"""The portal as a service of a JupyterHub: one process for all learners, without a server or kernel for each.

The Hub starts `python -m ssfh_learn.portal.hub` with its address and a token in the environment; see docs/beheer.md.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import secrets
import signal
import traceback
from contextlib import suppress
from os import environ, getppid
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from jupyterhub.services.auth import HubOAuth, HubOAuthCallbackHandler, HubOAuthenticated, UserNotAllowed
from jupyterhub.utils import get_browser_protocol, url_path_join
from tornado.web import Application, HTTPError, RequestHandler

from ssfh_learn.grading.arrival import is_safe_name
from ssfh_learn.journal import database_in
from ssfh_learn.journal.retention import Terms
from ssfh_learn.portal.portal import Portal
from ssfh_learn.portal.published.kept_pages import PAGES
from ssfh_learn.portal.routes import ROUTES
from ssfh_learn.portal.web.door import raise_file_limit
from ssfh_learn.portal.web.identity import HubGroups
from ssfh_learn.portal.web.log import begin_log, log_request
from ssfh_learn.portal.web.monitoring import Figures, monitored
from ssfh_learn.portal.web.nothing import Nothing
from ssfh_learn.portal.web.opening import WAITING, Front, leading, open_when_possible, waiting
from ssfh_learn.portal.web.page import Page
from ssfh_learn.portal.web.proxies import Proxies
from ssfh_learn.portal.web.public_address import public_address
from ssfh_learn.portal.web.routes import handler_of, routes
from ssfh_learn.portal.web.server import BACKLOG, http_server
from ssfh_learn.portal.web.staff_page import StaffPage
from ssfh_learn.words import section, word

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

LOG = logging.getLogger("ssfh_learn.portal.hub")  # the name of the command
TRAINERS, COORDINATORS, ADMINISTRATORS = "ssfh-trainers", "ssfh-coordinators", "beheerders"
REMEMBERED = 60
"""Seconds after which the portal asks the Hub again who somebody is and which groups she is in."""
EVERY = 2
"""Seconds between two checks that the Hub still runs."""
SECRET_BYTES = 32


class HubPage(HubOAuthenticated, RequestHandler):  # type: ignore[misc]  # jupyterhub has no types
    """A handler that asks the Hub who the user is; the log never holds the text of an answer."""

    def initialize(self) -> None:
        """Believe a named proxy about who asks and how: the Hub's proxy may stand behind another one."""
        proxies: Proxies = self.settings["ssfh_proxies"]
        address = self.request.remote_ip or ""
        if proxies.is_named(address):
            self.request.protocol = get_browser_protocol(self.request)
            self.request.remote_ip = proxies.visitor(address, self.request.headers)

    async def prepare(self) -> None:
        """Ask the Hub who the user is, without blocking; raises HTTPError 403 for a user who cannot learn here."""
        self.current_user = model = await self.hub_auth.get_user(self, sync=False)
        if model is None:
            return
        try:
            self.check_hub_user(model)
        except UserNotAllowed:
            raise HTTPError(403) from None
        if model["kind"] != "user":
            raise HTTPError(403)
        if not is_safe_name(model["name"]):
            self.sentence = word("portal", "name_not_allowed", name=model["name"])
            raise HTTPError(403)

    def log_in_again(self) -> None:
        """Forget her login here, so that the Hub gives a token that may tell more than the one of before.

        What a browser sends by itself waits for a page.
        """
        if self.request.method == "GET" and "/api/" not in self.request.path:
            self.hub_auth.clear_cookie(self)

    def get_current_user(self) -> None:
        """Return nobody: the user is known only after `prepare`, and an error before that is shown without a name."""

    def set_cookie(self, name: str, value: str | bytes, *where: Any, **options: Any) -> None:
        """Set a cookie, which never goes over plain HTTP if the browser came by HTTPS."""
        options.setdefault("secure", self.request.protocol == "https")
        super().set_cookie(name, value, *where, **options)

    def check_xsrf_cookie(self) -> None:
        """Let our own pages read without a token, for example after a login in another tab; writing needs a token."""
        reads = self.request.method in {"GET", "HEAD"}
        if not reads or self.request.headers.get("Sec-Fetch-Site") != "same-origin":
            super().check_xsrf_cookie()

    def log_exception(self, kind: Any, value: Any, trace: TracebackType | None) -> None:
        """Log the place of an exception and not its message, which can hold an answer."""
        if not isinstance(value, HTTPError):
            place = "".join(traceback.format_tb(trace))
            LOG.error("%s in %s %s\n%s", kind.__name__, self.request.method, self.request.path, place)


class _Callback(Page, HubPage, HubOAuthCallbackHandler):  # type: ignore[misc]
    """The address to which the Hub sends a browser after login."""

    is_public = True


def application(portal: Portal, auth: HubOAuth, secret: bytes, proxies: Proxies, figures: Figures) -> Application:
    """Return the pages of the portal below the address that the Hub gave to this service."""
    root = auth.base_url
    return Application(
        [
            *monitored(figures, portal),
            *leading(root.rstrip("/") or "/", root),
            *leading(root + WAITING, root),  # for who waited until the portal was open
            (url_path_join(root, "oauth_callback"), _Callback),
            *routes(root, HubPage, ROUTES),
        ],
        default_handler_class=handler_of(Nothing, HubPage),
        ssfh_portal=portal,
        ssfh_root=root,
        ssfh_proxies=proxies,
        ssfh_log_out=auth.hub_host + url_path_join(auth.hub_prefix, "logout"),
        cookie_secret=secret,
        xsrf_cookies=True,
        xsrf_cookie_kwargs={"samesite": "Lax", "httponly": True},
        compress_response=True,
        log_function=lambda handler: _log(handler, figures),
    )


def _log(handler: RequestHandler, figures: Figures) -> None:
    figures.count(handler)
    log_request(handler, is_of_staff=isinstance(handler, StaffPage))


def hub_auth(remembered: int) -> HubOAuth:
    """Return the client for the Hub; our cookie ends with the browser, so the Hub decides how long a login lasts."""
    auth = HubOAuth.instance(cache_max_age=remembered)
    auth.cookie_options = {"expires_days": None, "samesite": "Lax", **auth.cookie_options}
    return auth


def cookie_secret(folder: Path) -> bytes:
    """Return the secret that signs our cookies; it is kept, so that learners stay logged in after a restart.

    Of two services that start at once the first makes it, whole, and the other one reads the same.
    """
    path = folder / "cookie_secret"
    if path.exists() and path.stat().st_size < SECRET_BYTES:
        path.unlink(missing_ok=True)  # a full disk cut it off
    if not path.exists():
        new = folder / f".cookie_secret-{secrets.token_hex(8)}"
        new.touch(mode=0o600)
        new.write_bytes(secrets.token_bytes(SECRET_BYTES))
        with suppress(FileExistsError):
            path.hardlink_to(new)
        new.unlink()
    return path.read_bytes()


async def serve(
    make: Callable[[], tuple[Portal, Application]], before: Application, address: str, data: Path, proxies: Proxies
) -> None:
    """Answer requests until the Hub stops this service or is gone; raises OSError if the port is in use."""
    where = urlsplit(address)
    front = Front(before)
    raise_file_limit()
    server = http_server(front, proxies)
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    server.listen(where.port or 80, where.hostname or "127.0.0.1", backlog=BACKLOG)
    opening = asyncio.create_task(_open(front, make, address, data))
    hub = getppid()
    while not stop.is_set() and getppid() == hub:  # a killed Hub sends no signal, and the next Hub needs our port
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), EVERY)
        if opening.done():
            opening.result()  # raises what nobody foresaw
    server.stop()
    await server.close_all_connections()
    if opening.cancel():
        return
    opening.result().close()


async def _open(front: Front, make: Callable[[], tuple[Portal, Application]], address: str, data: Path) -> Portal:
    """Open the portal as soon as that can be done, and let it answer."""
    portal, front.application = await open_when_possible(make, data)
    portal.watch_deadlines()
    portal.watch_publications()
    for folder, reasons in portal.library.problems.items():
        LOG.warning("%s: %s", folder, "; ".join(reasons))
    LOG.info("%s", word("hub", "ready", address=address, folder=portal.publisher.folder))
    return portal


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m ssfh_learn.portal.hub", description=word("hub", "help"))
    parser.add_argument("--modules", type=Path, required=True, help=word("hub", "help_modules"))
    parser.add_argument("--data", type=Path, required=True, help=word("hub", "help_data"))
    parser.add_argument("--course", type=Path, help=word("hub", "help_course"))
    parser.add_argument("--database", help=word("hub", "help_database"))
    parser.add_argument("--address", help=word("hub", "help_address"))
    parser.add_argument("--trainers", nargs="+", default=[TRAINERS], help=word("hub", "help_trainers"))
    parser.add_argument("--coordinators", nargs="+", default=[COORDINATORS], help=word("hub", "help_coordinators"))
    parser.add_argument(
        "--administrators", nargs="+", default=[ADMINISTRATORS], help=word("hub", "help_administrators")
    )
    parser.add_argument("--proxies", nargs="+", default=[], help=word("hub", "help_proxies"))
    parser.add_argument("--log", type=Path, help=word("hub", "help_log"))
    parser.add_argument("--publish", choices=list(section("rhythm")), default="maand", help=word("hub", "help_publish"))
    parser.add_argument("--remember", type=int, default=REMEMBERED, help=word("hub", "help_remember"))
    parser.add_argument("--keep-answers", type=int, metavar="MAANDEN", help=word("hub", "help_keep_answers"))
    parser.add_argument("--keep-records", type=int, metavar="MAANDEN", help=word("hub", "help_keep_records"))
    return parser


def main() -> int:
    """Run the service; if it cannot start, write a sentence in the log of the Hub and return 1."""
    chosen = _options().parse_args()
    has_place = chosen.log is None or chosen.log.parent.is_dir()
    begin_log(chosen.log if has_place else None)
    if not has_place:
        return _refused(word("hub", "no_folder", folder=chosen.log.parent))
    if problem := _problem(chosen):
        return _refused(problem)
    address, auth = environ["JUPYTERHUB_SERVICE_URL"], hub_auth(chosen.remember)
    figures, proxies = Figures(), Proxies(chosen.proxies)

    def make() -> tuple[Portal, Application]:
        chosen.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        secret = cookie_secret(chosen.data)
        people = HubGroups(chosen.trainers, chosen.coordinators, chosen.administrators)
        database = chosen.database or database_in(chosen.data)
        portal = Portal(chosen.modules, chosen.course, database, people, chosen.data / PAGES)
        portal.rhythm = chosen.publish
        portal.address = public_address(chosen.address, auth.base_url) if chosen.address else None
        portal.retention.terms = Terms(chosen.keep_answers, chosen.keep_records)
        return portal, application(portal, auth, secret, proxies, figures)

    try:
        asyncio.run(serve(make, waiting(auth.base_url, monitored(figures)), address, chosen.data, proxies))
    except OSError as error:
        return _refused(word("hub", "no_port", address=address, reason=error.strerror or error))
    return 0


def _problem(chosen: argparse.Namespace) -> str | None:
    """Return what is wrong with the options or the environment, as a sentence."""
    if not environ.get("JUPYTERHUB_SERVICE_URL") or not environ.get("JUPYTERHUB_API_TOKEN"):
        return word("hub", "no_hub")
    for folder in filter(None, (chosen.modules, chosen.course)):
        if not folder.is_dir():
            return word("hub", "no_folder", folder=folder)
    terms = Terms(chosen.keep_answers, chosen.keep_records)
    if not terms.is_in_order or any(months is not None and months < 1 for months in (terms.answers, terms.records)):
        return word("hub", "bad_terms")
    try:
        public_address(chosen.address or "https://localhost", "/")
    except ValueError as error:
        return str(error)
    try:
        Proxies(chosen.proxies)
    except ValueError:
        return word("hub", "bad_proxy", proxies=" ".join(chosen.proxies))
    return None


def _refused(sentence: str) -> int:
    LOG.error("%s", sentence)
    return 1
