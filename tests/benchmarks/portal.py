"""The portal: the first question, an answer, memory for a thousand learners, and many answers at once.

Beside Voila with a preheated kernel, in the same browser, where a browser shows it; every line says how busy the
machine was. A part of it: `python -m tests.benchmarks.portal load growth`.
"""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from tests.benchmarks import latency, portal_load
from tests.benchmarks.serving import (
    MODULE,
    ROOT,
    answers,
    chromium,
    disk_alone,
    loaded_line,
    running_jupyter,
    running_portal,
    running_voila,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NOTEBOOK = "werkdruk.ipynb"
QUIZ, STEP = "iglo-oefening", 8
QUIZ_TITLE = "Welk niveau van IGLO is dit?"
ROUNDS = 5
PREHEATED = 15
"""Seconds that Voila gets to fill its pool again before the next visit."""
ANSWERS = 300
MEMORY_LEARNERS = 1_000

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
        "load": portal_load.load,
        "growth": portal_load.growth,
    }
    for name in names or parts:
        parts[name]()


# The first question


def _first() -> None:
    with TemporaryDirectory() as folder, chromium() as browser:
        root = Path(folder)
        shutil.copytree(ROOT / "modules" / MODULE, root / "modules" / MODULE)
        notebook = root / "modules" / MODULE / NOTEBOOK
        ours, voila, weights, voila_weights = [], [], [], []
        preheated = ("--preheat_kernel=True", "--pool_size=1")
        with running_jupyter(root, folder) as portal, running_voila(notebook, folder, *preheated) as peer:
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
    loaded_line(
        "first question answerable, cold cache",
        f"{ratio:.1f} x sooner ({median(ours):.0f} ms; Voila {median(voila):.0f} ms)",
        "10 x Voila with a preheated kernel",
        reached=ratio >= 10,
    )
    print(f"      each visit: ours {_rounded(ours)}, Voila {_rounded(voila)} ms")
    kilobytes = max(weights) / 1000
    loaded_line(
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
        with running_portal(f"sqlite:///{folder}/leren.db") as server:
            server.carry_out(["a"], answers(50), 1)
            took = server.carry_out(["a"], answers(ANSWERS), 1)
        disk = disk_alone(Path(folder))
    p50, p95 = took.percentile(0.5), took.percentile(0.95)
    loaded_line(
        "POST api/antwoord, p95 on a connection that stays open",
        f"{p95:.1f} ms (p50 {p50:.1f}; {took.processor:.2f} ms of processor; disk alone p95 {disk[1]:.1f} ms)",
        "30 ms",
        reached=p95 < 30,
    )
    _click_to_feedback(p95)


def _click_to_feedback(server_time: float) -> None:
    """Compare a click in the portal with one in Voila and with a bare comm round trip there, in one browser."""
    with TemporaryDirectory() as folder, chromium() as browser:
        root = Path(folder)
        (root / "modules" / "meting").mkdir(parents=True)
        notebook = latency._folder(root / "modules" / "meting")  # noqa: SLF001  (the same page as there)
        voila, ours = [], []
        with running_voila(notebook, folder) as peer:
            page = browser.new_page()
            page.goto(f"http://127.0.0.1:{peer.port}/", timeout=120_000)
            page.get_by_label("Fout").wait_for(timeout=120_000)
            bare, voila = latency._measured(page)  # noqa: SLF001
            page.close()
        _without_bare(notebook)
        with running_jupyter(root, folder) as portal:
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
    loaded_line(
        "server time p95 beside a comm round trip in Voila, p50",
        f"{server_time / median(bare):.2f} x ({median(bare):.1f} ms)",
        "1 x",
        reached=server_time < median(bare),
    )
    loaded_line(
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
    with TemporaryDirectory() as folder, running_portal(f"sqlite:///{folder}/leren.db") as server:
        server.carry_out([f"warm{number}" for number in range(20)], HALFWAY, 8)
        before = server.megabytes()
        server.carry_out([f"learner{number}" for number in range(MEMORY_LEARNERS)], HALFWAY, 8)
        each = (server.megabytes() - before) / MEMORY_LEARNERS
        loaded_line(
            f"memory of the server, {MEMORY_LEARNERS:,} learners halfway",
            f"{each:.3f} MB each ({before:.0f} MB before)",
            "0.2 MB",
            reached=each < 0.2,
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
