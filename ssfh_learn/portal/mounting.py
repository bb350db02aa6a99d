"""An activity on a page: the same view and the same traits that the front end knows from a notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ssfh_learn.activities.markup import markup
from ssfh_learn.words import word

if TYPE_CHECKING:
    from ssfh_learn.activities import Activity
    from ssfh_learn.content import Module
    from ssfh_learn.portal.scribe import Played


def frame(activity: Activity, module: Module | None) -> dict[str, Any]:
    """Return what stands around an activity: help, about and glossary of its module."""
    described = module.description if module else None
    return {
        "help": markup(described.help) if described else markup(word("widgets", "test_help")),
        "about": markup(described.about) if described else None,
        "glossary": [
            {"term": term.word, "meaning": markup(term.meaning)} for term in (described.glossary if described else ())
        ],
        "private": activity.is_private,
        "practice": activity.is_practice,
    }


def traits(activity: Activity, played: Played) -> dict[str, Any]:
    """Return what the front end needs to draw a state."""
    notices = [word("journal", "content_changed", count=played.refused)] if played.refused else []
    return {"view": activity.view(played.state), "notices": notices}
