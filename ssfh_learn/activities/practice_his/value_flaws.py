"""What cannot stand in a field or at the place of a patient."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ssfh_learn.activities.flaw import Flaw
from ssfh_learn.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ssfh_learn.activities.model import Path
    from ssfh_learn.activities.practice_his.fields import RecordField
    from ssfh_learn.activities.practice_his.model import PracticeHisContent
    from ssfh_learn.activities.practice_his.part import Part


def deeper(flaw: Flaw, *where: str | int) -> Flaw:
    """Return a flaw seen from higher up; what it rests on stands at the top of the file, wherever the flaw is."""
    return replace(flaw, where=(*where, *flaw.where))


def unknown_patients(ids: Iterable[str], his: PracticeHisContent, where: Path) -> Iterator[Flaw]:
    """Yield a flaw for each patient who is not in the file."""
    known = [patient.id for patient in his.patients]
    for id_ in ids:
        if id_ not in known:
            yield Flaw("unknown_patient", where, {"id": id_, "known": ", ".join(known)}, rests_on=("patients",))


def unknown_field(name: str, part: Part, where: Path) -> Flaw:
    """Return the flaw of a field that a part does not have."""
    known = ", ".join(field.id for field in part.fields)
    return Flaw("unknown_field", where, {"id": name, "part": part.word, "known": known})


def flaws_of_value(field: RecordField, value: str, his: PracticeHisContent, where: Path) -> Iterator[Flaw]:
    """Yield why a field cannot hold a value."""
    try:
        field.must_fit(value, frozenset(patient.id for patient in his.patients))
    except Refused as refused:
        yield from _flaws_of_refusal(refused.code, field, value, his, where)


def _flaws_of_refusal(
    code: str, field: RecordField, value: str, his: PracticeHisContent, where: Path
) -> Iterator[Flaw]:
    if code == "not_a_date":
        yield Flaw("his_date", where, {"written": value})
    elif code == "not_a_time":
        yield Flaw("his_time", where, {"written": value})
    elif code == "not_a_number":
        yield Flaw("not_number", where, {"key": field.id})
    elif code == "too_long":
        yield Flaw("text_too_long", where, {"key": field.id, "limit": field.max_length})
    elif field.type == "patient":
        yield from unknown_patients((value,), his, where)
    else:
        known = ", ".join(option.id for option in field.options)
        yield Flaw("unknown_word", where, {"written": value, "known": known})
