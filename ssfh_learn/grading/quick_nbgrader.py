"""Loads nbgrader's gradebook in half a second instead of four.

`import nbgrader` loads all its server extensions, and `nbgrader.utils` loads setuptools to unpack archives. A command
that only needs the gradebook leaves both out, in its own process. To be dropped when nbgrader imports them where it
uses them.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from types import ModuleType


def import_quickly() -> None:
    """Let `nbgrader.api` and similar modules be imported without the rest; does nothing if nbgrader is loaded already.

    Only for a process of our own: afterwards `nbgrader` has no server extensions.
    """
    if "nbgrader" in sys.modules:
        return
    unpacking = ModuleType("setuptools.archive_util")
    for name in ("unpack_archive", "unpack_tarfile", "unpack_zipfile"):
        setattr(unpacking, name, None)
    sys.modules.setdefault(unpacking.__name__, unpacking)
    spec = find_spec("nbgrader")
    if spec is None or spec.submodule_search_locations is None:
        raise ModuleNotFoundError("nbgrader")
    package = ModuleType("nbgrader")
    package.__spec__ = spec
    package.__path__ = list(spec.submodule_search_locations)
    sys.modules["nbgrader"] = package
