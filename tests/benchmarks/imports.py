"""What `import ssfh_learn` costs beside `import anywidget`, each in a fresh interpreter."""

from __future__ import annotations

import subprocess
import sys
from statistics import median

from tests.benchmarks.report import line

ROUNDS = 9
HEAVY = ("pandas", "matplotlib", "nbgrader", "sqlalchemy")


def _milliseconds(statement: str) -> float:
    script = f"import time; t = time.perf_counter(); {statement}; print((time.perf_counter() - t) * 1000)"
    return float(subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout)


def _loaded(statement: str) -> list[str]:
    script = f"{statement}; import sys; print([name for name in {HEAVY} if name in sys.modules])"
    return eval(subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout)  # noqa: S307


def main() -> None:
    """Print the difference, for the bare import and for the import that a notebook does."""
    statements = {
        "peer": "import anywidget",
        "import ssfh_learn": "import anywidget, ssfh_learn",
        "from ssfh_learn import activity": "import anywidget; from ssfh_learn import activity",
    }
    times: dict[str, list[float]] = {name: [] for name in statements}
    for _ in range(ROUNDS):
        for name, statement in statements.items():
            times[name].append(_milliseconds(statement))
    peer = median(times["peer"])
    for name in ("import ssfh_learn", "from ssfh_learn import activity"):
        more = f"{median(times[name]) - peer:+.0f} ms ({peer:.0f} ms for anywidget)"
        if name == "import ssfh_learn":
            line(f"{name}, on top of anywidget", more, "150 ms", reached=median(times[name]) - peer <= 150)
        else:
            print(f"      {name}, in a notebook's first cell: {more}")
    loaded = _loaded("from ssfh_learn import activity")
    line("heavy libraries loaded by it", ", ".join(loaded) or "none", "none", reached=not loaded)
