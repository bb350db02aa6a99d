"""Files of fonts that this process has open."""

from __future__ import annotations

import psutil


def open_fonts() -> int:
    """Return how many there are."""
    return sum(one.path.endswith(".ttf") for one in psutil.Process().open_files())
