"""What every page of the portal shares: who asks, security headers, and the frame around its content."""

from __future__ import annotations

import asyncio
import gzip
import json
import logging
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, TypeVar

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup as Safe
from markupsafe import escape
from pydantic import TypeAdapter
from tornado.httputil import url_concat
from tornado.web import HTTPError

from ssfh_learn.errors import JournalError, Unreachable
from ssfh_learn.portal.web.assets import accepts_gzip, asset_address, icon
from ssfh_learn.portal.web.identity import COORDINATOR, LEARNER, TRAINER, Person
from ssfh_learn.portal.web.pace import Busy
from ssfh_learn.words import counted, section

if TYPE_CHECKING:
    from collections.abc import Callable

    from tornado.web import RequestHandler as _Host

    from ssfh_learn.journal.transaction import ReadTransaction, Writing
    from ssfh_learn.portal.portal import Portal
else:
    _Host = object

Found = TypeVar("Found")

LOG = logging.getLogger(__name__)
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
MOST_BYTES = 200_000
"""Of one request; the longest answer that an activity accepts is far below it."""
PACKING = 1
"""The level of gzip: a third of the time of the usual one, for 8 % more bytes."""
_JSON = TypeAdapter[Any](Any)  # writes it six times as fast as `json`
THEMES, SIZES = ("auto", "light", "dark"), ("100", "115", "130")


