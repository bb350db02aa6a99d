"""Handlers for the pages and the front end below an address, for any kind of host."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from tornado.web import HTTPError, RequestHandler, stream_request_body

from ssfh_learn.portal.web.assets import assets
from ssfh_learn.portal.web.page import HEADERS, Page
from ssfh_learn.words import section

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

YEAR = 365 * 24 * 3600


@stream_request_body
class _Static(RequestHandler):
    """The files of the front end; they need no login, because they are the same for everybody."""

    def prepare(self) -> None:
        """Refuse what somebody sends, before it comes."""
        if self.request.method not in {"GET", "HEAD"}:
            raise HTTPError(405)

    def data_received(self, chunk: bytes) -> None:
        """Drop the body of a request that should have none."""

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
    """Return a page as a handler class of one kind of host; its methods run when the body is there."""
    methods = {name: _with_body(getattr(page, name)) for name in ("get", "post") if hasattr(page, name)}
    made: type[Any] = stream_request_body(type(page.__name__, (page, base), methods))
    return made


def _with_body(method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    async def taken(page: Page, *arguments: str) -> None:
        await page.take_body()
        answered = method(page, *arguments)
        if answered is not None:
            await answered

    return taken


def routes(
    root: str, base: type[Any], pages: Iterable[tuple[str, type[Page]]]
) -> list[tuple[str, Any, dict[str, Any]]]:
    """Return the handlers of these pages and of the front end below an address that ends in a slash."""
    handlers: list[tuple[str, Any, dict[str, Any]]] = [
        (f"{root}{path}", handler_of(page, base), {}) for path, page in pages
    ]
    return [(rf"{root}static/(.*)", _Static, {}), *handlers]
