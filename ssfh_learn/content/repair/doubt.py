"""Lines that YAML reads without a word and that may say something else than their author meant."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ssfh_learn.content.repair.line import line_of, quoted, text_lines
from ssfh_learn.content.repair.structure import keys_used

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from ssfh_learn.content.repair.line import TypedLine
    from ssfh_learn.content.repair.mistake import MistakeCode
    from ssfh_learn.content.repair.trial import Trial


_WRAPPED = 70
"""A line of this length above another is a long text that a program or its author went on with on the next line."""


@dataclass(frozen=True)
class Doubt:
    """A line (by its place from 0) and how it may have been meant; only its author knows."""

    place: int
    code: MistakeCode
    corrected: str
    details: Mapping[str, object] = field(default_factory=dict)


def doubts(lines: Sequence[str], keys: Collection[str], trial: Trial) -> Iterator[Doubt]:
    """Yield what only the author of a file can answer."""
    inside = [*text_lines(lines)]
    keys = {*keys, *keys_used(lines)}
    for place, text in enumerate(lines):
        line = line_of(text)
        if inside[place]:
            if line.key and line.key in keys and not line.dashes and line.key.islower():
                yield _inside_text(lines, place, inside)
        elif place in trial.continued:
            if line.dashes or len(lines[place - 1].rstrip()) < _WRAPPED:
                yield _continued(lines, place)
        elif place in trial.spans:
            if line.dashes or line.key in keys:
                yield Doubt(place, "text_in_quotes", text)
        elif not line.is_empty:
            yield from _of_value(line, place)


def _of_value(line: TypedLine, place: int) -> Iterator[Doubt]:
    value = line.value
    if re.fullmatch(r"[“”„][^\s“”„]+[“”]", value):
        yield Doubt(place, "curly_quotes", line.with_value(quoted(value[1:-1])))
    elif value.endswith('"') and value.count('"') == 1:
        yield Doubt(place, "quote_missing", line.with_value(quoted(value[:-1])))
    elif line.comment.startswith(" #") and value and not value.isdigit():
        whole = f"{value}{line.comment}".rstrip()
        details = {"cut": line.comment.strip()}
        yield Doubt(place, "hash_in_text", f"{line.begin}{_in_quotes(whole)}", details)


def _inside_text(lines: Sequence[str], place: int, inside: Sequence[bool]) -> Doubt:
    """Return a line that may have been a key, and stands so far to the right that it is text."""
    header = next(number for number in range(place - 1, -1, -1) if not inside[number])
    column = line_of(lines[header]).column
    return Doubt(place, "continued_line", f"{' ' * column}{lines[place].lstrip()}", {"above": header + 1})


def _in_quotes(text: str) -> str:
    bare = re.fullmatch(r"([\"'])(.*)\1( #.*)", text)
    return quoted(bare[2] + bare[3]) if bare else quoted(text)


def _continued(lines: Sequence[str], place: int) -> Doubt:
    """Return how a line that became more of the text above it may have been meant: as the next thing in a list."""
    above = place - 1
    while above > 0 and line_of(lines[above]).is_empty:
        above -= 1
    before, line = line_of(lines[above]), line_of(lines[place])
    if line.dashes:
        return Doubt(place, "continued_line", line.moved(before.indent), {"above": above + 1})
    if before.dashes:
        return Doubt(place, "continued_line", f"{' ' * before.indent}- {line.text.lstrip()}", {"above": above + 1})
    return Doubt(place, "continued_line", f"{' ' * before.column}{line.text.lstrip()}", {"above": above + 1})
