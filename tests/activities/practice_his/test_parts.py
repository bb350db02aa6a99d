"""The parts of the made-up HIS, and what their fields accept."""

from __future__ import annotations

import pytest

from ssfh_learn.activities import dutch
from ssfh_learn.activities.practice_his.dates import is_date, is_time, with_weekday, written_out
from ssfh_learn.activities.practice_his.fields import RecordField
from ssfh_learn.activities.practice_his.part import PATIENT
from ssfh_learn.activities.practice_his.parts import PARTS


def test_every_part_has_a_dutch_word_and_every_word_a_part() -> None:
    assert {part.word for part in PARTS.values()} == set(dutch.HIS_PARTS)
    assert set(dutch.HIS_PARTS.values()) == set(PARTS)


@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS)
def test_the_fields_of_a_part_can_be_told_apart_and_chosen_from(part: object) -> None:
    fields = part.fields  # type: ignore[attr-defined]

    assert len({field.id for field in fields}) == len(fields)
    assert all(field.label for field in fields)
    for field in fields:
        ids = [option.id for option in field.options]
        assert len(set(ids)) == len(ids)
        assert bool(ids) is (field.type == "choice")
        assert not field.initial or field.initial in ids or field.type == "date"


def test_a_part_names_its_patient_in_one_way_only() -> None:
    for part in PARTS.values():
        assert part.patient_bound is (part.field(PATIENT) is None)


def test_what_the_log_and_the_learner_are_called_are_options_of_the_log() -> None:
    action = PARTS["access_log"].field("actie")

    assert action is not None
    assert [option.id for option in action.options] == list(dutch.HIS_ACTIONS.values())


@pytest.mark.parametrize(
    ("date", "good"),
    [
        ("2026-03-16", True),
        ("2024-02-29", True),
        ("2026-02-29", False),
        ("2026-13-01", False),
        ("2026-00-10", False),
        ("1899-12-31", False),
        ("16-03-2026", False),
        ("2026-3-16", False),
        ("", False),
        ("٢٠٢٦-03-16", False),
    ],
)
def test_a_date_is_a_day_of_the_calendar(date: str, *, good: bool) -> None:
    assert is_date(date) is good
    assert (written_out(date) == date) is not good


def test_a_date_is_written_as_a_dutch_reader_does() -> None:
    assert written_out("2026-12-01") == "1 december 2026"
    assert with_weekday("2026-03-16") == "maandag 16 maart 2026"
    assert with_weekday("2026-03-22") == "zondag 22 maart 2026"
    assert with_weekday("morgen") == "morgen"


@pytest.mark.parametrize(
    ("time", "good"), [("00:00", True), ("23:59", True), ("24:00", False), ("9:30", False), ("09.30", False)]
)
def test_a_time_has_hours_and_minutes(time: str, *, good: bool) -> None:
    assert is_time(time) is good


@pytest.mark.parametrize(("one", "other", "same"), [("82,5", "82.50", True), ("82,5", "825", False), ("", "0", False)])
def test_numbers_are_compared_by_what_they_are_worth(one: str, other: str, *, same: bool) -> None:
    assert RecordField("waarde", "Waarde", "number").is_same(one, other) is same
