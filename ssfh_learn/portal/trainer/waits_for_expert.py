"""What waits for an expert, for trainers: by module, with the steps and tests in which it is used."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup as Safe

from ssfh_learn.content.module import module_of_test
from ssfh_learn.content.unchecked import expert_said, unchecked
from ssfh_learn.errors import ContentError, Unreachable
from ssfh_learn.portal.web.identity import TRAINER
from ssfh_learn.words import section, word

if TYPE_CHECKING:
    from ssfh_learn.activities import Activity
    from ssfh_learn.content.unchecked import UsedIn
    from ssfh_learn.portal.portal import Portal
    from ssfh_learn.portal.published.library import PublishedModule
    from ssfh_learn.portal.web.page import Page


class ShownUse(NamedTuple):
    """Where a code is used, in words, with its address; empty for a place that has no page."""

    said: str
    address: str


class ShownCode(NamedTuple):
    """A code that waits, what it is about, and where it is used."""

    code: str
    text: str
    uses: list[ShownUse]


async def waits_for_expert(page: Page) -> Safe:
    """Return the section with what waits in each module; empty for who writes no modules, and if nothing waits."""
    if not page.person.may(TRAINER):
        return Safe()
    found = await page.in_background(_waiting, page.portal)
    if not found:
        return Safe()
    return page.part("trainer/waits_for_expert.html.j2", said=section("expert"), modules=found, root=page.root())


def _waiting(portal: Portal) -> list[tuple[str, list[ShownCode]]]:
    """Return by the title of each module what waits there."""
    said = expert_said(portal.modules_folder)
    found = []
    for module in portal.library.modules.values():
        tests = _tests_of(portal, module.id)
        waits = unchecked(module.description.sources, [*module.activities.values(), *tests.values()], said)
        if waits:
            shown = [
                ShownCode(
                    one.code,
                    one.text,
                    [_shown(module, tests, use) for use in sorted(one.uses, key=partial(_place, module))],
                )
                for one in waits
            ]
            found.append((module.description.title, shown))
    return found


def _tests_of(portal: Portal, module: str) -> dict[str, Activity]:
    tests: dict[str, Activity] = {}
    with suppress(Unreachable):
        for name in portal.assignments.names():
            if module_of_test(name) == module:
                with suppress(ContentError, OSError):
                    tests[name] = portal.assignments.key(name).quiz
    return tests


def _place(module: PublishedModule, use: UsedIn) -> int:
    """Return the number of the step in which something is used; a test comes after all steps."""
    found = (number for number, one in enumerate(module.steps, 1) if use.activity.id in one.activities)
    return next(found, len(module.steps) + 1)


def _shown(module: PublishedModule, tests: dict[str, Activity], use: UsedIn) -> ShownUse:
    title = use.activity.title
    if use.questions:
        title = word("expert", "questions", title=title, numbers=", ".join(map(str, use.questions)))
    name = next((name for name, test in tests.items() if test is use.activity), "")
    if name:
        return ShownUse(title, f"toets/{name}/")
    number = _place(module, use)
    if number > len(module.steps):
        return ShownUse(title, "")
    return ShownUse(word("expert", "step", number=number, title=title), f"module/{module.id}/{number}")
