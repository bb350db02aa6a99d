"""How a service opens its portal: it answers at once, and tries until the database and the folders can be used.

A Hub stops when a service of its own stops or does not answer, so a database that is down must not stop this one.
"""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any, TypeVar

from tornado.httputil import HTTPServerConnectionDelegate
from tornado.web import Application, RedirectHandler, RequestHandler

from ssfh_learn.errors import JournalError
from ssfh_learn.portal.web.routes import routes
from ssfh_learn.portal.web.unopened import Unopened, why_not_opened
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from tornado.httputil import HTTPMessageDelegate

Made = TypeVar("Made")
LOG = logging.getLogger(__name__)
WAITING = "wacht"
"""The page below the portal on which a browser waits."""
FIRST_WAIT, LONGEST_WAIT = 1.0, 30.0
"""Seconds between two tries: twice as long each time."""


class Front(HTTPServerConnectionDelegate):
    """What answers requests now: the pages of somebody who waits, and later those of the portal."""

    def __init__(self, application: Application) -> None:
        self.application = application

    def start_request(self, server_conn: object, request_conn: Any) -> HTTPMessageDelegate:
        """Give a request to whatever answers now."""
        return self.application.start_request(server_conn, request_conn)


class _Nobody(RequestHandler):
    def get_current_user(self) -> None:
        """Return nobody: these pages are the same for everybody."""


def waiting(root: str, handlers: Iterable[tuple[str, Any, dict[str, Any]]] = ()) -> Application:
    """Return the pages while the portal is not open: 503 everywhere, so that a browser keeps its answers.

    Only the first page leads to another one, because a Hub takes a 503 there for a service that is not running.
    """
    return Application(
        [*handlers, *leading(root, root + WAITING), *routes(root, _Nobody, [(r".*", Unopened)])],
        ssfh_root=root,
        ssfh_problem=word("hub", "opening"),
        ssfh_opens_later=True,
        log_function=lambda _handler: None,  # the cause is in the log
    )


def leading(path: str, to: str) -> list[tuple[str, Any, dict[str, Any]]]:
    """Return a route that leads from one address to another."""
    return [(path, RedirectHandler, {"url": to, "permanent": False})]


async def open_when_possible(make: Callable[[], Made], data: Path) -> Made:
    """Return what is made as soon as it can be made; until then the log says why not, for each cause once."""
    told, wait = "", FIRST_WAIT
    while True:
        try:
            return await asyncio.get_running_loop().run_in_executor(None, make)
        except (JournalError, OSError) as error:
            cause = why_not_opened(error, data)
        if cause != told:
            LOG.error("%s %s", cause, word("hub", "tries_again"))
        told = cause
        await asyncio.sleep(wait)
        wait = min(2 * wait, LONGEST_WAIT)
