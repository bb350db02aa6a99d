"""A YAML file as plain values, with the line of each.

A value is the text that was typed, with or without quotes: `0800` keeps its zero, `ja`, `nee` and `on` are words and
`08:15` is no number of seconds, as a Dutch trainer expects. Which texts are numbers, the models know. Reading goes
through PyYAML's node graph, which knows every line and lets us report every double key; its C parser is 20 times
faster than those written in Python.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from ssfh_learn.content.problem import ContentFileError, Problem, ProblemCode
from ssfh_learn.content.repair.encoding import decoded

if TYPE_CHECKING:
    from ssfh_learn.activities.model import Path as Where

LARGEST = 20_000_000
LONGEST_KEPT = 500_000
"""The longest text, in characters, whose content stays in memory: our longest file has 260,000."""
DEEPEST = 30
MOST_NODES = 250_000
"""Twenty times as many as our longest file has."""

_THOUSANDS = re.compile(r"[0-9]\.[0-9]{3}")
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_TEXT = "tag:yaml.org,2002:str"


@dataclass
class Source:
    """What a file says: `value` is made of dict, list and str, or None where there is nothing; lines count from 1."""

    path: Path
    value: Any = None
    lines: dict[Where, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    text: str = ""
    """What was read, as text."""
    first_lines: dict[int, int] = field(default_factory=dict)
    """For each key that stands twice in one thing: the line of the second, with the line of the first."""
    may_hold_thousands: bool = False
    """Whether anything in it looks like `1.500`; most files need not be searched for it number by number."""

    @property
    def is_usable(self) -> bool:
        """Whether nothing was found that keeps the content from being used."""
        return all(problem.weight != "error" for problem in self.problems)

    def line(self, where: Where) -> int:
        """Return the line of a place, or of the nearest thing around it."""
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 1)

    def add(self, code: ProblemCode, where: Where = (), /, **details: object) -> None:
        """Add a problem at a place (Dutch keys and list positions)."""
        self.problems.append(Problem(self.path, self.line(where), code, details))

    def unread(self, line: int) -> None:
        """Add that YAML stops at a line."""
        written = self.text.split("\n")[line - 1].strip() if self.text else ""
        self.problems.append(Problem(self.path, line, "bad_yaml", {"written": written}))

    def error(self) -> ContentFileError:
        """Return the error to raise: all problems but advice, in the order of the file."""
        found = (problem for problem in self.problems if problem.weight != "advice")
        return ContentFileError(sorted(found, key=lambda problem: problem.line))


def version_of(path: Path) -> tuple[int, int]:
    """Return what changes when a file changes: time and size; zeros for a file that is not there."""
    try:
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_mtime_ns, status.st_size


def read_source(path: Path) -> Source:
    """Read a file; what cannot be read is a problem of the source, never an exception."""
    source = Source(path)
    try:
        if path.stat().st_size > LARGEST:
            source.add("file_too_large", megabytes=LARGEST // 1_000_000)
            return source
        raw = path.read_bytes()
    except OSError as error:
        source.add("file_unreadable", reason=error.strerror or str(error))
        return source
    found = decoded(raw)
    if found is None:
        source.add("not_text_file", name=path.name)
        return source
    if found.encoding != "UTF-8":
        source.add("other_encoding" if found.is_certain else "unknown_encoding", encoding=found.encoding)
    if found.is_certain:
        read = _read if len(found.text) <= LONGEST_KEPT else _read.__wrapped__
        _fill(source, read(found.text))
    return source


def source_of(path: Path, text: str) -> Source:
    """Return what a text says that would stand in a file."""
    source = Source(path)
    _parse(text, source)
    return source


@lru_cache(maxsize=128)
def _read(text: str) -> Source:
    """Return what a text says that stands in a file; a module is read as often as one of its files changes.

    Its value and its lines are shared, and nobody changes them.
    """
    source = Source(Path())
    _parse(text, source)
    return source


def _fill(source: Source, read: Source) -> None:
    """Let a source say what was read, which somebody may have read before for a file with the same text."""
    source.value, source.lines, source.first_lines = read.value, read.lines, read.first_lines
    source.text, source.may_hold_thousands = read.text, read.may_hold_thousands
    source.problems += [replace(problem, path=source.path) for problem in read.problems]


def _parse(text: str, source: Source) -> None:
    source.text = text
    source.may_hold_thousands = _THOUSANDS.search(text) is not None
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        marks = [mark for mark in (error.problem_mark, error.context_mark) if mark]
        last = text.count("\n", 0, len(text.rstrip()))
        # An unclosed bracket is only noticed at the end of the file; the line that opened it tells more.
        line = next((mark.line for mark in marks if mark.line <= last), last if marks else 0)
        source.unread(line + 1)
        return
    except (yaml.YAMLError, RecursionError, ValueError):
        source.unread(1)
        return
    if node is None:
        source.add("empty_file")
        return
    source.value = _Builder(source).build(node, ())


class _Builder:
    """Turns nodes into plain values and remembers the lines."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.nodes = 0

    def build(self, node: Node, where: Where) -> Any:
        self.nodes += 1
        if self.nodes > MOST_NODES:  # ten lines of aliases to aliases can stand for more than fits in any memory
            if self.nodes == MOST_NODES + 1:
                self.source.add("too_many_names", where)
            return None
        self.source.lines[where] = node.start_mark.line + 1
        if len(where) > DEEPEST:
            self.source.add("too_deep", where)
            return None
        if isinstance(node, MappingNode):
            return self._mapping(node, where)
        if isinstance(node, SequenceNode):
            return [self.build(item, (*where, position)) for position, item in enumerate(node.value)]
        return self._scalar(node, where)

    def _mapping(self, node: MappingNode, where: Where) -> dict[str, Any]:
        built: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value) if isinstance(key_node, ScalarNode) else ""
            if not key:
                self.source.add("odd_key", where)
            elif key in built:
                first = self.source.line((*where, key))
                second = key_node.start_mark.line + 1
                self.source.first_lines[second] = first
                details = {"key": key, "first": first}
                self.source.problems.append(Problem(self.source.path, second, "double_key", details))
            else:
                built[key] = self.build(value_node, (*where, key))
                self.source.lines[(*where, key)] = key_node.start_mark.line + 1
        return built

    def _scalar(self, node: Node, where: Where) -> Any:
        if node.tag not in {None, "!", _TEXT}:
            self.source.add("odd_value", where, tag=str(node.tag))
        return node.value
