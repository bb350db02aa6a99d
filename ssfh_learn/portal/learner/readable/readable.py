"""What a learner did in an activity, as a person would tell it: where she is now, with the texts that she saw."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ssfh_learn.portal.learner.readable.from_view import FROM_VIEW
from ssfh_learn.portal.learner.readable.of_practice_his import told_practice_his
from ssfh_learn.portal.learner.readable.of_quiz import told_quiz
from ssfh_learn.portal.learner.readable.told_line import in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ssfh_learn.activities import Activity
    from ssfh_learn.portal.learner.readable.told_line import ToldLine

_OF_KIND: dict[str, Callable[[Any, Any], Iterator[ToldLine]]] = {
    "quiz": told_quiz,
    "refresher": told_quiz,
    "practice_his": told_practice_his,
}
"""How each kind is told whose view has not all that there is to tell; a test holds that no kind is missing."""


def readable(activity: Activity, state: Any) -> list[ToldLine]:
    """Return what there is to tell of a state; nothing if she did nothing that is still there."""
    kind = activity.kind
    told = FROM_VIEW[kind](activity.view(state)) if kind in FROM_VIEW else _OF_KIND[kind](activity, state)
    return [in_words(line) for line in told]
