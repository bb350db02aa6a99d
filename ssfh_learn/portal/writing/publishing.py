"""Publishes figures of groups at a fixed rhythm: reads what is shared, decides, and keeps what was decided."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from ssfh_learn.dutch_time import day_of
from ssfh_learn.journal import publications, shared
from ssfh_learn.journal.publications import PublishedRow
from ssfh_learn.portal.writing.publishing_choices import NO_PART, decided_of_choices
from ssfh_learn.reports.publications import SCALE, Publication, SharedAnswer, Subject, publish
from ssfh_learn.roster.people_of_groups import people_of_groups

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import datetime

    from ssfh_learn.journal.sql import SqlJournal
    from ssfh_learn.portal.published.library import PublishedModule

Rhythm = Literal["month", "quarter", "never"]
RHYTHMS: Mapping[str, Rhythm] = {"maand": "month", "kwartaal": "quarter", "nooit": "never"}
"""By the word with which an administrator chooses."""
_QUARTER = 3


def rhythm_of(written: str) -> Rhythm:
    """Return the rhythm that an administrator chose."""
    return RHYTHMS[written]


def first_day(rhythm: Rhythm, today: date) -> date | None:
    """Return the day on which the present period began; None if nothing is ever published."""
    if rhythm == "never":
        return None
    month = today.month if rhythm == "month" else today.month - (today.month - 1) % _QUARTER
    return date(today.year, month, 1)


def next_day(rhythm: Rhythm, today: date) -> date | None:
    """Return the first day of the next period."""
    began = first_day(rhythm, today)
    if began is None:
        return None
    months = began.month + (1 if rhythm == "month" else _QUARTER)
    return date(began.year + (months > 12), (months - 1) % 12 + 1, 1)  # noqa: PLR2004  (a year has 12)


def publish_if_due(
    journal: SqlJournal, modules: Mapping[str, PublishedModule], now: datetime, rhythm: Rhythm
) -> int | None:
    """Publish once in each period, and return how many values appeared or disappeared; None if it was not due.

    What is decided takes seconds for a whole sector, so it is decided beside the writer of answers. Of several servers
    one is first, and what the others decided is thrown away.
    """
    today = day_of(now)
    began = first_day(rhythm, today)
    with journal.reading() as reading:
        last = publications.last_day(reading.connection)
        if began is None or last >= began.isoformat():
            return None
        history = [_publication(one) for one in publications.history(reading.connection)]
        rows = shared.all_that_counts(reading.connection)
        people = people_of_groups(reading.connection, today)
    of_scans, of_choices = (
        [one for one in history if (one.subject.part == NO_PART) is is_of_choices] for is_of_choices in (False, True)
    )
    decided = publish(answers_of(rows, modules), tokens_of(people, rows), of_scans)
    decided += decided_of_choices(journal, modules, people, of_choices)
    at = now.isoformat(timespec="seconds")
    with journal.writing() as writing:
        kept = publications.add(writing.connection, today.isoformat(), [_row(at, one) for one in decided], after=last)
    return len(decided) if kept else None


def answers_of(rows: Iterable[Mapping[str, Any]], modules: Mapping[str, PublishedModule]) -> list[SharedAnswer]:
    """Return what is shared as answers to publish; the bands are those of the modules as they are now."""
    found = []
    for row in rows:
        first = row["first"]
        one = _subject(row["place"], row["activity"], row["version"], row["subscale"], modules)
        value, later = (row["mean"], None) if first is None else (first, row["mean"])
        found.append(SharedAnswer(one, row["token"], value, row["later_token"] or "", later))
    return found


def tokens_of(people: Mapping[str, Collection[str]], rows: Iterable[Mapping[str, Any]]) -> dict[str, set[str]]:
    """Return groups of tokens for groups of accounts."""
    tokens: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        tokens[row["learner"]].add(row["token"])
    return {group: {token for one in accounts for token in tokens.get(one, ())} for group, accounts in people.items()}


def _subject(place: str, activity: str, version: str, part: str, modules: Mapping[str, PublishedModule]) -> Subject:
    module = modules.get(place)
    one = module.activities.get(activity) if module else None
    measure = replace(SCALE, cuts=one.group_bands()) if one else SCALE
    return Subject(place, activity, version, part, measure)


def _publication(one: PublishedRow) -> Publication:
    subject = Subject(one.place, one.activity, one.version, one.part)
    occasion: Any = one.occasion
    return Publication(one.of_group, subject, occasion, one.value, one.members, one.shares)


def _row(at: str, one: Publication) -> PublishedRow:
    about = one.subject
    named = (at, one.group, about.place, about.activity, about.version, about.part, one.occasion)
    return PublishedRow(*named, one.value, one.members, one.shares)
