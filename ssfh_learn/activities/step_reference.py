"""How a text names a step of its module."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

REFERENCE = re.compile(r"\b[Ss]tap(?:pen)? (\d+)\b")


def steps_named(texts: Iterable[str]) -> list[int]:
    """Return the numbers of the steps that texts name, each once, in their order."""
    return list(dict.fromkeys(int(number) for text in texts for number in REFERENCE.findall(text)))
