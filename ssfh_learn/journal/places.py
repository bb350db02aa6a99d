"""Where journals are: handed-in work beside the notebook, a learner's own things in her own data folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from platformdirs import user_data_path

if TYPE_CHECKING:
    from pathlib import Path

FILE_NAME = "journal.jsonl"


def public_journal(folder: Path) -> Path:
    """Return the journal beside a notebook in `folder`."""
    return folder / FILE_NAME


def data_folder() -> Path:
    """Return the learner's own data folder."""
    return user_data_path("ssfh_learn", appauthor=False)


def database_in(folder: Path) -> str:
    """Return the address of the database that a portal keeps in a folder, where it was given no other."""
    return f"sqlite:///{folder.resolve() / 'leren.db'}"


def private_journal(module: str) -> Path:
    """Return the journal for what stays with the learner, of one module."""
    return data_folder() / "private" / f"{module}.jsonl"
