"""Copies the rows of invented learners, to fill a course to try out with tens of thousands of people.

A copy has another account and practice, and stands where the original stands: its progress and results, no answers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, inspect, text

from ssfh_learn.cli.demo.course import DATA
from ssfh_learn.grading.course import find_course
from ssfh_learn.journal import database_in

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sqlalchemy.engine import Connection

_ORIGINAL = "length({0}) = 9 AND {0} LIKE 'proef-%' AND CAST(substr({0}, 7) AS integer) <= :most"
_ACCOUNT = "{0} || '-' || CAST(:copy AS text)"
_ID = "substr({0}, 1, 26) || substr(CAST(1000000 + :copy AS text), 2)"
"""The id of a copied row of nbgrader: of its 32 signs the first 26 differ already."""
_SUBMISSIONS = f"SELECT id FROM submitted_assignment WHERE {_ORIGINAL.format('student_id')}"  # noqa: S608  (names of our own)
_NOTEBOOKS = f"SELECT id FROM submitted_notebook WHERE assignment_id IN ({_SUBMISSIONS})"  # noqa: S608  (names of our own)
_NUMBER = "{0} + :offset"
_PEOPLE = f"SELECT id FROM participant WHERE {_ORIGINAL.format('account')}"  # noqa: S608  (names of our own)
_PRACTICES = f"SELECT practice FROM works_at WHERE participant IN ({_PEOPLE})"  # noqa: S608  (names of our own)


@dataclass(frozen=True)
class Rule:
    """Which rows of a table are copied, and what is another value in the copy; `numbered` columns number themselves."""

    where: str
    changed: Mapping[str, str] = field(default_factory=dict)
    numbered: tuple[str, ...] = ()


def _of(column: str, numbered: tuple[str, ...] = ()) -> Rule:
    """Return the rule of a table that names its learner in a column."""
    return Rule(_ORIGINAL.format(column), {column: _ACCOUNT}, numbered)


GRADEBOOK = {
    "student": _of("id"),
    "submitted_assignment": Rule(_ORIGINAL.format("student_id"), {"id": _ID, "student_id": _ACCOUNT}),
    "submitted_notebook": Rule(f"assignment_id IN ({_SUBMISSIONS})", {"id": _ID, "assignment_id": _ID}),
    "grade": Rule(f"notebook_id IN ({_NOTEBOOKS})", {"id": _ID, "notebook_id": _ID}),
    "comment": Rule(f"notebook_id IN ({_NOTEBOOKS})", {"id": _ID, "notebook_id": _ID}),
    "ssfh_attempt": _of("student"),
    "ssfh_result": _of("student", ("id",)),
}
JOURNAL = {
    "participant": Rule(
        _ORIGINAL.format("account"),
        {"id": _NUMBER, "account": _ACCOUNT, "search_key": _ACCOUNT},
    ),
    "practice": Rule(f"id IN ({_PRACTICES})", {"id": _NUMBER, "name": _ACCOUNT, "key": _ACCOUNT}),
    "works_at": Rule(f"participant IN ({_PEOPLE})", {"participant": _NUMBER, "practice": _NUMBER}),
    "group_member": Rule(f"participant IN ({_PEOPLE})", {"participant": _NUMBER}),
    **{name: _of("learner") for name in ("step_opened", "activity_status")},
}
OFFSET = 1_000
"""Between the numbers of two copies: there are fewer people and practices in the original."""


def multiply(folder: Path, played: int, count: int) -> None:
    """Copy the first `played` learners until there are `count`; the last copy is of some of them."""
    gradebook = find_course(folder / "assignments").db_url
    for address, rules in ((gradebook, GRADEBOOK), (database_in(folder / DATA), JOURNAL)):
        engine = create_engine(address)
        with engine.begin() as connection:
            statements = [_statement(connection, table, rule) for table, rule in rules.items()]
            for copy in range(1, -(-count // played)):
                asked = {"copy": copy + 1, "offset": copy * OFFSET, "most": min(played, count - copy * played)}
                for statement in statements:
                    connection.execute(text(statement), asked)
        engine.dispose()


def _statement(connection: Connection, table: str, rule: Rule) -> str:
    """Return the statement that adds one copy to a table."""
    columns = [column["name"] for column in inspect(connection).get_columns(table)]
    columns = [column for column in columns if column not in rule.numbered]
    values = [rule.changed.get(column, "{0}").format(f'"{column}"') for column in columns]
    listed = ", ".join(f'"{column}"' for column in columns)
    return f'INSERT INTO "{table}" ({listed}) SELECT {", ".join(values)} FROM "{table}" WHERE {rule.where}'  # noqa: S608  (names of our own)
