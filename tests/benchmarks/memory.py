"""What a kernel that shows every activity of a module uses beside one that only imported ipywidgets.

Part of it are pages of compiled libraries (pydantic-core, nh3, libyaml), which a computer holds once for all kernels.
"""

from __future__ import annotations

from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import psutil
from jupyter_client.manager import start_new_kernel

from ssfh_learn.content.notebook import shown_activities
from tests.benchmarks.report import line

ROOT = Path(__file__).parents[2]
ROUNDS = 3


def _megabytes(module: Path, cells: list[str], data: str) -> tuple[float, float]:
    """Return all memory of a kernel, and what is its alone."""
    manager, client = start_new_kernel(cwd=str(module), env={"XDG_DATA_HOME": data})
    try:
        for cell in cells:
            reply = client.execute_interactive(cell, timeout=60, output_hook=lambda _message: None)
            if reply["content"]["status"] != "ok":
                raise RuntimeError(reply["content"])
        used = psutil.Process(manager.provisioner.process.pid).memory_full_info()
        return used.rss / 1e6, used.uss / 1e6
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def main() -> None:
    """Print the difference for each module."""
    for notebook in sorted(ROOT.glob("modules/**/*.ipynb")):
        names = shown_activities(notebook)
        shown = ["from ssfh_learn import activity", *(f'activity("{name}")' for name in names)]
        with TemporaryDirectory() as data:
            peers = [_megabytes(notebook.parent, ["import ipywidgets"], data) for _ in range(ROUNDS)]
            ours = [_megabytes(notebook.parent, shown, data) for _ in range(ROUNDS)]
        peer = median(rss for rss, _ in peers)
        more = median(rss for rss, _ in ours) - peer
        own = median(uss for _, uss in ours) - median(uss for _, uss in peers)
        what = f"kernel with {len(names)} activities of {notebook.stem}"
        line(
            what,
            f"{more:+.1f} MB ({peer:.0f} MB with ipywidgets; {own:+.1f} MB not shared)",
            "20 MB",
            reached=more <= 20,
        )
