"""Ways in which the layout of a line may have been meant: its indent, its dash, its colon."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ssfh_learn.content.repair.line import line_of, quoted, text_lines
from ssfh_learn.content.repair.values import flow_meant

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from ssfh_learn.content.repair.line import TypedLine
    from ssfh_learn.content.repair.mistake import MistakeCode

_FARTHEST = 12
_TIGHT = re.compile(r" *-(?=[^\s-])")


@dataclass(frozen=True)
class Candidate:
    """Lines by their place (from 0) as they may have been meant; the lower `rank` is tried to be believed first."""

    lines: Mapping[int, str]
    at: int
    code: MistakeCode
    rank: int = 2
    details: Mapping[str, object] = field(default_factory=dict)


def applied(lines: Sequence[str], candidate: Candidate) -> list[str]:
    """Return all lines with those of a candidate in their places."""
    return [candidate.lines.get(place, text) for place, text in enumerate(lines)]


def candidates(lines: Sequence[str], place: int, keys: Collection[str]) -> Iterator[Candidate]:
    """Yield the ways in which a line may have been meant, each at most once."""
    seen: set[tuple[tuple[int, str], ...]] = set()
    for one in _candidates(lines, place, keys):
        same = tuple(one.lines.items())
        if same not in seen and any(lines[number] != text for number, text in same):
            seen.add(same)
            yield one


def _candidates(lines: Sequence[str], place: int, keys: Collection[str]) -> Iterator[Candidate]:
    line = line_of(lines[place])
    if not line.is_empty:
        yield from _of_the_line(line, place, keys)
        yield from _of_the_layout(lines, line, place)


def _of_the_line(line: TypedLine, place: int, keys: Collection[str]) -> Iterator[Candidate]:
    """Yield what may be missing in a line where it stands: a colon, a space, quotes."""
    rest, begin = line.text[line.column :], line.text[: line.column]
    yield from _colons(begin, rest, place, keys)
    tight = _TIGHT.match(line.text)
    if tight and not line.key:
        yield Candidate({place: f"{tight[0]} {line.text[tight.end() :]}"}, place, "dash_without_space", 1)
    if line.value[:1] in {"[", "{"} and line.value[-1] not in "]}":
        details = {"sign": line.value[0]}
        yield Candidate({place: line.with_value(quoted(line.value))}, place, "bracket_at_start", 1, details)
    flow = flow_meant(line, keys)
    if flow:
        yield Candidate({place: flow}, place, "flow_text", 1)
    if line.key is None and not line.dashes and rest.strip():
        yield Candidate({place: f"{begin}{quoted(rest.strip())}"}, place, "colon_in_text", 4)


def _of_the_layout(lines: Sequence[str], line: TypedLine, place: int) -> Iterator[Candidate]:
    """Yield where a line may have been meant to stand, with a dash or without."""
    columns, below = _columns(lines, place), _below(lines, place)
    rest = line.text[line.column :]
    if line.dashes:
        yield Candidate({place: f"{' ' * line.column}{rest}"}, place, "dash_too_many", 3)
        yield Candidate({place: f"{' ' * line.indent}{rest}"}, place, "dash_too_many", 3)
    elif not _TIGHT.match(line.text):
        for column in columns:
            yield Candidate({place: f"{' ' * column}- {line.text.lstrip()}"}, place, "dash_missing", 2)
    for column in columns:
        if column != line.indent:
            rank = 1 if abs(column - line.indent) == 1 else 2  # one space is most often one that slipped
            yield Candidate({place: line.moved(column)}, place, "indent_wrong", rank)
            by = column - line.indent
            moved = {number: _shifted(lines[number], by) for number in below}
            if moved:
                yield Candidate({place: line.moved(column), **moved}, place, "indent_wrong", 3)


def _colons(begin: str, rest: str, place: int, keys: Collection[str]) -> Iterator[Candidate]:
    tight = re.match(r"([^\W_][\w-]*):(?=\S)", rest)
    if tight and tight[1] in keys:
        text = f"{begin}{tight[0]} {rest[tight.end() :]}"
        yield Candidate({place: text}, place, "space_after_colon", 1)
    missing = re.match(r"([^\W_][\w-]*)(\s*[;=.,]\s*|\s+|$)", rest)
    if missing and missing[1] in keys:
        value = rest[missing.end() :]
        text = f"{begin}{missing[1]}:{' ' if value else ''}{value}"
        yield Candidate({place: text}, place, "colon_missing", 1, {"key": missing[1]})
        if re.search(r":(\s|$)", value):
            yield Candidate(
                {place: f"{begin}{missing[1]}: {quoted(value)}"}, place, "colon_missing", 1, {"key": missing[1]}
            )


def _columns(lines: Sequence[str], place: int) -> list[int]:
    """Return where a line could begin: where those around it do, and two further than the one above it."""
    found: list[int] = []
    inside = [*text_lines(lines)]
    above = 0
    lowest: int | None = None
    for number in range(place - 1, -1, -1):
        line = line_of(lines[number])
        if line.is_empty:
            continue
        if inside[number] and above:
            continue
        above += 1
        if above == 1:
            found += [line.indent, line.column, line.column + 2]
        elif lowest is None or line.indent < lowest:
            found += [line.column, line.indent]
        lowest = line.indent if lowest is None else min(lowest, line.indent)
        if lowest == 0 and above > 1:
            break
    below = [line_of(lines[number]) for number in range(place + 1, min(place + 4, len(lines)))]
    found += [one for line in below if not line.is_empty for one in (line.indent, line.column)][:2]
    return [*dict.fromkeys(one for one in found if one >= 0)]


def _below(lines: Sequence[str], place: int) -> list[int]:
    """Return the lines that stand deeper than this one, up to the next that does not."""
    own = line_of(lines[place])
    found = []
    for number in range(place + 1, len(lines)):
        line = line_of(lines[number])
        if not line.text.strip():
            continue
        if line.indent <= own.indent:
            break
        found.append(number)
    return found


def _shifted(text: str, by: int) -> str:
    indent = len(text) - len(text.lstrip(" "))
    return " " * max(0, indent + by) + text.lstrip(" ")


def keys_used(lines: Sequence[str]) -> set[str]:
    """Return the keys that stand in a file more than once; its author chose some, such as the names of bands."""
    inside = [*text_lines(lines)]
    found = [line_of(text) for place, text in enumerate(lines) if not inside[place]]
    counted = Counter(line.key for line in found if line.key and not line.dashes)
    return {key for key, count in counted.items() if count > 1}


def places_near(lines: Sequence[str], marks: Collection[int]) -> list[int]:
    """Return the lines to look at, the most likely first: where YAML stopped, those above it, and where it began."""
    found: dict[int, None] = {}
    for mark in marks:
        found[min(mark, len(lines) - 1)] = None
    for mark in marks:
        first = _first_of_block(lines, min(mark, len(lines) - 1))
        if first is not None:
            found[first] = None
    for mark in marks:
        near = [one for one in range(min(mark, len(lines) - 1), -1, -1) if not line_of(lines[one]).is_empty]
        found.update(dict.fromkeys(near[:_FARTHEST]))
    return [one for one in found if not line_of(lines[one]).is_empty]


def _first_of_block(lines: Sequence[str], place: int) -> int | None:
    """Return where the list or the keys begin that a line belongs to: below the line above it that stands less deep."""
    own = line_of(lines[place])
    first = None
    for number in range(place - 1, -1, -1):
        line = line_of(lines[number])
        if line.is_empty:
            continue
        if line.indent < own.indent:
            return first
        first = number
    return None
