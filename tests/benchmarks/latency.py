"""From a click to what it changes on the page, beside a bare anywidget that sets a trait, on one Voila page."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.request import urlopen

import nbformat
from playwright.sync_api import sync_playwright

from ssfh_learn.words import section
from tests import chromium
from tests.benchmarks.report import line
from tests.ports import free_port

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROUNDS = 60

BARE = '''
import anywidget, traitlets

class Bare(anywidget.AnyWidget):
    asked = traitlets.Int(0).tag(sync=True)
    answered = traitlets.Int(0).tag(sync=True)
    _esm = """
    export default { render({ model, el }) {
      const button = el.appendChild(document.createElement("button"));
      button.id = "bare";
      button.textContent = "0";
      button.onclick = () => { model.set("asked", model.get("asked") + 1); model.save_changes(); };
      model.on("change:answered", () => { button.textContent = model.get("answered"); });
    } };
    """

    @traitlets.observe("asked")
    def _answer(self, change):
        self.answered = change["new"]

Bare()
'''

MODULE = """
id: meting
titel: Meting
doelgroep: wie meet
duur: 1
versie: "1"
leerdoelen: [{code: LD1, tekst: meten}]
hulp: Bel 112.
"""

QUIZ = """
soort: quiz
titel: Meting
leerdoelen: [LD1]
vragen:
  - id: v1
    soort: enkele-keuze
    vraag: Wat kies je?
    opties:
      - {id: a, tekst: Goed, juist: ja, uitleg: Klopt.}
      - {id: b, tekst: Fout, uitleg: Dit is de uitleg.}
"""

# Click, and time until the page shows what the click changed; both peers are watched in the same way.
WATCH = """
([click, until]) => new Promise((resolve, reject) => {
  const find = (text) => [...document.querySelectorAll(".ssfh button")].find((one) => one.textContent.includes(text));
  const bare = document.querySelector("#bare");
  const before = bare.textContent;
  const done = () => (click ? find(until) : bare.textContent !== before);
  const started = performance.now();
  const observer = new MutationObserver(() => {
    if (done()) { observer.disconnect(); resolve(performance.now() - started); }
  });
  observer.observe(document.body, { childList: true, subtree: true, characterData: true });
  setTimeout(() => reject(new Error("nothing changed after " + (click ?? "bare"))), 10000);
  (click ? find(click) : bare).click();
})
"""


def _folder(root: Path) -> Path:
    v4 = nbformat.v4
    cells = [v4.new_code_cell(BARE), v4.new_code_cell('from ssfh_learn import activity\nactivity("meting")')]
    (root / "activiteiten").mkdir()
    (root / "module.yaml").write_text(MODULE, "utf-8")
    (root / "activiteiten" / "meting.yaml").write_text(QUIZ, "utf-8")
    nbformat.write(v4.new_notebook(cells=cells), root / "meting.ipynb")
    return root / "meting.ipynb"


def _measured(page: Page) -> tuple[list[float], list[float]]:
    quiz = section("frontend")["quiz"]
    check, retry = quiz["check"], quiz["retry"]
    page.get_by_label("Fout").check()
    page.wait_for_timeout(500)
    bare, ours = [], []
    for _ in range(ROUNDS):
        bare.append(page.evaluate(WATCH, [None, None]))
        ours.append(page.evaluate(WATCH, [check, retry]))
        page.evaluate(WATCH, [retry, check])
    return bare, ours


def main() -> None:
    """Print the medians and their ratio."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        notebook = _folder(Path(folder))
        port = free_port()
        command = [sys.executable, "-m", "voila", str(notebook), "--no-browser", f"--port={port}"]
        environment = {**os.environ, "XDG_DATA_HOME": folder}
        server = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        browser = playwright.chromium.launch(
            executable_path=chromium.program(), args=["--no-sandbox", "--disable-background-networking"]
        )
        try:
            page = browser.new_page()
            page.goto(_ready(f"http://127.0.0.1:{port}/"))
            page.get_by_label("Fout").wait_for(timeout=60_000)
            bare, ours = _measured(page)
        finally:
            browser.close()
            server.terminate()
            server.wait()
    ratio = median(ours) / median(bare)
    times = f"{median(ours):.1f} ms, {ratio:.2f} x bare ({median(bare):.1f} ms)"
    line("click to feedback in Voila, p50, answer on disk", times, "1.25 x", reached=ratio <= 1.25)
    print(json.dumps({"p95 ours": round(sorted(ours)[int(ROUNDS * 0.95)], 1), "rounds": ROUNDS}))


def _ready(url: str) -> str:
    for _ in range(120):
        try:
            urlopen(url, timeout=30).close()  # noqa: S310  (our own server)
        except OSError:
            time.sleep(0.25)
        else:
            return url
    msg = "Voila did not start"
    raise RuntimeError(msg)
