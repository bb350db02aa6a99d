"""The options of a question, with what its key says of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ssfh_learn.activities.model import Path
    from ssfh_learn.activities.quiz.questions import Question


@dataclass(frozen=True)
class JudgedOption:
    """An option, where it stands in its question, and how good it is: None between right and wrong."""

    id: str
    text: str
    where: Path
    is_right: bool | None


def judged_options(question: Question) -> list[list[JudgedOption]]:
    """Return each list of options that are right or wrong: of a choice, and the reasons of true or false."""
    found: list[list[JudgedOption]] = []
    for name in question.option_lists:
        things = getattr(question, name)
        judged = [
            JudgedOption(thing.id, thing.text, (name, place), _is_right(thing)) for place, thing in enumerate(things)
        ]
        if things and all(hasattr(thing, "correct") or hasattr(thing, "worth") for thing in things):
            found.append(judged)
    return found


def _is_right(option: object) -> bool | None:
    worth = getattr(option, "worth", None)
    if worth is None:
        return bool(getattr(option, "correct", False))
    return None if 0 < worth < 1 else worth == 1


def only_right(options: list[JudgedOption]) -> JudgedOption | None:
    """Return the right option where there is exactly one."""
    right = [option for option in options if option.is_right]
    return right[0] if len(right) == 1 else None
