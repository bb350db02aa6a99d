"""`assignment("werkdruk-toets")`: a test to hand in. Only the grader has its key."""

from __future__ import annotations

from pathlib import Path

from ssfh_learn.account import account_name
from ssfh_learn.activities import Learner
from ssfh_learn.content.frame import frame
from ssfh_learn.content.released_test import read_released_test
from ssfh_learn.errors import ContentError
from ssfh_learn.journal import JsonLinesJournal, public_journal
from ssfh_learn.widgets.record import Record
from ssfh_learn.widgets.test_widget import TestWidget
from ssfh_learn.words import word


def assignment(name: str) -> TestWidget:
    """Return the widget of the test in the current folder, in the state in which this learner left it.

    Raises ContentError, with a Dutch message and no traceback, if there is no such test.
    """
    folder = Path.cwd()
    released = read_released_test(folder)
    if released is None or released.test.id != name:
        raise ContentError(word("widgets", "no_test", name=name))
    record = Record(released.test, JsonLinesJournal(public_journal(folder)), Learner(account_name()))
    return TestWidget(record, folder, frame(released.test, None))
