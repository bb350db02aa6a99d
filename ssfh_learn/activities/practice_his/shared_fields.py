"""Fields and options that several parts of the made-up HIS have.

Field and option ids are the words that a trainer writes in a content file; they are ids like those of a question.
"""

from __future__ import annotations

from ssfh_learn.activities.practice_his.fields import TODAY, FieldOption, RecordField
from ssfh_learn.activities.practice_his.part import PATIENT


def choice(
    id_: str, label: str, *options: str, required: bool = False, initial: str = "", for_change: bool = False
) -> RecordField:
    """Return a field to choose in; an option is written `id` or `id=text`, and its text is its id with a capital.

    One that begins with a `~` is retired.
    """
    pairs = ((option.removeprefix("~").partition("="), option.startswith("~")) for option in options)
    made = tuple(FieldOption(name, text or name.capitalize(), retired) for (name, _, text), retired in pairs)
    return RecordField(id_, label, "choice", made, required=required, initial=initial, for_change=for_change)


def patient(*, locked: bool = False, required: bool = True) -> RecordField:
    """Return the field that says whom a record is about."""
    return RecordField(PATIENT, "Patiënt", "patient", required=required, locked=locked)


def day(label: str = "Datum", *, initial: str = TODAY, locked: bool = False) -> RecordField:
    """Return the field of a date, today unless another is typed."""
    return RecordField("datum", label, "date", initial=initial, locked=locked)


COLLEAGUES = (
    "huisarts",
    "poh=POH",
    "assistent=Doktersassistent",
    "praktijkmanager",
    "administratie",
    "apotheek",
)
DOERS = ("huisarts", "poh=POH", "assistent=Doktersassistent", "specialist=Verpleegkundig specialist")
TERMS = ("nu=Nu, met spoed", "vandaag", "morgen", "week=Deze week")
CONTACTS = ("spreekuur", "telefonisch", "visite", "e-consult=E-consult")
