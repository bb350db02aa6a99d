"""What a learner did: an append-only list of events."""

from ssfh_learn.journal.event import Event
from ssfh_learn.journal.json_lines import JsonLinesJournal, Reading
from ssfh_learn.journal.places import data_folder, database_in, private_journal, public_journal
from ssfh_learn.journal.submitted import Submitted, read_submitted, receipt_of

__all__ = [
    "Event",
    "JsonLinesJournal",
    "Reading",
    "Submitted",
    "data_folder",
    "database_in",
    "private_journal",
    "public_journal",
    "read_submitted",
    "receipt_of",
]
