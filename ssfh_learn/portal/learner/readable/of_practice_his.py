"""What a learner did in a practice HIS: how each task ended, and what she typed in it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from ssfh_learn.activities.practice_his.view import written_of
from ssfh_learn.grading.answer import own_words_html
from ssfh_learn.portal.learner.readable.told_line import ToldLine, asked, of_all
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssfh_learn.activities.practice_his import PracticeHis
    from ssfh_learn.activities.practice_his.run import HisState
    from ssfh_learn.activities.practice_his.view import PracticeHisView


def told_practice_his(his: PracticeHis, state: HisState) -> Iterator[ToldLine]:
    """Tell how the tasks ended, and what she typed in the task of now."""
    yield from told_outcomes(his.view(state))
    yield from _written(his, state)


def told_outcomes(view: PracticeHisView) -> Iterator[ToldLine]:
    """Tell how each task ended, and what she wrote beside the example in the one that she handed in last."""
    for task in view["tasks"]:
        if task["outcome"]:
            yield ToldLine(escape(task["title"]), escape(word("practice_his", f"outcome.{task['outcome']}")))
    if any(task["outcome"] == "safe" for task in view["tasks"]):
        yield of_all(word("practice_his", "safe_as_chosen"))
    shown = view["task"]
    if shown and not shown["result"]:
        yield of_all(word("readable", "his_busy" if shown["touched"] else "his_opened", title=shown["title"]))
    for one in shown["result"]["compare"] if shown and shown["result"] else ():
        if any(own.strip() for own in one["own"]):
            yield ToldLine(escape(one["label"]), "<br>".join(own_words_html(own) for own in one["own"]))


def _written(his: PracticeHis, state: HisState) -> Iterator[ToldLine]:
    """Yield what she typed in the task of now, which no view of another part of it shows."""
    for about, texts in written_of(his, state):
        parts = (f'<span class="ssfh-block">{asked(label)} {own_words_html(text)}</span>' for label, text in texts)
        yield ToldLine(escape(about), " ".join(parts))
