"""The texts of a module, to be kept in a browser and read without a connection: what everybody may read, and no more.

A page of them knows no learner. It holds no exercise, no answer, no state and nothing of a test.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from typing import TYPE_CHECKING

from ssfh_learn.activities.markup import markup
from ssfh_learn.portal.published.pages import ActivitySlot, Text
from ssfh_learn.portal.published.shown_step import under_title
from ssfh_learn.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ssfh_learn.activities import Activity
    from ssfh_learn.content.module import ModuleDescription
    from ssfh_learn.portal.published.pages import ModuleStep

_IMAGE = re.compile(r"<img\b[^>]*?>")
_ALTERNATIVE = re.compile(r'\balt="([^"]*)"')


@dataclass(frozen=True)
class StepText:
    """The text of one step as HTML, whose headings begin at level 2."""

    title: str
    html: str


@dataclass(frozen=True)
class ModuleTexts:
    """The texts of a module, its help, and a version that changes with any of them."""

    title: str
    help: str
    steps: tuple[StepText, ...]

    @property
    def version(self) -> str:
        """Return the version."""
        whole = "\0".join((self.title, self.help, *(part for one in self.steps for part in (one.title, one.html))))
        return sha256(whole.encode()).hexdigest()[:12]


def module_texts(
    described: ModuleDescription, steps: Iterable[ModuleStep], activities: Mapping[str, Activity]
) -> ModuleTexts:
    """Return the texts of a module: of an exercise its title, and of an image what it says it shows."""
    texts = (
        StepText(step.title or described.title, "\n".join(_html(part, activities) for part in under_title(step.parts)))
        for step in steps
    )
    return ModuleTexts(described.title, markup(described.help)["html"], tuple(texts))


def _html(part: Text | ActivitySlot, activities: Mapping[str, Activity]) -> str:
    if isinstance(part, Text):
        return _IMAGE.sub(_said, part.html)
    activity = activities.get(part.activity)
    if activity is None:
        return ""
    said = word("offline", "exercise", title=escape(activity.title))
    return f'<p data-exercise="{escape(part.activity)}"><em>{said}</em></p>'


def _said(image: re.Match[str]) -> str:
    alternative = _ALTERNATIVE.search(image[0])
    return f"<em>{word('offline', 'image', text=alternative[1])}</em>" if alternative and alternative[1] else ""
