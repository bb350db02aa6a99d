"""`activity("name")`: what a cell of a module notebook says."""

from __future__ import annotations

import getpass
import os
from pathlib import Path

from ssfh_learn.activities import Learner, play
from ssfh_learn.content import Module, find_module
from ssfh_learn.errors import JournalError
from ssfh_learn.journal import JsonLinesJournal, private_journal, public_journal
from ssfh_learn.widgets.record import Record
from ssfh_learn.widgets.widget import ActivityWidget


def activity(name: str) -> ActivityWidget:
    """Return the widget of an activity, in the state in which this learner left it.

    The module is the one that the notebook's folder is in. Raises ContentError, with a Dutch message and no
    traceback, where there is no such activity or its file has problems.
    """
    module = find_module(Path.cwd())
    one = module.activity(name)
    journal = private_journal(module.description.id) if one.is_private else public_journal(module.folder)
    return ActivityWidget(one, module.description, Record(one, JsonLinesJournal(journal), _learner(module)))


def _learner(module: Module) -> Learner:
    """Return who sits here: the name that JupyterHub or the operating system knows, and the role she chose."""
    name = os.environ.get("JUPYTERHUB_USER") or _account()
    role = _chosen_role(module)
    return Learner(name, role) if role else Learner(name)  # type: ignore[arg-type]


def _account() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # an account without a name, as in some containers
        return "learner"


def _chosen_role(module: Module) -> str | None:
    """Return the role chosen in the journal beside the notebook, if there is one."""
    for name, path in module.activity_files.items():
        if "soort: rolkeuze" in path.read_text("utf-8"):
            chooser = module.activity(name)
            try:
                events = JsonLinesJournal(public_journal(module.folder)).read(name).events
            except JournalError:
                return None
            role: str | None = play(chooser, events, Learner("role")).state.role
            return role
    return None
