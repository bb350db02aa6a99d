"""The portal: the first question, an answer, memory for a thousand learners, and many answers at once.

Beside Voila with a preheated kernel, in the same browser, where a browser shows it; every line says how busy the
machine was. A part of it: `python -m tests.benchmarks.portal load growth`.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import psutil
from playwright.sync_api import sync_playwright
from sqlalchemy import func, insert, select

from ssfh_learn.content import load_activity
from ssfh_learn.journal.sql import PUBLIC, SqlJournal
from tests.benchmarks import latency
from tests.benchmarks.crowd import Plan, as_json
from tests.benchmarks.report import line
from tests.postgresql import running_server

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[2]
MODULE, NOTEBOOK = "werkdruk", "werkdruk.ipynb"
QUIZ, STEP = "iglo-oefening", 8
QUIZ_TITLE = "Welk niveau van IGLO is dit?"
ROUNDS = 5
PREHEATED = 15
"""Seconds that Voila gets to fill its pool again before the next visit."""
ANSWERS = 300
MEMORY_LEARNERS = 1_000
LOAD_LEARNERS = 500
SIZES = (10, 1_000, 10_000, 100_000)
HISTORIES = (10, 100, 1_000, 10_000)
EVENTS_EACH = 10

# Milliseconds from the start of the page until a choice of the quiz is drawn and can be clicked.
FIRST_QUESTION = """
(title) => new Promise((resolve, reject) => {
  const look = () => {
    const quiz = [...document.querySelectorAll(".ssfh")].find((one) => one.textContent.includes(title));
    const choice = quiz && quiz.querySelector("input:not(:disabled)");
    if (choice && choice.getClientRects().length) resolve(performance.now());
    else requestAnimationFrame(look);
  };
  setTimeout(() => reject(new Error("no question")), 60000);
  look();
})
"""


def main(*names: str) -> None:
    """Print the figures, or those that are named."""
    parts: dict[str, Callable[[], None]] = {
        "first": _first,
        "answer": _answer,
        "memory": _memory,
        "load": _load,
        "growth": _growth,
    }
    for name in names or parts:
        parts[name]()


def _line(what: str, measured: str, target: str, *, reached: bool) -> None:
    line(what, f"{measured} (load {os.getloadavg()[0]:.1f})", target, reached=reached)


# Servers


@dataclass(frozen=True)
class _Running:
    """A server that was started: where it answers and its process."""

    port: int
    process: psutil.Process

    def carry_out(
        self, learners: list[str], requests: list[Any], connections: int, *, per_second: float | None = None
    ) -> _Took:
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
        return _Took(sorted(each), took["seconds"], (self.cpu() - before) * 1000 / len(each))

    def cpu(self) -> float:
        """Return the seconds of processor that the server used until now."""
        times = self.process.cpu_times()
        return float(times.user + times.system)

    def megabytes(self) -> float:
        """Return the memory of the server."""
        return float(self.process.memory_info().rss / 1e6)


@dataclass(frozen=True)
class _Took:
    """Milliseconds of every answer, sorted; the seconds of all together; milliseconds of processor for each."""

    milliseconds: list[float]
    seconds: float
    processor: float

    @property
    def per_second(self) -> float:
        return len(self.milliseconds) / self.seconds

    def percentile(self, share: float) -> float:
        return self.milliseconds[min(len(self.milliseconds) - 1, int(len(self.milliseconds) * share))]


@contextmanager
def _portal(database: str, modules: Path = ROOT / "modules") -> Iterator[_Running]:
    """Run the portal in one process."""
    port = _free_port()
    program = [sys.executable, "-m", "tests.benchmarks.portal_server", str(modules), database, str(port)]
    with _process(program, port, {}) as running:
        yield running


@contextmanager
def _process(command: list[str], port: int, environment: dict[str, str], cwd: Path = ROOT) -> Iterator[_Running]:
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
        yield _Running(port, psutil.Process(server.pid))
    finally:
        server.terminate()
        server.wait()


@contextmanager
def _voila(notebook: Path, data: str, *options: str) -> Iterator[_Running]:
    port = _free_port()
    # of no use to a learner, and not always able to start outside JupyterLab
    others = "--VoilaConfiguration.extension_denylist=['@jupyter/nbgrader', '@jupyter-notebook/lab-extension']"
    command = [sys.executable, "-m", "voila", str(notebook), "--no-browser", f"--port={port}", others, *options]
    with _process(command, port, {"XDG_DATA_HOME": data}) as running:
        yield running


@contextmanager
def _jupyter(root: Path, data: str) -> Iterator[_Running]:
    """Run the portal as `ssfh-learn start` does: in a Jupyter server."""
    port = _free_port()
    command = [
        *(sys.executable, "-m", "jupyter", "server", "--no-browser", "--allow-root", f"--ServerApp.port={port}"),
        *(f"--ServerApp.root_dir={root}", "--ServerApp.ip=127.0.0.1", "--IdentityProvider.token="),
        "--ServerApp.jpserver_extensions={'ssfh_learn.portal': True}",
    ]
    with _process(command, port, {"XDG_DATA_HOME": data}) as running:
        yield running


@contextmanager
def _chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-background-networking"]
        )
        try:
            yield browser
        finally:
            browser.close()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


# The first question


def _first() -> None:
    with TemporaryDirectory() as folder, _chromium() as browser:
        root = Path(folder)
        shutil.copytree(ROOT / "modules" / MODULE, root / "modules" / MODULE)
        notebook = root / "modules" / MODULE / NOTEBOOK
        ours, voila, weights, voila_weights = [], [], [], []
        preheated = ("--preheat_kernel=True", "--pool_size=1")
        with _jupyter(root, folder) as portal, _voila(notebook, folder, *preheated) as peer:
            page = f"http://127.0.0.1:{portal.port}/leren/module/{MODULE}/{STEP}"
            for number in range(ROUNDS + 1):  # the first one warms both up and does not count
                time.sleep(PREHEATED)
                there = _visit(browser, f"http://127.0.0.1:{peer.port}/")
                here = _visit(browser, page)
                if number:
                    voila.append(there[0])
                    voila_weights.append(there[1])
                    ours.append(here[0])
                    weights.append(here[1])
    ratio = median(voila) / median(ours)
    _line(
        "first question answerable, cold cache",
        f"{ratio:.1f} x sooner ({median(ours):.0f} ms; Voila {median(voila):.0f} ms)",
        "10 x Voila with a preheated kernel",
        reached=ratio >= 10,
    )
    print(f"      each visit: ours {_rounded(ours)}, Voila {_rounded(voila)} ms")
    kilobytes = max(weights) / 1000
    _line(
        "everything that a step transfers, packed",
        f"{kilobytes:.0f} KB (Voila {max(voila_weights) / 1000:.0f} KB)",
        "150 KB",
        reached=kilobytes < 150,
    )


def _visit(browser: Browser, url: str) -> tuple[float, float]:
    """Open a page with nothing kept; return milliseconds until the question, and bytes that came over the line."""
    context = browser.new_context()
    try:
        page = context.new_page()
        watched = context.new_cdp_session(page)
        sizes: list[float] = []
        watched.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
        watched.send("Network.enable")
        page.goto(url, wait_until="commit", timeout=120_000)
        took = page.evaluate(FIRST_QUESTION, QUIZ_TITLE)
        page.wait_for_timeout(1000)
        return float(took), sum(sizes)
    finally:
        context.close()


def _rounded(values: Iterable[float]) -> list[int]:
    return [round(value) for value in values]


# One answer


def _answer() -> None:
    with TemporaryDirectory() as folder:
        with _portal(f"sqlite:///{folder}/leren.db") as server:
            server.carry_out(["a"], _answers(50), 1)
            took = server.carry_out(["a"], _answers(ANSWERS), 1)
        disk = _disk(Path(folder))
    p50, p95 = took.percentile(0.5), took.percentile(0.95)
    _line(
        "POST api/antwoord, p95 on a connection that stays open",
        f"{p95:.1f} ms (p50 {p50:.1f}; {took.processor:.2f} ms of processor; disk alone p95 {disk[1]:.1f} ms)",
        "30 ms",
        reached=p95 < 30,
    )
    _click_to_feedback(p95)


def _click_to_feedback(server_time: float) -> None:
    """Compare a click in the portal with one in Voila and with a bare comm round trip there, in one browser."""
    with TemporaryDirectory() as folder, _chromium() as browser:
        root = Path(folder)
        (root / "modules" / "meting").mkdir(parents=True)
        notebook = latency._folder(root / "modules" / "meting")  # noqa: SLF001  (the same page as there)
        voila, ours = [], []
        with _voila(notebook, folder) as peer:
            page = browser.new_page()
            page.goto(f"http://127.0.0.1:{peer.port}/", timeout=120_000)
            page.get_by_label("Fout").wait_for(timeout=120_000)
            bare, voila = latency._measured(page)  # noqa: SLF001
            page.close()
        _without_bare(notebook)
        with _jupyter(root, folder) as portal:
            page = browser.new_page()
            page.goto(f"http://127.0.0.1:{portal.port}/leren/module/metingen/1", timeout=120_000)
            page.get_by_label("Fout").wait_for(timeout=120_000)
            page.evaluate("document.body.insertAdjacentHTML('beforeend', '<span id=bare></span>')")
            page.get_by_label("Fout").check()
            page.wait_for_timeout(500)
            check, retry = (latency.section("frontend")["quiz"][name] for name in ("check", "retry"))
            for _ in range(latency.ROUNDS):
                page.wait_for_timeout(250)  # what one hand does: never faster than the pace that is allowed
                ours.append(page.evaluate(latency.WATCH, [check, retry]))
                page.wait_for_timeout(250)
                page.evaluate(latency.WATCH, [retry, check])
            page.close()
    last = int(latency.ROUNDS * 0.95)
    what, limit = sorted(ours), sorted(bare)
    _line(
        "server time p95 beside a comm round trip in Voila, p50",
        f"{server_time / median(bare):.2f} x ({median(bare):.1f} ms)",
        "1 x",
        reached=server_time < median(bare),
    )
    _line(
        "click to feedback in the portal, answer on disk, p50",
        f"{median(ours):.1f} ms (p95 {what[last]:.1f}); comm {median(bare):.1f} ({limit[last]:.1f}), "
        f"the same quiz in Voila {median(voila):.1f} ({sorted(voila)[last]:.1f})",
        "the comm round trip",
        reached=median(ours) < median(bare),
    )


def _without_bare(notebook: Path) -> None:
    """Leave only the quiz in the notebook, so that the portal needs no kernel for it."""
    content = json.loads(notebook.read_text("utf-8"))
    content["cells"] = [{**content["cells"][1], "source": 'activity("meting")'}]
    notebook.write_text(json.dumps(content), "utf-8")
    described = notebook.with_name("module.yaml")  # a place with the name of its activity is a test
    described.write_text(described.read_text("utf-8").replace("id: meting", "id: metingen"), "utf-8")


def _answers(count: int) -> list[Any]:
    """Return answers to the questions with one right option of the shipped quiz, one after the other."""
    quiz: Any = load_activity(ROOT / "modules" / MODULE / "activiteiten" / "kennischeck.yaml")
    choices = [
        (question.id, option.id)
        for question in quiz.questions
        if question.kind == "single_choice"
        for option in question.options
    ]
    chosen = [choices[number % len(choices)] for number in range(count)]
    return [[MODULE, "kennischeck", {"kind": "answer", "question": one, "answer": two}] for one, two in chosen]


def _disk(folder: Path, rounds: int = 200) -> tuple[float, float]:
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


# Memory

HALFWAY: list[Any] = [
    f"/leren/module/{MODULE}/1",
    [MODULE, "start", {"kind": "choose", "role": "employee"}],
    f"/leren/module/{MODULE}/2",
    f"/leren/module/{MODULE}/3",
    f"/leren/module/{MODULE}/4",
    [MODULE, "maatregelen", {"kind": "estimate", "value": 40}],
    [MODULE, "maatregelen", {"kind": "show"}],
    f"/leren/module/{MODULE}/5",
    [MODULE, "teamrekenhulp", {"kind": "set", "value": 7}],
    f"/leren/module/{MODULE}/6",
    [MODULE, "energie-weegschaal", {"kind": "answer", "question": "weegschaal", "answer": {"telefoon": "kost"}}],
    f"/leren/module/{MODULE}/7",
    f"/leren/module/{MODULE}/8",
    [MODULE, QUIZ, {"kind": "answer", "question": "kaart-overleg", "answer": "groep"}],
    [MODULE, QUIZ, {"kind": "check", "question": "kaart-overleg"}],
]


def _memory() -> None:
    with TemporaryDirectory() as folder, _portal(f"sqlite:///{folder}/leren.db") as server:
        server.carry_out([f"warm{number}" for number in range(20)], HALFWAY, 8)
        before = server.megabytes()
        server.carry_out([f"learner{number}" for number in range(MEMORY_LEARNERS)], HALFWAY, 8)
        each = (server.megabytes() - before) / MEMORY_LEARNERS
        _line(
            f"memory of the server, {MEMORY_LEARNERS:,} learners halfway",
            f"{each:.3f} MB each ({before:.0f} MB before)",
            "0.2 MB",
            reached=each < 0.2,
        )


# Many at once


def _load() -> None:
    with TemporaryDirectory() as folder, running_server() as server:
        for name, database in (("SQLite", f"sqlite:///{folder}/leren.db"), ("PostgreSQL", server.new_database())):
            _load_on(name, database)
            p50, p95 = _disk(Path(folder))
            print(f"      one block on this disk alone, now: p50 {p50:.1f} ms, p95 {p95:.1f} ms")


def _load_on(name: str, database: str) -> None:
    learners = [f"learner{number}" for number in range(LOAD_LEARNERS)]
    with _portal(database) as server:
        server.carry_out(learners[:50], _answers(2), 16)
        given = 100
        for connections in (32, 100):
            took = server.carry_out(learners, _answers(10), connections)
            given += len(took.milliseconds)
            _line(
                f"{name}, durable answers, {connections} at once, each as soon as it can",
                f"{took.per_second:.0f} a second, p50 {took.percentile(0.5):.0f}, p99 {took.percentile(0.99):.0f} ms, "
                f"{took.processor:.2f} ms of processor",
                "500 a second, p99 200 ms",
                reached=took.per_second >= 500 and took.percentile(0.99) < 200,
            )
        took = server.carry_out(learners, _answers(10), 300, per_second=500)
        given += len(took.milliseconds)
        _line(
            f"{name}, 500 learners a second, whether or not it keeps up",
            f"{took.per_second:.0f} a second, p50 {took.percentile(0.5):.0f}, p99 {took.percentile(0.99):.0f} ms",
            "500 a second, p99 200 ms",
            reached=took.per_second >= 490 and took.percentile(0.99) < 200,
        )
    kept = _count(database)
    line(f"{name}, answers that are in the database", f"{kept}", f"{given}", reached=kept == given)


def _count(database: str) -> int:
    journal = SqlJournal(database)
    with journal.reading() as reading:
        found = reading.connection.execute(select(func.count()).select_from(PUBLIC)).scalar_one()
    journal.close()
    return int(found)


# More learners, longer histories


def _growth() -> None:
    with TemporaryDirectory() as folder, running_server() as server:
        for name, database in (("SQLite", f"sqlite:///{folder}/leren.db"), ("PostgreSQL", server.new_database())):
            _learners_on(name, database)
        for name, database in (("SQLite", f"sqlite:///{folder}/lang.db"), ("PostgreSQL", server.new_database())):
            _histories_on(name, database)


def _learners_on(name: str, database: str) -> None:
    """Print what an answer costs while the database fills with learners who did what each of them does."""
    each: dict[int, _Took] = {}
    filled = 0
    for size in SIZES:
        _fill(database, range(filled, size))
        filled = size
        with _portal(database) as server:
            server.carry_out(["warm"], _answers(50), 1)
            # spread over all of them, and never one that is in memory: her events are read and played again
            learners = [f"learner{number}" for number in range(0, size, max(1, size // 250))][:250]
            times = [server.carry_out(learners, _answers(max(4, 1000 // len(learners))), 4) for _ in range(3)]
        each[size] = min(times, key=lambda took: took.processor)
        took = each[size]
        p50 = took.percentile(0.5)
        print(f"      {name}, {size:>7,} learners: {took.processor:.2f} ms of processor, p50 {p50:.1f} ms")
    ratio = each[SIZES[-1]].processor / each[SIZES[1]].processor
    what = f"{name}, {SIZES[-1]:,} learners against {SIZES[1]:,}, an answer"
    _line(what, f"{ratio:.2f} x", "1, at most 1.25", reached=ratio <= 1.25)


def _fill(database: str, numbers: range, events: int = EVENTS_EACH) -> None:
    """Put learners with a history in the database, many rows at a time."""
    quiz: Any = load_activity(ROOT / "modules" / MODULE / "activiteiten" / "kennischeck.yaml")
    asked = [answer[2] for answer in _answers(events)]
    content, at = quiz.fingerprint(), "2026-01-05T08:00:00.000+00:00"
    journal = SqlJournal(database)
    for first in range(numbers.start, numbers.stop, 2_000):
        rows = [
            {
                "learner": f"learner{number}",
                "place": MODULE,
                "activity": "kennischeck",
                "id": f"{number}-{place}",
                "at": at,
                "content": content,
                "attempt": 1,
                "kind": "answer",
                "data": json.dumps({"question": one["question"], "answer": one["answer"]}),
            }
            for number in range(first, min(first + 2_000, numbers.stop))
            for place, one in enumerate(asked)
        ]
        with journal.writing() as writing:
            writing.connection.execute(insert(PUBLIC), rows)
    journal.close()


def _histories_on(name: str, database: str) -> None:
    """Print what an answer costs a learner who gave many before: the first one after a start, and those after it."""
    each: dict[int, float] = {}
    for number, size in enumerate(HISTORIES):
        _fill(database, range(number, number + 1), size)
        with _portal(database) as server:
            server.carry_out(["warm"], _answers(50), 1)
            first = server.carry_out([f"learner{number}"], _answers(1), 1)
            times = [server.carry_out([f"learner{number}"], _answers(200), 1) for _ in range(3)]
        each[size] = min(took.processor for took in times)
        p50 = min(took.percentile(0.5) for took in times)
        print(
            f"      {name}, history of {size:>6,}: {each[size]:.2f} ms of processor, p50 {p50:.1f} ms; "
            f"the first answer after a start {first.milliseconds[0]:.0f} ms"
        )
    ratio = each[HISTORIES[-1]] / each[HISTORIES[0]]
    what = f"{name}, a history of {HISTORIES[-1]:,} against {HISTORIES[0]}, an answer"
    _line(what, f"{ratio:.2f} x", "1, at most 1.25", reached=ratio <= 1.25)


if __name__ == "__main__":
    main(*sys.argv[1:])
