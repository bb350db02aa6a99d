"""The files of the guide for a server that is always on: what reads them takes them."""

from __future__ import annotations

import asyncio
import getpass
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests
import yaml
from tornado.httpserver import HTTPServer
from tornado.web import Application

from ssfh_learn.portal.web.monitoring import TOKEN, Figures, monitored
from tests import nginx
from tests.docs import guide as read
from tests.ports import free_port

GUIDE = {one.mark: one.text for one in read.examples(read.COURSES.read_text("utf-8"))}
UNITS = {mark.removeprefix("systemd: "): text for mark, text in GUIDE.items() if mark.startswith("systemd: ")}


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not on this computer")
def test_systemd_has_nothing_against_the_units(tmp_path: Path) -> None:
    for name, text in UNITS.items():
        here = re.sub(r"/opt/leren/programma/\S+/(python|jupyterhub|ssfh-learn)", "/bin/true", text)
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


def test_the_service_cannot_put_another_program_where_root_runs_it() -> None:
    typed = "\n".join(text for mark, text in GUIDE.items() if mark.startswith("voorbereiden: "))
    (program,) = re.findall(r"^sudo git clone ADRES (\S+)", typed, re.MULTILINE)
    of_account = re.findall(r"^sudo chown (?:-R )?leren:leren (\S+)", typed, re.MULTILINE)
    written = [
        place for text in UNITS.values() for some in re.findall(r"ReadWritePaths=(.+)", text) for place in some.split()
    ]
    run_by_root = re.findall(r"sudo (\S+/\.venv/bin/\S+)", read.COURSES.read_text("utf-8"))

    assert of_account
    assert written
    around = {Path(program), *Path(program).parents}
    assert [one for one in of_account + written if Path(one) in around or Path(program) in Path(one).parents] == []
    assert [one for one in run_by_root if Path(program) not in Path(one).parents] == []


def test_nginx_does_not_write_down_which_pages_somebody_reads() -> None:
    servers = re.findall(r"^server \{\n(.*?)^\}", GUIDE["nginx: leren"], re.MULTILINE | re.DOTALL)

    assert len(servers) > 1  # a browser asks for the first page at the one that only leads to https
    assert [one for one in servers if "    access_log off;\n" not in one] == []


def test_a_command_that_linux_types_by_itself_has_its_whole_path() -> None:
    planned = re.findall(r"^[\d*]+(?: [\d*]+){4} (\S+)", read.COURSES.read_text("utf-8"), re.MULTILINE)
    started = [
        line.split()[0] for text in UNITS.values() for line in re.findall(r"^ExecStart=(.+)", text, re.MULTILINE)
    ]

    assert planned  # cron looks in /usr/bin and /bin alone
    assert [one for one in planned + started if not one.startswith("/")] == []


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

    assert {part for part in ("journal", "gradebook", "modules", "accounts") if f"`{part}`" not in chapter} == set()
    assert f"`{TOKEN}`" in chapter
    assert {path for path, _, _ in monitored(Figures())} == {row[0].strip("`") for row in read.rows(chapter, "Adres")}


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str, str], requests.Response]]:
    """Return who asks for figures with a token, where nginx lets this computer ask (`hier`) or another one (`daar`)."""
    loop, port, folder = asyncio.new_event_loop(), free_port(), tmp_path_factory.mktemp("nginx")
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    async def begin() -> HTTPServer:
        return Application(monitored(Figures())).listen(port, "127.0.0.1")

    server = asyncio.run_coroutine_threadsafe(begin(), loop).result()
    block = GUIDE["nginx: cijfers"].replace(":10101", f":{port}")
    here = block.replace("/metrics/leren", "/metrics/hier").replace("192.0.2.10", "127.0.0.1")
    with nginx.site_of_guide(folder, here + block.replace("/metrics/leren", "/metrics/daar")) as site:

        def ask(where: str, token: str) -> requests.Response:
            headers = {"Authorization": f"Bearer {token}"} if token else {}
            address = f"https://localhost:{site.secure}/metrics/{where}"
            return requests.get(address, headers=headers, verify=folder / "fullchain.pem", timeout=30)

        yield ask
    loop.call_soon_threadsafe(server.stop)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()


