"""E-learning activities for notebooks: `activity("name")` shows an activity of the module that the notebook is in.

`assignment("name")` shows a test that is handed in, and `grade("cell")` is what its grade cells say. Importing this
package is cheap: what shows an activity is imported when the first one is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ssfh_learn.widgets import activity, assignment, grade

__version__ = "0.1.0"
__all__ = ["activity", "assignment", "grade"]


def __getattr__(name: str) -> object:
    """Import what shows an activity on first use."""
    if name in __all__:
        from ssfh_learn import widgets

        return getattr(widgets, name)
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)
