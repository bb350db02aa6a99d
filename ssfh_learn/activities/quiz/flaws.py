"""What an order gives away, or spoils, in a quiz that is well-formed."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from ssfh_learn.activities.flaw import Flaw
from ssfh_learn.activities.references import flaws_of_references

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssfh_learn.activities.quiz.quiz import Quiz

_HABITS = {
    "place": Flaw("key_at_one_place", ("shuffled",), weight="advice"),
    "end": Flaw("key_at_the_end", ("shuffled",), weight="advice"),
    "order": Flaw("key_in_order", ("shuffled",), weight="advice"),
}
_FEW = 2
"""One question alone has no habit."""


def flaws_of_order(quiz: Quiz) -> Iterator[Flaw]:
    """Yield options that name others and are shuffled, and keys that an unshuffled test gives away by their order."""
    for position, question in enumerate(quiz.questions):
        if quiz.shuffled and not question.order_is_key:
            for name in question.option_lists:
                options = getattr(question, name)
                if all(hasattr(option, "fixed") for option in options):
                    yield from flaws_of_references(options, "questions", position, name)
    if quiz.mode == "test" and not quiz.shuffled:
        yield from _habits(quiz)


def _habits(quiz: Quiz) -> Iterator[Flaw]:
    """Yield the place or order that most keys of a test have in common."""
    traits = [set(question.order_traits()) for question in quiz.questions if question.option_lists and question.graded]
    total = sum(bool(one) for one in traits)
    counted = Counter(trait for one in traits for trait in one)
    for (habit, place), count in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])):
        if count >= _FEW and 2 * count > total:
            yield replace(_HABITS[habit], details={"place": place, "count": count, "total": total})
            return
