"""Which files and folders are a trainer's work, and not what a program or a learner left among them."""

from __future__ import annotations

KEPT = ".oud"
"""What is added to the name of a file for the copy of how it was before `check --herstel`."""
OWN_VERSIONS = "eigen-versies"
"""The folder for a person's own versions of shipped files, which newer ones replaced."""
LEFT_OUT = {"node_modules", OWN_VERSIONS}
"""Folders in which programs keep copies, beside hidden ones."""
JOURNAL = ".jsonl"
"""A part of the name of every journal, and of the copies that editors make of it; it holds the answers of learners."""


def is_written(name: str) -> bool:
    """Say whether a file or folder of this name is a trainer's work."""
    is_left = name.startswith((".", "__")) or name in LEFT_OUT or JOURNAL in name
    _, dot, ending = name.rpartition(".")
    return not is_left and not (dot + ending).startswith(KEPT)
