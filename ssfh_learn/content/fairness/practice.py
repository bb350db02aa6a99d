"""What learners practise before a test: the questions of the module that it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from ssfh_learn.activities.quiz.model import QuizContent
from ssfh_learn.content.activity_file import fitting_activity
from ssfh_learn.content.fairness.wording import words_of
from ssfh_learn.content.module import FILE_NAME, activity_files, module_of_test, read_description

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from ssfh_learn.activities import Activity
    from ssfh_learn.activities.quiz.questions import Question

MODULES = "modules"
_UP = 3
"""How far above a key its modules may be: keys, course, work folder."""


@dataclass(frozen=True)
class PractisedQuestion:
    """A question that a learner meets in practice, and the activity that it stands in."""

    activity: str
    question: Question

    @cached_property
    def words(self) -> list[str]:
        """All words that a learner reads of it; a test with many questions asks for them again and again."""
        return words_of(self.question)


def module_of_key(key: Path) -> Path | None:
    """Return the folder of the module that a key belongs to, in a folder `modules` beside or above its course."""
    name = module_of_test(key.stem)
    if name is None:
        return None
    for folder in list(key.resolve().parents)[:_UP]:
        for found in sorted((folder / MODULES).rglob(FILE_NAME)):
            description, _ = read_description(found.parent)
            if name == (found.parent.name if description is None else description.id):
                return found.parent
    return None


def practice_before(key: Path, known: Mapping[Path, Activity] = MappingProxyType({})) -> list[PractisedQuestion]:
    """Return what is practised in the module that a key belongs to; nothing where that module is not found."""
    module = module_of_key(key)
    return [] if module is None else practice_of(module, known)


def practice_of(module: Path, known: Mapping[Path, Activity] = MappingProxyType({})) -> list[PractisedQuestion]:
    """Return all that is practised in a module with a question; a file that cannot be read is passed over.

    Whether these files make sense is asked when they are checked themselves: it takes far longer than to read them.
    Those that are `known`, by their whole path, are not read again.
    """
    files = [path.resolve() for path in activity_files(module).values()]
    activities = (known.get(path) or fitting_activity(path) for path in files)
    return [
        PractisedQuestion(activity.id, question)
        for activity in activities
        if activity is not None
        for question in _questions(activity)
    ]


def _questions(activity: Activity) -> Iterable[Question]:
    """Return the questions of a quiz, and what can come back as one of another kind, as a situation of a scenario."""
    if isinstance(activity, QuizContent):
        return activity.questions if activity.is_practice else ()
    return [card.question for card in activity.cards()]
