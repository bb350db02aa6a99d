"""`ssfh-learn start`: when it is stopped, however that is, nothing goes on; and it says nothing in English."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from tests.portal.host import is_up
from tests.ports import free_port
from tests.thoroughness import night, sample

pytestmark = pytest.mark.slow  # each test starts a server

PATIENCE = 60
"""Seconds for a server to start, or to stop, on a busy machine."""


@dataclass
class Started:
    """A command that runs, and what it said."""

    process: subprocess.Popen[bytes]
    port: int
    out: Path
    err: Path

    @property
    def serves(self) -> bool:
        """Whether the portal answers."""
        with socket.socket() as asking:
            asking.settimeout(1)
            if asking.connect_ex(("127.0.0.1", self.port)):
                return False
        return is_up(self.port)

    def until(self, happened: Callable[[], bool]) -> None:
        """Wait until something is so; fails after a minute."""
        end = time.monotonic() + PATIENCE
        while not happened():
            assert time.monotonic() < end, self.err.read_text("utf-8")
            time.sleep(0.1)


def _hang_up_as_in_a_window() -> None:
    """Let a hang-up and Ctrl+C end the command, also where these tests themselves run in the background."""
    for number in (signal.SIGHUP, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)


@pytest.fixture
def started(tmp_path: Path) -> Iterator[Started]:
    """Start the command, in a home and a session of its own; whatever is left of it is ended."""
    port, out, err = free_port(), tmp_path / "out", tmp_path / "err"
    words = ["start", "--no-browser", "--folder", str(tmp_path / "werk"), "--port", str(port)]
    home = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data"), "JUPYTER_CONFIG_DIR": str(tmp_path / "c")}
    with out.open("wb") as said, err.open("wb") as complained:
        process = subprocess.Popen(
            [sys.executable, "-m", "ssfh_learn", *words],
            env={**os.environ, **home},
            stdout=said,
            stderr=complained,
            start_new_session=True,
            preexec_fn=_hang_up_as_in_a_window,  # noqa: PLW1509  (no thread runs here yet)
        )
    yield Started(process, port, out, err)
    for one in (*psutil.Process(process.pid).children(recursive=True), process) if process.poll() is None else ():
        one.kill()
    process.wait()


def assert_nothing_goes_on(started: Started, children: list[psutil.Process]) -> None:
    """Hold that the command ended, with all that it began, and that its port is free."""
    started.process.wait(PATIENCE)
    _, alive = psutil.wait_procs(children, 10)
    assert alive == []
    with socket.socket() as free:
        free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        free.bind(("127.0.0.1", started.port))


@pytest.mark.parametrize(
    "signals",
    [
        [signal.SIGTERM],
        night([signal.SIGHUP]),
        [signal.SIGINT] * 2,
        night([signal.SIGKILL]),
        night([signal.SIGINT]),
        night([signal.SIGTERM] * 2),
    ],
    ids=lambda signals: "+".join(one.name for one in signals),
)
def test_when_it_is_stopped_the_server_stops(started: Started, signals: list[signal.Signals]) -> None:
    started.until(lambda: started.serves)
    children = psutil.Process(started.process.pid).children(recursive=True)

    for one in signals:
        started.process.send_signal(one)

    assert_nothing_goes_on(started, children)
    if signal.SIGKILL not in signals:
        assert started.process.returncode == 0
    assert "Traceback" not in started.err.read_text("utf-8")


STOPPING = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGKILL)


@pytest.mark.parametrize(("one", "later"), sample([(one, later) for later in (0.0, 1.0, 2.0) for one in STOPPING], 7))
def test_when_it_is_stopped_while_it_starts_no_server_comes(
    started: Started, one: signal.Signals, later: float
) -> None:
    started.until(lambda: b"http://" in started.out.read_bytes())
    time.sleep(later)
    children = psutil.Process(started.process.pid).children(recursive=True)

    started.process.send_signal(one)

    assert_nothing_goes_on(started, children)
    assert "Traceback" not in started.err.read_text("utf-8")


def test_ctrl_c_stops_it_even_where_a_library_drops_every_exception() -> None:
    loading = "import os, signal\nfrom ssfh_learn.cli import start\nstart._stop_at_any_signal()\n"
    loading += "try:\n    os.kill(os.getpid(), signal.SIGINT)\nexcept BaseException:\n    pass\nprint('goes on')"
    said = subprocess.run([sys.executable, "-c", loading], capture_output=True, text=True, check=True, timeout=60)

    assert (said.stdout, said.stderr) == ("", "")


def test_a_start_shows_nothing_of_what_libraries_say_to_their_developers(started: Started) -> None:
    started.until(lambda: started.serves)

    assert started.err.read_text("utf-8") == ""


def test_a_port_that_is_taken_is_told_in_dutch(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        ran = subprocess.run(
            [
                sys.executable,
                "-m",
                "ssfh_learn",
                "start",
                "--no-browser",
                "--folder",
                str(tmp_path / "w"),
                "--port",
                port,
            ],
            env={**os.environ, "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data")},
            capture_output=True,
            text=True,
            check=False,
        )

    assert ran.returncode == 1
    assert "De leeromgeving is gestopt met code 1." in ran.stderr
    assert "Traceback" not in ran.stderr
