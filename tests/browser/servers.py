"""The real servers, each with a home of its own, so that nothing of whoever runs the tests is read or changed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import pytest

import ssfh_learn
from ssfh_learn.cli.work_folder import bring_up_to_date
from ssfh_learn.words import word
from tests.ports import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

TOKEN = "tests"  # noqa: S105  (of a server that lives for a minute, on this computer only)
PATIENCE = 60
"""Seconds for a server to start, on a busy machine."""

JUPYTER = [sys.executable, "-m", "jupyter"]
OTHERS = (
    *("jupyterlab", "notebook", "voila.server_extension", "jupyter_lsp", "jupyter_server_terminals"),
    *(f"nbgrader.server_extensions.{name}" for name in ("formgrader", "assignment_list", "course_list")),
    "nbgrader.server_extensions.validate_assignment",
)
ONLY_THE_PORTAL = {"ssfh_learn.portal": True, **dict.fromkeys(OTHERS, False)}
OPTIONS = ["--no-browser", "--allow-root", "--ServerApp.ip=127.0.0.1", "--ServerApp.port_retries=0"]


@dataclass(frozen=True)
class Server:
    """A server that runs: `host` is `lab`, `notebook`, `voila`, or `portal`: a Jupyter server with nothing else."""

    host: str
    address: str
    token: str
    work: Path
    home: Path

    def page(self, notebook: Path) -> str:
        """Return the address at which a person opens a notebook of the work folder."""
        places = {"lab": "doc/tree", "notebook": "notebooks", "voila": "voila/render"}
        return f"{self.address}/{places[self.host]}/{notebook.relative_to(self.work).as_posix()}?token={self.token}"

    def private_journal(self, module: str) -> Path:
        """Return where what stays with the learner is kept."""
        return self.home / "data" / "ssfh_learn" / "private" / f"{module}.jsonl"

    def ask(self, path: str, method: str = "GET") -> bytes:
        """Return what the server's own REST API answers."""
        request = Request(f"{self.address}/{path}", method=method, headers={"Authorization": f"token {self.token}"})  # noqa: S310
        with urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310  (always http, see `address`)
            body: bytes = answer.read()
        return body


@contextmanager
def running(host: str, folder: Path) -> Iterator[Server]:
    """Run a server in `folder` until the block ends; its work folder holds the shipped modules."""
    work, home, port = folder / "work", folder / "home", free_port()
    home.mkdir(parents=True, exist_ok=True)  # a test can mount a disk in it first
    log = folder / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            _command(host, work, port), env=environment(home), stdout=output, stderr=output, start_new_session=True
        )
    try:
        server = Server(host, f"http://127.0.0.1:{port}", _token(host, process, log), work, home)
        _wait_until_it_answers(server, process, log)
        yield server
    finally:
        _stop(process)


def _command(host: str, work: Path, port: int) -> list[str]:
    if host == "lab":
        command = ["start", "--no-browser", "--folder", str(work), "--port", str(port)]
        return [sys.executable, "-m", "ssfh_learn", *command]
    work.mkdir()
    if host == "portal":
        own = [f"--ServerApp.port={port}", f"--ServerApp.root_dir={work}", f"--IdentityProvider.token={TOKEN}"]
        return [*JUPYTER, "server", *OPTIONS, *own, f"--ServerApp.jpserver_extensions={ONLY_THE_PORTAL}"]
    bring_up_to_date(work)
    if host == "notebook":
        own = [f"--ServerApp.port={port}", f"--ServerApp.root_dir={work}", f"--IdentityProvider.token={TOKEN}"]
        return [*JUPYTER, "notebook", *OPTIONS, *own]
    return [sys.executable, "-m", "voila", str(work), "--no-browser", f"--port={port}", "--Voila.ip=127.0.0.1"]


def environment(home: Path) -> dict[str, str]:
    """Return an environment in which Jupyter keeps everything below `home`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "XDG", "IPYTHON"))}
    # An editable install copies the JupyterLab extension; the one to test is the one of this checkout.
    extensions = home / "checkout" / "labextensions"
    extensions.mkdir(parents=True)
    (extensions / "ssfh_learn").symlink_to(Path(ssfh_learn.__file__).parent / "labextension")
    places = {
        "HOME": home,
        "JUPYTER_PATH": home / "checkout",
        "XDG_DATA_HOME": home / "data",
        "XDG_CONFIG_HOME": home / "config",
        "XDG_CACHE_HOME": home / "cache",
        "JUPYTER_CONFIG_DIR": home / "jupyter" / "config",
        "JUPYTER_DATA_DIR": home / "jupyter" / "data",
        "JUPYTER_RUNTIME_DIR": home / "jupyter" / "runtime",
        "IPYTHONDIR": home / "ipython",
    }
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {**kept, **{name: str(place) for name, place in places.items()}, "PATH": path}


def _token(host: str, process: subprocess.Popen[bytes], log: Path) -> str:
    """Return the token; `ssfh-learn start` makes one, and prints it in an address that a person can open."""
    if host != "lab":
        return TOKEN if host in {"notebook", "portal"} else ""
    before = word("cli", "server_url", url="")
    for _ in _moments():
        lines = log.read_text("utf-8").splitlines()
        found = [line.split("token=")[1] for line in lines if line.startswith(before.strip()) and "token=" in line]
        if found:
            return found[0].strip()
        _fail_when_stopped(process, log)
    pytest.fail(f"no address was printed:\n{log.read_text('utf-8')}")


def _wait_until_it_answers(server: Server, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in _moments():
        try:
            server.ask("" if server.host == "voila" else "api/status")
        except HTTPError:
            return
        except (URLError, ConnectionError):
            _fail_when_stopped(process, log)
        else:
            return
    pytest.fail(f"{server.host} does not answer:\n{log.read_text('utf-8')}")


def _fail_when_stopped(process: subprocess.Popen[bytes], log: Path) -> None:
    assert process.poll() is None, f"the server stopped:\n{log.read_text('utf-8')}"


def _moments() -> Iterator[float]:
    end = time.monotonic() + PATIENCE
    while (now := time.monotonic()) < end:
        yield now
        time.sleep(0.1)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Stop the server as a closed terminal would: it stops its kernels itself."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
