"""How long a task of the practice HIS takes on its safe road, as an estimate.

Reading is counted at 180 words a minute, a slow and careful pace: the assignment, what a caller begins with, every
choice that is offered, every answer, what stands in a record that is opened, a form with all its choices, and the whole
result. Acts are counted in seconds, as somebody does them who has seen the practice HIS before; typing goes at 30 words
a minute.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tests.modules.practice_his_play import HIS, SAFE, TASKS, played, result

if TYPE_CHECKING:
    from collections.abc import Iterator

WORDS_A_MINUTE, TYPED_A_MINUTE = 180, 30
STEP, OPEN, CLOSE, FORM, CHOICE, FINISH = 3, 10, 2, 6, 4, 3
"""Seconds: to say or do something, find and open a record, close it, open and save a form, choose a value, hand in."""
UNREAD = {"access_log", "patients"}
"""Parts that nobody reads through to do a task."""


def seconds_of(task: str) -> float:
    """Return how many seconds a task takes."""
    return 60 * len(words_of(task)) / WORDS_A_MINUTE + sum(map(_seconds, SAFE[task])) + FINISH


def words_of(task: str) -> list[str]:
    """Return every word that is read, once each time that it is new on the screen."""
    return [word for text in _texts(task) for word in re.sub(r"<[^>]+>", " ", text).split() if re.search(r"\w", word)]


def _texts(task: str) -> Iterator[str]:
    written = {response.get("part") for response in SAFE[task]}
    begun = HIS.view(played(task, []))["task"]
    ended = HIS.view(played(task, SAFE[task]))["task"]
    yield from (begun["title"], begun["assignment"]["html"])
    yield from [begun["opening"]["answer"]["html"]] if begun["opening"] else []
    yield from (step.text for step in TASKS[task].steps)
    yield from (one["answer"]["html"] for one in ended["talk"])
    for part in _parts(task, written):
        yield from (text for record in part["records"] for text in record["shown"].values())
        yield from (field["label"] for field in part["fields"])
        if part["id"] in written:
            yield from (option["text"] for field in part["fields"] for option in _read(field))
    yield from _told(result(task, SAFE[task]))


def _parts(task: str, written: set[Any]) -> Iterator[dict[str, Any]]:
    """Yield each part as it was at the start: of whoever is opened, and wherever something is written."""
    seen = set()
    for place in range(len(SAFE[task]) + 1):
        view = HIS.view(played(task, SAFE[task][:place]))["task"]
        for part in view["parts"]:
            key = (part["id"], view["open"] if part["patient_bound"] else None)
            if key not in seen and part["id"] not in UNREAD and (part["patient_bound"] or part["id"] in written):
                seen.add(key)
                yield part


def _read(field: dict[str, Any]) -> list[dict[str, str]]:
    """Return the values that are read before one is chosen; patients are looked up by name."""
    return [] if field["type"] == "patient" else field["options"] or []


def _told(found: dict[str, Any]) -> Iterator[str]:
    yield from (found[name]["html"] for name in ("summary", "explanation", "not_taught") if found[name])
    yield from (one["html"] for one in found["right"])
    for one in found["compare"]:
        yield from (one["example"]["html"] if one["example"] else "", *one["points"])


def _seconds(response: dict[str, Any]) -> float:
    if response["kind"] == "step":
        return STEP
    if response["kind"] in {"open_record", "close_record"}:
        return OPEN if response["kind"] == "open_record" else CLOSE
    values = response.get("values", {})
    typed = sum(len(value.split()) for value in values.values() if " " in value)
    chosen = sum(" " not in value for value in values.values())
    return FORM + CHOICE * chosen + 60 * typed / TYPED_A_MINUTE
