"""The guide's commands for a bare server and for a new version of the program, typed from top to bottom.

What would change this computer is only named.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.docs import guide as read

pytestmark = pytest.mark.slow  # builds a course

GUIDE = read.COURSES.read_text("utf-8")
UPDATE = "bijwerken"
BLOCKS = {
    one.mark.removeprefix("voorbereiden: "): one.text
    for one in read.examples(GUIDE)
    if one.mark.startswith(("voorbereiden", UPDATE))
}
TYPED = ("account", "ophalen", "programma", "venster", "cursus", "geheimen", UPDATE)
"""The blocks that are typed here; `server` installs packages, and the Hub is started in a test of its own."""
ONLY_NAMED = ("useradd", "chown", "git", "npm", "python3", "systemctl")
"""Programs that would change this computer: they write down what they were asked."""
SUDO = """#!/bin/sh
while [ "${1#-}" != "$1" ]; do case "$1" in -u) shift 2;; *) shift;; esac; done
exec "$@"
"""


@dataclass(frozen=True)
class Server:
    """A folder that stands for the server, and what the programs were asked that are only named."""

    root: Path
    asked: list[str]

    def rights(self, place: str) -> str:
        """Return the rights of a place, as `chmod` takes them."""
        return f"{(self.root / place).stat().st_mode & 0o7777:04o}"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Server:
    root, programs = tmp_path_factory.mktemp("server"), tmp_path_factory.mktemp("programs")
    own = root / "opt" / "leren" / "programma"
    (own / ".venv" / "bin").mkdir(parents=True)
    shutil.copytree(read.ROOT / "modules" / "werkdruk", own / "modules" / "werkdruk")
    named = '#!/bin/sh\necho "$(basename "$0") $*" >> "$ASKED"\n'
    for name in ONLY_NAMED:
        write_program(programs / name, named)
    write_program(programs / "sudo", SUDO)
    write_program(own / ".venv" / "bin" / "python", named)
    for name in ("ssfh-learn", "alembic", "jupyter"):
        (own / ".venv" / "bin" / name).symlink_to(Path(sys.executable).parent / name)
    typed = re.sub(r"/(srv|opt|etc)/", rf"{root}/\1/", "\n".join(BLOCKS[name] for name in TYPED))
    (root / "etc").mkdir()
    environment = {**os.environ, "PATH": f"{programs}:/usr/bin:/bin", "ASKED": str(root / "asked"), "HOME": str(root)}

    # each line is read by the shell that is in front by then, as in a terminal
    done = subprocess.run(["bash"], input=typed, env=environment, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    return Server(root / "srv" / "leren", (root / "asked").read_text("utf-8").splitlines())


def write_program(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")
    path.chmod(0o755)


def test_the_commands_make_a_server_with_a_module_and_a_built_test(server: Server) -> None:
    assert (server.root / "modules" / "werkdruk" / "module.yaml").is_file()
    assert (server.root / "cursus" / "release" / "eerste-toets" / "toets.json").is_file()
    assert (server.root / "cursus" / "gradebook.db").is_file()


def test_nobody_else_can_look_in_what_is_not_for_everybody(server: Server) -> None:
    assert {server.rights(place) for place in ("hub", "gegevens", "kopie", "logboek", "cursus")} == {"0700"}
    assert server.rights("../../etc/leren") == "0700"
    assert server.rights("../../etc/leren/geheimen") == "0600"
    assert server.rights(".") == "0711"  # the account that runs notebooks comes through here


def test_the_account_cannot_log_in_and_owns_what_is_not_the_program(server: Server) -> None:
    (account,) = [line for line in server.asked if line.startswith("useradd")]
    assert "--shell /usr/sbin/nologin leren" in account
    assert [line for line in server.asked if line.startswith("chown")] == [f"chown -R leren:leren {server.root}"]
    program = server.root.parents[1] / "opt" / "leren" / "programma"
    assert f"git clone ADRES {program}" in server.asked


def test_what_is_installed_is_what_the_package_and_its_tests_have(server: Server) -> None:
    project = tomllib.loads((read.ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    locked = json.loads((read.ROOT / "tests" / "proxy" / "package.json").read_text("utf-8"))["dependencies"]

    first, again = [line for line in server.asked if line.startswith("python -m pip")]
    (extras,) = re.findall(r"\[([\w,]+)\]$", first)
    assert set(extras.split(",")) == set(project["optional-dependencies"])
    assert again == first.replace("install ", "install --upgrade ")
    name, version = next(iter(locked.items()))
    assert f"npm install -g {name}@{version.lstrip('^~')}" in server.asked
    assert {"nodejs", "npm", "python3-venv", "git"} <= set(BLOCKS["server"].split())


def test_a_new_version_comes_after_a_copy_of_everything_while_the_hub_is_still(server: Server) -> None:
    update = server.asked[server.asked.index("systemctl start leren-kopie.service") :]

    assert [line.split(" /", 1)[0] for line in update] == [
        "systemctl start leren-kopie.service",
        "systemctl stop jupyterhub",
        "git -C",
        "python -m pip install --upgrade",
        "systemctl start jupyterhub",
    ]
    assert any(one.mark == "systemd: leren-kopie.service" for one in read.examples(GUIDE))


def test_every_place_of_the_other_examples_is_made_here(server: Server) -> None:
    units = "\n".join(one.text for one in read.examples(GUIDE) if one.mark.startswith("systemd"))
    units += "\n".join(one for one in read.fenced(GUIDE, "sh") if "ssfh-learn backup" in one)
    named = set(re.findall(r"/srv/leren/(\w+)", units))

    assert {place for place in named if not (server.root / place).is_dir()} == set()


def test_the_commands_for_a_backup_and_for_putting_it_back_are_those_of_the_guide(server: Server) -> None:
    back, again = [one for one in read.fenced(GUIDE, "sh") if re.match(r"ssfh-learn (backup|restore) ", one)]
    (server.root / "hub" / "jupyterhub_config.py").write_text("x = 1\n", "utf-8")
    new = server.root.parent / "nieuw"
    new.mkdir()
    (new / "kopie").symlink_to(server.root / "kopie")
    for command, root in ((back, server.root), (again, new)):
        words = command.replace("/srv/leren", str(root)).split()
        program = Path(sys.executable).parent / "ssfh-learn"
        done = subprocess.run([program, *words[1:]], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")

    for place in ("hub/jupyterhub_config.py", "cursus/keys/eerste-toets.yaml", "modules/werkdruk/module.yaml"):
        assert (new / place).read_bytes() == (server.root / place).read_bytes()
