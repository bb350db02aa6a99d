"""The value of one line: what YAML takes for a sign of its own and its author typed as text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ssfh_learn.content.repair.line import QUOTES, closed_at, is_closed, line_of, quoted, text_lines

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from ssfh_learn.content.repair.line import TypedLine
    from ssfh_learn.content.repair.mistake import MistakeCode

_ALWAYS = "%@`"
_ELISION = re.compile(r"'[sntkrmS]\b(?!')")
_CURLY = {"“": '"', "”": '"', "„": '"', "‟": '"', "‘": "'", "’": "'", "‚": "'"}
_BRACKETS = {"[": "]", "{": "}"}
_COLON = re.compile(r":(?=\s|$)")
_NUMBER = re.compile(r"[−–‐‑](?=\d)")


@dataclass(frozen=True)
class Meant:
    """A line as it was meant, and what was wrong with it."""

    text: str
    code: MistakeCode
    sign: str = ""


def values_meant(lines: Sequence[str], keys: Collection[str]) -> Iterator[tuple[int, Meant]]:
    """Yield the lines, by their place from 0, whose value YAML cannot read or reads as something else."""
    inside = [*text_lines(lines)]
    names = names_referred_to(lines)
    last = -1
    for place, text in enumerate(lines):
        if inside[place] or place <= last:
            continue
        last = max(last, _closing_line(lines, place, keys))
        found = meant(line_of(text), keys, names) if place > last else None
        if found is not None and found.text != text:
            yield place, found


def _closing_line(lines: Sequence[str], place: int, keys: Collection[str]) -> int:
    """Return the line below on which a quoted text of several lines ends; -1 where there is no such text."""
    value = line_of(lines[place]).value
    if not value.startswith(QUOTES) or closed_at(value) is not None:
        return -1
    whole = value
    for number in range(place + 1, len(lines)):
        line = line_of(lines[number])
        if line.dashes or line.key in keys:
            return -1
        whole += f"\n{lines[number]}"
        if is_closed(whole.rstrip()):
            return number
    return -1


def meant(line: TypedLine, keys: Collection[str], names: Collection[str]) -> Meant | None:
    """Return a line whose value YAML cannot read, or reads as something else; None where nothing is sure to be wrong.

    `keys` are those that can stand in this file, `names` the anchors (`&naam`) that something refers to.
    """
    if line.is_empty or line.opens_text or (line.key is None and not line.dashes):
        return None
    if line.dashes and line.key and line.key not in keys:  # `- Tip: bel eerst`: the models know whether it is a key
        text = line.text[line.column : len(line.text) - len(line.comment)]
        is_text = _COLON.search(line.value) and not line.value.startswith((*QUOTES, *_BRACKETS))
        ends_alone = text.endswith('"') and text.count('"') == 1
        return _of_plain(replace(line, key=None, value=text), names) if is_text or ends_alone else None
    return _of_value(line, names)


def _of_value(line: TypedLine, names: Collection[str]) -> Meant | None:
    if not line.value or is_closed(line.value):
        return None
    if line.value[0] in QUOTES:
        return _after_quote(line)
    if line.value[0] in _BRACKETS:
        return _after_bracket(line)
    return _of_plain(line, names)


def _of_plain(line: TypedLine, names: Collection[str]) -> Meant | None:
    value = line.value
    first = value[0]
    if first in _CURLY and value[-1] in (*_CURLY, *QUOTES) and _is_one_pair(value) and _COLON.search(value):
        return Meant(line.with_value(quoted(value[1:-1])), "curly_quotes")
    ends_alone = value[-1] == '"' and value.count('"') == 1
    ends_curled = value[-1] == "”" and value.count("”") == 1 and not set(value) & {*'“„"'}
    if (ends_alone or ends_curled) and not (value[-2:-1].isdigit() and " " in value):
        return Meant(line.with_value(quoted(value[:-1])), "quote_missing")
    if _has_a_sign(value, names) or (value in {"-", "?"} and line.key):
        return _in_quotes(line, "sign_at_start", first)
    return _in_quotes(line, "colon_in_text") if _COLON.search(value) else None


def _has_a_sign(value: str, names: Collection[str]) -> bool:
    """Say whether a value begins with what YAML takes for its own; a name that is referred to is meant so."""
    first, word = value[0], value.split(maxsplit=1)[0]
    is_name = first in "!&*" and word[1:] not in names
    return first in _ALWAYS or is_name or first in "|>" or value[:2] in {"- ", "? "}


def _is_one_pair(value: str) -> bool:
    """Say whether the first curly quote belongs to the last: not so in `“Nee” of “ja”`."""
    depth = 0
    for place, sign in enumerate(value[:-1]):
        depth += sign in "“„‘"
        depth -= sign == "”" and place > 0
        if depth <= 0:
            return False
    return True


def _in_quotes(line: TypedLine, code: MistakeCode, sign: str = "") -> Meant:
    """Put the whole text between quotes; what stands behind one space and `#` belongs to it."""
    value, comment = line.value, line.comment
    if re.match(r" #\S", comment):
        value, comment = f"{value}{comment}".rstrip(), ""
    return Meant(f"{line.begin}{quoted(value)}{comment}", code, sign)


def _after_quote(line: TypedLine) -> Meant | None:
    """Mend a value that begins with a quote and does not end with it."""
    value = line.value
    quote, end = value[0], closed_at(value)
    if end is not None:
        return Meant(line.with_value(_whole_text(value, quote, end)), "quote_in_text", quote)
    if quote == "'" and _ELISION.match(value):
        return _in_quotes(line, "sign_at_start", quote)
    if quote == "'" and value.endswith("'") and len(value) > len("''"):  # 'Pak 'm vast'
        return Meant(line.with_value(quoted(value[1:-1])), "quote_in_text", quote)
    body = value[1:]
    if body.endswith(("”", "’")) and not set(body) & {*"“„‘"}:
        body = body[:-1]
    return Meant(line.with_value(quoted(body)), "quote_missing", quote) if body.strip() else None


def _whole_text(value: str, quote: str, end: int) -> str:
    """Return a value with text behind its closing quote as one text."""
    if quote == '"' and value[end:] == '"':
        return value[:end]
    if value[-1] == quote and value[end - 2 : end - 1] == " ":  # "Zeg "nee" tegen hem", but not "Goed" of "fout"
        return quoted(value[1:-1])
    return quoted(value)


def _after_bracket(line: TypedLine) -> Meant | None:
    """Put quotes around a text that only begins with a bracket: `[naam] belt`."""
    value = line.value
    close = _BRACKETS[value[0]]
    place = _closing(value)
    if place is None:
        if close in value:
            return None
        return Meant(line.with_value(quoted(value)), "bracket_at_start", value[0]) if _is_prose(value[1:]) else None
    if value[place + 1 :].strip():
        return _in_quotes(line, "bracket_at_start", value[0])
    return None


def _is_prose(text: str) -> bool:
    return len(text.split()) > 2 and "," not in text and ":" not in text  # noqa: PLR2004


def _closing(value: str) -> int | None:
    """Return where the bracket with which a value begins is closed; quotes inside are passed over."""
    depth, place = 0, 0
    while place < len(value):
        sign = value[place]
        if sign in QUOTES and value[place - 1] in " [{,:":
            end = closed_at(value[place:])
            place += (end or 1) - 1
        elif sign in "[{":
            depth += 1
        elif sign in "]}":
            depth -= 1
            if not depth:
                return place
        place += 1
    return None


# Lists and keys on one line


def flow_meant(line: TypedLine, keys: Collection[str]) -> str | None:
    """Return `{id: a, tekst: Let op: bel, en wacht}` with quotes where a text needs them; None where it has none."""
    value = line.value
    if value[:1] not in _BRACKETS:
        return None
    body = value[1:].rstrip()
    close = _BRACKETS[value[0]]
    body = body[:-1] if body.endswith(close) else body
    if value[0] == "{":
        known = "|".join(sorted(map(re.escape, keys), key=len, reverse=True))
        starts = [*re.finditer(rf"(?:^|,)\s*({known}):\s", body)]
        if not starts:
            return None
        parts = []
        for place, start in enumerate(starts):
            end = starts[place + 1].start() if place + 1 < len(starts) else len(body)
            parts.append(f"{start[1]}: {_flow_value(body[start.end() : end].strip())}")
        return line.with_value("{" + ", ".join(parts) + close)
    return line.with_value("[" + ", ".join(_flow_value(one.strip()) for one in body.split(",")) + close)


def _flow_value(text: str) -> str:
    if is_closed(text) or text[:1] in _BRACKETS:
        return text
    needs = _COLON.search(text) or "," in text or " #" in text or text[:1] in {*"*&!%@`|>?'\"", "]", "}"}
    needs = needs or any(sign in text for sign in "[]{}")
    if text[:1] in QUOTES and closed_at(text) is None:
        text = text[1:]
    return quoted(text) if needs else text


# Numbers, ja and nee

_WORDS = ["nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf"]
_WORDS += ["dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien", "twintig"]
_TENS = {"dertig": 30, "veertig": 40, "vijftig": 50, "zestig": 60, "zeventig": 70, "tachtig": 80, "negentig": 90}
_IN_WORDS = {word: number for number, word in enumerate(_WORDS)} | _TENS | {"één": 1, "honderd": 100}
_MEASURED = re.compile(
    r"(?:ca\.? ?|circa |± ?|€ ?|ongeveer )?(?P<minus>-?) ?(?P<whole>\d+)(?:[.,](?P<part>\d{1,2}|\d{4,}))?(?:,-)?"
    r"[ \u00a0]?(?P<unit>\D{0,20})"
)
_YES = {"yes", "y", "true", "on", "j", "juist", "waar", "goed", "x", "ja.", "ja,", "1", "jah", "jaa"}
_NO = {"no", "n", "false", "off", "onjuist", "onwaar", "fout", "nee.", "nee,", "0", "neen", "ne"}


def number_meant(typed: str, *, whole: bool = False) -> str | None:
    """Return a number as a content file has it: `4,5` is 4.5, `45%` is 45, `tien` is 10, `−2` is -2."""
    text = _NUMBER.sub("-", typed.strip().strip("\"'“”‘’"))
    if text.casefold() in _IN_WORDS:
        return str(_IN_WORDS[text.casefold()])
    found = _MEASURED.fullmatch(text)
    if not found or re.search(r"[-.,:;/]", found["unit"][1:]) or found["unit"][:1] in {"-", "/", ":"}:
        return None
    part = found["part"] or ""
    if whole and part.strip("0"):
        return None
    return f"{found['minus']}{found['whole']}{'.' + part if part and not whole else ''}"


def yes_or_no_meant(typed: str) -> str | None:
    """Return `ja` or `nee` for what people type for it."""
    text = typed.strip().strip("\"'“”‘’").casefold()
    if text in _YES or text == "ja":
        return "ja"
    return "nee" if text in _NO or text == "nee" else None


def names_referred_to(lines: Sequence[str]) -> set[str]:
    """Return the names that are given with `&` and used with `*`: an author who knows YAML meant them."""
    text = "\n".join(lines)
    given = set(re.findall(r"(?:^|[\s\[,])&([\w-]+)", text))
    return given & set(re.findall(r"(?:^|[\s\[,])\*([\w-]+)(?=$|[\s,\]}])", text, re.MULTILINE))
