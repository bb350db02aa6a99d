"""Every table of the journal: SQLAlchemy knows a table once its file is imported, so whoever opens a journal does that.

What goes through all tables (which still name a learner, which staff may read) would else skip those that happen not to
be imported yet. The tables of the roster are in a file of its own, which the journal does not know.
"""

from __future__ import annotations

from ssfh_learn.journal import (
    accounts,
    administration,
    certificates,
    cleaning,
    course_tasks,
    durations,
    fault_reports,
    first_tries,
    projections,
    publications,
    retention,
    shared,
    snapshots,
    tables,
    told,
    use,
)

TABLES = (
    *(tables.PUBLIC, tables.PRIVATE, snapshots.PUBLIC_SNAPSHOT, snapshots.PRIVATE_SNAPSHOT, use.TABLE),
    *(projections.DERIVED, projections.STEP, projections.STATUS, projections.OLD_STEP),
    *(accounts.TABLE, administration.TABLE, certificates.TABLE, course_tasks.TABLE, fault_reports.TABLE, told.TABLE),
    *(shared.TABLE, first_tries.TABLE, publications.TABLE, publications.MEMBER, publications.DATE, durations.TABLE),
    *(retention.TABLE, cleaning.OWED),
)
