"""`assignment("werkdruk-toets")`: a test that is handed in. The key is not here; the grader has it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from ssfh_learn.account import account_name
from ssfh_learn.activities import Learner
from ssfh_learn.activities.markup import markup
from ssfh_learn.activities.quiz import Quiz
from ssfh_learn.errors import ContentError
from ssfh_learn.journal import JsonLinesJournal, public_journal
from ssfh_learn.widgets.record import Record
from ssfh_learn.widgets.test_widget import TestWidget
from ssfh_learn.words import word

if TYPE_CHECKING:
    from ssfh_learn.widgets.widget import Frame

TEST_FILE = "toets.json"


def assignment(name: str) -> TestWidget:
    """Return the widget of the test in the current folder, in the state in which this learner left it.

    Raises ContentError, with a Dutch message and no traceback, where the test is not there.
    """
    folder = Path.cwd()
    test = _test(folder, name)
    record = Record(test, JsonLinesJournal(public_journal(folder)), Learner(account_name()))
    return TestWidget(record, folder, _frame())


def _test(folder: Path, name: str) -> Quiz:
    try:
        described: Any = json.loads((folder / TEST_FILE).read_text("utf-8"))
        test = Quiz.model_validate(described["test"])
    except (OSError, ValueError, KeyError, TypeError, ValidationError):
        raise ContentError(word("widgets", "no_test", name=name)) from None
    if test.id != name:
        raise ContentError(word("widgets", "no_test", name=name))
    return test


def _frame() -> Frame:
    help_text = markup(word("widgets", "test_help"))
    return {"help": help_text, "about": None, "glossary": [], "private": False, "practice": False}
