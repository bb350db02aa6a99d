"""The files of the guide for a server that is always on: what reads them takes them."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.docs import guide as read

GUIDE = {one.mark: one.text for one in read.examples(read.COURSES.read_text("utf-8"))}
UNITS = {mark.removeprefix("systemd: "): text for mark, text in GUIDE.items() if mark.startswith("systemd: ")}


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not on this computer")
def test_systemd_has_nothing_against_the_units(tmp_path: Path) -> None:
    for name, text in UNITS.items():
        here = re.sub(r"/srv/leren/programma/\S+/(python|jupyterhub|ssfh-learn)", "/bin/true", text)
        (tmp_path / name).write_text(here.replace("User=leren", "User=root"), "utf-8")

    names = [name.replace("@.", "@10111.") for name in UNITS]
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
