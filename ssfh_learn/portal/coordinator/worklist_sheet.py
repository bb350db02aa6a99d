"""The worklist as rows to filter and count with: a state is one word, a day is a day and a number is a number."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ssfh_learn.dutch_time import day_at, day_of, dutch_date
from ssfh_learn.portal.coordinator.worklist_filter import states_of
from ssfh_learn.words import section, word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ssfh_learn.portal.coordinator.worklist_filter import WorklistFilter
    from ssfh_learn.portal.coordinator.worklist_rows import Row, Worklist
    from ssfh_learn.portal.coordinator.worklist_states import Column, WorkCell
    from ssfh_learn.portal.published.standings import TestStanding
    from ssfh_learn.portal.writing.progress import Progress
    from ssfh_learn.reports.table import TableValue
    from ssfh_learn.roster.participant import Participant

ABOUT = ("name", "email", "practice", "region", "function", "group")
"""What is said of each person before her columns, as the list of participants calls it."""
OF_MODULE = ("state", "step", "day", "last_day", "late")
OF_TEST = ("state", "attempt", "percent", "left", "handed_in", "last_day", "late")


def about(asked: WorklistFilter, worklist: Worklist, groups: Mapping[int, str], today: date) -> list[str]:
    """Return the lines above the sheet: what it is, of which day, and whom it was asked for, as the page calls it."""
    own, people = section("worklist_sheet"), asked.people
    without = word("roster", "no_group") if people.without_group else ""
    states, titles = states_of(worklist.columns), {one.key: one.title for one in worklist.offered}
    days = [day and dutch_date(day) for day in (asked.period.first, asked.period.last)]
    values = {
        word("worklist", "search"): people.text,
        word("roster", "group"): groups.get(people.group or 0, "") or without,
        word("worklist", "item"): titles.get(asked.item, asked.item),
        word("worklist", "state"): states[asked.state] if asked.state else "",
        word("roster", "region"): people.region,
        word("roster", "practice"): people.practice,
        word("roster", "function"): people.function,
        word("worklist", "from"): days[0],
        word("worklist", "until"): days[1],
    }
    made = own["about"].format(day=dutch_date(today))
    if not any(values.values()) and people.standing == "active":
        return [made, own["chosen_nothing"]]
    values[word("roster", "standing")] = word("roster", f"standing_{people.standing}")
    chosen = "; ".join(f"{name}: {value}" for name, value in values.items() if value)
    return [made, own["chosen"].format(chosen=chosen)]


def headings(columns: Sequence[Column]) -> list[str]:
    """Return the heads of the sheet."""
    own = section("worklist_sheet")
    of_columns = (own[part].format(title=one.title) for one in columns for part in _parts(one))
    return [*(word("roster", one) for one in ABOUT), *of_columns]


def cells(row: Row, columns: Sequence[Column], groups: Mapping[int, str]) -> list[TableValue]:
    """Return the cells of one person; what is not asked of her is empty."""
    found: list[TableValue] = [*_about(row.participant, groups)]
    for column in columns:
        cell = row.cells.get(column)
        if cell is None:
            found += [None] * len(_parts(column))
        elif column.kind == "module":
            found += _of_module(cell, row.progress.get(column))
        else:
            found += _of_test(cell, row.standings.get(column))
    return found


def _parts(column: Column) -> tuple[str, ...]:
    return OF_MODULE if column.kind == "module" else OF_TEST


def _about(one: Participant, groups: Mapping[int, str]) -> list[str]:
    regions = dict.fromkeys(practice.region for practice in one.practices if practice.region)
    return [
        one.shown_name,
        one.email,
        "; ".join(practice.name for practice in one.practices),
        "; ".join(regions),
        one.function,
        "; ".join(name for id_, name in groups.items() if id_ in one.groups),
    ]


def _of_module(cell: WorkCell, progress: Progress | None) -> list[TableValue]:
    has_step = progress is not None and progress.has_begun and not progress.is_done
    day = day_at(progress.at) if progress is not None and progress.at else None
    return [_state(cell, "module"), progress.next_step if progress and has_step else None, day, *_last_day(cell)]


def _of_test(cell: WorkCell, standing: TestStanding | None) -> list[TableValue]:
    result = standing.result if standing else None
    has_result = result is not None and result.attempt is not None
    left = None
    if standing is not None and cell.state in {"not_begun", "failed_with_attempts", "failed"}:
        left = standing.attempts_left
    return [
        _state(cell, "test"),
        result.attempt if result and has_result else None,
        result.percent if result and has_result else None,
        left,
        day_of(result.submitted_at) if result and result.submitted_at else None,
        *_last_day(cell),
    ]


def _state(cell: WorkCell, kind: str) -> str:
    states: Mapping[str, str] = section("worklist_sheet")["states"]
    return states[f"{kind}_not_begun" if cell.state == "not_begun" else cell.state]


def _last_day(cell: WorkCell) -> list[TableValue]:
    late = section("worklist_sheet")["yes" if cell.is_late else "no"]
    return [date.fromisoformat(cell.due) if cell.due else None, late]
