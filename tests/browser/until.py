"""Waiting for a page of the portal."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

SECONDS = 20


def until(page: Page, is_so: str) -> None:
    """Wait until an expression is true; `wait_for_function` asks again by `eval`, which our pages forbid."""
    end = time.monotonic() + SECONDS
    while not page.evaluate(is_so):
        assert time.monotonic() < end, is_so
        page.wait_for_timeout(20)
