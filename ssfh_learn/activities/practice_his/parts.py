"""All parts of the made-up HIS: which fields their records have, and what may be done with them."""

from __future__ import annotations

from ssfh_learn.activities.practice_his.fields import RecordField
from ssfh_learn.activities.practice_his.part import Part
from ssfh_learn.activities.practice_his.patient_parts import PATIENT_PARTS
from ssfh_learn.activities.practice_his.practice_parts import PRACTICE_PARTS
from ssfh_learn.activities.practice_his.shared_fields import DOERS, choice, patient

_AGENDA = Part(
    "agenda",
    "Agenda",
    (
        RecordField("datum", "Datum", "date", required=True),
        RecordField("tijd", "Tijd", "time", required=True),
        patient(),
        choice("bij", "Bij wie", *DOERS, required=True),
        choice("soort", "Soort afspraak", "spreekuur", "telefonisch", "visite", "beeldbellen", required=True),
        choice("duur", "Duur", *(f"{minutes}={minutes} minuten" for minutes in (10, 20, 30, 40)), initial="10"),
        RecordField("reden", "Reden"),
    ),
    layout="agenda",
)

PARTS = {part.id: part for part in (_AGENDA, *PATIENT_PARTS, *PRACTICE_PARTS)}
