"""Decides what is published of what learners chose first in exercises and stories, one activity after another.

Figures are of groups and of everybody, never of a practice or a region: nobody asks for these, and what is not
published tells nothing.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from ssfh_learn.activities.first_try import meaning_of
from ssfh_learn.journal import first_tries
from ssfh_learn.reports.publications import SHARE, Publication, SharedAnswer, Subject, publish
from ssfh_learn.roster.people_of_groups import EVERYBODY, is_group

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from ssfh_learn.activities import Activity
    from ssfh_learn.journal.first_tries import FirstTry
    from ssfh_learn.journal.sql import SqlJournal
    from ssfh_learn.portal.published.library import PublishedModule

NO_PART = ""
"""The part of a subject that is about all choices of an activity."""


def subject_of(place: str, activity: Activity) -> Subject:
    """Return what was asked in an exercise or a story as it is now; its version is empty where nothing is counted."""
    points = list(activity.choice_points())
    names = tuple(choice.name for point in points for choice in point.choices)
    return Subject(place, activity.id, meaning_of(points), NO_PART, SHARE, names)


def counted_subjects(modules: Iterable[PublishedModule]) -> dict[tuple[str, str], Subject]:
    """Return every subject of the modules of which first choices are counted, by module and activity."""
    found = (
        (module.id, one.id, subject_of(module.id, one)) for module in modules for one in module.activities.values()
    )
    return {(place, name): subject for place, name, subject in found if subject.version}


def decided_of_choices(
    journal: SqlJournal,
    modules: Mapping[str, PublishedModule],
    people: Mapping[str, Collection[str]],
    history: Sequence[Publication],
) -> list[Publication]:
    """Return what is published now; the choices of everybody in one activity are read and decided before the next."""
    of_activity: defaultdict[tuple[str, str], list[Publication]] = defaultdict(list)
    for one in history:
        of_activity[one.subject.place, one.subject.activity].append(one)
    groups = {group: accounts for group, accounts in people.items() if group == EVERYBODY or is_group(group)}
    subjects, found = counted_subjects(modules.values()), []
    for key in dict.fromkeys([*subjects, *of_activity]):
        subject, tries = subjects.get(key), list[first_tries.FirstTry]()
        if subject is not None:
            with journal.reading() as reading:
                tries = first_tries.of_activity(reading.connection, *key, subject.version)
        answers = [SharedAnswer(subject, one.token, made=one.made) for one in tries if subject is not None]
        found += publish(answers, _tokens(groups, tries), of_activity[key])
    return found


def _tokens(groups: Mapping[str, Collection[str]], tries: Iterable[FirstTry]) -> dict[str, set[str]]:
    token = {one.learner: one.token for one in tries}
    return {group: {token[one] for one in accounts if one in token} for group, accounts in groups.items()}
