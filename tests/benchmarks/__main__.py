"""Print every figure that the README and the notes name: `.venv/bin/python -m tests.benchmarks [name ...]`.

Each figure is measured beside a peer in the same run and printed as a ratio or difference, because machines differ. No
test depends on these times.
"""

from __future__ import annotations

import platform
import sys
from importlib import import_module

NAMES = (
    "imports",
    "memory",
    "bundle",
    "content",
    "playing",
    "latency",
    "grading",
    "portal",
    "home",
    "first_sight",
    "marking",
    "publication",
    "attacks",
)


def main() -> None:
    """Run the benchmarks that are named, or all."""
    print(f"Python {platform.python_version()}, {platform.machine()}, {platform.system()}")
    for name in sys.argv[1:] or NAMES:
        import_module(f"tests.benchmarks.{name}").main()


main()
