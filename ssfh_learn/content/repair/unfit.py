"""What the models have against a line, and how it may have been meant: a key, a word, a number, a dash."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from ssfh_learn.activities.dutch import KIND
from ssfh_learn.content.repair.line import is_closed, line_of, quoted, text_lines
from ssfh_learn.content.repair.structure import Candidate, candidates
from ssfh_learn.content.repair.values import number_meant, yes_or_no_meant

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from ssfh_learn.content.problem import Problem
    from ssfh_learn.content.repair.line import TypedLine
    from ssfh_learn.content.source import Source

SYNONYMS = {
    "antwoorden": ("opties", "antwoord"),
    "antwoordopties": ("opties",),
    "antwoord": ("opties", "tekst", "antwoord"),
    "keuze": ("keuzes", "opties"),
    "keuzes": ("opties", "keuzes"),
    "mogelijkheden": ("opties",),
    "alternatieven": ("opties",),
    "goed": ("juist",),
    "correct": ("juist",),
    "klopt": ("juist",),
    "waar": ("juist",),
    "feedback": ("uitleg", "feedback"),
    "toelichting": ("uitleg",),
    "verklaring": ("uitleg",),
    "reactie": ("uitleg", "gevolg"),
    "naam": ("titel", "naam", "tekst"),
    "kop": ("titel",),
    "title": ("titel",),
    "intro": ("inleiding",),
    "introductie": ("inleiding",),
    "omschrijving": ("tekst", "inleiding", "uitleg"),
    "beschrijving": ("tekst", "inleiding", "uitleg"),
    "stelling": ("vraag", "tekst"),
    "vragen": ("stellingen", "vraag"),
    "stellingen": ("vragen",),
    "question": ("vraag",),
    "questions": ("vragen",),
    "options": ("opties",),
    "text": ("tekst",),
    "type": ("soort",),
    "vraagsoort": ("soort",),
    "score": ("punten", "waarde"),
    "punt": ("punten",),
    "tip": ("hints",),
    "tips": ("hints",),
    "hint": ("hints",),
    "leerdoel": ("leerdoelen",),
    "leerdoelen": ("leerdoel",),
    "bron": ("bronnen",),
    "doel": ("leerdoel", "leerdoelen"),
    "begin": ("start",),
    "situaties": ("knopen",),
    "scenes": ("knopen",),
    "stap": ("stappen",),
    "schalen": ("schaal",),
    "onderdeel": ("onderdelen",),
    "labels": ("groepen",),
    "kaarten": ("kaartjes",),
    "items": ("kaartjes", "opties", "stellingen"),
    "volgende": ("naar",),
    "ga_naar": ("naar",),
    "minuten": ("duur",),
    "tijd": ("duur",),
    "begrippen": ("woordenlijst",),
    "over_ssfh": ("over",),
}
"""What people call a key, and the keys that it can be; which of them, the models say."""
_NEAR = 70
_PROPOSAL = 9


def nearest(word: str, known: Collection[str], least: float = _NEAR) -> str | None:
    """Return the known word that is most like one, if any is."""
    found = process.extractOne(word, sorted(known), scorer=fuzz.ratio, processor=_bare, score_cutoff=least)
    return found[0] if found else None


def _bare(word: str) -> str:
    return re.sub(r"[\s_.-]+", "", word.casefold())


def repairs_of(lines: Sequence[str], problem: Problem, source: Source, keys: Collection[str]) -> Iterator[Candidate]:
    """Yield how the line of a problem may have been meant."""
    place = problem.line - 1
    if not 0 <= place < len(lines):
        return
    line = line_of(lines[place])
    yield from _of_line(line, place, problem, keys)
    if problem.code == "double_key":
        yield from _second_time(lines, place, keys, source)
    if problem.code in _LAYOUT:
        yield from candidates(lines, place, keys)
    if problem.code in {"missing_kind", "unknown_question_kind"} and not problem.details.get("written"):
        yield from _kind_called_otherwise(lines, place, keys)
    if problem.code in _MISSING:
        yield from _swallowed(lines, place, str(problem.details.get("key", "")))
        for near in (place, place + 1, place + 2, place - 1):
            if 0 <= near < len(lines):
                yield from candidates(lines, near, keys)


_LAYOUT = {"unknown_key", "unknown_key_meant", "not_text", "not_keys", "odd_value", "odd_key", "not_list"}
_MISSING = {"missing_key", "empty_text", "list_too_short", "too_deep", "not_list"}


def _of_line(line: TypedLine, place: int, problem: Problem, keys: Collection[str]) -> Iterator[Candidate]:
    """Yield what the line may have said, where it stands as it is."""
    match problem.code:
        case "unknown_key" | "unknown_key_meant":
            yield from _other_key(line, place, str(problem.details["key"]), keys)
        case "not_text" | "not_keys" | "odd_value" | "odd_key":
            yield from _as_text(line, place)
        case "not_list":
            yield from _as_list(line, place)
        case "not_number" | "not_whole" | "too_small" | "too_large" | "wrong_value":
            number = number_meant(line.value, whole=problem.code == "not_whole")
            if number:
                yield Candidate({place: line.with_value(number)}, place, "number_written", 1)
            yield from _numbers_inside(line, place)
        case "unknown_word" | "unknown_kind" | "unknown_question_kind":
            written = str(problem.details.get("written", ""))
            yield from _other_word(line, place, written, str(problem.details.get("known", "")))
        case _:
            pass


def _other_key(line: TypedLine, place: int, key: str, keys: Collection[str]) -> Iterator[Candidate]:
    def renamed(other: str, rank: int) -> Candidate:
        text = re.sub(rf"(?<![\w-]){re.escape(key)}(?=\s*:)", other, line.text, count=1)
        return Candidate({place: text}, place, "key_meant", rank, {"key": key, "meant": other})

    for other in keys:
        if _bare(other) == _bare(key) and other != key:
            yield renamed(other, 0)
    for position, other in enumerate(SYNONYMS.get(key.casefold(), ())):
        yield renamed(other, 1 + position)
    near = process.extract(key, sorted(keys), scorer=fuzz.ratio, processor=_bare, score_cutoff=_NEAR, limit=3)
    for position, (other, _, _) in enumerate(near):
        if other != key:
            yield renamed(other, 2 + position)


def _kind_called_otherwise(lines: Sequence[str], place: int, keys: Collection[str]) -> Iterator[Candidate]:
    """Yield the key of a question, or of a file, that may have been meant as its kind."""
    first = line_of(lines[place])
    for number in range(place, len(lines)):
        line = line_of(lines[number])
        if line.is_empty or (number > place and line.column > first.column):
            continue
        if number > place and (line.dashes or line.column < first.column):
            break
        if line.key and line.key not in keys and line.value:
            for one in _other_key(line, number, line.key, keys):
                if one.details["meant"] == KIND:
                    yield one


def _swallowed(lines: Sequence[str], place: int, key: str) -> Iterator[Candidate]:
    """Yield a missing key that stands so far to the right that it became text of the line above it."""
    inside = [*text_lines(lines)]
    for number in range(place, len(lines)):
        if inside[number] and line_of(lines[number]).key == key:
            header = next(one for one in range(number - 1, -1, -1) if not inside[one])
            column = line_of(lines[header]).column
            by = column - line_of(lines[number]).indent
            moved = {number: " " * column + lines[number].lstrip()}
            yield Candidate(moved, number, "indent_wrong", 1)
            below = {
                one: " " * max(0, line_of(lines[one]).indent + by) + lines[one].lstrip()
                for one in range(number + 1, len(lines))
                if inside[one] and all(inside[number:one]) and lines[one].strip()
            }
            if below:
                yield Candidate({**moved, **below}, number, "indent_wrong", 2)


def _second_time(lines: Sequence[str], place: int, keys: Collection[str], source: Source) -> Iterator[Candidate]:
    """Yield what a key that stands in one thing twice may have been: the begin of the next thing, or another key."""
    line = line_of(lines[place])
    above = source.first_lines.get(place + 1, 0) - 1
    if above >= 0 and lines[above].strip().removeprefix("- ") == lines[place].strip() and line.value:
        yield Candidate({place: ""}, place, "double_line", 0)
    for one in candidates(lines, place, keys):
        if one.code in {"dash_missing", "indent_wrong"}:
            yield one


def _as_text(line: TypedLine, place: int) -> Iterator[Candidate]:
    if line.value and not is_closed(line.value):
        yield Candidate(
            {place: line.with_value(quoted(line.value))}, place, "bracket_at_start", 1, {"sign": line.value[0]}
        )
    if line.dashes and line.key:
        text = line.text[line.column :].rstrip()
        yield Candidate({place: f"{line.text[: line.column]}{quoted(text)}"}, place, "colon_in_text", 1)


def _as_list(line: TypedLine, place: int) -> Iterator[Candidate]:
    if line.value and line.key and not line.value.startswith(("[", "{")):
        inner = ", ".join(part.strip() for part in re.split(r"[,;]| en ", line.value.strip("\"'")) if part.strip())
        yield Candidate({place: line.with_value(f"[{inner}]")}, place, "list_expected", 1)


def _numbers_inside(line: TypedLine, place: int) -> Iterator[Candidate]:
    """Mend the minus of Word in `{rust: −2}`."""
    mended = re.sub(r"[−–‐‑](?=\d)", "-", line.value)
    if mended != line.value:
        yield Candidate({place: line.with_value(mended)}, place, "word_minus", 0)


def _other_word(line: TypedLine, place: int, written: str, known: str) -> Iterator[Candidate]:
    words = [word for word in known.split(", ") if word]
    bare = written.strip("\"'“”‘’„ .\u00a0")
    meant: str | None = None
    rank = 1
    if set(words) == {"ja", "nee"}:
        meant = yes_or_no_meant(written)
    if meant is None:
        meant = next((word for word in words if _bare(word) == _bare(bare)), None)
    if meant is None:
        meant, rank = nearest(bare, words, 85), 1
    if meant is None:
        meant, rank = nearest(bare, words, 50), _PROPOSAL
    if meant and written and written in line.text:
        begin, _, end = line.text.rpartition(written)
        before, after = begin[-1:], end[:1]
        if before in {'"', "'"} and before == after:
            begin, end = begin[:-1], end[1:]
        yield Candidate(
            {place: f"{begin}{meant}{end}"}, place, "word_meant", rank, {"typed": written, "key": meant, "known": known}
        )
