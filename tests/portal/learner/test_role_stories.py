"""In a step with a story for each role, hers is in sight and the other can be opened; one of the two is enough."""

from __future__ import annotations

import re

import pytest

from ssfh_learn.activities.scenario import Scenario
from ssfh_learn.activities.scenario.graph import best_way
from ssfh_learn.words import word
from tests.portal.host import Site, Visitor

STEP = "module/werkdruk/10"
MONDAY, TOO_MUCH = "maandagochtend", "het-wordt-me-te-veel"
TITLES = {MONDAY: "Maandagochtend", TOO_MUCH: "Het wordt me te veel"}


def in_a_fold(who: Visitor) -> list[str]:
    """Return the stories that stand behind a fold, with what its line says."""
    folds = re.findall(
        r'<details class="ssfh-other-story"><summary>(.*?)</summary>(.*?)</details>', who.get(STEP).text, re.DOTALL
    )
    for line, content in folds:
        (name,) = re.findall(r'"activity": ?"([a-z-]+)"', content)
        assert line == word("portal", "other_story", title=TITLES[name])
    return [name for _, content in folds for name in re.findall(r'"activity": ?"([a-z-]+)"', content)]


@pytest.mark.parametrize(
    ("role", "other"), [(None, TOO_MUCH), ("employee", TOO_MUCH), ("manager", MONDAY), ("workplace_trainer", MONDAY)]
)
def test_the_story_of_her_role_is_in_sight_and_the_other_behind_a_line(
    site: Site, role: str | None, other: str
) -> None:
    anna = site.visitor("anna")
    if role:
        anna.respond("werkdruk", "start", kind="choose", role=role)

    assert in_a_fold(anna) == [other]
    assert {f'"{name}"' for name in TITLES} <= set(re.findall(r'"activity": ?("[a-z-]+")', anna.get(STEP).text))


def play(site: Site, who: Visitor, story: str) -> None:
    assert site.portal
    one = site.portal.library.modules["werkdruk"].activity(story)
    assert isinstance(one, Scenario)
    token = who.token()
    who.respond("werkdruk", story, token, kind="begin")
    for made in best_way(one).path:
        who.respond("werkdruk", story, token, kind="choose", node=made.node, choice=made.choice)
        who.respond("werkdruk", story, token, kind="continue", node=made.node)


def steps_done(who: Visitor) -> int:
    return who.get(STEP).text.count(word("portal", "step_done"))


@pytest.mark.parametrize("story", [MONDAY, TOO_MUCH])
def test_either_story_makes_the_step_done(site: Site, story: str) -> None:
    anna = site.visitor("anna")
    before = steps_done(anna)

    play(site, anna, story)
    next_page = anna.get("module/werkdruk/11").text  # on its own page a step says that one is there

    assert next_page.count(word("portal", "step_done")) == before + 1
