"""What is wrong with a file, line by line and in its author's own words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ssfh_learn.content.problem import Problem
from ssfh_learn.content.repair import Mistake, diagnosis
from ssfh_learn.content.repair.doubt import doubts
from ssfh_learn.content.repair.pasted import split, without_pasted_signs
from ssfh_learn.content.repair.trial import tried
from ssfh_learn.content.repair.values import values_meant
from ssfh_learn.content.source import source_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from ssfh_learn.activities.flaw import Weight
    from ssfh_learn.content.repair import Diagnosis
    from ssfh_learn.content.source import Source

LONGEST = 200_000
"""Characters; a larger file is not looked through line by line."""


def diagnosed(source: Source, keys: Collection[str], read: Callable[[Source], object]) -> Diagnosis:
    """Return what is wrong with the lines of a source, whose problems `read` adds."""

    def of_text(text: str) -> Source:
        again = source_of(source.path, text)
        read(again)
        return again

    return diagnosis(source.text, keys, of_text)


def explain(source: Source, keys: Collection[str], read: Callable[[Source], object]) -> None:
    """Replace the problems of a source by the mistakes in its lines, and by what is still wrong without those."""
    if not source.text or len(source.text) > LONGEST:
        return
    found = diagnosed(source, keys, read)
    of_file = [one for one in source.problems if one.code in {"other_encoding", "unknown_encoding"}]
    told = [problem_of(one, source) for one in found.mistakes]
    lines = {one.line for one in told}
    rest = [one for one in found.rest.problems if not (one.line in lines and one.code == "bad_yaml")]
    source.problems[:] = [*of_file, *told, *rest]


def say_doubts(source: Source, keys: Collection[str], read: Callable[[Source], object]) -> None:
    """Add to a source that can be used the lines that say something else than their author meant, or may do so."""
    if len(source.text) > LONGEST:
        return
    lines = split(source.text)
    if any(codes for _, codes in without_pasted_signs(lines)) or any(values_meant(lines, keys)):
        found = [problem_of(one, source) for one in diagnosed(source, keys, read).mistakes]
    else:
        said = doubts(lines, keys, tried(lines))
        shown = [Mistake(one.place + 1, one.code, lines[one.place], one.corrected, one.details) for one in said]
        found = [problem_of(one, source) for one in shown]
    source.problems += found


def problem_of(mistake: Mistake, source: Source) -> Problem:
    """Return a mistake as its author reads it."""
    indent = len(mistake.corrected) - len(mistake.corrected.lstrip(" "))
    shows_indent = mistake.code in {"indent_wrong", "dash_missing", "dash_too_many", "tab_in_line", "continued_line"}
    details = {
        "written": _shown(mistake.written).strip(),
        "corrected": mistake.corrected if shows_indent else mistake.corrected.strip(),
        "spaces": indent,
        "found": len(mistake.written) - len(mistake.written.lstrip(" ")),
        **mistake.details,
    }
    weight: Weight = "question" if mistake.code in DOUBTS else "error"
    return replace(Problem(source.path, mistake.number, mistake.code, details), weight=weight)


DOUBTS = {"continued_line", "hash_in_text", "text_in_quotes"}
"""What can be read, and may say something else than its author meant."""


def _shown(text: str) -> str:
    """Return a line without invisible signs."""
    return "".join(sign if sign.isprintable() else " " for sign in text)
