"""Many people worked out at once are as far as each of them alone."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssfh_learn.grading.short_results import SameResult, ShortResult
from ssfh_learn.journal.certificates import Certificate
from ssfh_learn.journal.many_learners import PlaceCount
from ssfh_learn.portal.coordinator.last_days import EndDays
from ssfh_learn.portal.coordinator.worklist_filter import states_of
from ssfh_learn.portal.coordinator.worklist_states import (
    Column,
    Duties,
    Standing,
    WorkCell,
    WorkState,
    WorkTable,
    standings_of_module,
    standings_of_test,
)
from ssfh_learn.roster.group import Duty, RosterGroup
from ssfh_learn.roster.worklist import ListedPerson

COLUMNS = [Column("module", "een", "Een"), Column("module", "twee", "Twee"), Column("test", "toets", "Toets")]
STATES: tuple[WorkState, ...] = get_args(WorkState)
DAYS = st.sampled_from(["2027-01-01", "2027-02-01"])
DAY = "2027-01-0{}T10:00:00+00:00"
ACCOUNTS = [f"a{number}" for number in range(6)]

standings = st.builds(Standing, st.sampled_from(STATES), st.booleans(), st.none() | DAYS.map(date.fromisoformat))
duties = st.builds(Duty, st.just("module"), st.sampled_from(["een", "twee"]), st.none() | DAYS) | st.builds(
    Duty, st.just("test"), st.just("toets"), st.none() | DAYS
)
groups = st.lists(st.lists(duties, max_size=3, unique_by=lambda one: (one.kind, one.name)).map(tuple), max_size=3).map(
    lambda found: [RosterGroup(f"g{id_}", frozenset(), own, id=id_) for id_, own in enumerate(found)]
)
people = st.lists(st.sampled_from([*ACCOUNTS, None]), max_size=8).flatmap(
    lambda accounts: st.tuples(
        *(
            st.tuples(st.frozensets(st.integers(0, 2)), st.none() | DAYS | st.just("2027-01-02")).map(
                lambda own, id_=id_, account=account: ListedPerson(  # type: ignore[misc]
                    id_, account, own[0], tuple((group, own[1]) for group in own[0] if own[1])
                )
            )
            for id_, account in enumerate(accounts)
        )
    )
)
tables = st.builds(
    WorkTable,
    st.just(COLUMNS),
    people,
    groups.map(Duties),
    st.dictionaries(st.sampled_from(COLUMNS), st.dictionaries(st.sampled_from(ACCOUNTS), standings)),
    st.just("2027-01-15"),
    st.dictionaries(
        st.just(COLUMNS[2]),
        st.builds(
            EndDays,
            st.none() | DAYS,
            st.dictionaries(st.sampled_from(ACCOUNTS), DAYS | st.just("2027-01-10"), max_size=2),
        ),
    ),
)


@given(tables, st.none() | DAYS.map(date.fromisoformat))
def test_totals_are_those_of_the_cells_of_each_person_that_count(table: WorkTable, day: date | None) -> None:
    def counts(cell: WorkCell) -> bool:
        return day is None or cell.day == day

    found: dict[Column, Counter[str]] = {}
    for place in range(len(table.people)):
        for column, cell in table.cells(place).items():
            counted = found.setdefault(column, Counter())
            if counts(cell):
                counted[cell.state] += 1
                counted["late"] += cell.is_late

    assert table.totals(counts) == found


@given(tables, st.sampled_from([*STATES, ""]), st.none() | DAYS.map(date.fromisoformat))
def test_a_filter_keeps_exactly_who_has_such_a_cell_in_order(table: WorkTable, state: str, day: date | None) -> None:
    def keeps(cell: WorkCell) -> bool:
        return (not state or cell.has(state)) and (day is None or cell.day == day)

    expected = [place for place in range(len(table.people)) if any(keeps(cell) for cell in table.cells(place).values())]

    assert table.places(keeps) == expected


@pytest.mark.parametrize(
    ("begin", "is_late", "said"),
    [
        (None, True, "Klaar uiterlijk op 10 januari 2027. Die dag is voorbij."),
        ("2027-01-10", True, "Klaar uiterlijk op 10 januari 2027. Die dag is voorbij."),
        (
            "2027-01-11",
            False,
            "Klaar uiterlijk op 10 januari 2027. Die dag was vóór het begin in de groep. Dit telt niet als te laat.",
        ),
    ],
)
@pytest.mark.parametrize("column", [COLUMNS[0], COLUMNS[2]])
def test_who_came_after_the_last_day_is_not_late(
    column: Column, begin: str | None, said: str, *, is_late: bool
) -> None:
    group = RosterGroup("Noord", duties=(Duty(column.kind, column.name, "2027-01-10"),), id=1)
    person = ListedPerson(1, "a0", frozenset({1}), ((1, begin),) if begin else ())
    table = WorkTable([column], [person], Duties([group]), {column: {}}, "2027-01-15")

    cell = table.cells(0)[column]
    assert cell.is_late == is_late
    assert table.totals(lambda _cell: True)[column]["late"] == is_late
    assert table.places(lambda one: one.has("late")) == ([0] if is_late else [])
    assert cell.line_of_last_day(table.today) == said


@pytest.mark.parametrize("end", ["2027-01-09", "2027-01-10"])
@pytest.mark.parametrize("duties", [(), (Duty("test", "toets"),)])
def test_who_came_after_the_end_of_a_test_is_not_late_for_it(end: str, duties: tuple[Duty, ...]) -> None:
    column, group = COLUMNS[2], RosterGroup("Noord", duties=duties, id=1)
    person = ListedPerson(1, "a0", frozenset({1}), ((1, "2027-01-10"),))
    table = WorkTable([column], [person], Duties([group]), {column: {}}, "2027-01-15", {column: EndDays(end)})

    cell = table.cells(0)[column]
    assert cell.is_late == (end == "2027-01-10")
    line = cell.line_of_last_day(table.today)
    assert line == ("" if cell.is_late else "Dat einde was vóór het begin in de groep. Dit telt niet als te laat.")


def test_what_cannot_be_read_is_never_shown_as_not_begun() -> None:
    table = WorkTable(COLUMNS, [ListedPerson(1, "a0", frozenset())], Duties([]), {COLUMNS[0]: {}}, "2027-01-15")

    assert {column.name: cell.state for column, cell in table.cells(0).items()} == {
        "een": "not_begun",
        "twee": "unreadable",
        "toets": "unreadable",
    }


def test_a_module_is_done_when_everything_that_is_needed_is_done() -> None:
    counts = {"af": PlaceCount(3, DAY.format(2), DAY.format(1)), "bezig": PlaceCount(2, DAY.format(3), DAY.format(1))}

    assert standings_of_module(counts, 3) == {
        "af": Standing("done", day=date(2027, 1, 1)),
        "bezig": Standing("busy", day=date(2027, 1, 3)),
    }


def test_of_modules_alone_nothing_is_handed_in() -> None:
    assert states_of(COLUMNS[:2])["not_begun"] == "niet begonnen"
    assert states_of(COLUMNS)["not_begun"] == states_of([])["not_begun"] == "niet begonnen of ingeleverd"


def test_who_passed_did_so_on_the_day_of_handing_in_or_an_earlier_day_on_her_certificate() -> None:
    handed_in = datetime(2027, 3, 31, 22, 30, tzinfo=UTC).replace(tzinfo=None)  # it is April in the Netherlands
    paper = Certificate("CODE", "anna", "een", "Anna", "Een", "1", 60, "2027-02-03", "2027-02-03T10:00:00+00:00")
    found = standings_of_test(
        [
            SameResult(
                "een-toets",
                ShortResult("passed", 1, is_late=False, is_over=False, handed_in=handed_in),
                ["anna", "bram"],
            ),
            SameResult(
                "een-toets", ShortResult("failed", 1, is_late=False, is_over=False, handed_in=handed_in), ["chris"]
            ),
        ],
        2,
        {"anna": paper, "chris": paper},
    )

    april = date(2027, 4, 1)
    assert {who: one.day for who, one in found.items()} == {"anna": date(2027, 2, 3), "bram": april, "chris": april}
