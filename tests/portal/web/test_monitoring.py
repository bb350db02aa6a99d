"""Whether a portal can be used, part by part, and who may see its figures."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tornado.httputil import HTTPHeaders, HTTPServerRequest, RequestStartLine

from ssfh_learn.portal.portal import Portal
from ssfh_learn.portal.web.log import MOST_NAMES, JsonLines, log_results_read
from ssfh_learn.portal.web.monitoring import TOKEN, checked, may_see_figures
from tests.portal.host import Site, Visitor, serving
from tests.portal.places import write_module

WELL = {"journal": "ok", "gradebook": "ok", "modules": "ok"}


def portal_of(site: Site) -> Portal:
    assert site.portal
    return site.portal


def request(remote: str, **headers: str) -> HTTPServerRequest:
    sent = HTTPHeaders({"Host": "localhost", **{name.replace("_", "-"): one for name, one in headers.items()}})
    found = HTTPServerRequest(start_line=RequestStartLine("GET", "/metrics", "HTTP/1.1"), headers=sent)
    found.remote_ip = remote
    return found


@pytest.mark.parametrize(
    ("remote", "headers", "may"),
    [
        ("127.0.0.1", {}, True),
        ("::1", {}, True),
        ("10.0.0.7", {}, False),
        ("127.0.0.1", {"X_Forwarded_For": "127.0.0.1"}, False),
        ("127.0.0.1", {"X_Real_Ip": "127.0.0.1"}, False),
        ("10.0.0.7", {"Authorization": "Bearer geheim"}, True),
        ("10.0.0.7", {"Authorization": "Bearer geheim2"}, False),
        ("10.0.0.7", {"Authorization": "Bearer "}, False),
    ],
)
def test_figures_are_for_this_computer_and_for_who_has_the_token(
    monkeypatch: pytest.MonkeyPatch, remote: str, headers: dict[str, str], *, may: bool
) -> None:
    monkeypatch.setenv(TOKEN, "geheim")

    assert may_see_figures(request(remote, **headers)) is may


def test_an_empty_token_opens_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(TOKEN, "")

    assert not may_see_figures(request("10.0.0.7", Authorization="Bearer "))


@pytest.mark.slow  # builds a course
def test_each_part_that_is_away_is_named(site: Site, folder: Path) -> None:
    assert asyncio.run(checked(portal_of(site))) == {**WELL, "accounts": "none"}

    (folder / "cursus" / "gradebook.db").rename(folder / "away")
    (folder / "modules").rename(folder / "no-modules")
    assert asyncio.run(checked(portal_of(site))) == {
        **WELL,
        "gradebook": "away",
        "modules": "away",
        "accounts": "none",
    }


def test_a_hub_that_does_not_say_when_accounts_were_made_is_named(site: Site) -> None:
    for created, said in (("", "untold"), ("2020-01-01T08:00:00Z", "ok")):
        Visitor(site, f"anna|learner|{created}").get()

        assert asyncio.run(checked(portal_of(site)))["accounts"] == said


def test_a_journal_that_cannot_be_read_is_away_and_no_course_is_no_fault(tmp_path: Path) -> None:
    write_module(tmp_path / "modules" / "proef")
    with serving(tmp_path / "modules", None, f"sqlite:///{tmp_path / 'leren.db'}") as site:
        assert asyncio.run(checked(portal_of(site)))["gradebook"] == "none"

        portal_of(site).event_writer._journal.engine.dispose()  # noqa: SLF001  (no connection is left open)
        (tmp_path / "leren.db").write_bytes(b"this is no database")
        assert asyncio.run(checked(portal_of(site)))["journal"] == "away"


def test_a_line_of_the_log_is_one_json_object_without_a_traceback() -> None:
    try:
        int("een antwoord")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "", 0, "twee\nregels: %s", ("é",), sys.exc_info())

    line = JsonLines().format(record)

    assert "\n" not in line
    assert json.loads(line)["message"] == "twee\nregels: é"
    assert "antwoord" not in line


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(2027, 1, 31, 16, 0, tzinfo=UTC), "2027-01-31T17:00:00.000+01:00"),
        (datetime(2027, 7, 31, 22, 0, tzinfo=UTC), "2027-08-01T00:00:00.000+02:00"),
    ],
)
def test_the_time_in_the_log_is_that_of_the_dutch_clock_with_its_difference(moment: datetime, said: str) -> None:
    record = logging.LogRecord("x", logging.INFO, "", 0, "x", (), None)
    record.created = moment.timestamp()

    assert json.loads(JsonLines().format(record))["at"] == said


def test_many_results_are_told_in_lines_that_stay_short(caplog: pytest.LogCaptureFixture) -> None:
    handler = type("Page", (), {"request": request("127.0.0.1")})()
    handler.request.path = "/x"
    with caplog.at_level(logging.INFO):
        log_results_read(handler, [None, *(f"anna{number}" for number in range(MOST_NAMES + 1))])

    assert [len(one.whose) for one in caplog.records] == [MOST_NAMES, 1]  # type: ignore[attr-defined]
