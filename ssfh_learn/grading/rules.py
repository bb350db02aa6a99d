"""The rules that a release names: how typed answers are read, and how the questions of an attempt are drawn.

A test that is built now names the newest of each, where its author names no other. A file of before names none, and
only its fingerprint tells with which rules it was released.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from ssfh_learn.activities.model import INDEPENDENT, NEWEST, SPREAD, STRICT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssfh_learn.activities.quiz import Quiz


def with_rules(quiz: Quiz) -> Iterator[Quiz]:
    """Yield a test with the rules that some release may have named for it, the newest first.

    What its author wrote stays. Where nothing is drawn, no rule for drawing is named.
    """
    written = quiz.model_fields_set
    readings = (quiz.answers_read,) if "answers_read" in written else (NEWEST, STRICT)
    draws = (quiz.draw_rule,) if "draw_rule" in written or quiz.draw is None else (SPREAD, INDEPENDENT)
    for reading, draw in product(readings, draws):
        yield quiz.model_copy(update={"answers_read": reading, "draw_rule": draw})
