"""The place of a fault report in words: which module or test, step, activity and question, as they are now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup as Safe

from ssfh_learn.activities.quiz.model import QuizContent
from ssfh_learn.errors import ContentError, Refused, Unreachable
from ssfh_learn.grading.answer import prompt_html

if TYPE_CHECKING:
    from collections.abc import Callable

    from ssfh_learn.activities import Activity
    from ssfh_learn.portal.published.library import PublishedModule

    FindModule = Callable[[str], PublishedModule | None]
    FindTest = Callable[[str], Activity]


@dataclass(frozen=True)
class ReportedPlace:
    """A place in words, from large to small, and its address below the portal; `content` is its version now."""

    parts: tuple[str, ...]
    address: str
    content: str


def reported_place(  # noqa: PLR0913, PLR0917  (where it is looked for, and what)
    find_module: FindModule, find_test: FindTest, place: str, step: str, activity: str, question: str
) -> ReportedPlace | None:
    """Return a place in words, as far as it is there now; None if there is no such module or test.

    A step, activity or question that is gone is left out.
    """
    module = find_module(place)
    if module is None:
        return _test(find_test, place, question) if activity == place else None
    number = module.step_ids.index(step) + 1 if step in module.step_ids else None
    if number is None:
        number = next((at for at, one in enumerate(module.steps, 1) if activity in one.activities), None)
    titles = [module.description.title]
    titles += [module.steps[number - 1].title] if number else []
    one = module.activities.get(activity)
    titles += [one.title] if one is not None else []
    titles += _prompt(one, question)
    address = f"module/{place}/{number}" if number else f"module/{place}"
    return ReportedPlace(tuple(filter(None, titles)), address, one.fingerprint() if one is not None else "")


def _test(find_test: FindTest, name: str, question: str) -> ReportedPlace | None:
    try:
        test = find_test(name)
    except (ContentError, Unreachable):
        return None
    return ReportedPlace((test.title, *_prompt(test, question)), f"toets/{name}/", test.fingerprint())


def _prompt(activity: Activity | None, question: str) -> list[str]:
    """Return what a question asks, if it is there."""
    if not question or not isinstance(activity, QuizContent):
        return []
    try:
        return [Safe(prompt_html(activity.question(question))).striptags()]  # noqa: S704  (it is made into text)
    except (Refused, KeyError):
        return []
