"""How much a browser loads."""

from __future__ import annotations

import gzip
from pathlib import Path

from tests.benchmarks.report import line

STATIC = Path(__file__).parents[2] / "ssfh_learn" / "static"


def main() -> None:
    """Print the size of the bundle, gzipped."""
    total = sum(len(gzip.compress(path.read_bytes(), mtime=0)) for path in STATIC.glob("ssfh.*"))
    line("script and stylesheet, gzipped", f"{total / 1024:.1f} KB", "40 KB", reached=total <= 40 * 1024)
