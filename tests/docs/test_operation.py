"""The files of the guide for a server that is always on: what reads them takes them."""

from __future__ import annotations

import getpass
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ssfh_learn.portal.web.monitoring import TOKEN, Figures, monitored
from tests.docs import guide as read

GUIDE = {one.mark: one.text for one in read.examples(read.COURSES.read_text("utf-8"))}
UNITS = {mark.removeprefix("systemd: "): text for mark, text in GUIDE.items() if mark.startswith("systemd: ")}


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not on this computer")
def test_systemd_has_nothing_against_the_units(tmp_path: Path) -> None:
    for name, text in UNITS.items():
        here = re.sub(r"/srv/leren/programma/\S+/(python|jupyterhub|ssfh-learn)", "/bin/true", text)
        (tmp_path / name).write_text(here.replace("User=leren", "User=root"), "utf-8")

    for mark, text in GUIDE.items():
        if mark.startswith("systemd-timer: "):
            (tmp_path / mark.partition(": ")[2]).write_text(text, "utf-8")

    names = [name.replace("@.", "@10111.") for name in [*UNITS, "leren-kopie.timer"]]
    said = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *[tmp_path / name for name in names]],
        capture_output=True,
        text=True,
        check=False,
    )

    assert len(UNITS) > 1
    assert [line for line in said.stderr.splitlines() if str(tmp_path) in line or "leren" in line] == []
    assert said.returncode == 0, said.stderr


@pytest.mark.parametrize("name", UNITS)
def test_no_unit_runs_as_root_or_may_write_outside_its_own_places(name: str) -> None:
    lines = UNITS[name].splitlines()

    assert {"User=leren", "NoNewPrivileges=yes", "ProtectSystem=strict", "ReadWritePaths=/srv/leren"} <= set(lines)


def test_every_option_in_a_unit_is_one_of_the_service() -> None:
    described = {cells[0].strip("`") for cells in read.rows(read.COURSES.read_text("utf-8"), "Optie van de dienst")}

    for unit in UNITS.values():
        for command in re.findall(r"^ExecStart=.*ssfh_learn\.portal\.hub (.+)$", unit, re.MULTILINE):
            assert set(re.findall(r"--\w+", command)) <= described


@pytest.mark.skipif(not Path("/usr/sbin/logrotate").is_file(), reason="logrotate is not on this computer")
def test_logrotate_turns_the_log_over_and_the_service_goes_on_in_a_new_file(tmp_path: Path) -> None:
    file, account = tmp_path / "leren.log", getpass.getuser()
    rule = (
        GUIDE["logrotate"].replace("/srv/leren/logboek", str(tmp_path)).replace("leren leren", f"{account} {account}")
    )
    (tmp_path / "rule").write_text(rule.replace(f"create 0600 {account} {account}", "create 0600"))
    (tmp_path / "rule").chmod(0o644)
    said = """
import logging, subprocess, sys
from pathlib import Path
from ssfh_learn.portal.web.log import begin_log
begin_log(Path(sys.argv[1]))
logging.info("eerst")
subprocess.run(["/usr/sbin/logrotate", "--force", "--state", sys.argv[3], sys.argv[2]], check=True)
logging.info("daarna")
"""
    words = [sys.executable, "-c", said, file, tmp_path / "rule", tmp_path / "state"]
    subprocess.run(words, check=True, capture_output=True)

    assert "daarna" in file.read_text("utf-8")
    assert "eerst" not in file.read_text("utf-8")
    assert "eerst" in (tmp_path / "leren.log.1").read_text("utf-8")
    assert (file.stat().st_mode & 0o077) == 0


def test_the_guide_names_each_part_that_is_watched_and_the_variable_of_the_token() -> None:
    chapter = read.chapter(read.COURSES.read_text("utf-8"), "Kijken of het werkt")

    assert {part for part in ("journal", "gradebook", "modules") if f"`{part}`" not in chapter} == set()
    assert f"`{TOKEN}`" in chapter
    assert {path for path, _, _ in monitored(Figures())} == {row[0].strip("`") for row in read.rows(chapter, "Adres")}
