"""Signs that come along from Word or a web page, and that YAML takes for something else or not at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ssfh_learn.content.repair.line import line_of, text_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ssfh_learn.content.repair.mistake import MistakeCode

HARD_SPACES = "\u00a0\u2007\u202f\u2002\u2003\u2009\u3000"
SOFT_RETURNS = "\u2028\u2029\u000b\u000c\u0085"
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u00ad"
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]")
BULLETS = "–—−•·●▪◦‣○■o\uf0b7\u2010\u2011"
_BULLET = re.compile(rf"( *)([{BULLETS}])( +)(?=\S)")
_TIGHT_BULLET = re.compile(r"( *)([–—−•●▪◦‣■\uf0b7])(?=\S)")
_KEY_COLON = re.compile(r"( *(?:- *)*)([^\W_][\w-]*) ?：\s*")


def split(text: str) -> list[str]:
    """Return the lines of a text; only a newline ends one, not what Word has for a soft return."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def without_pasted_signs(lines: Sequence[str]) -> Iterator[tuple[str, list[MistakeCode]]]:
    """Yield each line as it was meant, with what was wrong in it."""
    plain = [line if _is_plain(line) else _spaced(line)[0] for line in lines]
    inside = [*text_lines(plain)]
    for number, line in enumerate(lines):
        found, codes = line, []
        for step in () if _is_plain(line) else (_without_control, _without_returns, _spaced, _visible):
            if step is not _visible or not inside[number]:
                found, code = step(found)
                codes += code
        if not inside[number]:
            found, code = _with_dash(found, _items(plain, number))
            codes = code or codes  # what stood behind the sign came with it
        yield found, codes


def _is_plain(line: str) -> bool:
    """Say that a line has only signs of an ordinary keyboard, as most have: none of the steps below changes it."""
    return line.isascii() and line.isprintable()


def _without_control(line: str) -> tuple[str, list[MistakeCode]]:
    found = _CONTROL.sub("", line)
    return found, ["control_sign"] if found != line else []


def _without_returns(line: str) -> tuple[str, list[MistakeCode]]:
    found = re.sub(rf" *[{SOFT_RETURNS}]+ *", " ", line)
    return (found.rstrip(), ["soft_return"]) if found != line else (line, [])


def _spaced(line: str) -> tuple[str, list[MistakeCode]]:
    """Replace hard spaces and tabs where they are layout: before a text, after a dash or a colon, and at the end."""
    begin = re.match(rf"[\s{HARD_SPACES}{INVISIBLE}]*(?:[-{BULLETS}][ \t{HARD_SPACES}]+)*", line)
    head = begin[0] if begin else ""
    rest = line[len(head) :]
    codes: list[MistakeCode] = []
    layout = re.sub(rf"[{HARD_SPACES}]", " ", head)
    if layout != head:
        codes.append("hard_space")
    if "\t" in layout.lstrip(" \t"):
        layout = layout[: len(layout) - len(layout.lstrip(" \t"))] + re.sub(r"\s+", " ", layout.lstrip(" \t"))
        codes.append("tab_in_line")
    after = re.sub(rf"^([^\W_][\w-]*:)[ \t]*[{HARD_SPACES}][ {HARD_SPACES}]*", r"\1 ", rest)
    after = re.sub(rf"[{HARD_SPACES}]+\s*$", "", after)
    if after != rest and "hard_space" not in codes:
        codes.append("hard_space")
    return layout + after, codes


def _visible(line: str) -> tuple[str, list[MistakeCode]]:
    """Take out invisible signs where they would break a key, an id or a number."""
    found = line.lstrip("".join(INVISIBLE))
    parts = line_of(found)
    if re.fullmatch(rf"[\w{INVISIBLE}.,-]+", parts.value) and any(sign in INVISIBLE for sign in parts.value):
        found = parts.with_value(re.sub(rf"[{INVISIBLE}]", "", parts.value))
    head = re.match(rf"( *(?:- +)*)([\w{INVISIBLE}-]+)(?=:)", found)
    if head:
        found = head[1] + re.sub(rf"[{INVISIBLE}]", "", head[2]) + found[head.end() :]
    wide = _KEY_COLON.match(found)
    if wide:
        found = f"{wide[1]}{wide[2]}: {found[wide.end() :]}"
    return found, ["invisible_sign"] if found != line else []


def _with_dash(line: str, items: Iterable[str]) -> tuple[str, list[MistakeCode]]:
    """Put a dash where a sign of Word stands for one: before a key, or beside lines that have one."""
    found = _BULLET.match(line) or _TIGHT_BULLET.match(line)
    if not found:
        return line, []
    rest = line[found.end() :]
    if found[2] == "o" and not any(items):
        return line, []
    if line_of(rest).key or any(items) or found[2] != "o":
        return f"{found[1]}- {rest}", ["word_bullet"]
    return line, []


def _items(lines: Sequence[str], number: int) -> list[str]:
    """Return the lines beside one, with the same indent, that begin with a dash or a sign that stands for it."""
    indent = len(lines[number]) - len(lines[number].lstrip(" "))
    near = [*lines[max(0, number - 1) : number], *lines[number + 1 : number + 2]]
    return [one for one in near if len(one) - len(one.lstrip(" ")) == indent and re.match(r" *- ", one)]
