"""A list of people, counted by the database, and the page of each of them agree on how far they are and since when."""

from __future__ import annotations

import random
from contextlib import closing

from ssfh_learn.journal import projections
from ssfh_learn.journal.many_learners import counts_of, together
from ssfh_learn.journal.projections import ActivityStatus
from ssfh_learn.journal.sql import SqlJournal
from ssfh_learn.journal.stream import Stream
from ssfh_learn.portal.writing.progress import dated_progress, needed_in
from tests.portal.host import Site

PEOPLE = [f"p{number}" for number in range(60)]


def moment(chance: random.Random) -> str:
    return f"2026-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}T09:00:00Z"


def test_the_database_counts_what_the_page_of_one_person_shows(site: Site, database: str) -> None:
    assert site.portal
    module, chance = site.portal.library.modules["werkdruk"], random.Random(7)  # noqa: S311  (chance, not a secret)
    assert ("maandagochtend", "het-wordt-me-te-veel") in {one for hers in module.exercises.values() for one in hers}
    names = [name for hers in module.exercises.values() for one in hers for name in one]
    with closing(SqlJournal(database)) as journal:
        with journal.writing() as writing:
            for who in PEOPLE:  # some are nearly done, so that what is done last decides
                skipped = chance.choice([0.0, 0.05, 0.5])
                opened = [step for step in module.step_ids if chance.random() >= skipped]
                rows = [(who, module.id, step, (at := moment(chance)), at) for step in opened]
                projections.open_steps(writing.connection, rows)
                statuses = [
                    ActivityStatus(
                        Stream(who, module.id, name),
                        chance.choices(["complete", "awaiting_grader", "in_progress"], [1, 1, skipped])[0],
                        moment(chance),
                    )
                    for name in names
                    if chance.random() >= skipped
                ]
                projections.set_statuses(writing.connection, statuses)
        steps, exercises = needed_in(module)
        with journal.reading() as reading:
            counted = together(
                counts_of(
                    reading.connection, "step_opened", PEOPLE, [(module.id, (one,)) for one in steps], [module.id]
                ),
                counts_of(
                    reading.connection, "activity_status", PEOPLE, [(module.id, one) for one in exercises], [module.id]
                ),
            )[module.id]
            pages = {
                who: dated_progress(
                    module,
                    projections.openings_of(reading.connection, who)[module.id],
                    projections.statuses_of(reading.connection, who)[module.id],
                )
                for who in PEOPLE
            }

    everything = len(steps) + len(exercises)
    assert {who: one.done == everything for who, one in counted.items()} == {
        who: one.is_done for who, one in pages.items()
    }
    finished = [who for who, one in pages.items() if one.is_done]
    assert 10 < len(finished) < len(PEOPLE) - 10
    assert {who: counted[who].done_at for who in finished} == {who: pages[who].at for who in finished}
