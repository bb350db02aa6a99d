"""What is started to be measured: the portal in one process, or in a Jupyter server, and Voila beside it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

import psutil
from playwright.sync_api import sync_playwright

from ssfh_learn.content import load_activity
from tests.benchmarks.crowd import Plan, as_json
from tests.benchmarks.report import line
from tests.chromium import program
from tests.ports import free_port

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[2]
MODULE = "werkdruk"


def loaded_line(what: str, measured: str, target: str, *, reached: bool) -> None:
    line(what, f"{measured} (load {os.getloadavg()[0]:.1f})", target, reached=reached)


@dataclass(frozen=True)
class Running:
    """A server that was started: where it answers and its process."""

    port: int
    process: psutil.Process

    def carry_out(
        self, learners: list[str], requests: list[Any], connections: int, *, per_second: float | None = None
    ) -> Took:
        """Let a crowd in another process do something, and return what it took."""
        plan = Plan(self.port, learners, requests, connections, per_second)
        before = self.cpu()
        done = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.crowd"],
            cwd=ROOT,
            input=as_json(plan),
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        took = json.loads(done.stdout)
        each = took["milliseconds"]
        return Took(sorted(each), took["seconds"], (self.cpu() - before) * 1000 / len(each))

    def took(self) -> dict[str, list[float]]:
        """Return the milliseconds that each request took in the server, by path, since the last time; sorted."""
        with urlopen(f"http://127.0.0.1:{self.port}/took") as answer:
            return {path: sorted(each) for path, each in json.load(answer).items()}

    def cpu(self) -> float:
        """Return the seconds of processor that the server used until now."""
        times = self.process.cpu_times()
        return float(times.user + times.system)

    def megabytes(self) -> float:
        """Return the memory of the server."""
        return float(self.process.memory_info().rss / 1e6)


@dataclass(frozen=True)
class Took:
    """Milliseconds of every answer, sorted; the seconds of all together; milliseconds of processor for each."""

    milliseconds: list[float]
    seconds: float
    processor: float

    @property
    def per_second(self) -> float:
        """Return how many answers a second there were."""
        return len(self.milliseconds) / self.seconds

    def percentile(self, share: float) -> float:
        """Return the milliseconds in which such a share of the answers came."""
        return percentile(self.milliseconds, share)


def percentile(milliseconds: list[float], share: float) -> float:
    """Return the milliseconds in which such a share of the answers came; they are sorted."""
    return milliseconds[min(len(milliseconds) - 1, int(len(milliseconds) * share))]


@contextmanager
def running_portal(
    database: str, modules: Path = ROOT / "modules", course: Path | None = None, *, paced: bool = False
) -> Iterator[Running]:
    """Run the portal in one process; `paced` says that nobody sends faster than the portal allows."""
    port = free_port()
    program = [sys.executable, "-m", "tests.benchmarks.portal_server", str(modules), database, str(port)]
    program += [str(course)] if course else []
    with process(program, port, {"PACED": "1"} if paced else {}) as running:
        yield running


@contextmanager
def process(command: list[str], port: int, environment: dict[str, str], cwd: Path = ROOT) -> Iterator[Running]:
    server = subprocess.Popen(
        command, cwd=cwd, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(600):
            with suppress(OSError):
                socket.create_connection(("127.0.0.1", port)).close()
                break
            if server.poll() is not None:
                raise RuntimeError(command)
            time.sleep(0.1)
        yield Running(port, psutil.Process(server.pid))
    finally:
        server.terminate()
        server.wait()


@contextmanager
def running_voila(notebook: Path, data: str, *options: str) -> Iterator[Running]:
    port = free_port()
    # of no use to a learner, and not always able to start outside JupyterLab
    others = "--VoilaConfiguration.extension_denylist=['@jupyter/nbgrader', '@jupyter-notebook/lab-extension']"
    command = [sys.executable, "-m", "voila", str(notebook), "--no-browser", f"--port={port}", others, *options]
    with process(command, port, {"XDG_DATA_HOME": data}) as running:
        yield running


@contextmanager
def running_jupyter(root: Path, data: str) -> Iterator[Running]:
    """Run the portal as `ssfh-learn start` does: in a Jupyter server."""
    port = free_port()
    command = [
        *(sys.executable, "-m", "jupyter", "server", "--no-browser", "--allow-root", f"--ServerApp.port={port}"),
        *(f"--ServerApp.root_dir={root}", "--ServerApp.ip=127.0.0.1", "--IdentityProvider.token="),
        "--ServerApp.jpserver_extensions={'ssfh_learn.portal': True}",
    ]
    with process(command, port, {"XDG_DATA_HOME": data}) as running:
        yield running


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program(), args=["--no-sandbox", "--disable-background-networking"]
        )
        try:
            yield browser
        finally:
            browser.close()


def answers(count: int, modules: Path = ROOT / "modules") -> list[Any]:
    """Return answers to the questions with one right option of a shipped quiz, one after the other."""
    quiz: Any = load_activity(modules / MODULE / "activiteiten" / "kennischeck.yaml")
    choices = [
        (question.id, option.id)
        for question in quiz.questions
        if question.kind == "single_choice"
        for option in question.options
    ]
    chosen = [choices[number % len(choices)] for number in range(count)]
    return [[MODULE, "kennischeck", {"kind": "answer", "question": one, "answer": two}] for one, two in chosen]


def disk_alone(folder: Path, rounds: int = 200) -> tuple[float, float]:
    """Return p50 and p95 of the milliseconds that the disk needs to keep one block, whatever writes it."""
    took = []
    with (folder / "block").open("wb") as file:
        for _ in range(rounds):
            started = time.perf_counter()
            file.write(bytes(4096))
            file.flush()
            os.fsync(file.fileno())
            took.append((time.perf_counter() - started) * 1000)
    return median(took), sorted(took)[int(rounds * 0.95)]