@pytest.mark.parametrize(
    ("where", "token", "status"),
    [("hier", "geheim", 200), ("hier", "", 403), ("hier", "x", 403), ("daar", "geheim", 403)],
)
def test_another_server_reads_the_figures_through_nginx_with_the_token_and_nobody_else_does(
    figures: Callable[[str, str], requests.Response],
    monkeypatch: pytest.MonkeyPatch,
    where: str,
    token: str,
    status: int,
) -> None:
    monkeypatch.setenv(TOKEN, "geheim")

    page = figures(where, token)

    assert (page.status_code, "ssfh_open" in page.text) == (status, status == requests.codes.ok)


CONTAINER = read.DOCS / "container"
COMPOSE = yaml.safe_load((CONTAINER / "compose.yaml").read_text("utf-8"))


def steps() -> list[tuple[str, str]]:
    """Return the instructions of the container file."""
    text = re.sub(r"^#.*\n", "", (CONTAINER / "Containerfile").read_text("utf-8"), flags=re.MULTILINE)
    lines = re.sub(r"\\\n\s*", "", text).splitlines()
    return [(one.partition(" ")[0], one.partition(" ")[2]) for one in lines if one]


def test_a_container_runs_as_an_ordinary_account_and_installs_by_hashes() -> None:
    kinds, said = [kind for kind, _ in steps()], dict(steps())

    assert said["USER"] == "leren"
    assert kinds.index("USER") < kinds.index("CMD")
    assert set(kinds) <= {"FROM", "RUN", "COPY", "ENV", "USER", "WORKDIR", "EXPOSE", "HEALTHCHECK", "CMD"}
    installs = [text for kind, text in steps() if kind == "RUN" and "pip install" in text]
    assert [text for text in installs if "--require-hashes" not in text and "--no-deps" not in text] == []
    assert ":latest" not in said["FROM"]


def test_the_database_is_of_the_version_whose_programs_for_a_backup_are_in_the_container() -> None:
    release = dict(steps())["FROM"].rpartition("-")[2]
    (client,) = re.findall(r"\bpostgresql-client\S*", " ".join(text for _, text in steps()))
    of_debian = {"bookworm": "15", "trixie": "17"}

    assert client == "postgresql-client"
    assert COMPOSE["services"]["database"]["image"].endswith(f"/postgres:{of_debian[release]}-{release}")


def test_everything_that_a_container_copies_is_there() -> None:
    copied = [place for kind, text in steps() if kind == "COPY" for place in text.split()[:-1]]

    assert [place for place in copied if not (read.ROOT / place).exists()] == []


@pytest.mark.parametrize("name", COMPOSE["services"])
def test_no_service_of_the_compose_file_is_root_or_can_become_it(name: str) -> None:
    service = COMPOSE["services"][name]

    assert int(service["user"].partition(":")[0]) > 0
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert [port for port in service.get("ports", ()) if not port.startswith("127.0.0.1:")] == []
    assert not any("PASSWORD" in key and not key.endswith("_FILE") for key in service.get("environment", {}))


def test_what_the_compose_file_names_is_declared() -> None:
    used = {one["source"] for service in COMPOSE["services"].values() for one in service.get("secrets", ())}
    volumes = {
        one.partition(":")[0] for service in COMPOSE["services"].values() for one in service["volumes"] if one[0] != "."
    }

    assert (used, volumes) == (set(COMPOSE["secrets"]), set(COMPOSE["volumes"]))
    (build,) = [service["build"] for service in COMPOSE["services"].values() if "build" in service]
    assert (CONTAINER / build["context"] / build["dockerfile"]).resolve() == CONTAINER / "Containerfile"
