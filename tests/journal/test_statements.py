"""What statements about many rows cost a database, and that several of them do as one what they do apart."""

from __future__ import annotations

import json
from contextlib import closing

import pytest
from sqlalchemy import Table, text

from ssfh_learn.journal.sql import SqlJournal
from ssfh_learn.journal.statements import carry_out
from ssfh_learn.journal.tables import OF_MANY, PRIVATE, PUBLIC
from tests.postgresql import Server


@pytest.mark.parametrize("table", [PUBLIC, PRIVATE], ids=lambda table: table.name)
def test_postgresql_finds_what_an_answer_needs_in_the_index_of_a_table_of_thousands(
    table: Table, server: Server
) -> None:
    filled = text(
        f"INSERT INTO {table.name} (seq, learner, place, activity, id, at, content, attempt, kind, data) "  # noqa: S608
        "SELECT n, 'l' || n % 100, 'm', 'kaart', 'e' || n, '', '', 1, 'write', '{}' FROM generate_series(1, 6000) AS n"
    )
    counted = text(
        "INSERT INTO stream_use (learner, place, activity, private, events, bytes) "
        "SELECT 'l' || n, 'm', 'kaart', false, 1, 1 FROM generate_series(1, 3000) AS n"
    )
    asked = {
        "asked": json.dumps([["l7", "m", "kaart", 5_000]]),
        "ids": json.dumps([["l7", "e9"]]),
        "learners": json.dumps([["l7"]]),
        "count": 1,
    }
    queries = OF_MANY[table]["postgresql"]
    with closing(SqlJournal(server.new_database())) as journal, journal.writing() as writing:
        writing.connection.execute(filled)
        writing.connection.execute(counted)
        for query in (queries.newer, queries.ahead, queries.ahead_used):
            plan = writing.connection.execute(text(f"EXPLAIN {query}"), asked).scalars().all()

            assert any("Index" in line for line in plan)
            assert [line for line in plan if f"Seq Scan on {table.name}" in line or "Scan on stream_use" in line] == []


def test_changes_of_several_tables_are_carried_out_as_one_statement_in_postgresql_and_none_as_nothing(
    journal: SqlJournal,
) -> None:
    changes = [
        (f"INSERT INTO place_name (place, name) VALUES ('{place}', :{place})", {place: f"naam van {place}"})  # noqa: S608
        for place in ("een", "twee", "drie")
    ]
    with journal.writing() as writing:
        writing.connection.execute(text("CREATE TABLE place_name (place varchar, name varchar)"))
        carry_out(writing.connection, [])
        carry_out(writing.connection, changes[:1])
        carry_out(writing.connection, changes[1:])
        found = writing.connection.execute(text("SELECT place, name FROM place_name")).all()

    assert sorted(found) == sorted((place, f"naam van {place}") for place in ("een", "twee", "drie"))
