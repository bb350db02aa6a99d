"""E-learning activities for notebooks: `activity("name")` shows an activity of the module that the notebook is in.

Importing this package is cheap: what shows an activity is imported when the first one is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ssfh_learn.widgets import activity

__version__ = "0.1.0"
__all__ = ["activity"]


def __getattr__(name: str) -> object:
    """Import `activity` on first use."""
    if name == "activity":
        from ssfh_learn.widgets import activity

        return activity
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)
