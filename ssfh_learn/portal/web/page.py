"""What all pages of the portal share: the person, the security headers, and the frame around the content."""

from __future__ import annotations

import asyncio
import gzip
import logging
from dataclasses import replace
from secrets import token_hex
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from pydantic import TypeAdapter
from tornado.httputil import url_concat
from tornado.web import HTTPError

from ssfh_learn.errors import JournalError, Unreachable
from ssfh_learn.portal.web.assets import accepts_gzip, asset_address, icon
from ssfh_learn.portal.web.body import MOST_BYTES_DROPPED, MOST_BYTES_OF_A_VISITOR, BodyReceiver
from ssfh_learn.portal.web.identity import ADMINISTRATOR, COORDINATOR, LEARNER, TRAINER, Person
from ssfh_learn.portal.web.pace import Busy
from ssfh_learn.portal.web.pieces import send_pieces
from ssfh_learn.portal.web.reader_mark import reader_mark
from ssfh_learn.portal.web.template import filled
from ssfh_learn.roster.admission import enter
from ssfh_learn.words import section, word

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from markupsafe import Markup as Safe

    from ssfh_learn.journal.reading import ReadTransaction
    from ssfh_learn.journal.transaction import Writing
    from ssfh_learn.portal.portal import Portal

Found = TypeVar("Found")

LOG = logging.getLogger(__name__)
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
PACKING = 2
"""The level of gzip: 0.02 ms of processor more for a page than level 1, and 3 to 5 % fewer bytes."""
HTML, JSON = "text/html; charset=utf-8", "application/json; charset=utf-8"
_JSON = TypeAdapter[Any](Any)  # six times as fast as `json`
THEMES, SIZES = ("auto", "light", "dark"), ("100", "115", "130")


