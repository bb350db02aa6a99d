"""Every task that is shipped for the practice HIS, played in a browser along its safe road with the keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from ssfh_learn.activities import dutch
from ssfh_learn.activities.practice_his.parts import PARTS
from tests.browser.practice_his_player import HisPlayer, word
from tests.browser.test_practice_his import put_his
from tests.modules.practice_his_play import SAFE, TASKS
from tests.thoroughness import rounds, sample

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tests.browser.portal import Visitor
    from tests.browser.servers import Server

PHONE = 390

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def module(portal: Server) -> str:
    """Return the path of a page with nothing but the practice HIS."""
    return put_his(portal, "alle-taken-in-het-his")


def played(player: HisPlayer, tasks: Iterable[str]) -> list[str]:
    """Play tasks one after the other, each of which must end safe and complete; return them."""
    done = []
    for task in tasks:
        player.play(task, SAFE[task])
        verdicts = player.activity.locator(".ssfh-his-findings .ssfh-verdict")
        expect(verdicts.nth(0), task).to_contain_text(word("is_safe"))
        expect(verdicts.nth(1), task).to_have_text(f"✓{word('is_complete')}")
        player.sees(TASKS[task].title)
        player.back()
        done.append(task)
    return done


@pytest.mark.parametrize("level", sample(dutch.HIS_LEVELS, 0))
def test_each_task_is_played_safely_and_completely_by_keyboard_alone(
    visitor: Visitor,
    module: str,
    level: str,
) -> None:
    player = HisPlayer(visitor.open(module))

    of_level = [task.id for task in TASKS.values() if task.level == level]
    done = played(player, of_level[: rounds(2, len(of_level))])

    assert len(done) >= 2


def test_every_kind_of_act_is_done_by_keyboard_alone_on_a_narrow_screen(
    visitors: Callable[..., Visitor],
    module: str,
) -> None:
    player = HisPlayer(visitors(width=PHONE).open(module))

    done = played(player, sample())

    assert {act for task in done for act in acts(task)} == {act for task in TASKS for act in acts(task)}


def sample() -> list[str]:
    """Return tasks whose safe roads have among them every kind of act, in every kind of part."""
    chosen: list[str] = []
    seen: set[tuple[str, str]] = set()
    for task in sorted(TASKS, key=lambda one: len(acts(one)), reverse=True):
        if acts(task) - seen:
            chosen.append(task)
            seen |= acts(task)
    return chosen


def acts(task: str) -> set[tuple[str, str]]:
    """Return what is done on the safe road of a task, with how the part is drawn in which it is done."""
    return {(response["kind"], PARTS[response["part"]].layout if "part" in response else "") for response in SAFE[task]}


def test_an_appointment_is_made_with_an_empty_form_as_well(visitor: Visitor, module: str) -> None:
    player = HisPlayer(visitor.open(module), picks_a_slot=False)

    player.play("afspraak-zetten", SAFE["afspraak-zetten"])

    player.sees(word("is_complete"))
