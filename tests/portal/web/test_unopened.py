"""A portal that cannot open its database says why, to whoever runs it and on its page."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from ssfh_learn.words import word
from tests.browser.servers import running
from tests.disks import small_disk_at, stop_writing
from tests.portal.host import Site

pytestmark = pytest.mark.slow  # starts servers

SAID = word("hub", "not_updated")


def make_unusable(disk: Path) -> None:
    """Leave an empty database, which has to be brought up to date, on a disk that cannot be written."""
    (disk / "leren.db").touch()
    stop_writing(disk, "read_only")


def test_the_page_in_jupyter_and_its_log_say_that_the_database_cannot_be_brought_up_to_date(tmp_path: Path) -> None:
    with small_disk_at(tmp_path / "home" / "data" / "ssfh_learn") as disk:
        make_unusable(disk)
        with running("portal", tmp_path) as server:
            site = Site(urlsplit(server.address).port or 0)
            for path in ("", "module/werkdruk/1", "bestaat-niet"):
                shown = site.visitor().get(path)
                assert (shown.status, SAID in shown.text) == (503, True)
            answered = site.visitor().get("api/antwoord?place=werkdruk&activity=zelfscan")
            assert (answered.status, answered.json) == (503, {"state": "failed", "message": SAID})
        log = (tmp_path / "server.log").read_text("utf-8")
    assert SAID in log
    assert "Traceback" not in log


def test_the_service_of_a_hub_says_in_its_log_that_the_database_cannot_be_brought_up_to_date(tmp_path: Path) -> None:
    with small_disk_at(tmp_path / "gegevens") as disk:
        (disk / "cookie_secret").write_bytes(b"x" * 32)
        make_unusable(disk)
        ran = subprocess.run(
            [sys.executable, "-m", "ssfh_learn.portal.hub", "--modules", str(tmp_path), "--data", str(disk)],
            env={**os.environ, "JUPYTERHUB_SERVICE_URL": "http://127.0.0.1:1/", "JUPYTERHUB_API_TOKEN": "x"},
            capture_output=True,
            text=True,
            check=False,
        )
    assert (ran.returncode, SAID in ran.stderr) == (1, True)
    assert "Traceback" not in ran.stderr
