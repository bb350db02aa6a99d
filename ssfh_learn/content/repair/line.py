"""A line of a content file in its parts, also where YAML cannot read it: indent, dashes, key, value, comment."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_PARTS = re.compile(r"(?P<indent> *)(?P<dashes>(?:-(?: +|$))*)(?P<rest>.*)", re.DOTALL)
SPACED_KEYS = ("als niet",)
"""The keys of more than one word; any other text with a space before a colon is a text."""
_KEY = re.compile(rf"""(?P<key>{"|".join(SPACED_KEYS)}|[^\W_][\w-]*|"[^"]*"|'[^']*')(?P<colon> *:)(?P<gap>\s+|$)""")
_HEADER = re.compile(r"[|>][-+0-9]{0,2}")
_COMMENT = re.compile(r"\s+#.*$|^#.*$", re.DOTALL)
QUOTES = ('"', "'")


@dataclass(frozen=True)
class TypedLine:
    """`indent` counts spaces; `dashes` is `- ` for each list that begins here; a value has no comment behind it."""

    text: str
    indent: int
    dashes: str
    key: str | None
    colon: str
    value: str
    comment: str

    @property
    def column(self) -> int:
        """Where the content begins, after the dashes."""
        return self.indent + len(self.dashes)

    @cached_property
    def is_empty(self) -> bool:
        """Whether there is nothing but white space or a comment."""
        return not self.text.strip() or self.text.lstrip().startswith("#")

    @cached_property
    def opens_text(self) -> bool:
        """Whether the lines below it are one text (`tekst: |`)."""
        return _HEADER.fullmatch(self.value) is not None

    @property
    def begin(self) -> str:
        """All before the value."""
        return self.text[: len(self.text) - len(self.value) - len(self.comment)]

    def with_value(self, value: str) -> str:
        """Return the line with another value."""
        return f"{self.begin}{value}{self.comment}"

    def moved(self, indent: int) -> str:
        """Return the line with another indent."""
        return " " * indent + self.text.lstrip(" ")


@lru_cache(maxsize=16_384)
def line_of(text: str) -> TypedLine:
    """Return a line in its parts; each kind of mistake asks for those of all lines of a file again."""
    parts = _PARTS.fullmatch(text)
    assert parts is not None  # noqa: S101  (the pattern fits any text)
    rest = parts["rest"]
    key = _KEY.match(rest)
    value = rest[key.end() :] if key else rest
    value, comment = _without_comment(value)
    return TypedLine(
        text,
        len(parts["indent"]),
        parts["dashes"],
        key["key"] if key else None,
        key["colon"] if key else "",
        value,
        comment,
    )


def _without_comment(value: str) -> tuple[str, str]:
    end = closed_at(value)
    start = end if end is not None else 0
    found = _COMMENT.search(value, start)
    place = found.start() if found else len(value.rstrip())
    return value[:place], value[place:]


def closed_at(value: str) -> int | None:
    """Return where a quoted value ends, behind its closing quote; None where it is not quoted or not closed."""
    if not value.startswith(QUOTES):
        return None
    quote = value[0]
    pattern = r'"(?:[^"\\]|\\.)*"' if quote == '"' else r"'(?:[^']|'')*'"
    found = re.match(pattern, value, re.DOTALL)
    return found.end() if found else None


def is_closed(value: str) -> bool:
    """Say whether a value is a quoted text from its first sign to its last."""
    return closed_at(value) == len(value)


def quoted(text: str) -> str:
    """Return a text between quotes, every sign as it was typed; double quotes where they do."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def text_lines(lines: Sequence[str]) -> Iterator[bool]:
    """Say of each line whether it is part of a text below `tekst: |`, in which every sign may stand."""
    below: int | None = None
    for text in lines:
        line = line_of(text)
        if below is not None and text.strip():
            if line.indent > below:
                yield True
                continue
            below = None
        yield below is not None
        if below is None and not line.is_empty and line.opens_text:
            below = line.column if line.key else line.indent + len(line.dashes[:-2])
