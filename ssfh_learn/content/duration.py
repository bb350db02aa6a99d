"""How long a step of a notebook takes: reading it at 180 words a minute, and doing what is there to do.

An estimate for somebody who reads with attention and opens what is folded away for everybody. What is there for who
looks for it (help, sources, extra for one role) is not counted. Of several stories in a step one is played.
"""

from __future__ import annotations

import re
from statistics import mean
from typing import TYPE_CHECKING

from ssfh_learn.activities.time_needed import seconds_to_read, words_in
from ssfh_learn.content.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from ssfh_learn.activities import Activity
    from ssfh_learn.content.source import Source
    from ssfh_learn.content.steps import Step

MOST_OFF = 0.1
"""The share by which a step may take longer or shorter than it says, or half a minute: whole ones are told."""
TO_THINK = 30
"""Seconds to think of what a step asks before it tells."""
_TOLD = re.compile(r"\*ongeveer (\d+) minu\w*\.?\*", re.IGNORECASE)
_FOLD = re.compile(r"<details>\s*<summary>(.*?)</summary>(.*?)</details>", re.DOTALL)
_FOR_WHO_LOOKS = ("Hulp", "Bron", "Extra", "Ben je", "Voor wie", "Wie ziet")
_TAG = re.compile(r"<[^>]+>")
_ROLES = ("Medewerker", "Leidinggevende", "Praktijkopleider")
"""Examples for each role: a learner opens those of her own."""


def minutes_told(step: Step) -> int | None:
    """Return how long a step says that it takes; None where it says nothing."""
    found = _TOLD.search(step.text)
    return int(found[1]) if found else None


def minutes_to_read(text: str) -> int:
    """Return in how many whole minutes the texts of a step are read again, without what there is to do."""
    return max(1, round(seconds_to_read(_words_of_page(text)) / 60))


def seconds_of_step(step: Step, activities: Mapping[str, Activity]) -> float:
    """Return how long a step takes, with its activities; one that could not be read takes no time."""
    shown = [activities[name] for name in step.activities if name in activities]
    one_of = [one.seconds_needed() for one in shown if one.is_one_of_several]
    done = sum(one.seconds_needed() for one in shown if not one.is_one_of_several)
    return TO_THINK + seconds_to_read(_words_of_page(step.text)) + done + (mean(one_of) if one_of else 0)


def problems_of_duration(
    notebook: Path, steps: Sequence[Step], activities: Mapping[str, Activity], told: int, source: Source
) -> Iterator[Problem]:
    """Yield the steps that take longer or shorter than they say, and a module whose steps together do."""
    measured = {step.number: seconds_of_step(step, activities) / 60 for step in steps}
    said = {step.number: minutes_told(step) for step in steps}
    for step in steps:
        minutes, found = said[step.number], measured[step.number]
        if minutes is not None and is_off(minutes, found):
            details = {"step": step.number, "told": minutes, "measured": max(1, round(found))}
            yield Problem(notebook, step.line, "step_takes_other_time", details, "advice")
    if None not in said.values() and is_off(told, sum(measured.values())):
        details = {"told": told, "measured": round(sum(measured.values()))}
        yield Problem(source.path, source.line(("duur",)), "module_takes_other_time", details, "advice")


def is_off(told: int, measured: float) -> bool:
    """Say whether a time in whole minutes is not the measured one, within a tenth or half a minute."""
    return abs(told - max(1, measured)) > max(0.5, MOST_OFF * measured)


def _words_of_page(text: str) -> float:
    read: float = words_in(_FOLD.sub(" ", text))
    for title, inside in _FOLD.findall(text):
        told = _TAG.sub("", title).strip()
        if not told.startswith(_FOR_WHO_LOOKS):
            read += words_in([told, inside]) / (3 if told.startswith(_ROLES) else 1)
    return read