class Page(_Host):
    """A handler of the portal; the host mixes it with its own kind of handler, which knows who is logged in."""

    needs: tuple[str, ...] = (LEARNER,)
    """The roles of which a person needs one."""
    is_public = False
    person: Person
    sentence = ""
    """What is wrong, where a host or a page knows more than the number of the error says."""

    @property
    def portal(self) -> Portal:
        """What all pages share."""
        portal: Portal = self.settings["ssfh_portal"]
        return portal

    async def read_journal(self, work: Callable[[ReadTransaction], Found]) -> Found:
        """Read in the journal of everybody, beside whoever writes, and return what it gives."""
        return await asyncio.wrap_future(self.portal.event_writer.read(work))

    async def write_journal(self, work: Callable[[Writing], Found]) -> Found:
        """Do something that writes in the journal of everybody, and return what it gives."""
        return await asyncio.wrap_future(self.portal.event_writer.do(work))

    async def in_background(self, work: Callable[..., Found], *arguments: Any) -> Found:
        """Do what takes longer than an answer; answers 503 to who asks for much at once."""
        who = self.person.id if hasattr(self, "person") else str(self.request.remote_ip)
        try:
            async with self.portal.turns.of(who):
                found: Found = await self.portal.in_background(work, *arguments)
        except Busy:
            raise HTTPError(503) from None
        return found

    def root(self) -> str:
        """Return the address of the portal, with a slash at its end."""
        return str(self.settings["ssfh_root"])

    def set_default_headers(self) -> None:
        """Send the security headers with every answer, errors too."""
        super().set_default_headers()
        for name, value in HEADERS.items():
            self.set_header(name, value)

    @property
    def content_security_policy(self) -> str:
        """The same policy for a Jupyter server, which sets its own."""
        return POLICY

    async def prepare(self) -> None:
        """Find out who asks and whether she may; a visitor goes to the host's own login page."""
        if len(self.request.body or b"") > MOST_BYTES:
            raise HTTPError(413)
        prepared = super().prepare()
        if prepared is not None:
            await prepared
        person = self.portal.identity.person(self.current_user)
        if person is None and self.is_public:
            self.keep_pace(self.request.remote_ip or "")
            return
        if person is None:
            self.to_login()
            return
        self.all_roles = person.roles
        chosen = self.get_cookie("ssfh_role")
        self.person = replace(person, roles=frozenset({LEARNER, chosen})) if chosen in person.roles else person
        self.keep_pace(person.id)
        if not self.person.may(*self.needs):
            raise HTTPError(403)

    def keep_pace(self, who: str) -> None:
        """Answer 429 to a program that asks faster than any hand."""
        pace = self.portal.pace if self.request.method == "POST" else self.portal.reading_pace
        if not pace.allows(who):
            raise HTTPError(429)

    def to_login(self) -> None:
        """Send a visitor to the login page of the host."""
        if self.request.method not in {"GET", "HEAD"} or "/api/" in self.request.path:
            raise HTTPError(403)
        address = self.get_login_url()
        comes_back_by_itself = "?" in address  # as OAuth does
        self.redirect(address if comes_back_by_itself else url_concat(address, {"next": self.request.uri}))

    # Answering

    def part(self, template: str, **values: Any) -> Safe:
        """Return a part of a page, to be shown in another template."""
        return Safe(_templates().get_template(template).render(words=section("portal"), **values))  # noqa: S704  (the template escapes)

    def show(self, template: str, *, title: str, **values: Any) -> None:
        """Answer with a page."""
        page: str = (
            _templates()
            .get_template(template)
            .render(
                words=section("portal"),
                root=self.root(),
                asset=lambda name: asset_address(self.root(), name),
                icon=icon(),
                title=title,
                person=getattr(self, "person", None),
                xsrf=self.xsrf_token.decode(),
                theme=self._choice("ssfh_theme", THEMES),
                size=self._choice("ssfh_size", SIZES),
                roles={"trainer": TRAINER, "coordinator": COORDINATOR},
                all_roles=sorted(getattr(self, "all_roles", ())),
                chosen_role=self.get_cookie("ssfh_role") or "all",
                log_out=self.settings.get("ssfh_log_out") if self.current_user else None,
                **values,
            )
        )
        self._send("text/html; charset=utf-8", page.encode())

    def _send(self, kind: str, body: bytes) -> None:
        """Answer, packed where the browser takes that; the host would take twice as long to pack."""
        self.set_header("Content-Type", kind)
        self.set_header("Cache-Control", "no-store")
        self.set_header("Vary", "Accept-Encoding")
        if accepts_gzip(self.request):
            # Packing tells nobody the XSRF token (BREACH): it is masked anew in every page.
            self.set_header("Content-Encoding", "gzip")
            body = gzip.compress(body, PACKING)
        self.finish(body)

    def _choice(self, cookie: str, known: tuple[str, ...]) -> str:
        chosen = self.get_cookie(cookie)
        return chosen if chosen in known else known[0]

    def answer(self, value: Any) -> None:
        """Answer with JSON."""
        self._send("application/json; charset=utf-8", _JSON.dump_json(value))

    def log_exception(self, kind: Any, value: Any, trace: Any) -> None:
        """Log in one line that something is full, locked or away; the host logs what else goes wrong."""
        if isinstance(value, JournalError):
            LOG.warning("the journal: %s", value.code)
        elif isinstance(value, Unreachable):
            LOG.warning("unreachable: %s", value.what)
        else:
            super().log_exception(kind, value, trace)

    def write_error(self, status_code: int, **details: Any) -> None:
        """Say in one Dutch sentence what is wrong; never a traceback."""
        said = self.sentence or section("portal").get(f"error_{status_code}", section("portal")["error_500"])
        error = details.get("exc_info", (None, None))[1]
        if isinstance(error, JournalError):
            self.set_status(503)  # the database is full, locked or gone: it passes
            said = self.sentence or (section("journal")[error.code] if self.request.method == "POST" else said)
        if isinstance(error, Unreachable):
            self.set_status(503)  # a browser keeps what it wants to send until it passes
            said = self.sentence or section("portal")[f"unreachable_{error.what}"]
        if "/api/" in self.request.path:
            self.answer({"state": "failed", "message": said})
            return
        try:
            self.show("web/error.html.j2", title=section("portal")["error_title"], message=said)
        except Exception:  # noqa: BLE001  (whatever is wrong, she gets a sentence)
            self.finish(said)


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_template),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters["json"] = as_data
    environment.filters["with_code"] = with_code
    environment.globals["counted"] = counted
    return environment


def _template(name: str) -> str:
    """Return the text of a template, such as `learner/home.html.j2`."""
    room, file = name.split("/")
    return files("ssfh_learn.portal").joinpath(room, "templates", file).read_text("utf-8")


def with_code(sentence: str) -> Safe:
    """Return a sentence in which what stands between backticks is shown as it is typed in a file."""
    parts = sentence.split("`")
    if len(parts) % 2 == 0:  # one of them is no pair
        return escape(sentence)
    shown = ("<code>%s</code>" if number % 2 else "%s" for number in range(len(parts)))
    return Safe("".join(shown)) % tuple(parts)  # noqa: S704  (`%` escapes what it fills in)


def as_data(value: Any) -> Safe:
    """Return JSON that cannot end the element that it stands in."""
    text = json.dumps(value, ensure_ascii=False).replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
    return Safe(text)  # noqa: S704  (no character is left that means something in HTML)
