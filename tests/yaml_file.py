"""What stands in a YAML file, for tests that read the long ones often."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from pathlib import Path

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The one that is written in C, which takes a tenth of the time."""


def read(path: Path) -> Any:
    """Return what stands in a YAML file, anew at each call."""
    return parsed(path.read_bytes())


def parsed(content: bytes) -> Any:
    """Return what the content of a YAML file says."""
    return yaml.load(content, Loader=_LOADER)  # noqa: S506  (either one makes nothing but plain values)
