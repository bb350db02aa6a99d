"""Handlers for the pages and the front end below an address, for any kind of host."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from tornado.routing import PathMatches, Rule
from tornado.web import HTTPError, RequestHandler, stream_request_body

from ssfh_learn.portal.web.assets import assets
from ssfh_learn.portal.web.page import HEADERS, Page
from ssfh_learn.words import section

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tornado.httputil import HTTPServerRequest

YEAR = 365 * 24 * 3600
WORKER = "offline.js"
"""The only file of the front end that a browser may let work for pages: those of the modules, and no other."""


class _Static(RequestHandler):
    """The files of the front end; they need no login, because they are the same for everybody."""

    def set_default_headers(self) -> None:
        """Send the security headers."""
        for name, value in HEADERS.items():
            self.set_header(name, value)

    def get(self, name: str) -> None:
        """Send a file, compressed if the browser accepts that; a browser keeps a file with its version for a year."""
        asset = assets().get(name)
        if asset is None:
            raise HTTPError(404)
        is_of_now = self.get_query_argument("v", "") == asset.version
        self.set_header("Content-Type", asset.kind)
        self.set_header("Cache-Control", f"public, max-age={YEAR}, immutable" if is_of_now else "no-cache")
        self.set_header("Vary", "Accept-Encoding")
        if name == WORKER:
            self.set_header("Service-Worker-Allowed", f"{self.settings['ssfh_root']}module/")
        way, body = asset.sent(self.request)
        if way:
            self.set_header("Content-Encoding", way)
        self.finish(body)

    def write_error(self, status_code: int, **_details: Any) -> None:
        """Say in one Dutch sentence what is wrong."""
        said = section("portal").get(f"error_{status_code}", section("portal")["error_500"])
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(said)


def handler_of(page: type[Page], base: type[Any]) -> type[Any]:
    """Return a page as a handler class of one kind of host, for a request without a body."""
    return type(page.__name__, (page, base), {})


def _receiver_of(page: type[Page], base: type[Any]) -> type[Any]:
    """Return a page as a handler class for a request with a body: `prepare` runs before it, the methods after it."""
    methods = {name: _with_body(getattr(page, name)) for name in ("get", "post") if hasattr(page, name)}
    made: type[Any] = stream_request_body(type(page.__name__, (page, base), {**methods, "waits_for_body": True}))
    return made


def _with_body(method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    async def taken(page: Page, *arguments: str) -> None:
        await page.take_body()
        answered = method(page, *arguments)
        if answered is not None:
            await answered

    return taken


class _WithBody(PathMatches):
    """Matches a path, and only if something is sent to it.

    A handler that receives a body piece by piece closes the connection when it answers early. Most requests have no
    body, and keep theirs.
    """

    def match(self, request: HTTPServerRequest) -> dict[str, Any] | None:
        found = super().match(request)
        if found is None:  # as with nearly all paths: do not look at the headers for each of them
            return None
        sends = request.headers.get("Content-Length", "0") != "0" or "Transfer-Encoding" in request.headers
        return found if sends else None


def routes(root: str, base: type[Any], pages: Iterable[tuple[str, type[Page]]]) -> list[Rule]:
    """Return the handlers of these pages and of the front end below an address that ends in a slash."""
    rules = [Rule(PathMatches(rf"{root}static/(.*)"), _Static)]
    for path, page in pages:
        rules.append(Rule(_WithBody(f"{root}{path}"), _receiver_of(page, base)))
        rules.append(Rule(PathMatches(f"{root}{path}"), handler_of(page, base)))
    return rules
