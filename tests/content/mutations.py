"""Mistakes that people make, put into good content files by chance: what `check` says, and what it mends."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ssfh_learn.content import check
from ssfh_learn.content.repair.line import is_closed, line_of, quoted, text_lines
from ssfh_learn.content.repairing import repaired
from ssfh_learn.content.source import read_source, source_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ssfh_learn.content import Problem

ROOT = Path(__file__).parent.parent.parent
ENGLISH = re.compile(
    r"while (?:parsing|scanning)|expected|mapping|found |could not|did not|token|scalar|Traceback|Error\b|character"
)
"""What a parser would say."""


@dataclass(frozen=True)
class Mutation:
    """A mistake of a kind in the line `number` (from 1) of a text."""

    kind: str
    number: int
    text: str
    meant: str


def _values(lines: list[str]) -> Iterator[int]:
    inside = [*text_lines(lines)]
    for place, text in enumerate(lines):
        line = line_of(text)
        if not inside[place] and not line.is_empty and line.value and line.key and not line.opens_text:
            yield place


def _texts(lines: list[str]) -> list[int]:
    return [
        place
        for place in _values(lines)
        if " " in line_of(lines[place]).value and line_of(lines[place]).value[0] not in "[{"
    ]


def _structure(lines: list[str]) -> list[int]:
    inside = [*text_lines(lines)]
    return [place for place, text in enumerate(lines) if not inside[place] and not line_of(text).is_empty]


def _dashed(lines: list[str]) -> list[int]:
    return [place for place in _structure(lines) if line_of(lines[place]).dashes]


def _plain(text: str) -> str:
    line = line_of(text)
    return line.value[1:-1] if is_closed(line.value) else line.value


def _inserted(chance: random.Random, text: str, sign: str) -> str:
    """Put a sign in place of a space of the value."""
    start = len(text) - len(line_of(text).value) - len(line_of(text).comment)
    spaces = [place for place, one in enumerate(text) if one == " " and place > start and place < len(text) - 1]
    place = chance.choice(spaces)
    return text[:place] + sign + text[place + 1 :]


def _misspelt(chance: random.Random, text: str) -> str:
    key = line_of(text).key or ""
    place = chance.randrange(len(key))
    wrong = key[:place] + key[place + 1 :] if len(key) > 3 else key + "s"
    return text.replace(f"{key}:", f"{wrong}:", 1)


KINDS: dict[str, tuple[Callable[[list[str]], list[int]], Callable[[random.Random, str], str]]] = {
    "dash becomes a space": (_dashed, lambda _, text: text.replace("-", " ", 1)),
    "dash and space deleted": (_dashed, lambda _, text: text.replace("- ", "", 1)),
    "no space after the dash": (_dashed, lambda _, text: text.replace("- ", "-", 1)),
    "one space more": (_structure, lambda _, text: " " + text),
    "one space less": (lambda lines: [p for p in _structure(lines) if lines[p][0] == " "], lambda _, text: text[1:]),
    "two spaces more": (_structure, lambda _, text: "  " + text),
    "two spaces less": (lambda lines: [p for p in _structure(lines) if lines[p][:2] == "  "], lambda _, text: text[2:]),
    "indent deleted": (
        lambda lines: [p for p in _structure(lines) if lines[p][0] == " "],
        lambda _, text: text.lstrip(),
    ),
    "dash of Word": (_dashed, lambda chance, text: text.replace("-", chance.choice("–—•·"), 1)),
    "hard spaces in the indent": (
        lambda lines: [p for p in _structure(lines) if lines[p][0] == " "],
        lambda _, text: text[: len(text) - len(text.lstrip())].replace(" ", "\u00a0") + text.lstrip(),
    ),
    "hard space after the colon": (
        ([*[]] and None) or (lambda lines: [*_values(lines)]),
        lambda _, text: text.replace(": ", ":\u00a0", 1),
    ),
    "tab for the indent": (
        lambda lines: [p for p in _structure(lines) if lines[p][:2] == "  "],
        lambda _, text: text.replace("  ", "\t", 1),
    ),
    "soft return": (_texts, lambda chance, text: _inserted(chance, text, chance.choice("\u2028\u000b\u0085"))),
    "no space after the colon": (lambda lines: [*_values(lines)], lambda _, text: text.replace(": ", ":", 1)),
    "colon deleted": (lambda lines: [*_values(lines)], lambda _, text: text.replace(":", "", 1)),
    "colon in the text": (_texts, lambda chance, text: _inserted(chance, line_of(text).with_value(_plain(text)), ": ")),
    "colon at the end": (_texts, lambda _, text: line_of(text).with_value(_plain(text) + ":")),
    "quote removed at the end": (
        _quoted := (lambda lines: [p for p in _values(lines) if is_closed(line_of(lines[p]).value)]),
        lambda _, text: text.rstrip()[:-1],
    ),
    "quote removed at the start": (
        _quoted,
        lambda _, text: text[: len(text) - len(line_of(text).value)] + line_of(text).value[1:],
    ),
    "both quotes removed": (
        _quoted,
        lambda _, text: text[: len(text) - len(line_of(text).value)] + line_of(text).value[1:-1],
    ),
    "curly quotes": (_quoted, lambda _, text: line_of(text).with_value(f"“{_plain(text)}”")),
    "sign at the start": (
        _texts,
        lambda chance, text: line_of(text).with_value(chance.choice([*"*&!%@`|>?[{", "'t "]) + _plain(text)),
    ),
    "dash at the start": (_texts, lambda _, text: line_of(text).with_value("- " + _plain(text))),
    "text between quotes": (
        _texts,
        lambda _, text: line_of(text).with_value(f'"{_plain(text).split()[0]}" {" ".join(_plain(text).split()[1:])}'),
    ),
    "hash in the text": (
        _texts,
        lambda chance, text: _inserted(chance, line_of(text).with_value(_plain(text)), " #2 "),
    ),
    "key misspelt": (lambda lines: [*_values(lines)], _misspelt),
    "line twice": (
        lambda lines: [*_values(lines)],
        lambda _, text: f"{text}\n{' ' * line_of(text).column}{text[line_of(text).column :]}",
    ),
    "yes for ja": (
        lambda lines: [p for p in _values(lines) if line_of(lines[p]).value in {"ja", "nee"}],
        lambda chance, text: line_of(text).with_value(
            chance.choice(["yes", "true", "Ja", "WAAR"])
            if line_of(text).value == "ja"
            else chance.choice(["no", "false", "Nee"])
        ),
    ),
    "control sign": (_texts, lambda chance, text: _inserted(chance, text, chance.choice("\x00\x07\x1f") + " ")),
}


def files() -> list[Path]:
    """Return all content files that we ship."""
    return sorted(
        [
            *ROOT.glob("modules/**/activiteiten/*.yaml"),
            *ROOT.glob("modules/**/module.yaml"),
            *ROOT.glob("assignments/keys/*.yaml"),
        ]
    )


def mutated(chance: random.Random, text: str, kind: str) -> Mutation | None:
    """Return a text with one mistake of a kind; None where it cannot be made there."""
    lines = text.split("\n")
    where, change = KINDS[kind]
    places = [*where(lines)]
    if not places:
        return None
    place = chance.choice(places)
    lines[place] = change(chance, lines[place])
    changed = "\n".join(lines)
    if kind in NEW_TEXTS:  # what was typed is meant, and would be read between quotes
        line = line_of(lines[place].replace(" #", "\0"))
        whole = f"{line.value}{line.comment}".replace("\0", " #")
        lines[place] = f"{line.begin}{quoted(whole)}"
    else:
        lines = text.split("\n")
    return Mutation(kind, place + 1, changed, "\n".join(lines)) if changed != text else None


NEW_TEXTS = {
    "colon in the text",
    "colon at the end",
    "sign at the start",
    "dash at the start",
    "text between quotes",
    "hash in the text",
}


@dataclass(frozen=True)
class Outcome:
    """What `check` made of a mutation. `is_same` says that a reader sees no difference."""

    found: bool
    near: bool
    english: bool
    mended: bool
    harmed: bool
    is_same: bool
    said: tuple[str, ...]


def outcome(original: Path, mutation: Mutation, folder: Path) -> Outcome:
    """Check a mutated file, mend it, and compare."""
    path = folder / original.name
    path.write_text(mutation.text, "utf-8")
    before = source_of(path, mutation.meant).value
    problems = _own(path)
    lines = [one.line for one in problems]
    said = tuple(str(one).removeprefix(f"{path}:") for one in problems)
    mended = repaired(path)
    if mended.text is not None:
        path.write_text(mended.text, "utf-8")
    after = read_source(path)
    equal = after.value == before and not any(one.code == "bad_yaml" for one in after.problems)
    changed = mended.text is not None
    left = _own(path) if changed else problems
    return Outcome(
        found=bool(problems),
        near=any(abs(line - mutation.number) <= 1 for line in lines),
        english=any(ENGLISH.search(re.sub(r"`[^`]*`", "", one)) for one in said),
        mended=changed and equal and not left,
        harmed=changed and not equal and not left,
        is_same=not problems and _same(read_source(path).value, before),
        said=said,
    )


def _own(path: Path) -> list[Problem]:
    aside = {
        "image_missing",
        "goal_not_covered",
        "unknown_step",
        "no_notebook",
    }  # the other files of the module are not there
    return [one for one in check([path]) if one.code not in aside and one.weight != "advice"]


def _same(one: object, other: object) -> bool:
    return re.sub(r"\s+", " ", repr(one).replace("\\n", " ")) == re.sub(r"\s+", " ", repr(other).replace("\\n", " "))
