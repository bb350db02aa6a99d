"""Where an installation is, as the commands for a backup ask for it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Callable

FOLDER = click.Path(path_type=Path, file_okay=False)
PARTS = ("modules", "course", "data", "hub")
"""The folders, in the order in which they are copied: what an answer leads to before the answer, people at the end.

An answer of meanwhile is handed in again by the portal; a submission without its answers could not be explained.
"""


@dataclass(frozen=True)
class Places:
    """Where an installation is; None for what it does not have. `database` is that of the journal, on a server."""

    modules: Path | None = None
    course: Path | None = None
    data: Path | None = None
    hub: Path | None = None
    database: str | None = None

    @property
    def folders(self) -> dict[str, Path]:
        """The folders that there are, in the order of `PARTS`."""
        return {name: folder for name in PARTS if (folder := getattr(self, name))}


def places_of_installation(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options for the places of an installation, which it gets as `places`."""

    @wraps(command)
    def with_places(
        *, modules: Path | None, course: Path | None, data: Path, database: str | None, hub: Path | None, **rest: Any
    ) -> None:
        from ssfh_learn.journal.copies import is_on_server

        on_server = database if database and is_on_server(database) else None
        command(places=Places(modules, course, data, hub, on_server), **rest)

    for name, metavar, key in (
        ("--hub", "folder", "help_backup_hub"),
        ("--database", "address", "help_forget_database"),
        ("--data", "folder", "help_forget_data"),
        ("--course", "folder", "help_forget_course"),
        ("--modules", "folder", "help_backup_modules"),
    ):
        kind = FOLDER if metavar == "folder" else None
        option = click.option(
            name, metavar=word("cli", metavar), type=kind, required=name == "--data", help=word("cli", key)
        )
        with_places = option(with_places)
    return with_places
