"""The portal as one service of a JupyterHub: every learner in one process, without a server or kernel for any of them.

The Hub starts `python -m ssfh_learn.portal.hub` with its own address and token in the environment; see docs/beheer.md.
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
from tornado.httpserver import HTTPServer
from tornado.web import Application, HTTPError, RedirectHandler, RequestHandler

from ssfh_learn.errors import JournalError
from ssfh_learn.grading.intake import is_safe_name
from ssfh_learn.journal import database_in
from ssfh_learn.portal.portal import Portal
from ssfh_learn.portal.published.kept_pages import PAGES
from ssfh_learn.portal.routes import ROUTES
from ssfh_learn.portal.web.identity import HubGroups
from ssfh_learn.portal.web.nothing import Nothing
from ssfh_learn.portal.web.page import MOST_BYTES, Page
from ssfh_learn.portal.web.public_address import public_address
from ssfh_learn.portal.web.routes import handler_of, routes
from ssfh_learn.words import word

if TYPE_CHECKING:
    from types import TracebackType

LOG = logging.getLogger("ssfh_learn.portal.hub")  # the command that whoever runs it knows
TRAINERS, COORDINATORS = "ssfh-trainers", "ssfh-coordinators"
REMEMBERED = 60
"""Seconds after which the Hub is asked again who somebody is and which groups she is in."""
EVERY = 2
"""Seconds between two looks whether the Hub is still there."""
SECRET_BYTES = 32
CLIENT_ERROR, SERVER_ERROR = 400, 500


class HubPage(HubOAuthenticated, RequestHandler):  # type: ignore[misc]  # jupyterhub has no types
    """A handler that hears from the Hub who asks; no log holds what somebody wrote, whatever goes wrong."""

    async def prepare(self) -> None:
        """Ask the Hub, without keeping others waiting; raises HTTPError 403 for whoever cannot learn here."""
        self.request.protocol = get_browser_protocol(self.request)  # the Hub's proxy may stand behind another one
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

    def get_current_user(self) -> None:
        """Return nobody: who asks is known after `prepare`, and an error before it is an error for nobody."""

    def check_xsrf_cookie(self) -> None:
        """Let our own pages read without a token, as after logging in again in another tab; writing needs one."""
        reads = self.request.method in {"GET", "HEAD"}
        if not reads or self.request.headers.get("Sec-Fetch-Site") != "same-origin":
            super().check_xsrf_cookie()

    def log_exception(self, kind: Any, value: Any, trace: TracebackType | None) -> None:
        """Log where it went wrong; the message of an exception can hold an answer."""
        if not isinstance(value, HTTPError):
            place = "".join(traceback.format_tb(trace))
            LOG.error("%s in %s %s\n%s", kind.__name__, self.request.method, self.request.path, place)


class _Callback(Page, HubPage, HubOAuthCallbackHandler):  # type: ignore[misc]
    """Where the Hub sends a browser after logging in."""

    is_public = True


def application(portal: Portal, auth: HubOAuth, secret: bytes) -> Application:
    """Return the portal below the address that the Hub gave to this service."""
    root = auth.base_url
    return Application(
        [
            (root.rstrip("/") or "/", RedirectHandler, {"url": root, "permanent": False}),
            (url_path_join(root, "oauth_callback"), _Callback),
            *routes(root, HubPage, ROUTES),
        ],
        default_handler_class=handler_of(Nothing, HubPage),
        ssfh_portal=portal,
        ssfh_root=root,
        ssfh_log_out=auth.hub_host + url_path_join(auth.hub_prefix, "logout"),
        cookie_secret=secret,
        xsrf_cookies=True,
        xsrf_cookie_kwargs={"samesite": "Lax", "httponly": True},
        compress_response=True,
        log_function=_log,
    )


def _log(handler: RequestHandler) -> None:
    """Log what went wrong: never the query, in which codes stand, and never the body, in which answers stand."""
    status = handler.get_status()
    if status >= CLIENT_ERROR:
        level = logging.ERROR if status >= SERVER_ERROR else logging.INFO
        milliseconds = 1000 * handler.request.request_time()
        LOG.log(level, "%d %s %s %.0f ms", status, handler.request.method, handler.request.path, milliseconds)


def hub_auth(remembered: int) -> HubOAuth:
    """Return what talks to the Hub; our cookie ends with the browser, so that the Hub decides how long one stays in."""
    auth = HubOAuth.instance(cache_max_age=remembered)
    auth.cookie_options = {"expires_days": None, "samesite": "Lax", **auth.cookie_options}
    return auth


def cookie_secret(folder: Path) -> bytes:
    """Return what signs our cookies; it is kept, so that a restart asks no learner to log in again."""
    path = folder / "cookie_secret"
    if not path.exists() or path.stat().st_size < SECRET_BYTES:
        path.touch(mode=0o600)
        path.write_bytes(secrets.token_bytes(SECRET_BYTES))
    return path.read_bytes()


async def serve(portal: Portal, app: Application, address: str) -> None:
    """Answer until the Hub says stop or is gone; raises OSError where the port is taken."""
    where = urlsplit(address)
    server = HTTPServer(app, xheaders=True, max_body_size=5 * MOST_BYTES)
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    server.listen(where.port or 80, where.hostname or "127.0.0.1")
    LOG.info("%s", word("hub", "ready", address=address, folder=portal.publisher.folder))
    hub = getppid()
    while not stop.is_set() and getppid() == hub:  # a Hub that was killed says nothing, and the next one needs our port
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), EVERY)
    server.stop()
    await server.close_all_connections()


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m ssfh_learn.portal.hub", description=word("hub", "help"))
    parser.add_argument("--modules", type=Path, required=True, help=word("hub", "help_modules"))
    parser.add_argument("--data", type=Path, required=True, help=word("hub", "help_data"))
    parser.add_argument("--course", type=Path, help=word("hub", "help_course"))
    parser.add_argument("--database", help=word("hub", "help_database"))
    parser.add_argument("--address", help=word("hub", "help_address"))
    parser.add_argument("--trainers", nargs="+", default=[TRAINERS], help=word("hub", "help_trainers"))
    parser.add_argument("--coordinators", nargs="+", default=[COORDINATORS], help=word("hub", "help_coordinators"))
    parser.add_argument("--remember", type=int, default=REMEMBERED, help=word("hub", "help_remember"))
    return parser


def main() -> int:
    """Run the service; return 1, with a sentence in the log of the Hub, where it cannot."""
    chosen = _options().parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for name in ("tornado", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)
    if problem := _problem(chosen):
        LOG.error("%s", problem)
        return 1
    address, auth = environ["JUPYTERHUB_SERVICE_URL"], hub_auth(chosen.remember)
    try:
        chosen.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        secret = cookie_secret(chosen.data)
        database = chosen.database or database_in(chosen.data)
        people = HubGroups(chosen.trainers, chosen.coordinators)
        portal = Portal(chosen.modules, chosen.course, database, people, chosen.data / PAGES)
        portal.address = public_address(chosen.address, auth.base_url) if chosen.address else None
    except OSError as error:
        return _refused("folder_unusable", folder=chosen.data, reason=error.strerror or error)
    except JournalError:
        return _refused("no_database")
    portal.watch_deadlines()
    for folder, reasons in portal.library.problems.items():
        LOG.warning("%s: %s", folder, "; ".join(reasons))
    try:
        asyncio.run(serve(portal, application(portal, auth, secret), address))
    except OSError as error:
        return _refused("no_port", address=address, reason=error.strerror or error)
    finally:
        portal.close()
    return 0


def _problem(chosen: argparse.Namespace) -> str | None:
    """Return in a sentence what is wrong with the way in which this was started."""
    if not environ.get("JUPYTERHUB_SERVICE_URL") or not environ.get("JUPYTERHUB_API_TOKEN"):
        return word("hub", "no_hub")
    for folder in filter(None, (chosen.modules, chosen.course)):
        if not folder.is_dir():
            return word("hub", "no_folder", folder=folder)
    try:
        public_address(chosen.address or "https://localhost", "/")
    except ValueError as error:
        return str(error)
    return None


def _refused(key: str, **fields: object) -> int:
    LOG.error("%s", word("hub", key, **fields))
    return 1
