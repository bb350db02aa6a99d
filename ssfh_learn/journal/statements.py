"""SQL statements about any number of rows, which stand in one JSON parameter, and several of them as one."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.engine import Connection, CursorResult, Dialect

MOST_KNOWN = 200
"""Statements of which is kept how a driver writes them: some dozens for each database that is open."""
Change = tuple[str, dict[str, str]]
"""A statement that changes rows, and its parameters, of which no other change has one of the same name."""


def asked_rows(dialect: str, width: int, name: str = "asked") -> tuple[str, list[str]]:
    """Return the SQL that lists the rows of a JSON parameter, and the SQL of each value of a row.

    All rows are in one parameter, so that the statement is the same for any number of rows.
    """
    if dialect == "sqlite":
        return f"json_each(:{name}) AS asked", [f"json_extract(asked.value, '$[{place}]')" for place in range(width)]
    listed = f"json_array_elements(CAST(:{name} AS json)) AS asked"
    return listed, [f"asked.value ->> {place}" for place in range(width)]


def each_of(dialect: str, listed: str, table: str, condition: str, one: str = "one") -> str:
    """Return what stands after FROM to read the rows of a table of each listed row, found in the index.

    SQLite reads in this order because of CROSS JOIN. PostgreSQL takes any list for one of a hundred rows, and would
    rather read all of a table of some thousands, unless what it does for each row is written apart.
    """
    if dialect == "sqlite":
        return f"{listed} CROSS JOIN {table} AS {one} WHERE {condition}"
    return f"{listed} CROSS JOIN LATERAL (SELECT * FROM {table} AS {one} WHERE {condition} OFFSET 0) AS {one}"  # noqa: S608  (the names are our own)


def asked_texts(dialect: str, name: str = "asked") -> str:
    """Return the SQL that lists the texts of a JSON parameter, for `IN`."""
    if dialect == "sqlite":
        return f"SELECT value FROM json_each(:{name})"  # noqa: S608  (the names are our own)
    return f"SELECT json_array_elements_text(CAST(:{name} AS json))"


def asked_pairs(dialect: str, name: str) -> str:
    """Return the SQL that lists the pairs of texts of a JSON parameter, for `(one, other) IN`."""
    if dialect == "sqlite":
        pairs, listed = "json_extract(value, '$[0]'), json_extract(value, '$[1]')", f"json_each(:{name})"
    else:
        pairs, listed = "value ->> 0, value ->> 1", f"json_array_elements(CAST(:{name} AS json))"
    return f"SELECT {pairs} FROM {listed}"  # noqa: S608  (the names are our own)


def carry_out(connection: Connection, changes: Sequence[Change]) -> None:
    """Carry out changes: in PostgreSQL with one statement, because each one is a round trip.

    No two of them may change one row: PostgreSQL does not say which of them it carries out first.
    """
    if connection.dialect.name == "sqlite":
        for statement, asked in changes:
            execute(connection, statement, asked)
    elif changes:
        asked = {name: rows for _, named in changes for name, rows in named.items()}
        execute(connection, _as_one(tuple(statement for statement, _ in changes)), asked)


def execute(connection: Connection, statement: str, asked: Mapping[str, Any]) -> CursorResult[Any]:
    """Carry out one statement as it stands, which SQLAlchemy would otherwise take apart each time."""
    return connection.exec_driver_sql(_as_known(statement, connection.dialect), dict(asked))


@cache
def _as_one(statements: tuple[str, ...]) -> str:
    """Return one statement that does what several do."""
    *before, last = statements
    listed = ", ".join(f"change{number} AS ({one})" for number, one in enumerate(before))
    return f"WITH {listed} {last}" if before else last


@lru_cache(MOST_KNOWN)
def _as_known(statement: str, dialect: Dialect) -> str:
    """Return a statement with its parameters as the driver of a database writes them; SQLite knows ours."""
    return statement if dialect.name == "sqlite" else str(text(statement).compile(dialect=dialect))
