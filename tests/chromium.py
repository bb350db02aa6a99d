"""Which Chromium the tests look with."""

from __future__ import annotations

import shutil

PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The first that is there. Without windows it is quicker: else each new context draws the buttons of a window."""


def program() -> str:
    """Return the path of the program; raises RuntimeError where there is none."""
    found = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if found is None:
        msg = "The tests in a browser need Chromium: install it, for example with `apt-get install chromium`."
        raise RuntimeError(msg)
    return found