class Page(BodyReceiver):
    """A handler of the portal; each host combines it with its own handler class, which knows who is logged in."""

    needs: tuple[str, ...] = (LEARNER,)
    """The roles; a person needs one of them to see the page."""
    is_public = False
    is_for_staff = False
    """Whether the help on the page is for people with another role than that of a learner."""
    stays_after_leaving = False
    """Whether somebody who has left may still open the page, because it is about what is hers."""
    person: Person
    is_listed = False
    """Whether she is on the list of participants, so that a coordinator or an administrator sees how far she is."""
    coordinates = False
    """Whether she coordinates a group of the roster; then the worklist is her home."""
    first_day_without_access: str | None = None
    """The day (ISO 8601) on which her access ends, as the roster says; None if it does not end."""
    listed_name = ""
    """Her name in the roster; empty if nobody wrote it there."""
    own_files: tuple[str, ...] = ()
    """The files of the front end that this page needs besides those of every page."""
    sentence = ""
    """The sentence for an error, if a host or a page knows more than the status code says."""

    @property
    def portal(self) -> Portal:
        """The portal, which all pages share."""
        portal: Portal = self.settings["ssfh_portal"]
        return portal

    async def read_journal(self, work: Callable[[ReadTransaction], Found]) -> Found:
        """Read the journal while others may write, and return the result of `work`."""
        return await asyncio.wrap_future(self.portal.event_writer.read(work))

    async def write_journal(self, work: Callable[[Writing], Found], *, changes_roster: bool = True) -> Found:
        """Do work that writes to the journal, and return its result; see `EventWriter.do`."""
        return await asyncio.wrap_future(self.portal.event_writer.do(work, changes_roster=changes_roster))

    async def in_background(self, work: Callable[..., Found], *arguments: Any) -> Found:
        """Do slow work in another thread; answers 503 if this person sends many slow requests at once."""
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

    def own_modules(self) -> str:
        """Return the address of the page with her own modules: her home, unless she coordinates a group."""
        return f"{self.root()}modules" if self.coordinates else self.root()

    def set_default_headers(self) -> None:
        """Send the security headers with every response, also with errors."""
        super().set_default_headers()
        for name, value in HEADERS.items():
            self.set_header(name, value)

    @property
    def content_security_policy(self) -> str:
        """Our policy, in place of the policy of a Jupyter server."""
        return POLICY

    # Who asks

    async def prepare(self) -> None:
        """Find the person and check her roles; a visitor goes to the login page of the host."""
        self.refuse_long_body()
        prepared = super().prepare()
        if prepared is not None:
            await prepared
        person = self.portal.identity.person(self.current_user)
        if person is None and self.is_public:
            self.keep_pace(self.request.remote_ip or "")
            self.expect_body(MOST_BYTES_OF_A_VISITOR)
            return
        if person is None:
            self.to_login()
            return
        person = await self._admitted(await self._settled(person))
        self.all_roles = person.roles
        chosen = self.get_cookie("ssfh_role")
        self.person = replace(person, roles=frozenset({LEARNER, chosen})) if chosen in person.roles else person
        self.keep_pace(person.id)
        if not self.person.may(*self.needs):
            raise HTTPError(403)
        self.expect_body(self.most_bytes, MOST_BYTES_DROPPED)

    async def _settled(self, person: Person) -> Person:
        """Return a person with the key of her own work; an administrator reads why that cannot be known."""
        try:
            return await self.portal.accounts.settled(person)
        except Unreachable as error:
            if error.what == "account":
                self.log_in_again()
                self.sentence = word("hub", "no_created") if person.may(ADMINISTRATOR) else ""
            raise

    def log_in_again(self) -> None:
        """Let the next page begin with a login, if the host keeps what it heard of her at the last one."""

    async def _admitted(self, person: Person) -> Person:
        """Return a person with the role that the roster gives her; answers 403 if she has left.

        If the journal cannot be read now, the roles are those of the host: what she wants to see cannot be read either.
        """
        try:
            found = await self.portal.admissions.of(person.id)
        except JournalError:
            return person
        if found.has_left(self.portal.today().isoformat()) and not (self.stays_after_leaving or self.is_public):
            self.sentence = word("portal", "access_ended")
            raise HTTPError(403)
        self.is_listed = found.is_known or found.is_to_be_listed
        if found.is_to_be_listed:
            at = self.portal.now().isoformat(timespec="seconds")
            entered = self.portal.event_writer.do(  # she need not wait for it, and it changes nothing for others
                lambda writing: enter(writing.connection, person.id, at), changes_roster=False
            )
            entered.add_done_callback(lambda _done: self.portal.admissions.forget(person.id))
        self.coordinates, self.first_day_without_access = found.coordinates, found.ended
        self.listed_name = found.name.full if found.name.family else ""
        roles = person.roles | {COORDINATOR} if found.coordinates else person.roles
        return replace(person, name=self.listed_name or person.name, roles=roles)

    def keep_pace(self, who: str) -> None:
        """Answer 429 to a program that sends requests faster than a person can."""
        sends = self.request.method == "POST" or self.waits_for_body
        pace = self.portal.pace if sends else self.portal.reading_pace
        if not pace.allows(who):
            raise HTTPError(429)

    def to_login(self) -> None:
        """Send a visitor to the login page of the host."""
        if self.request.method not in {"GET", "HEAD"} or "/api/" in self.request.path:
            raise HTTPError(403)
        address = self.get_login_url()
        comes_back_by_itself = "?" in address  # as OAuth does
        address = address if comes_back_by_itself else url_concat(address, {"next": self.request.uri})
        if self.settings.get("ssfh_says_expired"):  # the host's own page is not Dutch
            self.set_status(403)
            self.show("web/expired.html.j2", title=section("portal")["expired_title"], log_in=address)
            return
        self.redirect(address)

    # Answering

    @staticmethod
    def part(template: str, **values: Any) -> Safe:
        """Return a part of a page, to be shown in another template."""
        return filled(template, **values)

    def show(self, template: str, *, title: str, **values: Any) -> None:
        """Answer with a page."""
        self.send_html(self.page(template, title=title, **values))

    def send_html(self, page: str) -> None:
        """Answer with HTML that was made already."""
        self._send(HTML, page.encode())

    async def show_in_pieces(self, template: str, pieces: AsyncIterator[str], *, title: str, **values: Any) -> None:
        """Answer with a page that has pieces where its template says `pieces`; they are made one by one."""
        here = token_hex()
        before, _, after = self.page(template, title=title, pieces=here, **values).partition(here)

        async def whole() -> AsyncIterator[bytes]:
            yield before.encode()
            async for piece in pieces:
                yield piece.encode()
            yield after.encode()

        await send_pieces(self, HTML, whole(), PACKING, self.portal.making)

    async def answer_in_pieces(self, pieces: AsyncIterator[bytes]) -> None:
        """Answer with JSON that is made piece by piece."""
        await send_pieces(self, JSON, pieces, PACKING, self.portal.making)

    def page(self, template: str, *, title: str, **values: Any) -> str:
        """Return a page with the frame around its content."""
        page = filled(
            template,
            root=self.root(),
            own_modules=self.own_modules(),
            asset=lambda name: asset_address(self.root(), name),
            own_files=self.own_files,
            is_for_staff=self.is_for_staff,
            icon=icon(),
            title=title,
            person=getattr(self, "person", None),
            listed_name=self.listed_name,
            reader=reader_mark(self.settings["cookie_secret"], self.person.id) if hasattr(self, "person") else "",
            xsrf=self.xsrf_token.decode(),
            theme=self._choice("ssfh_theme", THEMES),
            size=self._choice("ssfh_size", SIZES),
            roles={"trainer": TRAINER, "coordinator": COORDINATOR, "administrator": ADMINISTRATOR},
            all_roles=sorted(getattr(self, "all_roles", ())),
            chosen_role=self.get_cookie("ssfh_role") or "all",
            log_out=self.settings.get("ssfh_log_out") if self.current_user else None,
            **values,
        )
        return str(page)

    def _send(self, kind: str, body: bytes) -> None:
        """Answer, with gzip if the browser accepts it; the host's own compression takes twice as long."""
        self.set_header("Content-Type", kind)
        self.set_header("Cache-Control", "no-store")
        self.set_header("Vary", "Accept-Encoding")
        if accepts_gzip(self.request):
            # Compression cannot leak the XSRF token (BREACH), because each page masks it differently.
            self.set_header("Content-Encoding", "gzip")
            body = gzip.compress(body, PACKING, mtime=0)  # in one piece of C
        self.finish(body)

    def _choice(self, cookie: str, known: tuple[str, ...]) -> str:
        chosen = self.get_cookie(cookie)
        return chosen if chosen in known else known[0]

    def answer(self, value: Any) -> None:
        """Answer with JSON."""
        self._send(JSON, as_json(value))

    def came_from(self) -> str:
        """Return the address of the page whose form was sent; empty if there is none, or it is not known."""
        sent_by = urlsplit(self.request.headers.get("Referer", ""))
        is_known = self.request.method == "POST" and sent_by.path.startswith(self.root())
        return sent_by._replace(scheme="", netloc="", fragment="").geturl() if is_known else ""

    def log_exception(self, kind: Any, value: Any, trace: Any) -> None:
        """Log a full, locked or missing database or file in one line; the host logs other exceptions."""
        if isinstance(value, JournalError):
            LOG.warning("the journal: %s", value.code)
        elif isinstance(value, Unreachable):
            LOG.warning("unreachable: %s", value.what)
        else:
            super().log_exception(kind, value, trace)

    def write_error(self, status_code: int, **details: Any) -> None:
        """Answer with one Dutch sentence that says what is wrong, and never with a traceback."""
        said = self.sentence or section("portal").get(f"error_{status_code}", section("portal")["error_500"])
        error = details.get("exc_info", (None, None))[1]
        if isinstance(error, JournalError):
            self.set_status(503)  # the database is full, locked or gone, but not for ever
            said = self.sentence or (section("journal")[error.code] if self.request.method == "POST" else said)
        if isinstance(error, Unreachable):
            self.set_status(503)  # then a browser keeps its answers and tries again later
            said = self.sentence or section("portal")[f"unreachable_{error.what}"]
        if "/api/" in self.request.path:
            self.answer({"state": "failed", "message": said})
            return
        try:
            self.show(
                "web/error.html.j2",
                title=section("portal")["error_title"],
                message=said,
                back=self.came_from(),
            )
        except Exception:  # noqa: BLE001  (she gets a sentence even if the page cannot be made)
            self.finish(said)


def as_json(value: Any) -> bytes:
    """Return a value as JSON."""
    return _JSON.dump_json(value)
