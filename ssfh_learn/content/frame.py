"""What stands around an activity on every page: help, about and glossary, and whether it is private or practice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import TypedDict

from ssfh_learn.activities.markup import Markup, markup
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ssfh_learn.activities import Activity
    from ssfh_learn.content.module import ModuleDescription


class GlossaryTerm(TypedDict):
    """A word of the module and what it means."""

    term: str
    meaning: Markup


class StepLink(TypedDict):
    """A step of the module that a page can send her to, and how long it takes to read."""

    number: int
    minutes: int
    address: str
    is_here: bool
    """Whether it is the step that she is on."""


class Frame(TypedDict):
    """The texts around an activity; a test belongs to no module, so that it has no `about` and no glossary.

    `report` is the address at which a fault in the activity can be reported; None where the host has no such page.
    """

    help: Markup | None
    about: Markup | None
    glossary: list[GlossaryTerm]
    private: bool
    practice: bool
    wide: bool
    """Whether it uses the full width of a page."""
    report: str | None
    steps: list[StepLink]
    """Where the steps of the module are; none where a host has no page for each."""


def frame(
    activity: Activity, module: ModuleDescription | None, report: str | None = None, steps: Sequence[StepLink] = ()
) -> Frame:
    """Return the frame of an activity of a module; a test belongs to no module, and has a help text of its own."""
    return {
        **bare_frame(activity, report, steps),
        "help": markup(module.help if module else word("widgets", "test_help")),
        "about": about_of(module) if module else None,
        "glossary": glossary_of(module) if module else [],
    }


def bare_frame(activity: Activity, report: str | None = None, steps: Sequence[StepLink] = ()) -> Frame:
    """Return the frame of an activity on a page that has help, glossary and `about` itself, once for all activities."""
    return {
        "help": None,
        "about": None,
        "glossary": [],
        "private": activity.is_private,
        "practice": activity.is_practice,
        "report": report,
        "steps": [*steps],
        "wide": activity.is_wide,
    }


def about_of(module: ModuleDescription) -> Markup | None:
    """Return who made a module, and why."""
    return markup(module.about)


def glossary_of(module: ModuleDescription) -> list[GlossaryTerm]:
    """Return the words that a module explains."""
    return [{"term": term.word, "meaning": markup(term.meaning)} for term in module.glossary]
