"""A text, tried: how far YAML reads it, and what the models then say of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Sequence

LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_PLAIN = {None, ""}


@dataclass(frozen=True)
class Trial:
    """How far a text can be read: `stops` is the line (from 0) where YAML stopped, and `marks` what it names there.

    `continued` holds the lines that YAML takes for more of the text of the line above; `spans` those of a quoted text.
    """

    lines: tuple[str, ...]
    stops: int | None
    marks: tuple[int, ...] = ()
    continued: tuple[int, ...] = ()
    spans: tuple[int, ...] = field(default=())

    @property
    def text(self) -> str:
        """The text that was tried."""
        return "\n".join(self.lines)

    @property
    def reached(self) -> float:
        """How far it was read; further is better."""
        return float("inf") if self.stops is None else self.stops


def tried(lines: Sequence[str]) -> Trial:
    """Read lines as YAML."""
    text = "\n".join(lines)
    continued: list[int] = []
    spans: list[int] = []
    last = text.count("\n", 0, len(text.rstrip()))
    try:
        for event in yaml.parse(text, Loader=LOADER):
            if isinstance(event, yaml.ScalarEvent) and event.start_mark and event.end_mark:
                following = range(event.start_mark.line + 1, event.end_mark.line + 1)
                inside = [one for one in following if one <= last and lines[one].strip()]
                if event.style in _PLAIN:
                    continued += inside
                elif event.style in {'"', "'"}:
                    spans += inside
    except yaml.MarkedYAMLError as error:
        marks = [mark.line for mark in (error.problem_mark, error.context_mark) if mark]
        stops = min(marks[0], last) if marks else last
        return Trial(tuple(lines), stops, tuple(marks), tuple(continued), tuple(spans))
    except (yaml.YAMLError, RecursionError, ValueError):
        return Trial(tuple(lines), 0, (0,), tuple(continued), tuple(spans))
    return Trial(tuple(lines), None, (), tuple(continued), tuple(spans))
