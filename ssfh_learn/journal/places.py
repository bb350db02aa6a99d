"""The paths of journals: work to hand in beside the notebook, private work in the learner's own data folder."""

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
    """Return the address of the default database of a portal, in its data folder."""
    return f"sqlite:///{folder.resolve() / 'leren.db'}"


def private_journal(module: str) -> Path:
    """Return the path of the private journal of one module."""
    return data_folder() / "private" / f"{module}.jsonl"
