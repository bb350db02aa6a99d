"""When a question can be seen and answered, beside a bare page, SurveyJS and h5p-standalone: one browser, one run.

`python -m tests.benchmarks.first_sight --install FOLDER` puts the peers in a folder outside the repository, with npm.
`python -m tests.benchmarks.first_sight --peers FOLDER --h5p FILE` measures with them. FILE is a package with a multiple
choice, such as `tests/mocks/multiple-choice.h5p` of the public repository EscolaLMS/H5P. What is not given is left out,
and its line says so.

Each load is by a browser that kept nothing and shows a page of another site, as of who follows a link in an e-mail or
opens a new tab: every page then gets a process of its own, which from an empty tab only ours does, by its header that
keeps other sites' hands off. The peers come out of memory, packed as well as ours, so what differs is the page itself.
Ours comes from a portal that looks up who asks and where she was.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import mimetypes
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import brotli
from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from tests.benchmarks.report import line
from tests.benchmarks.serving import ROOT, chromium, running_portal
from tests.ports import free_port

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PEERS = {"h5p-standalone": "3.8.2", "survey-core": "2.5.38", "survey-js-ui": "2.5.38"}
LOADS = 9
INSIDE = "The peers are no part of the repository: choose a folder outside it."
STEP = "module/agressie/7"
"""A step whose one activity is a quiz that begins with a choice."""
PACKED = {".css", ".html", ".js", ".json", ".svg"}

BARE = """<!DOCTYPE html><html lang="nl"><meta charset="utf-8"><title>Vraag</title>
<link rel="icon" href="data:,">
<p>Wat kies je?</p><label><input type="radio" name="choice"> Dit</label>"""
SURVEY = """<!DOCTYPE html><html lang="nl"><head><meta charset="utf-8"><title>Vraag</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="survey-core/survey-core.fontless.min.css">
<script src="survey-core/survey.core.min.js"></script><script src="survey-js-ui/survey-js-ui.min.js"></script></head>
<body><div id="here"></div><script>
const question = {type: "radiogroup", name: "v1", title: "Wat kies je?", choices: ["Dit", "Dat", "Iets anders"]};
new Survey.Model({elements: [question]}).render(document.getElementById("here"));
</script></body></html>"""
H5P = """<!DOCTYPE html><html lang="nl"><head><meta charset="utf-8"><title>Vraag</title>
<link rel="icon" href="data:,">
<script src="h5p-standalone/dist/main.bundle.js"></script></head><body><div id="here"></div><script>
new H5PStandalone.H5P(document.getElementById("here"), {
  h5pJsonPath: "/package",
  frameJs: "/h5p-standalone/dist/frame.bundle.js",
  frameCss: "/h5p-standalone/dist/styles/h5p.css",
});
</script></body></html>"""

# Looks in each frame, before each of its pictures. The first choice that is seen is clicked at once, as nobody could do
# sooner; whether that is still chosen at the end says whether it could be answered then.
WATCH = """
(([seen, drawn]) => {
  const all = (window.top.firstSight ??= {shift: 0});
  const passed = () => performance.timeOrigin + performance.now() - window.top.performance.timeOrigin;
  const isChosen = (one) => one.checked || one.ariaChecked === "true";
  const words = (one) => (one.closest("label") ?? one).textContent.trim();
  const isSeen = (one) => (one.closest("label") ?? one).checkVisibility({visibilityProperty: true});
  const find = (selector) => [...document.querySelectorAll(selector)];
  const look = () => {
    const choice = all.seen === undefined && find(seen).find((one) => isSeen(one) && !isChosen(one));
    if (choice) {
      all.seen = passed();
      const clicked = words(choice);
      choice.click();
      all.isKept = () => find(drawn).some((one) => isChosen(one) && words(one) === clicked);
    }
    if (find(drawn).some(isSeen)) all.drawn ??= passed();
    if (all.seen === undefined || all.drawn === undefined) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  new PerformanceObserver((list) => list.getEntries().forEach((one) => (all.shift += one.value)))
    .observe({type: "layout-shift", buffered: true});
})
"""
FOUND = """
() => new Promise((done) => {
  const ended = () => done({...firstSight, isKept: firstSight.isKept()});
  const look = () => (firstSight.drawn === undefined ? requestAnimationFrame(look) : setTimeout(ended, 300));
  look();
})
"""
ELSEWHERE = "elsewhere.html"
"""A page of another site: for a browser `localhost` is another one than an address in figures."""
RADIO = "input[type=radio]"
OURS = f"[data-ssfh-activity] {RADIO}"


@dataclass(frozen=True)
class Subject:
    """A page with one question; how to find a choice that can be seen, and one that its script drew."""

    name: str
    address: str
    seen: str = RADIO
    drawn: str = RADIO


@dataclass(frozen=True)
class Load:
    """Milliseconds after the address was asked for, the bytes that came, and how far the page jumped."""

    seen: float
    drawn: float
    is_kept: bool
    size: float
    shift: float

    @property
    def answerable(self) -> float:
        """When a click was kept: at first sight, or else only where the script drew it."""
        return self.seen if self.is_kept else self.drawn


def main(arguments: Sequence[str] = ()) -> None:
    """Print what a first sight of a question takes, ours and that of the peers that are there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--install", type=Path)
    parser.add_argument("--peers", type=Path)
    parser.add_argument("--h5p", type=Path)
    asked = parser.parse_args(arguments)
    if asked.install:
        install(asked.install)
        return
    with (
        TemporaryDirectory() as folder,
        running_portal(f"sqlite:///{folder}/leren.db") as portal,
        serving(files_of(asked.peers, asked.h5p)) as peers,
        chromium() as browser,
    ):
        ours = f"http://127.0.0.1:{portal.port}/leren/{STEP}"
        there = f"http://127.0.0.1:{peers}"
        subjects = [Subject("a bare page with one radio button", f"{there}/bare.html")]
        subjects += [Subject("our first question", ours, OURS, f":not([data-ssfh-served]) > .ssfh-activity {RADIO}")]
        subjects += [Subject("SurveyJS", f"{there}/survey.html")] if asked.peers else []
        answer = "[role=radio], [role=checkbox]"
        subjects += (
            [Subject("h5p-standalone", f"{there}/h5p.html", answer, answer)] if asked.peers and asked.h5p else []
        )
        report(measured(browser, subjects, f"http://localhost:{peers}/{ELSEWHERE}"))


def install(folder: Path) -> None:
    """Install the peers, of one version, with npm and without running anything of theirs."""
    if folder.resolve().is_relative_to(ROOT):
        raise SystemExit(INSIDE)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "package.json").write_text(json.dumps({"private": True, "dependencies": PEERS}), "utf-8")
    subprocess.run(["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder, check=True)


def files_of(peers: Path | None, package: Path | None) -> dict[str, bytes]:
    """Return what the peers' server answers, by path."""
    files = {"bare.html": BARE.encode(), ELSEWHERE: b"<p>", "survey.html": SURVEY.encode(), "h5p.html": H5P.encode()}
    if peers:
        modules = peers / "node_modules"
        found = (path for name in PEERS for path in (modules / name).rglob("*") if path.is_file())
        files |= {path.relative_to(modules).as_posix(): path.read_bytes() for path in found if path.suffix != ".map"}
    if package:
        with zipfile.ZipFile(package) as inside:
            files |= {f"package/{name}": inside.read(name) for name in inside.namelist() if not name.endswith("/")}
    return files


@contextmanager
def serving(files: dict[str, bytes]) -> Iterator[int]:
    """Serve files out of memory, packed with Brotli as ours are; give the port."""
    packed: dict[str, bytes] = {}

    class _File(RequestHandler):
        def get(self, path: str) -> None:
            if path not in files:
                self.send_error(404)
                return
            self.set_header("Content-Type", mimetypes.guess_type(path)[0] or "application/octet-stream")
            if Path(path).suffix in PACKED:
                self.set_header("Content-Encoding", "br")
                if path not in packed:
                    packed[path] = brotli.compress(files[path], quality=11)
                self.finish(packed[path])
                return
            self.finish(files[path])

    loop, port = asyncio.new_event_loop(), free_port()

    async def listen() -> HTTPServer:
        return Application([(r"/(.*)", _File)], log_function=lambda _handler: None).listen(port, "127.0.0.1")

    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    server = asyncio.run_coroutine_threadsafe(listen(), loop).result()
    try:
        yield port
    finally:
        loop.call_soon_threadsafe(server.stop)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()


def measured(browser: Browser, subjects: Sequence[Subject], elsewhere: str) -> dict[str, list[Load]]:
    """Load the pages in turn, so that all of them meet the same machine; the first round warms the servers."""
    loads: dict[str, list[Load]] = {subject.name: [] for subject in subjects}
    for number in range(LOADS + 1):
        for subject in subjects:
            load = loaded(browser, subject, elsewhere)
            if number:
                loads[subject.name].append(load)
    return loads


def loaded(browser: Browser, subject: Subject, elsewhere: str) -> Load:
    """Load a page in a browser that kept nothing and shows a page of another site."""
    context = browser.new_context(extra_http_headers={"X-Learner": "anna"}, viewport={"width": 1280, "height": 800})
    try:
        context.add_init_script(f"({WATCH})({json.dumps([subject.seen, subject.drawn])})")
        page = context.new_page()
        page.goto(elsewhere)
        network = context.new_cdp_session(page)
        network.send("Network.enable")
        sizes: list[float] = []
        network.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
        page.goto(subject.address, wait_until="networkidle")
        found: Any = page.evaluate(FOUND)
        return Load(found["seen"], found["drawn"], found["isKept"], sum(sizes), found["shift"])
    finally:
        context.close()


def report(loads: dict[str, list[Load]]) -> None:
    """Print the medians, and ours beside those of the peers."""
    seen = {name: median(one.seen for one in all_) for name, all_ in loads.items()}
    answerable = {name: median(one.answerable for one in all_) for name, all_ in loads.items()}
    bare, ours, *peers = loads
    for name, all_ in loads.items():
        size, shift = median(one.size for one in all_) / 1024, max(one.shift for one in all_)
        drawn = median(one.drawn for one in all_)
        said = f"seen {seen[name]:.0f}, answerable {answerable[name]:.0f}, drawn by its script {drawn:.0f} ms"
        target = "layout shift 0" if name == ours else "-"
        line(f"{name}: {size:.0f} KB, shift {shift:.3f}", said, target, reached=name != ours or shift == 0)
    for name in ("SurveyJS", "h5p-standalone"):
        if name not in loads:
            print(f"-     {name} was left out: see the first lines of this file")
    _ratio("our choice is seen, beside the bare page", seen[ours] / seen[bare], most=2)
    _ratio("our choice is answerable, beside the bare page", answerable[ours] / answerable[bare], most=3)
    for name in peers:
        least = {"SurveyJS": 1.5, "h5p-standalone": 3}[name]
        for what, times in (("seen", seen), ("answerable", answerable)):
            ratio = times[name] / times[ours]
            line(f"ours is {what} sooner than {name}", f"{ratio:.1f} times", f"{least} times", reached=ratio >= least)


def _ratio(what: str, ratio: float, *, most: float) -> None:
    line(what, f"{ratio:.1f} times as long", f"{most} times", reached=ratio <= most)


if __name__ == "__main__":
    main(sys.argv[1:])
