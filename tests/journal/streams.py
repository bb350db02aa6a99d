"""Three streams of two learners, and an event to write into one."""

from __future__ import annotations

from ssfh_learn.journal import Event
from ssfh_learn.journal.stream import Stream

ANNA, BRAM = Stream("anna", "werkdruk", "quiz"), Stream("bram", "werkdruk", "quiz")
ANNAS_SCAN = Stream("anna", "werkdruk", "zelfscan", private=True)


def event(id_: str, activity: str = "quiz", **data: object) -> Event:
    return Event(1, id_, "2026-11-21T09:00:00.000+00:00", activity, "abc", 1, "answer", data)
