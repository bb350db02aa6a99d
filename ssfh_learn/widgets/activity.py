"""`activity("name")`: the code of a cell in a module notebook."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from weakref import ref

from ssfh_learn.account import account_name
from ssfh_learn.activities import Learner, RoleChoice, RoleName, play
from ssfh_learn.content import Module, find_module
from ssfh_learn.content.frame import frame
from ssfh_learn.errors import ContentError, JournalError
from ssfh_learn.journal import JsonLinesJournal, private_journal, public_journal
from ssfh_learn.widgets.record import Record
from ssfh_learn.widgets.widget import ActivityWidget

_shown: list[tuple[Path, ref[ActivityWidget]]] = []
"""Every widget of this kernel, with the folder of its module."""


def activity(name: str) -> ActivityWidget:
    """Return the widget of an activity, in the state in which this learner left it.

    The folder of the notebook decides the module. Raises ContentError, with a Dutch message and no traceback, if there
    is no such activity or its file has problems.
    """
    module = find_module(Path.cwd())
    one = module.activity(name)
    journal = private_journal(module.description.id) if one.is_private else public_journal(module.folder)
    record = Record(one, JsonLinesJournal(journal), _learner(module))
    widget = ActivityWidget(record, module.folder, frame(one, module.description))
    if isinstance(one, RoleChoice):
        widget.observe(lambda _change: _tell_the_others(module), "view")
    _shown.append((module.folder, ref(widget)))
    return widget


def _tell_the_others(module: Module) -> None:
    """Update the widgets on the page for the role that the learner chose."""
    learner = _learner(module)
    for folder, reference in _shown:
        widget = reference()
        if widget is not None and folder == module.folder and widget.record.learner != learner:
            widget.become(learner)


def _learner(module: Module) -> Learner:
    """Return the learner: her name for JupyterHub or the operating system, and the role that she chose."""
    name = account_name()
    role = _chosen_role(module)
    return Learner(name, role) if role else Learner(name)


def _chosen_role(module: Module) -> RoleName | None:
    """Return the role chosen in the journal beside the notebook, if there is one."""
    for name in module.activity_files:
        with suppress(ContentError, JournalError):  # the widget of that activity shows the problem
            one = module.activity(name)
            if isinstance(one, RoleChoice):
                events = JsonLinesJournal(public_journal(module.folder)).read(name).events
                role: RoleName | None = play(one, events, Learner("")).state.role
                return role
    return None
