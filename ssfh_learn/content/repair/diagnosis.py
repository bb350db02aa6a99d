"""What is wrong with the lines of a content file, and the text as its author meant it.

Each step corrects what it can and the next one looks at the result: signs of Word, values, the layout, what the models
do not know, and what is read without a word but says something else. A correction is certain where the file can be
read afterwards and no other correction does as well and means another thing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ssfh_learn.content.repair.doubt import doubts
from ssfh_learn.content.repair.line import text_lines
from ssfh_learn.content.repair.mistake import Mistake
from ssfh_learn.content.repair.pasted import split, without_pasted_signs
from ssfh_learn.content.repair.structure import applied, candidates, keys_used, places_near
from ssfh_learn.content.repair.trial import Trial, tried
from ssfh_learn.content.repair.unfit import repairs_of
from ssfh_learn.content.repair.values import values_meant

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ssfh_learn.content.repair.mistake import MistakeCode
    from ssfh_learn.content.repair.structure import Candidate
    from ssfh_learn.content.source import Source

ReadText = Callable[[str], "Source"]
"""Returns what a text says, with every problem that the models have with it."""

_OF_LAYOUT = {"missing_key", "missing_kind", "unknown_key", "unknown_key_meant", "double_key", "odd_key", "not_keys"}
_OF_LAYOUT |= {"not_list", "not_text", "list_too_short", "empty_text", "unknown_question_kind", "not_an_activity"}
"""While one of these is left, another layout may have been meant."""
_PROPOSED = {"curly_quotes"}
"""Word makes straight quotes curly, and people who speak in a text have curly ones: only the author knows."""
ROUNDS = 25
"""More mistakes of layout than this in one file are told after the first are mended."""


@dataclass(frozen=True)
class Diagnosis:
    """The mistakes by line; the text with all corrections, what is still wrong in it, and the text with certain ones.

    `lines` are all corrected lines; they stand where those of the author stand.
    """

    mistakes: tuple[Mistake, ...]
    written: tuple[str, ...]
    lines: tuple[str, ...]
    rest: Source
    certain: tuple[str, ...]


@dataclass
class _Patient:
    """The lines while they are corrected, and what was found in each."""

    written: Sequence[str]
    lines: list[str]
    keys: Collection[str]
    found: list[Mistake] = field(default_factory=list)
    unsure: set[int] = field(default_factory=set)

    def note(self, place: int, code: MistakeCode, *, certain: bool = True, **details: object) -> None:
        self.found.append(Mistake(place + 1, code, "", "", details, is_certain=certain))


def diagnosis(text: str, keys: Collection[str], read: ReadText) -> Diagnosis:
    """Look at the raw lines of a file in which these keys can stand."""
    written = split(text)
    patient = _Patient(written, list(written), keys)
    _mend_signs(patient)
    _mend_tabs(patient, read)
    _mend_values(patient)
    trial = _mend_structure(patient, read)
    if trial.stops is None:
        _mend_unfit(patient, read)
    rest = read("\n".join(patient.lines))
    if trial.stops is None:
        for doubt in doubts(patient.lines, keys, tried(patient.lines)):
            patient.note(doubt.place, doubt.code, certain=False)
            patient.found[-1] = replace(patient.found[-1], corrected=doubt.corrected, details=doubt.details)
    return _told(patient, rest, is_read=trial.stops is None)


def _told(patient: _Patient, rest: Source, *, is_read: bool) -> Diagnosis:
    wrong = {problem.line for problem in rest.problems if problem.weight == "error"}
    told: list[Mistake] = []
    several = {one.number for one in patient.found if one.code != "flow_text"}
    for one in patient.found:
        if one.code == "flow_text" and one.number in several:
            continue  # what came after it says more
        place = one.number - 1
        after = one.corrected or patient.lines[place]
        sure = one.is_certain and is_read and one.number not in wrong and place not in patient.unsure
        told.append(replace(one, written=patient.written[place], corrected=after, is_certain=sure))
    for one in told:
        if not one.is_certain:
            patient.unsure.add(one.number - 1)
    certain_at = {one.number - 1 for one in told if one.is_certain} - patient.unsure
    doubled = {one.number - 1 for one in told if one.code == "double_line"}
    certain = [
        patient.lines[place] if place in certain_at else text
        for place, text in enumerate(patient.written)
        if not (place in doubled and place in certain_at)
    ]
    return Diagnosis(
        tuple(sorted(told, key=lambda one: one.number)),
        tuple(patient.written),
        tuple(patient.lines),
        rest,
        tuple(certain),
    )


def _mend_signs(patient: _Patient) -> None:
    for place, (line, codes) in enumerate([*without_pasted_signs(patient.lines)]):
        patient.lines[place] = line
        for code in codes:
            patient.note(place, code)


def _mend_tabs(patient: _Patient, read: ReadText) -> None:
    """Replace tabs before a line by as many spaces as make the whole file readable, or else by two each."""
    inside = [*text_lines([line.replace("\t", "  ") for line in patient.lines])]
    tabbed = [
        place
        for place, line in enumerate(patient.lines)
        if line.strip() and "\t" in line[: len(line) - len(line.lstrip(" \t"))]
    ]
    if not tabbed:
        return
    read_well: dict[str, list[str]] = {}
    for width in (2, 4, 8, 1, 3):
        lines = list(patient.lines)
        for place in tabbed:
            head = lines[place][: len(lines[place]) - len(lines[place].lstrip(" \t"))]
            lines[place] = head.replace("\t", " " * width) + lines[place].lstrip(" \t")
        if tried(lines).stops is None:
            source = read("\n".join(lines))
            if source.is_usable:
                read_well.setdefault(repr(source.value), lines)
    if read_well:
        patient.lines = next(iter(read_well.values()))
    else:
        for place in tabbed:
            text = patient.lines[place]
            head = text[: len(text) - len(text.lstrip(" \t"))]
            patient.lines[place] = head.replace("\t", "  ") + text.lstrip(" \t")
    for place in tabbed:
        patient.note(place, "tab_in_line", certain=len(read_well) == 1 or inside[place])


def _mend_values(patient: _Patient) -> None:
    for place, found in [*values_meant(patient.lines, patient.keys)]:
        patient.lines[place] = found.text
        patient.note(place, found.code, certain=found.code not in _PROPOSED, sign=found.sign)


# The layout


def _mend_structure(patient: _Patient, read: ReadText) -> Trial:
    trial = tried(patient.lines)
    for _ in range(ROUNDS):
        if trial.stops is None:
            break
        found = _best(patient, trial, read)
        if found is None:
            break
        chosen, trial, is_only = found
        _apply(patient, chosen, certain=is_only)
    return trial


def _apply(patient: _Patient, chosen: Candidate, *, certain: bool) -> None:
    for place, line in chosen.lines.items():
        if place != chosen.at and not certain:
            patient.unsure.add(place)
        patient.lines[place] = line
    patient.note(chosen.at, chosen.code, certain=certain, **chosen.details)
    for place in chosen.lines:
        if place != chosen.at:
            patient.note(place, chosen.code, certain=certain)


def _best(patient: _Patient, trial: Trial, read: ReadText) -> tuple[Candidate, Trial, bool] | None:
    """Return the correction after which most can be read, and whether no other does as well."""
    found: list[tuple[Candidate, Trial]] = []
    keys = {*patient.keys, *keys_used(patient.lines)}
    for place in places_near(patient.lines, trial.marks):
        for one in candidates(patient.lines, place, keys):
            after = tried(applied(patient.lines, one))
            if after.reached > trial.reached and _joins_nothing(trial, after):
                found.append((one, after))
    if not found:
        return None
    furthest = max(after.reached for _, after in found)
    found = [one for one in found if one[1].reached == furthest]
    if furthest != float("inf"):
        chosen = min(found, key=lambda one: (_errors_before(one[1], read), one[0].rank, len(one[0].lines)))
        return (*chosen, False)
    read_as = [(_cost(source, one[1]), one, source.value) for one in found for source in [read(one[1].text)]]
    fewest = min(count for count, _, _ in read_as)
    best = [(one, value) for count, one, value in read_as if count == fewest]
    lowest = min(one[0].rank for one, _ in best)
    chosen, value = min(best, key=lambda one: (one[0][0].rank, len(one[0][0].lines)))
    rivals = [other for one, other in best if other != value and (one[0].rank <= 2 or lowest > 2)]  # noqa: PLR2004
    left = {problem.code for problem in _errors(read(chosen[1].text))}
    return (*chosen, not rivals and not left & _OF_LAYOUT)


def _errors(source: Source) -> list[Any]:
    return [problem for problem in source.problems if problem.weight == "error"]


def _cost(source: Source, trial: Trial) -> tuple[int, int]:
    """Return how many errors a text has, and how many lines became more of the text above them."""
    return len(_errors(source)), len(trial.continued) + len(trial.spans)


def _errors_before(trial: Trial, read: ReadText) -> int:
    """Count what the models have against the part that can be read, up to the last whole item before it stops."""
    end = trial.stops or 0
    while end > 0:
        shorter = trial.lines[:end]
        if tried(shorter).stops is None:
            return len(_errors(read("\n".join(shorter))))
        end -= 1
    return 0


def _joins_nothing(before: Trial, after: Trial) -> bool:
    """Say whether no line became more of the text above it: that reads well and loses what was meant."""
    return len(after.continued) <= len(before.continued) and len(after.spans) <= len(before.spans)


# What the models do not know


def _mend_unfit(patient: _Patient, read: ReadText) -> None:
    """Correct what the models have against the file, one after the other, as long as that leaves fewer problems."""
    skipped: set[tuple[int, str]] = set()
    for _ in range(2 * ROUNDS):
        source = read("\n".join(patient.lines))
        errors = [one for one in _errors(source) if (one.line, one.code) not in skipped]
        if not errors:
            return
        problem = errors[0]
        found = _best_repair(patient, problem, source, read)
        if found is None:
            skipped.add((problem.line, problem.code))
            continue
        _apply(patient, found[0], certain=found[1])


def _best_repair(patient: _Patient, problem: Any, source: Source, read: ReadText) -> tuple[Candidate, bool] | None:
    before = tried(patient.lines)
    count = len(_errors(source))
    found: list[tuple[tuple[int, int], Candidate, Any]] = []
    for one in repairs_of(patient.lines, problem, source, patient.keys):
        after = tried(applied(patient.lines, one))
        if after.stops is not None or not _joins_nothing(before, after):
            continue
        result = read(after.text)
        if len(_errors(result)) < count:
            found.append((_cost(result, after), one, result.value))
    if not found:
        return None
    fewest = min(left for left, _, _ in found)
    best = [(one, value) for left, one, value in found if left == fewest]
    chosen, value = min(best, key=lambda one: (one[0].rank, len(one[0].lines)))
    rivals = [other for one, other in best if other != value and one.rank <= chosen.rank]
    others = {problem.line for problem in _errors(read("\n".join(applied(patient.lines, chosen))))}
    return chosen, not rivals and not others & {place + 1 for place in chosen.lines} and chosen.rank < UNSURE


UNSURE = 9
"""From this rank on a correction is a proposal: it may be another word than its author meant."""
