"""Copies rows of a database under other ids, to fill a database for trying out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, inspect, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy.engine import Connection


@dataclass(frozen=True)
class CopyRule:
    """Which rows of a table are copied (`where`, SQL), and what is another value in the copy.

    `changed` gives SQL by column, with `{0}` for the column itself. Columns that are `numbered` number themselves.
    """

    where: str
    changed: Mapping[str, str] = field(default_factory=dict)
    numbered: tuple[str, ...] = ()


def copy_rows(url: str, rules: Mapping[str, CopyRule], copies: Iterable[Mapping[str, int]]) -> None:
    """Add copies of rows by the rule of each table, in order; each copy has its own parameters. All or nothing."""
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            statements = [text(_statement(connection, table, rule)) for table, rule in rules.items()]
            for asked in copies:
                for statement in statements:
                    connection.execute(statement, asked)
    finally:
        engine.dispose()


def _statement(connection: Connection, table: str, rule: CopyRule) -> str:
    """Return the statement that adds one copy to a table."""
    columns = [column["name"] for column in inspect(connection).get_columns(table)]
    columns = [column for column in columns if column not in rule.numbered]
    values = [rule.changed.get(column, "{0}").format(f'"{column}"') for column in columns]
    listed = ", ".join(f'"{column}"' for column in columns)
    return f'INSERT INTO "{table}" ({listed}) SELECT {", ".join(values)} FROM "{table}" WHERE {rule.where}'  # noqa: S608  (the caller's own names)
