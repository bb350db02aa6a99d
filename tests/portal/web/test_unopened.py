"""A portal that cannot open its database says why, to whoever runs it and on its page."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from ssfh_learn.words import word
from tests.browser.servers import running
from tests.disks import small_disk_at, stop_writing
from tests.portal.host import Site
from tests.portal.web.test_hub import PATIENCE, service
from tests.ports import free_port

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


def test_the_service_of_a_hub_says_so_in_its_log_and_waits(tmp_path: Path) -> None:
    """It used to stop, upon which a Hub that starts stops as well."""
    with small_disk_at(tmp_path / "gegevens") as disk:
        (disk / "cookie_secret").write_bytes(b"x" * 32)
        make_unusable(disk)
        shell = service(tmp_path, f"http://127.0.0.1:{free_port()}")
        assert shell.stderr
        said = [next(shell.stderr)]
        assert shell.poll() is None
        shell.terminate()
        said += shell.communicate(timeout=PATIENCE)[1].splitlines()
    assert SAID in said[0]
    assert word("hub", "tries_again") in said[0]
    assert [line for line in said if "Traceback" in line] == []
