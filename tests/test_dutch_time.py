"""The clock of the Netherlands, on servers of every zone and around both changes of the clock."""

from __future__ import annotations

import ast
import re
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from ssfh_learn.dutch_time import day_at, day_of, dutch_clock, dutch_date, dutch_day, dutch_moment, dutch_until, here
from tests.test_imports import FILES, PACKAGE


@pytest.fixture(params=["UTC", "America/New_York", "Asia/Kolkata", "Europe/Amsterdam"], autouse=True)
def _server(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("utc", "said"),
    [
        ("2027-07-31 15:00", "31 juli 2027 om 17.00 uur"),
        ("2027-01-31 16:00", "31 januari 2027 om 17.00 uur"),
        ("2026-12-31 23:30", "1 januari 2027 om 00.30 uur"),
        ("2027-03-28 00:59", "28 maart 2027 om 01.59 uur"),
        ("2027-03-28 01:00", "28 maart 2027 om 03.00 uur"),
        ("2027-10-30 23:59", "31 oktober 2027 om 01.59 uur"),
        ("2027-10-31 00:00", "31 oktober 2027 om 02.00 uur (zomertijd)"),
        ("2027-10-31 00:59", "31 oktober 2027 om 02.59 uur (zomertijd)"),
        ("2027-10-31 01:00", "31 oktober 2027 om 02.00 uur (wintertijd)"),
        ("2027-10-31 01:59", "31 oktober 2027 om 02.59 uur (wintertijd)"),
        ("2027-10-31 02:00", "31 oktober 2027 om 03.00 uur"),
    ],
)
def test_a_moment_is_said_in_dutch_time_whatever_zone_the_server_has(utc: str, said: str) -> None:
    moment = datetime.fromisoformat(utc)

    for same in (moment, moment.replace(tzinfo=UTC), moment.replace(tzinfo=UTC).astimezone(), here(moment)):
        assert dutch_moment(same) == said
    new_york = timezone(timedelta(hours=-5))
    assert dutch_moment(moment.replace(tzinfo=UTC).astimezone(new_york)) == said


def test_a_period_ends_on_a_day_of_the_week_at_a_time() -> None:
    assert dutch_until(datetime(2027, 1, 31, 16, tzinfo=UTC)) == "zondag 31 januari 2027, 17.00 uur"
    assert dutch_until(datetime(2027, 10, 31, 1, 30, tzinfo=UTC)) == "zondag 31 oktober 2027, 02.30 uur (wintertijd)"


def test_a_day_begins_at_midnight_here() -> None:
    assert day_of(datetime(2027, 7, 31, 21, 59, tzinfo=UTC)) == date(2027, 7, 31)
    assert day_of(datetime(2027, 7, 31, 22, 0, tzinfo=UTC)) == date(2027, 8, 1)
    assert day_at("2027-01-31T23:00:00.000+00:00") == date(2027, 2, 1)


def test_a_clock_has_two_figures_for_each() -> None:
    assert dutch_clock(datetime(2027, 1, 1, 8, 5, tzinfo=UTC)) == "09.05 uur"


def test_days_and_months_have_their_dutch_names() -> None:
    assert [dutch_date(date(2026, month, 1)).split()[1] for month in (1, 3, 12)] == ["januari", "maart", "december"]
    assert dutch_day(date(2026, 11, 24), date(2026, 1, 1)) == "dinsdag 24 november"


def _local(tree: ast.AST) -> Iterator[str]:
    """Yield what would read the zone of the server: the clock without a zone, or a change to the server's own."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and not node.args and not node.keywords:
            said = ast.unparse(node.func)
            if said.endswith((".astimezone", "datetime.now", "date.today", "datetime.today", "localtime", ".utcnow")):
                yield f"{said}()"
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".fromtimestamp") and len(node.args) == 1:
            yield ast.unparse(node)


def test_nothing_reads_the_zone_of_the_server() -> None:
    found = {str(path.relative_to(PACKAGE)): list(_local(ast.parse(path.read_text("utf-8")))) for path in FILES}

    assert {path: calls for path, calls in found.items() if calls} == {}


def test_no_page_reads_the_zone_of_the_browser() -> None:
    sources = [*(PACKAGE / "frontend" / "src").rglob("*.ts"), *(PACKAGE / "frontend" / "src").rglob("*.tsx")]
    local = re.compile(r"toLocale(?:Date|Time)?String|\.get(?:Hours|Minutes|Date|Day|Month|FullYear|TimezoneOffset)\(")

    assert len(sources) > 40
    assert {path.name: found for path in sources if (found := local.findall(path.read_text("utf-8")))} == {}


def test_one_file_knows_the_zone() -> None:
    texts = [path for path in FILES if "ZoneInfo" in path.read_text("utf-8")]

    assert [path.name for path in texts] == ["dutch_time.py"]
