"""The portal in one plain tornado process, as the JupyterHub service runs it, where a header says who asks.

`python -m tests.benchmarks.portal_server MODULES DATABASE PORT [COURSE]`; `tests/benchmarks/portal.py` starts it. With
the variable PACED nobody sends faster than the portal allows, as in the service of a JupyterHub.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path

from tornado.web import Application, RequestHandler

from ssfh_learn.portal.portal import Portal
from ssfh_learn.portal.routes import ROUTES
from ssfh_learn.portal.web.door import raise_file_limit
from ssfh_learn.portal.web.identity import Person
from ssfh_learn.portal.web.pace import Pace
from ssfh_learn.portal.web.proxies import Proxies
from ssfh_learn.portal.web.routes import routes
from ssfh_learn.portal.web.server import BACKLOG, http_server

ROOT = "/leren/"
BARE = json.dumps({"state": "saved", "view": [number * number for number in range(800)]})


class _Host(RequestHandler):
    """A host that believes what it is told."""

    def get_current_user(self) -> str | None:
        """Return the learner of the request."""
        return self.request.headers.get("X-Learner")


class _Bare(RequestHandler):
    """The peer: as much JSON as an answer of the portal, from a handler that does nothing."""

    async def post(self) -> None:
        """Answer what a browser takes for a saved answer."""
        self.finish(BARE)


class _Named:
    """Everybody is the learner that the host names."""

    def person(self, user: object) -> Person | None:
        """Return a learner without any other role."""
        return Person(str(user), str(user)) if user else None


class _Times(RequestHandler):
    """The milliseconds that each request took in this server, by path, since they were asked for last."""

    def get(self) -> None:
        """Give them, and forget them."""
        self.finish(json.dumps(_TOOK))
        _TOOK.clear()


_TOOK: dict[str, list[float]] = {}


def _remember(handler: RequestHandler) -> None:
    """Remember how long a request took, from its first line to the end of its answer."""
    _TOOK.setdefault(handler.request.path, []).append(handler.request.request_time() * 1000)


async def _serve(portal: Portal, port: int) -> None:
    application = Application(
        [("/bare", _Bare), ("/took", _Times), *routes(ROOT, _Host, ROUTES)],
        ssfh_portal=portal,
        ssfh_root=ROOT,
        xsrf_cookies=True,
        cookie_secret="of the benchmarks",  # noqa: S106
        compress_response=True,
        log_function=_remember,
    )
    raise_file_limit()
    http_server(application, Proxies(["127.0.0.1"])).listen(port, "127.0.0.1", backlog=BACKLOG)
    await asyncio.Event().wait()


def main() -> None:
    """Serve until the process is stopped; nobody is too fast here."""
    modules, database, port, *course = sys.argv[1:]
    portal = Portal(Path(modules), Path(course[0]) if course else None, database, _Named())
    if "PACED" not in os.environ:
        portal.pace = portal.reading_pace = Pace(1e9, 1e9)
    asyncio.run(_serve(portal, int(port)))


if __name__ == "__main__":
    main()
