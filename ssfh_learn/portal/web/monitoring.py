"""What watches a service: whether it lives, whether it can be used, and figures; nobody's name is in any of it."""

from __future__ import annotations

import asyncio
import json
from hmac import compare_digest
from ipaddress import ip_address
from os import environ
from typing import TYPE_CHECKING, Any

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client import PlatformCollector as Platform
from prometheus_client import ProcessCollector as Process
from tornado.web import HTTPError, RequestHandler

from ssfh_learn.errors import SsfhLearnError, Unreachable

if TYPE_CHECKING:
    from tornado.httputil import HTTPServerRequest

    from ssfh_learn.portal.portal import Portal

TOKEN = "SSFH_METRICS_TOKEN"  # noqa: S105  (the name of a variable)
"""The variable with the token for who asks for figures from elsewhere."""
PATIENCE = 5
"""Seconds that a part may take to answer before it counts as away."""
FORWARDED = ("X-Forwarded-For", "X-Real-Ip", "X-Forwarded-Host", "Forwarded")
"""Headers of a proxy: a request with one of them does not come from this computer."""
ACCOUNTS = {True: "ok", False: "untold", None: "none"}
"""How it is with the accounts, by whether the Hub says when they were made; nobody can learn while it does not."""
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class Figures:
    """The figures of one process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        Process(registry=self.registry)
        Platform(registry=self.registry)
        self.requests = Counter(
            "ssfh_requests", "Requests, by page", ["page", "method", "status"], registry=self.registry
        )
        self.seconds = Histogram(
            "ssfh_request_seconds", "Seconds until a request was answered", buckets=SECONDS, registry=self.registry
        )
        self.is_open = Gauge("ssfh_open", "1 if the portal is open, 0 while it waits", registry=self.registry)
        self.waiting = Gauge("ssfh_waiting_answers", "Jobs that wait for the event writer", registry=self.registry)

    def count(self, handler: RequestHandler) -> None:
        """Count an answered request; a page is its class, so that no address of a person becomes a figure."""
        self.requests.labels(type(handler).__name__, handler.request.method or "", str(handler.get_status())).inc()
        self.seconds.observe(handler.request.request_time())


class _Watched(RequestHandler):
    def initialize(self, figures: Figures, portal: Portal | None) -> None:
        """Keep what is watched; `portal` is None while it is not open."""
        self.figures, self.portal = figures, portal

    def set_default_headers(self) -> None:
        """Keep nothing of it anywhere."""
        self.set_header("Cache-Control", "no-store")

    def write_error(self, status_code: int, **_details: Any) -> None:
        """Answer without a page."""
        self.finish(f"{status_code}\n")


class Live(_Watched):
    """`/health/live`: the process answers."""

    def get(self) -> None:
        """Answer 200, also while the portal waits for its database."""
        self.finish({"live": "ok"})


class Ready(_Watched):
    """`/health/ready`: whether learners can use it, and which part they cannot."""

    async def get(self) -> None:
        """Answer 200 with each part that is well, or 503 with the one that is not."""
        found = await checked(self.portal) if self.portal else {"journal": "waiting"}
        self.set_status(200 if set(found.values()) <= {"ok", "none"} else 503)
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps(found))


class Metrics(_Watched):
    """`/metrics`: figures for Prometheus, for this computer or for who has the token."""

    def get(self) -> None:
        """Answer with the figures."""
        if not may_see_figures(self.request):
            raise HTTPError(403)
        self.figures.is_open.set(self.portal is not None)
        self.figures.waiting.set(self.portal.event_writer.waiting if self.portal else 0)
        self.set_header("Content-Type", CONTENT_TYPE_LATEST)
        self.finish(generate_latest(self.figures.registry))


def monitored(figures: Figures, portal: Portal | None = None) -> list[tuple[str, Any, dict[str, Any]]]:
    """Return the routes, which are outside the address of the portal, so that the Hub's proxy does not lead to them."""
    known = {"figures": figures, "portal": portal}
    return [("/health/live", Live, known), ("/health/ready", Ready, known), ("/metrics", Metrics, known)]


def may_see_figures(request: HTTPServerRequest) -> bool:
    """Return whether a request comes from this computer and through no proxy, or has the token."""
    token, said = environ.get(TOKEN, ""), request.headers.get("Authorization", "")
    if token and compare_digest(said.encode(), f"Bearer {token}".encode()):
        return True
    try:
        is_near = ip_address(request.remote_ip or "").is_loopback
    except ValueError:
        return False
    return is_near and not any(name in request.headers for name in FORWARDED)


async def checked(portal: Portal) -> dict[str, str]:
    """Return how each part is: `ok`, `away`, `untold` (`ACCOUNTS`), or `none` for what is not there yet."""
    asked = portal.event_writer.read(lambda reading: reading.connection.exec_driver_sql("SELECT 1"))
    journal = asyncio.wrap_future(asked)
    rest = asyncio.get_running_loop().run_in_executor(None, _files, portal)
    try:
        await asyncio.wait_for(journal, PATIENCE)
        found = {"journal": "ok"}
    except (SsfhLearnError, TimeoutError):
        found = {"journal": "away"}
    try:
        found |= await asyncio.wait_for(rest, PATIENCE)
    except TimeoutError:
        found |= {"gradebook": "away", "modules": "away"}
    return found | {"accounts": ACCOUNTS[portal.accounts.are_told_apart]}


def _files(portal: Portal) -> dict[str, str]:
    """Return how the modules and the gradebook are."""
    try:
        modules = "ok" if portal.publisher.library().modules else "away"
    except Unreachable:
        modules = "away"
    try:
        names = portal.assignments.names()
        gradebook = "ok" if names else "none"
        portal.assignments.short_results(names[:1], [""])  # nobody has this name; the gradebook is opened
    except Unreachable:
        gradebook = "away"
    return {"gradebook": gradebook, "modules": modules}
